"""Leases issued a second, the whole act: rows, number, audit line, printed and stored paper; beside bare inserts.

The database is the embedded one as an office has it, every commit on the disk. The bare loop writes the same
number of rows of the same tables and commits as often, and does nothing else.
"""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import asyncpg

from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.add_building import AddBuilding, add_building
from backend.services.add_estate import AddEstate, add_estate
from backend.services.open_installation import Installation, access_of, open_installation
from backend.services.run_bulk_issue import AT_A_TIME, run_bulk_issue
from backend.services.start_bulk_issue import StartBulkIssue, start_bulk_issue
from backend.store.queries.lease_checks import lease_faults
from tests.services.conftest import Hand, Town
from tests.services.lease_office import BATCH, DAY, Office, open_office

LEASES = 1_200
WANTED_PER_SECOND = 250
LARGE = 10_000


async def seeded(installation: Installation, count: int) -> Office:
    """An authority with so many checked leases."""
    acting = Acting(0, "hongshan", "王建国", DAY, datetime.now(UTC))
    request = AddAuthority("hongshan", "红山区住建局", "hongshan", "150402", demonstration=True)
    made = await add_authority(acting, installation, request)
    acting = Acting(made.authority_id, "hongshan", "王建国", DAY, acting.at)
    estate = await add_estate(acting, installation, AddEstate("安居苑", "桥北街1号", "government", True))
    building = await add_building(acting, installation, AddBuilding(estate.estate_id, "1号楼"))
    hand = Hand(installation.library, installation.sealing)
    office = await open_office(
        Town(acting, hand, estate.estate_id, building.building_id), installation.papers
    )
    await office.many(count)
    return office


TABLES = {
    "lease": "id",
    "tenancy": "id",
    "tenancy_member": "tenancy_id",
    "rent_term": "lease_id",
    "paper": "lease_id",
    "job_item": "lease_id",
    "audit_entry": "subject",
}
"""What an issue writes to, and how its rows are found again."""
COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND attgenerated = ''"


async def bare_inserts(owner: asyncpg.Connection, authority_id: int) -> float:
    """Seconds for the very same rows in as many commits: no decision, no paper, no file."""
    rows = await owner.fetch("SELECT id, tenancy_id FROM lease WHERE authority_id = $1", authority_id)
    copies = {}
    for table, column in TABLES.items():
        await owner.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
        columns = ", ".join(row["attname"] for row in await owner.fetch(COLUMNS, table))
        copies[table] = (
            f"INSERT INTO bare_{table} ({columns}) SELECT {columns} FROM {table}"
            f" WHERE authority_id = $1 AND {column} = ANY($2)"
        )
    start = time.perf_counter()
    for at in range(0, len(rows), AT_A_TIME):
        part = rows[at : at + AT_A_TIME]
        leases = [row["id"] for row in part]
        named: dict[str, list[object]] = {
            "id": [*leases], "lease_id": [*leases], "tenancy_id": [row["tenancy_id"] for row in part],
            "subject": [f"lease:{lease}" for lease in leases],
        }  # fmt: skip
        async with owner.transaction():
            for table, column in TABLES.items():
                wanted = named["tenancy_id"] if table == "tenancy" else named[column]
                await owner.execute(copies[table], authority_id, wanted)
    return time.perf_counter() - start


async def measured(home: Path, count: int) -> tuple[float, float, list[float], list[str]]:
    """Seconds of the bare loop and of the whole act, the seconds of each batch, and any faults."""
    async with open_installation(home) as installation:
        office = await seeded(installation, count)
        owner = await asyncpg.connect(access_of(installation.database).owner_url)
        await owner.execute("ANALYZE")  # as a running server does by itself within a minute
        job = (await start_bulk_issue(office.acting, office.hand, StartBulkIssue("批", BATCH))).job_id
        ticks = [time.perf_counter()]
        await run_bulk_issue(office.acting, office.hand, job, lambda done: ticks.append(time.perf_counter()))
        faults = [question for question, _ in await lease_faults(office.authority_id)]
        batches = [after - before for before, after in pairwise(ticks)][:-1]
        bare = await bare_inserts(owner, office.authority_id)
        await owner.close()
        return bare, ticks[-1] - ticks[0], batches, faults


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a wanted figure is missed. ``--large`` issues ten thousand."""
    count = LARGE if "--large" in arguments else LEASES
    with tempfile.TemporaryDirectory(prefix="anju-bench-") as folder:
        bare, seconds, batches, faults = asyncio.run(measured(Path(folder) / "home", count))
    third = max(1, len(batches) // 3)
    first, last = sum(batches[1 : third + 1]) / third, sum(batches[-third:]) / third
    rate = count / seconds
    print(f"bare inserts, {count} leases in batches of {AT_A_TIME}: {count / bare:,.0f} a second")
    print(f"leases issued (rows, number, audit, PDF, file): {rate:,.0f} a second")
    print(f"the whole act costs {seconds / bare:.1f} x the bare inserts")
    print(f"a batch: {first * 1000:.0f} ms in the first third, {last * 1000:.0f} ms in the last")
    print(f"faults: {faults or 'none'}")
    return 0 if rate >= WANTED_PER_SECOND and not faults else 1
