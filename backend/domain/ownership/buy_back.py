"""Buy-back (回购): government takes a sold home back (hongshan:24(2).3, 38)."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ..ledger.charges import Segment, charge_months, in_order
from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from ..vocabulary.quantities import Fen


class BuyBackFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """Why the home is taken back, the prices in fen, and the time lived there with its monthly rents."""

    ground: Literal["review", "moved_or_bought"]
    original_price_fen: Fen
    occupied: list[Segment]
    adjusted_price_fen: Fen | UnsetType = UNSET


def decide_buy_back(facts: BuyBackFacts, case: Case) -> Decision:
    """What government pays for the home, and the rent due for the time lived there up to the day asked, in fen."""
    if facts.ground == "review":
        price = facts.original_price_fen
        case.step("ownership.buy_back_original")
    else:
        if facts.adjusted_price_fen is UNSET:
            raise Fault("needed_here", "$.facts.adjusted_price_fen", field="adjusted_price_fen")
        price = facts.adjusted_price_fen
        case.step("ownership.buy_back_adjusted")
    lines = [
        line
        for segment in in_order(facts.occupied, "$.facts.occupied")
        for line in charge_months(segment.since, min(segment.to, case.on), segment.monthly_rent_fen)
    ]
    if any(line.days < line.days_in_month for line in lines):
        case.step("ledger.by_the_day")
    rent_due = sum(line.amount_fen for line in lines)
    lived = "rent_after_review" if facts.ground == "review" else "rent_for_time_lived"
    case.step(f"ownership.{lived}", rent_due_fen=rent_due)
    return case.decide("priced", price_fen=price, rent_due_fen=rent_due)
