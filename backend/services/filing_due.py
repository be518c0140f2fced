"""Until when a signed lease is to be filed (备案), by the national measures (mohurd-order-11:17)."""

from datetime import date
from typing import Final

from ..domain.vocabulary.both import Both
from .acting import Acting
from .ask_policy import ask_policy, rules_of
from .at_hand import AtHand

FILING: Final = "lease.filing"
SIGNED_ON: Final = Both("签订日期", "day of signing")


def filing_due(acting: Acting, at_hand: AtHand, signed_on: date) -> date | None:
    """The last day to file a lease signed on a day; None where no rule in force sets one."""
    rules = rules_of(acting, at_hand)
    if FILING not in rules:
        return None
    held = rules[FILING]
    facts = {"event_on": signed_on, "length": held.value, "unit": held.unit}
    decision = ask_policy(acting, at_hand, "deadline", facts, "signed_on")
    due: date | None = None if decision is None else decision.values["last_day"]
    return due
