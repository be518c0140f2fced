"""Rent cap (租金上限): how high a rate may be against the market (hongshan:29)."""

from typing import Literal

from msgspec import Struct

from ..policy.case import Case, Decision
from ..vocabulary.quantities import Fen


class RentCapFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The market rate of the same location and grade, and the rate proposed, in fen per m² a month."""

    market_fen_per_m2: Fen
    rate_fen_per_m2: Fen
    tenure: Literal["low_rent", "public_rental", "commercial_rent"]


def decide_rent_cap(facts: RentCapFacts, case: Case) -> Decision:
    """Whether a rate is within the cap; equal is within, the cap in fen is rounded down."""
    if facts.tenure == "commercial_rent":
        cap = facts.market_fen_per_m2
        case.step("rent.commercial_is_market")
    else:
        share = case.number("rent.market_share_cap")
        cap = facts.market_fen_per_m2 * share // 100
        case.step("rent.capped_by_market")
        case.step("rent.market_compared")
    if facts.rate_fen_per_m2 <= cap:
        case.step("rent.within_cap", cap_fen=cap)
        return case.decide("within", cap_fen_per_m2=cap)
    case.step("rent.over_cap", cap_fen=cap)
    return case.decide("over", cap_fen_per_m2=cap)
