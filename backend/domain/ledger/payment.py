"""Payments (收款): which bills a payment settles (civil-code:560, product reading of hongshan R10)."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from ..vocabulary.quantities import Fen, Label


class OpenBill(Struct, forbid_unknown_fields=True, frozen=True):
    """A bill with what is still open on it, in fen."""

    bill: Label
    due_on: date
    open_fen: Fen


class PaymentFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """An amount received, the open bills, and the bills the payer named, in the payer's order."""

    amount_fen: Fen
    received_on: date
    open_bills: list[OpenBill]
    for_bills: list[Label] | UnsetType = UNSET


class Allocation(Struct, frozen=True):
    """What one bill gets of a payment, in fen."""

    bill: str
    amount_fen: int


def _bills_in_order(facts: PaymentFacts) -> list[OpenBill]:
    """The bills named, as named; then the rest, oldest due day first, ties by number.

    Bills not yet due come last by the same order, since their due days are the latest.
    """
    by_number: dict[str, OpenBill] = {}
    for at, bill in enumerate(facts.open_bills):
        if bill.bill in by_number:
            raise Fault("twice", f"$.facts.open_bills[{at}].bill", given=bill.bill)
        by_number[bill.bill] = bill
    named: dict[str, OpenBill] = {}
    for at, number in enumerate(() if facts.for_bills is UNSET else facts.for_bills):
        if number not in by_number:
            raise Fault("not_listed", f"$.facts.for_bills[{at}]", given=number)
        if number in named:
            raise Fault("twice", f"$.facts.for_bills[{at}]", given=number)
        named[number] = by_number[number]
    rest = [bill for bill in facts.open_bills if bill.bill not in named]
    rest.sort(key=lambda bill: (bill.due_on, bill.bill))
    return [*named.values(), *rest]


def decide_payment(facts: PaymentFacts, case: Case) -> Decision:
    """How a payment is spread: the payer's own designation first, then oldest due; the rest is credit."""
    left = facts.amount_fen
    allocations: list[Allocation] = []
    for bill in _bills_in_order(facts):
        taken = min(left, bill.open_fen)
        if taken:
            allocations.append(Allocation(bill.bill, taken))
            left -= taken
    if facts.for_bills is not UNSET and facts.for_bills:
        case.step("ledger.as_the_payer_named")
    case.step("ledger.oldest_due_first")
    if left:
        case.step("ledger.rest_is_credit", credit_fen=left)
    return case.decide("allocated", allocations=allocations, credit_fen=left)
