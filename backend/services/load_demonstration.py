"""Loads the demonstration city (演示数据): four authorities, each whole or not at all, once."""

from datetime import UTC, date, datetime
from typing import Final

import msgspec
from msgspec import Struct

from ..domain.vocabulary.refusal import Refusal, Refused
from ..policy_packs.calendar_files import provisional_year
from ..store.audit import append
from ..store.queries import demonstration as rows
from ..store.unit_of_work import uow
from .acting import Acting
from .approve_rent_schedule import ApproveRentSchedule, approve_rent_schedule
from .at_hand import AtHand
from .demo.cities import CITIES
from .demo.families import BUSINESS_DAY
from .demo.load import add_city_authority, load_stock
from .demo.load_people import load_people
from .demo.move_in import load_allocations, load_bans, load_tenancies
from .demo.parts import City
from .demo.plan import SEED, plan_city
from .file_rent_schedules import FileRentSchedules, file_rent_schedules
from .publish_rent_schedule import PublishRentSchedule, publish_rent_schedule
from .read_placing import signing_window

ACT: Final = "load_demonstration"
LOADED_AT: Final = datetime(2026, 9, 1, 0, 30, tzinfo=UTC)
"""Half past eight in the morning of the business day: the demonstration has its own clock."""
LAST_YEAR: Final = 2030
MAKER, CHECKER = "演示经办人", "演示复核人"


class CityLoaded(Struct, frozen=True):
    """What an authority of the demonstration holds; ``new`` is false for one that was there already."""

    code: str
    name: str
    new: bool
    units: int = 0
    households: int = 0
    persons: int = 0


class DemonstrationLoaded(Struct, frozen=True):
    """The authorities of the demonstration, and the calendar's provisional years that were added."""

    cities: tuple[CityLoaded, ...]
    years: tuple[int, ...]
    business_day: date = BUSINESS_DAY


async def load_demonstration(at_hand: AtHand) -> DemonstrationLoaded:
    """Load what is missing of the demonstration; refused where the database holds anything else."""
    here = await rows.authorities_here(ACT)
    other = [each for each in here if not each.ours]
    if other:
        raise Refused(_not_empty("、".join(each.name for each in other)))
    known = {each.code for each in here}
    years = await _load_calendar(at_hand) if known != {city.code for city in CITIES} else ()
    cities = [
        CityLoaded(city.code, city.name, False) if city.code in known else await _load_city(at_hand, city)
        for city in CITIES
    ]
    return DemonstrationLoaded(tuple(cities), years)


def _not_empty(names: str) -> Refusal:
    return Refusal(
        "not_a_demonstration", "home", "", "error",
        f"这里已有其他数据(管理单位:{names}),没有载入演示数据。请用 --home 指定一个新的文件夹。",
        f"Other data is here (authority: {names}); the demonstration was not loaded. Name a new folder "
        "with --home.",
    )  # fmt: skip


async def _load_calendar(at_hand: AtHand) -> tuple[int, ...]:
    """The years shipped, and after them provisional ones; a year that is in the table stays as it is."""
    shipped = at_hand.library.calendar.years
    provisional = [provisional_year(year) for year in range(max(shipped) + 1, LAST_YEAR + 1)]
    async with uow():
        added = await rows.add_years([*shipped.values(), *provisional], LOADED_AT)
    return tuple(year.year for year in provisional if year.year in added)


async def _load_city(at_hand: AtHand, city: City) -> CityLoaded:
    """One authority with everything it holds, in one unit of work."""
    acting = Acting(0, city.code, MAKER, BUSINESS_DAY, LOADED_AT)

    def window(day: date) -> date | None:
        return signing_window(acting, at_hand, day).last_day

    plan = plan_city(city, window)
    async with uow():
        authority_id = await add_city_authority(acting, city)
        if authority_id is None:
            return CityLoaded(city.code, city.name, False)
        acting = msgspec.structs.replace(acting, authority_id=authority_id)
        unit_ids = await load_stock(acting, plan)
        settled = await load_people(acting, at_hand, plan, unit_ids)
        await load_allocations(acting, settled, window)
        await load_tenancies(acting, settled)
        banned = await load_bans(acting, at_hand, settled)
        persons = sum(len(each.person_ids) for each in settled)
        counts = {"units": len(unit_ids), "households": len(settled), "persons": persons, "bans": banned}
        payload = {"seed": SEED, "business_day": BUSINESS_DAY, **counts}
        await append(authority_id, MAKER, ACT, f"authority:{authority_id}", payload, acting.at)
        await _publish_schedules(acting, at_hand)
    return CityLoaded(city.code, city.name, True, len(unit_ids), len(settled), persons)


async def _publish_schedules(acting: Acting, at_hand: AtHand) -> None:
    """File every rent schedule the authority's folder holds; another person approves and publishes it."""
    filing = await file_rent_schedules(acting, at_hand, FileRentSchedules())
    checking = msgspec.structs.replace(acting, actor=CHECKER)
    for file in filing.files:
        assert file.schedule_id is not None, f"{file.file}: {[why.en for why in file.reasons]}"
        await approve_rent_schedule(checking, at_hand, ApproveRentSchedule(file.schedule_id))
        await publish_rent_schedule(checking, at_hand, PublishRentSchedule(file.schedule_id))
