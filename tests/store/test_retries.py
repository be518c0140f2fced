"""Isolation, and work done anew after a collision."""

import asyncio
from functools import partial

import asyncpg
import pytest

from backend.store.engine import fetch_one
from backend.store.unit_of_work import open_work, run_in_uow, uow

from .conftest import clean, put, refused, stored

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("probe")
async def test_isolation_is_that_of_the_outermost() -> None:
    async with uow("serializable") as work:
        assert await work.connection.fetchval("show transaction_isolation") == "serializable"
        async with uow():
            await put(1)
        with refused("isolation_inside"):
            async with uow("read committed"):
                await put(2)
    async with uow() as work:
        assert await work.connection.fetchval("show transaction_isolation") == "read committed"
    assert await stored() == {1}


async def _skewed(retries: int) -> tuple[list[object], int]:
    """Two pieces of work that each read what the other writes; their answers, and how often work was begun."""
    begun = 0
    both_have_read = asyncio.Barrier(2)

    async def work(number: int) -> int:
        nonlocal begun
        begun += 1
        row = await fetch_one("select count(*) as rows from probe")
        assert row is not None
        if begun <= 2:
            await both_have_read.wait()
        await put(number)
        return int(row["rows"])

    tasks = [run_in_uow(partial(work, n), retries=retries, isolation="serializable") for n in (1, 2)]
    return list(await asyncio.gather(*tasks, return_exceptions=True)), begun


@pytest.mark.usefixtures("probe")
async def test_work_is_done_anew_after_a_serialization_failure() -> None:
    answers, begun = await _skewed(retries=5)
    assert set(answers) == {0, 1}
    assert begun == 3
    assert await stored() == {1, 2}
    assert clean()


@pytest.mark.usefixtures("probe")
async def test_without_a_retry_the_failure_is_told() -> None:
    answers, begun = await _skewed(retries=0)
    assert [type(answer) for answer in answers].count(asyncpg.SerializationError) == 1
    assert begun == 2
    assert clean()


@pytest.mark.usefixtures("probe")
async def test_work_is_done_anew_after_a_deadlock() -> None:
    async with uow():
        await put(1)
        await put(2)
    begun = 0
    both_hold = asyncio.Barrier(2)

    async def work_on(first: int, second: int) -> None:
        nonlocal begun
        begun += 1
        connection = open_work("work_on")
        await connection.execute("update probe set note = note || 'x' where id = $1", first)
        if begun <= 2:
            await both_hold.wait()
        await connection.execute("update probe set note = note || 'x' where id = $1", second)

    await asyncio.gather(run_in_uow(lambda: work_on(1, 2)), run_in_uow(lambda: work_on(2, 1)))
    assert begun == 3
    row = await fetch_one("select string_agg(note, ',') as notes from probe")
    assert row is not None
    assert row["notes"] == "xx,xx"


@pytest.mark.usefixtures("probe")
async def test_inside_other_work_nothing_is_begun_again() -> None:
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        raise asyncpg.SerializationError("planted")

    with pytest.raises(asyncpg.SerializationError):
        async with uow():
            await run_in_uow(work)
    assert begun == 1
