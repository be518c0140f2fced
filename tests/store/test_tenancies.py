"""Homes and persons are given once, however many ask at the same moment, and again when they are free."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import asyncpg
import pytest

from backend.store import engine
from backend.store.engine import fetch_one
from backend.store.queries.installation import take_numbers
from backend.store.queries.lease import end_tenancy, lock_unit, open_tenancy, overlapping_tenancy
from backend.store.unit_of_work import uow
from backend.store.violations import violated

from .conftest import DAY, NOW, City, add_household, add_person, add_unit, broken

pytestmark = pytest.mark.asyncio

RACERS = 32
NEXT_DAY = DAY + timedelta(days=1)


async def count(what: str, *arguments: object) -> int:
    row = await fetch_one(f"select count(*) from {what}", *arguments)
    assert row is not None
    return int(row[0])


async def move_in(city: City, at: int, unit: int, *, person: int | None = None, on: date = DAY) -> int:
    persons = [city.persons[at] if person is None else person]
    return await open_tenancy(
        city.authority, city.households[at], unit, persons, state="reserved", from_day=on, at=NOW
    )


# --- racers


async def race(racer: Callable[[int], Awaitable[object]], name: str) -> int:
    """How many of 32 get through when all start at once; the others must fail by this constraint."""
    ready = asyncio.Barrier(RACERS)

    async def run(number: int) -> bool:
        try:
            async with uow():
                await ready.wait()
                await racer(number)
        except asyncpg.UniqueViolationError as error:
            if not violated(error, name):
                raise
            return False
        return True

    return sum(await asyncio.gather(*(run(number) for number in range(RACERS))))


async def _field(city: City) -> tuple[list[int], list[int], list[int]]:
    """A unit, a person and a household for every racer."""
    async with uow() as work:
        make = work.connection
        units = [await add_unit(make, city.authority, city.building, f"r{at}") for at in range(RACERS)]
        persons = [await add_person(make, city.authority, 100 + at) for at in range(RACERS)]
        households = [await add_household(make, city.authority) for _ in range(RACERS)]
    return units, persons, households


async def race_for_one_unit(city: City) -> int:
    _, persons, households = await _field(city)

    async def racer(number: int) -> object:
        household, person = households[number], persons[number]
        return await open_tenancy(
            city.authority, household, city.units[0], [person], state="reserved", from_day=DAY, at=NOW
        )

    return await race(racer, "tenancy_one_live_per_unit_key")


async def race_for_one_person(city: City) -> int:
    units, _, households = await _field(city)

    async def racer(number: int) -> object:
        household, unit = households[number], units[number]
        return await open_tenancy(
            city.authority, household, unit, [city.persons[0]], state="living", from_day=DAY, at=NOW
        )

    return await race(racer, "tenancy_member_one_live_per_person_key")


async def test_of_32_racers_for_one_unit_exactly_one_wins(city: City) -> None:
    assert await race_for_one_unit(city) == 1
    assert await count("tenancy where live") == 1
    assert await count("tenancy_member where live") == 1


async def test_of_32_racers_for_one_person_exactly_one_wins(city: City) -> None:
    assert await race_for_one_person(city) == 1
    assert await count("tenancy where live") == 1
    assert await count("tenancy_member where live") == 1


@pytest.mark.parametrize(
    ("dropped", "again"),
    [
        ("tenancy_one_live_per_unit_key", race_for_one_unit),
        ("tenancy_member_one_live_per_person_key", race_for_one_person),
    ],
)
async def test_the_race_finds_a_missing_constraint(
    city: City, owner: asyncpg.Connection, dropped: str, again: Callable[[City], Awaitable[int]]
) -> None:
    await owner.execute(f"drop index {dropped}")
    assert await again(city) == RACERS


async def test_racers_for_numbers_get_each_once_and_without_a_gap(city: City) -> None:
    taken: list[int] = []

    async def run(number: int) -> None:
        try:
            async with uow():
                numbers = await take_numbers(city.authority, "lease", 2026, 1 + number % 3)
                if number % 5 == 0:
                    raise ValueError("given back")
            taken.extend(numbers)
        except ValueError:
            return

    await asyncio.gather(*(run(number) for number in range(RACERS)))
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert len(taken) > RACERS
    async with uow():
        assert list(await take_numbers(city.authority, "lease", 2027)) == [1]
        assert list(await take_numbers(city.other, "lease", 2026)) == [1]
    with pytest.raises(ValueError, match="at least 1"):
        async with uow():
            await take_numbers(city.authority, "lease", 2026, 0)


# --- tenancies over time


async def test_a_unit_is_free_again_from_the_day_of_its_return(city: City) -> None:
    async with uow():
        first = await move_in(city, 0, city.units[0])
        assert await end_tenancy(city.authority, first, NEXT_DAY)
        assert not await end_tenancy(city.authority, first, NEXT_DAY)
    async with uow():
        assert await lock_unit(city.authority, city.units[0])
        assert await overlapping_tenancy(city.authority, city.units[0], DAY) == first
        assert await overlapping_tenancy(city.authority, city.units[0], NEXT_DAY) is None
        second = await move_in(city, 1, city.units[0], on=NEXT_DAY)
        third = await move_in(city, 0, city.units[1])
    assert len({first, second, third}) == 3


async def test_a_tenancy_that_never_lasted_a_day_overlaps_nothing(city: City) -> None:
    async with uow():
        first = await move_in(city, 0, city.units[0], on=NEXT_DAY)
        assert await end_tenancy(city.authority, first, NEXT_DAY)
        assert await overlapping_tenancy(city.authority, city.units[0], DAY) is None


async def test_the_lock_of_the_unit_makes_the_second_look_after_the_first(city: City) -> None:
    """Without the lock both would look before either has written, and neither would see the other."""
    locked = asyncio.Event()

    async def ends_late() -> None:
        async with uow():
            assert await lock_unit(city.authority, city.units[0])
            locked.set()
            tenancy = await move_in(city, 0, city.units[0])
            await asyncio.sleep(0.1)
            await end_tenancy(city.authority, tenancy, DAY + timedelta(days=30))

    async def comes_after() -> int | None:
        await locked.wait()
        async with uow():
            assert await lock_unit(city.authority, city.units[0])
            return await overlapping_tenancy(city.authority, city.units[0], NEXT_DAY)

    _, found = await asyncio.gather(ends_late(), comes_after())
    assert found is not None


async def test_a_lock_on_another_authoritys_unit_is_not_to_be_had(city: City) -> None:
    async with uow():
        assert not await lock_unit(city.authority, city.other_unit)


async def test_an_ended_tenancy_cannot_keep_a_person(city: City) -> None:
    async with uow():
        tenancy = await move_in(city, 0, city.units[0])
    with broken("tenancy_member_live_fkey"):
        await fetch_one("update tenancy set state = 'ended', to_day = $2 where id = $1", tenancy, NEXT_DAY)
    async with uow():
        await end_tenancy(city.authority, tenancy, NEXT_DAY)
    with broken("tenancy_member_live_fkey"):
        await fetch_one("update tenancy_member set live = true, to_day = null where tenancy_id = $1", tenancy)


async def test_a_household_lives_in_one_home(city: City) -> None:
    async with uow():
        await move_in(city, 0, city.units[0])
    with broken("tenancy_one_live_per_household_key"):
        async with uow():
            await move_in(city, 0, city.units[1], person=city.persons[1])


async def test_the_pool_is_whole_after_all_this(city: City) -> None:
    assert await race_for_one_unit(city) == 1
    pool = engine.DB.pool
    assert pool is not None
    assert pool.get_idle_size() == pool.get_size()
