"""Rent unpaid for months running (连续未交租金): the run of calendar months (hongshan:36(7))."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..vocabulary.days import month_index
from ..vocabulary.quantities import Fen, Label, Period


class Paid(Struct, forbid_unknown_fields=True, frozen=True):
    """A payment towards a bill, in fen."""

    on: date
    amount_fen: Fen


class RentBill(Struct, forbid_unknown_fields=True, frozen=True):
    """A rent bill with its payments; ``plan_kept``: covered by a payment plan that is being kept."""

    bill: Label
    period: Period
    due_on: date
    amount_fen: Fen
    payments: list[Paid]
    plan_kept: bool | UnsetType = UNSET


class MonthState(Struct, frozen=True):
    """How a month stands on a day: unpaid past its due day, or paid but late; and its first due day."""

    unpaid: bool
    paid_late: bool
    due_on: date


def month_states(bills: list[RentBill], on: date) -> dict[int, MonthState]:
    """Each calendar month whose bills are all past due on a day, its bills added up.

    A month with a bill not yet past due is not counted (the doubt goes in the household's favour);
    one any of whose bills is covered by a plan being kept is neither unpaid nor late.
    """
    by_month: dict[int, list[RentBill]] = {}
    for bill in bills:
        by_month.setdefault(month_index(bill.period), []).append(bill)
    states: dict[int, MonthState] = {}
    for month, its_bills in by_month.items():
        if any(bill.due_on >= on or bill.plan_kept is True for bill in its_bills):
            continue
        amount = paid = paid_in_time = 0
        for bill in its_bills:
            amount += bill.amount_fen
            for payment in bill.payments:
                if payment.on <= on:
                    paid += payment.amount_fen
                if payment.on <= bill.due_on:
                    paid_in_time += payment.amount_fen
        states[month] = MonthState(
            unpaid=paid < amount,
            paid_late=paid_in_time < amount <= paid,
            due_on=min(bill.due_on for bill in its_bills),
        )
    return states


def first_run(months: list[int], length: int) -> int | None:
    """The first month of the earliest run of so many consecutive months; None where there is none.

    >>> first_run([1, 3, 4, 5, 6], 3)
    3
    """
    run: list[int] = []
    for month in sorted(months):
        run = [*run, month] if run and month == run[-1] + 1 else [month]
        if len(run) == length:
            return run[0]
    return None
