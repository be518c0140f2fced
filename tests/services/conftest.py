"""An installation over a fresh database, two authorities in it, and a few homes and households to begin with."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
import pytest
import pytest_asyncio

from backend.domain.vocabulary.identity import made_up_number
from backend.domain.vocabulary.refusal import Refusal, Refused
from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.add_building import AddBuilding, add_building
from backend.services.add_estate import AddEstate, add_estate
from backend.services.add_unit import AddUnit, add_unit
from backend.services.answer_question import PolicyLibrary
from backend.services.check_members import MemberGiven
from backend.services.check_person import PersonGiven
from backend.services.register_household import RegisterHousehold, register_household
from backend.store.engine import DatabaseAccess, fetch
from backend.store.sealing import Key, Sealing

from ..store.conftest import access, cluster, owner, store

__all__ = ["access", "cluster", "owner", "store"]

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
RACERS = 32
PLACES = {"hongshan": "150402", "zhaoyang": "530602", "guangzhou": "440104"}
_births = itertools.count(date(1960, 1, 1).toordinal())


class Hand(NamedTuple):
    """The part of an installation that registers need."""

    library: PolicyLibrary
    sealing: Sealing


class Town(NamedTuple):
    """An authority with one estate and building; ``acting`` is its clerk on the business day."""

    acting: Acting
    hand: Hand
    estate: int
    building: int

    def on(self, day: date) -> Acting:
        """The same clerk on another day."""
        return msgspec.structs.replace(self.acting, on=day)

    async def unit(self, room: str, **changes: Any) -> int:
        """A vacant home of 48.61 m²."""
        request = AddUnit(self.building, room, **({"floor_area_m2": "48.61", "entrance": "1单元"} | changes))
        return (await add_unit(self.acting, self.hand, request)).unit_id

    async def household(self, *members: PersonGiven, **changes: Any) -> tuple[int, tuple[int, ...]]:
        """A household since 2020, the first person its applicant; its id and its persons'."""
        people = members or (someone(self.acting.authority),)
        given = tuple(
            MemberGiven(each, "self" if at == 0 else "spouse" if at == 1 else "child")
            for at, each in enumerate(people)
        )
        values: dict[str, Any] = {"household_class": "low_income", "from_day": date(2020, 12, 18)}
        made = await register_household(
            self.acting, self.hand, RegisterHousehold(members=given, **(values | changes))
        )
        return made.household_id, made.person_ids


def someone(authority: str = "hongshan", name: str = "苏晓梅", **changes: Any) -> PersonGiven:
    """A person nobody else is, with a number that is never issued."""
    number = made_up_number(PLACES[authority], date.fromordinal(next(_births)))
    return PersonGiven(name, number, **changes)


async def refused(work: Awaitable[object]) -> dict[str, Refusal]:
    """The refusals of an act that must be refused, by their codes; each in both languages."""
    with pytest.raises(Refused) as caught:
        await work
    for each in caught.value.refusals:
        assert each.zh.endswith("。"), each.zh
        assert each.en.endswith("."), each.en
        assert "{" not in each.zh + each.en
        assert "Both(" not in each.zh + each.en
    return {each.code: each for each in caught.value.refusals}


async def column(table: str, name: str, authority_id: int) -> list[Any]:
    """One column of all rows of an authority."""
    rows = await fetch(
        f"SELECT {name} AS found FROM {table} WHERE authority_id = $1 ORDER BY 1", authority_id
    )
    return [row["found"] for row in rows]


async def at_the_start() -> None:
    """Open as many connections as there are racers, so that none has a start on the others."""
    await asyncio.gather(*(fetch("SELECT pg_sleep(0.05)") for _ in range(RACERS)))


@pytest.fixture
def hand(library: PolicyLibrary) -> Hand:
    """The policies as shipped and a key of the test's own."""
    return Hand(library, Sealing(Key(bytes(range(32)))))


@pytest.fixture
def make_town(store: DatabaseAccess, hand: Hand) -> Callable[[str], Awaitable[Town]]:
    """Sets up an authority under a policy, with an estate and a building."""

    async def make(policy: str) -> Town:
        nobody = Acting(0, policy, "王建国", DAY, NOW)
        request = AddAuthority(policy, f"{policy}住房和城乡建设局", policy, PLACES[policy])
        acting = msgspec.structs.replace(
            nobody, authority_id=(await add_authority(nobody, hand, request)).authority_id
        )
        estate = (
            await add_estate(acting, hand, AddEstate("安居苑", "桥北街1号", "government", True))
        ).estate_id
        building = (await add_building(acting, hand, AddBuilding(estate, "1号楼"))).building_id
        return Town(acting, hand, estate, building)

    return make


@pytest_asyncio.fixture
async def hongshan(make_town: Callable[[str], Awaitable[Town]]) -> Town:
    """An authority under the policy of Hongshan."""
    return await make_town("hongshan")


@pytest_asyncio.fixture
async def zhaoyang(make_town: Callable[[str], Awaitable[Town]]) -> Town:
    """An authority under the policy of Zhaoyang, which has a signing window and no ban for giving up."""
    return await make_town("zhaoyang")
