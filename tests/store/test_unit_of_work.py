"""All of a piece of work or nothing, whatever happens: failures, cancellation, other tasks, collisions."""

import ast
import asyncio
import contextlib
import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from piccolo.engine.postgres import PostgresTransaction

import backend
from backend.store import unit_of_work
from backend.store.engine import DB, WORDS, DatabaseAccess, fetch_one, stop_pool, use_database
from backend.store.tables import AppSetting
from backend.store.unit_of_work import Work, open_work, uow

from .conftest import NOW, clean, put, refused, settled, stored

pytestmark = pytest.mark.asyncio


async def put_and_fail(number: int) -> None:
    await put(number)
    raise ValueError("half-way")


# --- all or nothing


@pytest.mark.usefixtures("probe")
async def test_work_is_stored_whole_or_not_at_all() -> None:
    async with uow():
        await put(1)
    with pytest.raises(ValueError, match="half-way"):
        async with uow():
            await put_and_fail(2)
    assert await stored() == {1}
    assert clean()


async def set_and_fail() -> None:
    await AppSetting.insert(AppSetting(name="a", value="1", changed_at=NOW))
    assert await AppSetting.count() == 1
    raise ValueError("half-way")


@pytest.mark.usefixtures("store")
async def test_piccolo_queries_belong_to_the_work() -> None:
    with pytest.raises(ValueError, match="half-way"):
        async with uow():
            await set_and_fail()
    assert await AppSetting.count() == 0


@pytest.mark.usefixtures("probe")
async def test_an_inner_failure_the_caller_catches_undoes_the_inner_work_only() -> None:
    async with uow():
        await put(1)
        with contextlib.suppress(ValueError):
            async with uow():
                await put(2)
                async with uow():
                    await put(3)
                raise ValueError("inner")
        with contextlib.suppress(asyncpg.UniqueViolationError):
            async with uow():
                await put(1)
        async with uow():
            await put(4)
    assert await stored() == {1, 4}
    assert clean()


async def _after_failed_commits(opened: Callable[[], AbstractAsyncContextManager[Any]]) -> bool:
    """Whether later work is still all or nothing after commits that failed."""
    for number in range(5):
        with contextlib.suppress(asyncpg.CheckViolationError):
            async with opened():
                await fetch_one("insert into probe values ($1, 'bad')", number)
    with contextlib.suppress(ValueError):
        async with opened():
            await fetch_one("insert into probe values (100, '')")
            raise ValueError("undo this")
    return clean() and await stored() == set()


@pytest.mark.usefixtures("probe")
async def test_a_failed_commit_leaks_nothing() -> None:
    assert await _after_failed_commits(uow)


class PiccolosOwn(PostgresTransaction):
    """Piccolo's transaction, let past the engine's guard."""

    over = False


@pytest.mark.usefixtures("probe")
async def test_the_same_check_finds_the_fault_in_piccolos_transaction() -> None:
    async def told_apart() -> bool:
        return await _after_failed_commits(lambda: PiccolosOwn(DB))

    assert not await asyncio.create_task(told_apart())
    assert DB.pool is not None
    DB.pool.terminate()


@pytest.mark.usefixtures("probe")
async def test_a_passed_over_error_does_not_pass_for_stored_work() -> None:
    with refused("nothing_stored"):
        async with uow():
            await put(1)
            with contextlib.suppress(asyncpg.UniqueViolationError):
                await put(1)
    assert await stored() == set()
    assert clean()


async def lose_the_connection() -> None:
    await put(1)
    lost = open_work("a test").get_server_pid()
    killer = await asyncpg.connect(DB.config["dsn"])
    await killer.execute("select pg_terminate_backend($1)", lost)
    await killer.close()
    await put(2)


@pytest.mark.usefixtures("probe")
async def test_a_lost_connection_is_replaced_and_the_first_error_is_told() -> None:
    with pytest.raises(unit_of_work._ADRIFT):
        async with uow():
            await lose_the_connection()
    async with uow():
        await put(3)
    assert await stored() == {3}
    assert await settled(clean)


# --- cancellation


async def _cancelled(note: str, *, pauses: list[float]) -> bool:
    """Cancel work at its commit, as often as there are pauses; whether its own context was clean after."""
    clean_after: list[bool] = []

    async def work() -> None:
        try:
            async with uow():
                await put(1, note)
        finally:
            clean_after.append(DB.current_transaction.get() is None)

    task = asyncio.create_task(work())
    for pause in pauses:
        await asyncio.sleep(pause)
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return clean_after == [True]


@pytest.mark.usefixtures("probe")
async def test_a_commit_under_way_is_carried_through_before_the_task_is_cancelled() -> None:
    assert await _cancelled("slow", pauses=[0.15])
    assert await stored() == {1}
    assert clean()


@pytest.mark.usefixtures("probe")
async def test_a_second_cancellation_frees_the_task_and_the_commit_ends_by_itself() -> None:
    assert await _cancelled("slow", pauses=[0.15, 0.05])
    assert await settled(clean)
    assert await stored() == {1}
    assert not unit_of_work._closing


