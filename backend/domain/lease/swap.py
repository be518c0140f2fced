"""Swaps (互换): two tenants exchange their homes (hongshan:33; zhaoyang:20(3)3)."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ..policy.case import Case, Decision


class SwapFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """Whether the owner (or both owners) agreed, the reason, and the day agreed upon."""

    owners_consent: bool
    reason: Literal["work", "school", "similar", "other"]
    agreed_from: date


def decide_swap(facts: SwapFacts, case: Case) -> Decision:
    """Whether two tenants may exchange homes, and from which day."""
    if not facts.owners_consent:
        if case.has("allocation.swap_without_permission"):
            case.choice("allocation.swap_without_permission")
        case.step("lease.swap_without_consent")
        return case.decide("refused", effective_from=None)
    if case.has("lease.swap_reasons") and facts.reason not in case.words("lease.swap_reasons"):
        case.step("lease.swap_other_reason")
        return case.decide("refer", effective_from=None)
    case.step("lease.swap_allowed", effective_from=facts.agreed_from)
    return case.decide("allowed", effective_from=facts.agreed_from)
