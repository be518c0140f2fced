"""Resale (上市交易): a bought home sold on (hongshan:32, 24; baicheng:七(一))."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ..policy.case import Case, Decision
from ..vocabulary.days import ONE_DAY, add_years
from ..vocabulary.money import percent_of
from ..vocabulary.quantities import Area, Fen, hundredths


class ResaleFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """When the price was fully paid, the contract of resale, its price, and the lowest-price limit."""

    paid_in_full_on: date
    contract_on: date
    actual_price_fen: Fen
    lowest_price_fen_per_m2: Fen
    floor_area_m2: Area
    government_invested: bool
    ownership: Literal["shared", "full"]


def _forbidden(case: Case) -> bool:
    return case.has("ownership.transfer_allowed") and not case.flag("ownership.transfer_allowed")


def decide_resale(facts: ResaleFacts, case: Case) -> Decision:
    """Whether a bought home may be sold on by this contract, and what is due to government, in fen."""
    if _forbidden(case):
        case.step("ownership.resale_forbidden")
        return case.decide("forbidden", first_day=None, due_to_government_fen=None)
    years = case.number("ownership.resale_wait")
    first_day = add_years(facts.paid_in_full_on, years) + ONE_DAY
    full = facts.ownership == "full"
    case.step(
        "ownership.full_title_wait" if full else "ownership.resale_wait", first_day=first_day, years=years
    )
    if facts.contract_on < first_day:
        early = "full_title_too_early" if full else "resale_too_early"
        case.step(f"ownership.{early}", first_day=first_day)
        return case.decide("too_early", first_day=first_day, due_to_government_fen=None)
    if full:
        case.step("ownership.resale_full_title")
        case.step("ownership.lowest_price_not_for_full")
        return case.decide("allowed", first_day=first_day, due_to_government_fen=0)
    if not facts.government_invested:
        case.step("ownership.resale_joint_title")
        return case.decide("refer", first_day=first_day, due_to_government_fen=None)
    lowest = case.flag("ownership.lowest_price_applies")
    if lowest and facts.actual_price_fen * 100 < facts.lowest_price_fen_per_m2 * hundredths(
        facts.floor_area_m2
    ):
        case.step("ownership.below_lowest_price")
        return case.decide("below_lowest_price", first_day=first_day, due_to_government_fen=None)
    due = percent_of(facts.actual_price_fen, case.number("ownership.resale_share_to_government"))
    case.step("ownership.resale_allowed", due_fen=due)
    return case.decide("allowed", first_day=first_day, due_to_government_fen=due)
