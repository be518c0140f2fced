"""Asks the authority's policy within a piece of office work."""

from typing import Any

import msgspec

from ..domain.decide import decide
from ..domain.policy.case import Decision
from ..domain.policy.pack import InForce
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.faults import Fault
from ..domain.vocabulary.refusal import Refusal, Refused
from .acting import Acting
from .at_hand import AtHand


class Finding(msgspec.Struct, frozen=True):
    """One step of a decision: the rule, how sure it is, the words for a person."""

    rule: str
    basis: str
    says: Both


def rules_of(acting: Acting, at_hand: AtHand) -> InForce:
    """The values of the authority's policy in force on the business day."""
    return at_hand.library.pack(acting.authority).on(acting.on)


def ask_policy(
    acting: Acting, at_hand: AtHand, kind: str, facts: dict[str, Any], field: str = ""
) -> Decision | None:
    """The decision, or None where the policy does not regulate this; any other fault is refused in words."""
    library = at_hand.library
    try:
        return decide(kind, acting.on, facts, library.pack(acting.authority), library.calendar)
    except Fault as fault:
        if fault.reason == "not_in_policy":
            return None
        said = fault.message
        raise Refused(Refusal(fault.code, field, "", "error", said["zh"], said["en"])) from None


def findings_of(decision: Decision | None) -> tuple[Finding, ...]:
    """The findings of a decision, for showing; none where there was no decision."""
    if decision is None:
        return ()
    return tuple(msgspec.json.decode(raw, type=Finding) for raw in decision.findings)
