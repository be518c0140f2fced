"""A PostgreSQL of the tests' own, and a fresh database made from a migrated template for every test."""

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import pytest
import pytest_asyncio

from backend.store.engine import (
    DB,
    DatabaseAccess,
    StoreError,
    fetch_one,
    start_pool,
    stop_pool,
    use_database,
)
from backend.store.migrate import migrate
from backend.store.server_account import account_for, give, reachable, run_as
from backend.store.server_binaries import Binaries, in_system, in_wheel
from backend.store.unit_of_work import open_work
from backend.store.violations import violated

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
TEMPLATE = "anju_template"
QUICK = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal",
    "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h", "max_connections=60",
    "deadlock_timeout=100ms",
]  # fmt: skip
IN_MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 2**30
_names = itertools.count(1)


def _quick_place() -> Path | None:
    """A folder in memory where there is room; a database is made there in a fifth of the time."""
    roomy = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH_BYTES
    return IN_MEMORY if roomy else None


class Cluster:
    """A throw-away server of one major version, reached by a socket in its own folder; it keeps nothing."""

    def __init__(self, binaries: Binaries) -> None:
        self.major = binaries.major
        self.folder = Path(tempfile.mkdtemp(prefix="anju-pg-", dir=_quick_place()))
        self.account = account_for(self.folder)
        self.binaries = reachable(binaries, self.account)
        give(self.folder, self.account)
        self._run(
            "initdb", "-D", str(self.folder / "data"), "-U", "keeper", "-A", "trust", "-N", "--locale=C"
        )
        settings = itertools.chain.from_iterable(("-c", setting) for setting in QUICK)
        self.process = subprocess.Popen(
            [self.binaries.bin / "postgres", "-D", "data", "-k", str(self.folder), "-h", "", *settings],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **run_as(self.account),
        )
        until = time.monotonic() + 30
        while not (self.folder / ".s.PGSQL.5432").exists():
            assert time.monotonic() < until, "the tests' PostgreSQL did not start"
            time.sleep(0.02)
        self.do("select 1")

    def _run(self, tool: str, *arguments: str) -> None:
        command = [str(self.binaries.bin / tool), "--encoding=UTF8", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, **run_as(self.account))

    def url(self, database: str, user: str = "keeper") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def do(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url(database))
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        for attempt in range(100):
            try:
                asyncio.run(run())
                return
            except asyncpg.CannotConnectNowError:
                time.sleep(0.05 * bool(attempt))

    def new_database(self, template: str = "template0") -> str:
        name = f"anju_{next(_names)}"
        self.do(f"create database {name} template {template}")
        return name

    def access(self, database: str) -> DatabaseAccess:
        return DatabaseAccess(self.url(database), self.url(database))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)  # a fast stop; SIGTERM would wait for every client
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


def versions() -> list[Binaries]:
    """One PostgreSQL of every major version this machine has, newest first."""
    found = {binaries.major: binaries for binaries in (*in_system(), *in_wheel())}
    return [found[major] for major in sorted(found, reverse=True)]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The newest PostgreSQL, with a migrated template."""
    running = Cluster(versions()[0])
    try:
        running.do(f"create database {TEMPLATE}")
        asyncio.run(migrate(running.access(TEMPLATE)))
        yield running
    finally:
        running.stop()


@pytest.fixture
def access(cluster: Cluster) -> Iterator[DatabaseAccess]:
    """A database of the test's own, migrated."""
    name = cluster.new_database(TEMPLATE)
    yield cluster.access(name)
    cluster.do(f"drop database {name} with (force)")


@pytest_asyncio.fixture
async def store(access: DatabaseAccess) -> AsyncIterator[DatabaseAccess]:
    """The same with the pool open, as the application."""
    use_database(access)
    await start_pool(at_least=1, at_most=40)
    yield access
    await stop_pool()
    DB.config = {}


@pytest_asyncio.fixture
async def owner(access: DatabaseAccess) -> AsyncIterator[asyncpg.Connection]:
    """A connection with the owner's rights."""
    connection = await asyncpg.connect(access.owner_url)
    yield connection
    await connection.close()


class City(NamedTuple):
    """Two authorities; the first with homes, persons and households (household i holds person i)."""

    authority: int
    other: int
    building: int
    units: list[int]
    persons: list[int]
    households: list[int]
    other_unit: int
    other_person: int
    other_household: int


async def insert(connection: Any, table: str, **values: object) -> int:
    """One row by hand; its id."""
    key = "authority_id" if table == "authority" else "id"
    places = ", ".join(f"${at}" for at in range(1, len(values) + 1))
    sql = f"insert into {table} ({', '.join(values)}) values ({places}) returning {key}"
    return int(await connection.fetchval(sql, *values.values()))


