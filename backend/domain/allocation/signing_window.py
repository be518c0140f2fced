"""Signing window (签约期): how long a placed household has to sign its lease (zhaoyang:20(3)4)."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..proceedings.deadlines import last_working_day
from ..vocabulary.faults import Fault


class SigningWindowFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The day the result stood without objection, and the day of signing where there is one."""

    result_confirmed_on: date
    signed_on: date | UnsetType = UNSET


def decide_signing_window(facts: SigningWindowFacts, case: Case) -> Decision:
    """Whether the window is open, used in time, or lapsed; a signing after the day asked is left out."""
    signed_on = facts.signed_on
    if signed_on is not UNSET and signed_on < facts.result_confirmed_on:
        raise Fault(
            "before",
            "$.facts.signed_on",
            field="signed_on",
            day=signed_on,
            other="result_confirmed_on",
            other_day=facts.result_confirmed_on,
        )
    days = case.number("allocation.signing_window")
    last = last_working_day(case, facts.result_confirmed_on, days)
    case.step("allocation.window_start_read")
    signed = signed_on is not UNSET and signed_on <= case.on
    acted_on = signed_on if signed_on is not UNSET and signed else case.on
    if acted_on > last:
        case.step("allocation.window_lapsed", last_day=last)
        return case.decide("lapsed", last_day=last)
    if signed:
        case.step("allocation.signed_in_time", last_day=last)
        return case.decide("signed_in_time", last_day=last)
    case.step("allocation.window_open", last_day=last, days=days)
    return case.decide("open", last_day=last)
