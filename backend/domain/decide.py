"""The one door to the rules: a kind of question, its facts, its function."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec

from .allocation.signing_window import SigningWindowFacts, decide_signing_window
from .allocation.waitlist import WaitlistFacts, decide_waitlist
from .exits.ban import BanFacts, decide_ban
from .exits.exit_triggers import ExitFacts, decide_exit_triggers
from .exits.holding_over import HoldingOverFacts, decide_holding_over
from .lease.lease_term import LeaseTermFacts, decide_lease_term
from .lease.swap import SwapFacts, decide_swap
from .ledger.bill import BillFacts, decide_bill
from .ledger.deposit import DepositFacts, decide_deposit
from .ledger.payment import PaymentFacts, decide_payment
from .ownership.buy_back import BuyBackFacts, decide_buy_back
from .ownership.resale import ResaleFacts, decide_resale
from .ownership.sale import SaleFacts, decide_sale
from .policy.case import Case, Decision
from .policy.pack import Pack
from .proceedings.deadlines import DeadlineFacts, decide_deadline
from .renewal.renewal import RenewalFacts, decide_renewal
from .rent.monthly_rent import RentFacts, decide_rent
from .rent.rent_cap import RentCapFacts, decide_rent_cap
from .review.facts import ReviewFacts
from .review.review import decide_review
from .review.review_due import ReviewDueFacts, decide_review_due
from .vocabulary.calendar import WorkingCalendar
from .vocabulary.facts import facts_fault, far_day
from .vocabulary.faults import Fault
from .vocabulary.terms import term


class Kind(NamedTuple):
    """The shape of a kind's facts, and the function that decides."""

    facts: Any
    decide: Callable[[Any, Case], Decision]


KINDS: Final[dict[str, Kind]] = {
    "deadline": Kind(DeadlineFacts, decide_deadline),
    "lease_term": Kind(LeaseTermFacts, decide_lease_term),
    "signing_window": Kind(SigningWindowFacts, decide_signing_window),
    "rent_cap": Kind(RentCapFacts, decide_rent_cap),
    "rent": Kind(RentFacts, decide_rent),
    "bill": Kind(BillFacts, decide_bill),
    "payment": Kind(PaymentFacts, decide_payment),
    "renewal": Kind(RenewalFacts, decide_renewal),
    "review_due": Kind(ReviewDueFacts, decide_review_due),
    "review": Kind(ReviewFacts, decide_review),
    "exit_triggers": Kind(ExitFacts, decide_exit_triggers),
    "holding_over": Kind(HoldingOverFacts, decide_holding_over),
    "ban": Kind(BanFacts, decide_ban),
    "sale": Kind(SaleFacts, decide_sale),
    "resale": Kind(ResaleFacts, decide_resale),
    "buy_back": Kind(BuyBackFacts, decide_buy_back),
    "swap": Kind(SwapFacts, decide_swap),
    "deposit": Kind(DepositFacts, decide_deposit),
    "waitlist_score": Kind(WaitlistFacts, decide_waitlist),
}
"""Every kind of question the rules answer."""


def decide(kind: str, on: date, facts: object, pack: Pack, calendar: WorkingCalendar) -> Decision:
    """Answer one question under one policy; raises :class:`Fault` for one that cannot be answered.

    ``facts`` is plain data as parsed from JSON. Checked in order: the kind, whether the policy
    regulates it, whether it is in force on the day, the facts.
    """
    known = KINDS.get(kind)
    if known is None:
        raise Fault("unknown_kind", "$.kind", given=kind, known="、".join(KINDS))
    head = pack.head
    if kind not in head.kinds:
        raise Fault("not_in_policy", "$.kind", title=head.title, given=term(kind))
    head.check_in_force(on)
    try:
        asked = msgspec.convert(facts, known.facts)
    except msgspec.ValidationError as error:
        raise facts_fault(error, known.facts) from None
    case = Case(head.id, on, pack.on(on), calendar)
    try:
        decision = known.decide(asked, case)
    except (OverflowError, ValueError):
        raise Fault("out_of_reach", far_day(facts)) from None
    for code in head.standing:
        case.step(code)
    return decision