async def add_unit(connection: Any, authority: int, building: int, room: str, **changes: object) -> int:
    values: dict[str, object] = {
        "authority_id": authority, "building_id": building, "entrance": "1单元", "room_number": room,
        "address": f"桥北街1号{room}", "floor_area_hundredths_m2": 4861, "fixtures": "[]", "meters": "{}",
        "created_at": NOW,
    }  # fmt: skip
    return await insert(connection, "unit", **(values | changes))


async def add_person(connection: Any, authority: int, number: int, **changes: object) -> int:
    values: dict[str, object] = {
        "authority_id": authority, "document_kind": "other", "document_number_sealed": b"sealed",
        "document_number_index": number.to_bytes(32, "big"), "document_tail_index": bytes(32),
        "name": f"试{number}", "name_key": f"试{number}", "initials": "s", "created_at": NOW,
    }  # fmt: skip
    return await insert(connection, "person", **(values | changes))


async def add_household(connection: Any, authority: int) -> int:
    return await insert(
        connection,
        "household",
        authority_id=authority,
        household_class="dibao",
        household_size=1,
        created_at=NOW,
    )


async def add_authority(connection: Any, code: str) -> tuple[int, int]:
    """An authority with one building; both ids."""
    authority = await insert(
        connection, "authority", code=code, name=f"试验{code}", policy_pack=code, division_code="150402",
        demonstration=True, created_at=NOW,
    )  # fmt: skip
    estate = await insert(
        connection, "estate", authority_id=authority, name="试验苑", address="", source="government",
        government_invested=True, created_at=NOW,
    )  # fmt: skip
    building = await insert(
        connection, "building", authority_id=authority, estate_id=estate, name="1号楼", created_at=NOW
    )
    return authority, building


@pytest_asyncio.fixture
async def city(store: DatabaseAccess) -> City:
    """The rows most tests need, made with the application's rights."""
    pool = DB.pool
    assert pool is not None
    async with pool.acquire() as connection, connection.transaction():
        authority, building = await add_authority(connection, "hongshan")
        other, other_building = await add_authority(connection, "zhaoyang")
        return City(
            authority,
            other,
            building,
            units=[await add_unit(connection, authority, building, str(101 + at)) for at in range(4)],
            persons=[await add_person(connection, authority, at) for at in range(4)],
            households=[await add_household(connection, authority) for _ in range(4)],
            other_unit=await add_unit(connection, other, other_building, "101"),
            other_person=await add_person(connection, other, 1),
            other_household=await add_household(connection, other),
        )


def broken(name: str) -> Any:
    """The test passes if this very constraint refuses."""
    return pytest.raises(asyncpg.IntegrityConstraintViolationError, check=lambda error: violated(error, name))


# --- a table whose commits can be slow or fail

PROBE = (
    "create table probe (id bigint primary key, note text not null)",
    "create function probe_late() returns trigger language plpgsql as $$ begin"
    " if new.note = 'slow' then perform pg_sleep(0.4); end if;"
    " if new.note = 'hang' then perform pg_sleep(30); end if;"
    " if new.note = 'bad' then raise exception 'refused at commit' using errcode = '23514'; end if;"
    " return null; end $$",
    "create constraint trigger probe_late after insert on probe deferrable initially deferred"
    " for each row execute function probe_late()",
    "grant select, insert, update on probe to anju_app",
)


@pytest_asyncio.fixture
async def probe(store: DatabaseAccess, owner: asyncpg.Connection) -> AsyncIterator[None]:
    """A table whose commits can be slow or fail, as no table of the schema can."""
    for statement in PROBE:
        await owner.execute(statement)
    yield


async def put(number: int, note: str = "") -> None:
    await open_work("put").execute("insert into probe values ($1, $2)", number, note)


async def stored() -> set[int]:
    row = await fetch_one("select coalesce(array_agg(id), '{}') as ids from probe")
    assert row is not None
    return set(row["ids"])


def clean() -> bool:
    """Nothing open in this task, and every connection back in the pool."""
    assert DB.pool is not None
    return DB.current_transaction.get() is None and DB.pool.get_idle_size() == DB.pool.get_size()


async def settled(what: Callable[[], bool], within_s: float = 3) -> bool:
    """Whether something comes about in time; the pool takes a cut connection back a moment later."""
    for _ in range(int(within_s / 0.02)):
        if what():
            return True
        await asyncio.sleep(0.02)
    return what()


def refused(reason: str) -> Any:
    return pytest.raises(StoreError, check=lambda error: error.reason == reason)