@pytest.mark.usefixtures("probe")
async def test_a_commit_that_hangs_is_cut(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unit_of_work, "CLOSE_WITHIN_S", 0.1)
    assert await _cancelled("hang", pauses=[0.15])
    assert await settled(clean)
    assert await stored() == set()
    gc.collect()
    assert not caplog.records


@pytest.mark.usefixtures("probe")
async def test_a_failed_commit_of_a_cancelled_task_is_not_reported_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def work() -> None:
        async with uow():
            await put(1, "slow")
            await put(2, "bad")

    task = asyncio.create_task(work())
    await asyncio.sleep(0.15)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await settled(clean)
    assert await stored() == set()
    gc.collect()
    assert not caplog.records


@pytest.mark.usefixtures("probe")
@pytest.mark.parametrize(
    "statement", ["select pg_sleep(30)", "select count(*) from generate_series(1, 1000000000)"]
)
async def test_work_cancelled_in_a_statement_is_undone(statement: str) -> None:
    async def work() -> None:
        async with uow():
            await put(1)
            await fetch_one(statement)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(work(), 0.15)
    assert await settled(clean)
    assert await stored() == set()


@pytest.mark.usefixtures("probe")
async def test_work_cancelled_at_any_moment_leaks_nothing() -> None:
    async def work(number: int) -> None:
        async with uow():
            await put(number)
            async with uow():
                await put(1000 + number)

    for number in range(60):
        task = asyncio.create_task(work(number))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert await settled(clean)
    whole = await stored()
    assert {number - 1000 for number in whole if number >= 1000} == {
        number for number in whole if number < 1000
    }


# --- one task


@pytest.mark.usefixtures("probe")
async def test_another_task_may_not_use_the_work() -> None:
    async with uow() as work:
        for use in (lambda: put(2), lambda: fetch_one("select 1"), lambda: AppSetting.count().run(), _enter):
            with refused("other_task"):
                await asyncio.create_task(use())
        await put(1)
        assert not work.over
    assert await stored() == {1}


async def _enter() -> None:
    async with uow():
        await put(9)


@pytest.mark.usefixtures("probe")
async def test_a_task_that_outlives_the_work_stands_on_its_own() -> None:
    goes_on = asyncio.Event()

    async def later() -> None:
        await goes_on.wait()
        async with uow():
            await put(2)

    with contextlib.suppress(ValueError):
        async with uow() as work:
            await put(1)
            task = asyncio.create_task(later())
            raise ValueError("undo")
    goes_on.set()
    await task
    assert await stored() == {2}
    with refused("work_over"):
        _ = work.connection


@pytest.mark.usefixtures("probe")
async def test_work_left_in_another_task_is_cut_and_not_stored() -> None:
    left = uow()

    async def enter() -> Work:
        work = await left.__aenter__()
        await put(1)
        return work

    await asyncio.create_task(enter())
    with refused("other_task"):
        await left.__aexit__(None, None, None)
    assert await settled(clean)
    assert await stored() == set()


async def test_writing_outside_a_unit_of_work_is_refused() -> None:
    with refused("no_work_open"):
        open_work("a test")


@pytest.mark.usefixtures("probe")
async def test_a_single_connection_serves_where_no_pool_is_open(access: DatabaseAccess) -> None:
    await stop_pool()
    use_database(access)
    async with uow() as work:
        await put(1)
        role = await work.connection.fetchval("select current_user")
    assert role == "anju_app"
    assert work._connection.is_closed()


# --- nobody goes round it


async def test_piccolos_transactions_are_refused() -> None:
    for call in (DB.transaction, DB.atomic):
        with refused("piccolo_transaction"):
            call()


SHUNNED = {"transaction", "atomic", "start_connection_pool"}
AWAY_FROM_ONE_ROW = {"save", "refresh", "remove", "update_self", "get_or_create"}
"""Piccolo's calls that look for a row by its id alone, or set every column."""


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def _going_round(folder: Path) -> list[str]:
    faults = []
    for file in sorted(folder.rglob("*.py")):
        place = file.relative_to(folder).as_posix()
        shunned = SHUNNED | (AWAY_FROM_ONE_ROW if place.startswith("store/") else set())
        allowed = {"start_connection_pool"} if place == "store/engine.py" else set()
        calls = _calls(ast.parse(file.read_text(encoding="utf-8")))
        faults += [f"{place}: {name}()" for name in calls if name in shunned - allowed]
    return faults


async def test_nobody_opens_a_transaction_but_by_uow(tmp_path: Path) -> None:
    package = Path(backend.__file__).parent
    assert _going_round(package) == []
    (tmp_path / "store").mkdir()
    (tmp_path / "store/bad.py").write_text(
        "async def f():\n    async with DB.transaction():\n        await row.save()\n"
    )
    assert _going_round(tmp_path) == ["store/bad.py: transaction()", "store/bad.py: save()"]


async def test_every_trouble_is_told_in_both_languages() -> None:
    for reason, (zh, en) in WORDS.items():
        assert any("一" <= letter <= "鿿" for letter in zh), reason
        assert en.isascii() or "“" in en, reason
