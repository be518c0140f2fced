"""Holding over (逾期不腾退): what is due after the day a home should have been vacated (hongshan:37)."""

from datetime import date
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ..ledger.charges import charge_months
from ..policy.case import Case, Decision
from ..vocabulary.days import ONE_DAY
from ..vocabulary.faults import Fault
from ..vocabulary.quantities import Fen
from ..vocabulary.triggers import Trigger


class HoldingOverFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """Why the home must be vacated, by when, since when it is back, and a month's market rent in fen."""

    ground: Literal[Trigger, "improved_means", "term_ended"]
    vacate_by: date
    market_rent_fen: Fen
    returned_on: date | UnsetType = UNSET


def decide_holding_over(facts: HoldingOverFacts, case: Case) -> Decision:
    """Market rent from the day after the deadline through the day of return or the day asked about."""
    returned_on = facts.returned_on
    if returned_on is not UNSET and returned_on > case.on:
        raise Fault(
            "after_question_day", "$.facts.returned_on", field="returned_on", day=returned_on, on=case.on
        )
    if facts.ground not in case.words("exits.market_rent_grounds"):
        case.step("exits.market_rent_not_provided")
        return case.decide("refer")
    through = case.on if returned_on is UNSET else returned_on
    lines = charge_months(facts.vacate_by + ONE_DAY, through, facts.market_rent_fen)
    if not lines:
        case.step("exits.vacated_in_time")
        return case.decide("nothing_owed", lines=lines, total_fen=0)
    if any(line.days < line.days_in_month for line in lines):
        case.step("ledger.by_the_day")
    case.step("exits.market_rent_after_deadline", first_day=lines[0].since, last_day=through)
    return case.decide("owed", lines=lines, total_fen=sum(line.amount_fen for line in lines))
