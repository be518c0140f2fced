"""Prices a home on a day by the published rent schedule, with the working shown."""

from datetime import date

from msgspec import Struct

from ..domain.rent.schedule import HouseholdClass, Priced, RateFacts, Tenure, price
from ..domain.rent.schedule_life import schedule_warnings
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..policy_packs.schedules import case_of
from ..store.queries.rent_schedules import HomeToPrice, home_to_price, schedules_of
from .acting import Acting
from .at_hand import AtHand
from .check_fields import HOME, missing


class PriceUnit(Struct, frozen=True):
    """The home, how it is let, to whom, and the day asked about."""

    unit_id: int
    tenure: Tenure
    household_class: HouseholdClass
    on: date


class UnitPrice(Struct, frozen=True):
    """A home with its rate and month's rent, how they were found, and what is overdue on the day."""

    home: str
    on: date
    priced: Priced
    warnings: list[Refusal]


async def price_unit(acting: Acting, at_hand: AtHand, request: PriceUnit) -> UnitPrice:
    """The month's rent of a unit for a household on a day; nothing is written.

    Raises :class:`Refused` where there is none, and the policy's ``not_in_force`` for a day outside it.
    """
    on, unit_id = request.on, request.unit_id
    pack, calendar = at_hand.library.pack(acting.authority), at_hand.library.calendar
    pack.head.check_in_force(on)
    home = await home_to_price(acting.authority_id, unit_id)
    if home is None:
        raise Refused(missing(HOME, "unit_id", unit_id))
    schedules = [held.schedule for held in await schedules_of(acting.authority_id)]

    facts = _facts(home, request.tenure, request.household_class)
    priced = price(facts, schedules, case_of(on, pack, calendar))
    if isinstance(priced, Refusal):
        raise Refused(priced)
    return UnitPrice(home.name, on, priced, schedule_warnings(schedules, case_of(on, pack, calendar)))


def _facts(home: HomeToPrice, tenure: Tenure, household_class: HouseholdClass) -> RateFacts:
    lacking = [
        refusing("not_given", f"$.unit.{field}", name=home.name, what=what)
        for field, value, what in (
            ("location", home.location, Both("片区", "location")),
            ("grade", home.grade, Both("等级", "grade")),
        )
        if not value
    ]
    if lacking:
        raise Refused(*lacking)
    area = f"{home.floor_area_hundredths_m2 // 100}.{home.floor_area_hundredths_m2 % 100:02d}"
    return RateFacts(home.location or "", home.grade or "", tenure, household_class, area)
