"""Commit of lists: 1,200 homes and 1,000 households in a moment, 100,000 rows within flat memory.

``python -m tests.bench.import_commit`` prints seconds and the peak of memory of a fresh process each; 1
where a wanted figure is missed. ``--plant`` writes row by row and must miss it.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from backend.domain.allocation.result_rows import RESULTS
from backend.domain.stock.template import Template
from backend.domain.stock.unit_rows import UNITS
from backend.papers.workbook_writer import ListColumn, write_list
from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.answer_question import PolicyLibrary
from backend.services.check_import import CheckImport, Kind, check_import
from backend.services.commit_import import CommitImport, commit_import
from backend.store.engine import start_pool, stop_pool, use_database
from backend.store.migrate import migrate
from backend.store.queries import imports
from backend.store.sealing import Key, Sealing

from ..services.conftest import Hand
from ..store.conftest import TEMPLATE, Cluster, versions
from .import_check import KINDS, peak_mb, result_lines

MOMENT_SECONDS = 3.0
WANTED_MB = 400
MANY = 100_000
DAY = date(2026, 11, 21)
LISTS: tuple[tuple[Kind, int, float], ...] = (
    ("units", 1_200, MOMENT_SECONDS),
    ("allocations", 2_000, MOMENT_SECONDS),
    ("units", MANY, 120.0),
    ("allocations", MANY, 240.0),
)


def unit_lines() -> Iterator[list[Any]]:
    """The homes that the households of ``result_lines`` are allotted, and more of another estate."""
    for at in range(MANY):
        estate, home = ("安居苑", "红山家园")[at // (MANY // 2)], at % (MANY // 2)
        yield [estate, f"{home // 1200 + 1}号楼", "1单元", f"{home % 1200 + 101}", "48.61", "一室一厅", "剪力墙", 3, 6,
               "甲", "站前", "政府新建", "100", "安居公司", "空置", f"E{at}", f"S{at}", f"Q{at}",
               "防盗门×1@800;热水器×1@1200", ""]  # fmt: skip


def make(template: Template, rows: int, lines: Iterator[list[Any]], path: Path) -> None:
    """A list of so many rows."""
    columns = [
        msgspec.convert({"name": each.name, "kind": KINDS.get(each.name, "text")}, ListColumn)
        for each in template.columns
    ]
    write_list(path, template.name, columns, islice(lines, rows))


HOMES = (
    "insert into estate (authority_id, id, name, address, source, government_invested, created_at)"
    " select authority_id, -1, '安居苑', '', 'government', true, now() from authority",
    "insert into building (authority_id, id, estate_id, name, created_at)"
    " select authority_id, -10 - g, -1, g || '号楼', now() from authority, generate_series(1, 50) as g",
    "insert into unit (authority_id, building_id, entrance, room_number, address, floor_area_hundredths_m2,"
    " fixtures, meters, created_at) select b.authority_id, b.id, '1单元', (100 + g)::text, '', 4861, '[]', '{}',"
    " now() from building as b, generate_series(1, 1200) as g",
)
"""The homes the households are allotted."""


async def bring_in(kind: Kind, content: bytes, cluster: Cluster) -> tuple[float, float, int]:
    """Check and write a list; seconds of each, and how many rows are new."""
    hand = Hand(PolicyLibrary(), Sealing(Key(bytes(range(32)))))
    acting = Acting(0, "hongshan", "王建国", DAY, datetime.now(UTC))
    use_database(cluster.access(TEMPLATE))
    await start_pool()
    try:
        added = await add_authority(acting, hand, AddAuthority("hongshan", "红山区", "hongshan", "150402"))
        acting = msgspec.structs.replace(acting, authority_id=added.authority_id)
        if kind == "allocations":
            await asyncio.to_thread(cluster.do, *HOMES, database=TEMPLATE)
        start = time.perf_counter()
        found = await check_import(acting, hand, CheckImport(kind, content, "list.xlsx"))
        checked = time.perf_counter()
        assert found.batch_id is not None
        done = await commit_import(acting, hand, CommitImport(found.batch_id, "all"))
        return checked - start, time.perf_counter() - checked, done.new
    finally:
        await stop_pool()


def run_side(kind: Kind, path: Path, plant: bool) -> None:
    """What a fresh process does, as the command line would."""
    if plant:
        imports.AT_A_TIME = 1  # type: ignore[misc]
    cluster = Cluster(versions()[0])
    try:
        cluster.do(f"create database {TEMPLATE}")
        asyncio.run(migrate(cluster.access(TEMPLATE)))
        check, commit, new = asyncio.run(bring_in(kind, path.read_bytes(), cluster))
    finally:
        cluster.stop()
    print(json.dumps({"check": check, "commit": commit, "new": new, "mb": peak_mb()}))


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a wanted one is missed."""
    plant = [word for word in arguments if word == "--plant"]
    if arguments[:1] == ["--side"]:
        run_side("units" if arguments[1] == "units" else "allocations", Path(arguments[2]), bool(plant))
        return 0
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for kind, rows, wanted in LISTS:
            template, lines = (UNITS, unit_lines()) if kind == "units" else (RESULTS, result_lines())
            path = Path(folder, f"{kind}{rows}.xlsx")
            make(template, rows, lines, path)
            command = [sys.executable, "-m", "tests.bench.import_commit", "--side", kind, str(path), *plant]
            done = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
            assert done["new"] == rows
            good &= done["commit"] < wanted and done["mb"] < WANTED_MB
            print(
                f"{kind}: {rows:,} rows, check {done['check']:.2f} s, commit {done['commit']:.2f} s", end=""
            )
            print(f" (wanted {wanted:.0f} s), peak {done['mb']} MB (wanted {WANTED_MB} MB)")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
