"""Sale (出售): a rented home offered to its tenant at a share of the market price (hongshan:31)."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from ..policy.case import Case, Decision
from ..vocabulary.days import add_years
from ..vocabulary.faults import Fault
from ..vocabulary.money import half_up
from ..vocabulary.quantities import Area, Count, Fen, hundredths


class SaleFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The project's homes, the tenancy, and the market price of comparable housing in fen per m²."""

    units_in_project: Annotated[int, Meta(ge=1, le=10**9)]
    units_sold: Count
    units_reserved: Count
    rented_since: date
    market_price_fen_per_m2: Fen
    floor_area_m2: Area
    government_invested: bool


def decide_sale(facts: SaleFacts, case: Case) -> Decision:
    """Whether a home may be offered to its tenant, at what price and share; the quota is tested first."""
    taken = facts.units_sold + facts.units_reserved
    if taken > facts.units_in_project:
        raise Fault(
            "more_than",
            "$.facts.units_sold",
            field="units_sold + units_reserved",
            given=taken,
            other="units_in_project",
            limit=facts.units_in_project,
        )
    none = {"price_fen": None, "household_share_percent": None, "government_share_percent": None}
    if (taken + 1) * 100 > facts.units_in_project * case.number("ownership.sale_quota"):
        case.step("ownership.quota_full", taken=taken, units=facts.units_in_project)
        return case.decide("quota_full", **none)
    sale_from = add_years(facts.rented_since, case.number("ownership.rented_before_sale"))
    if case.on < sale_from:
        case.step("ownership.rented_too_short", sale_from=sale_from)
        return case.decide("rented_too_short", **none)
    if not facts.government_invested:
        case.step("ownership.not_government_invested")
        return case.decide("refer", **none)
    percent = case.number("ownership.price_share")
    area = hundredths(facts.floor_area_m2)
    price = half_up(facts.market_price_fen_per_m2 * area * percent, 100 * 100)
    household = case.number("ownership.household_share")
    case.step("ownership.offered", price_fen=price)
    case.step("ownership.price_read")
    return case.decide(
        "offered",
        price_fen=price,
        household_share_percent=household,
        government_share_percent=100 - household,
    )
