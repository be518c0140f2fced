"""Lease term (租赁期限): how long a lease may run (hongshan:26)."""

from datetime import date

from msgspec import Struct

from ..policy.case import Case, Decision
from ..vocabulary.days import ONE_DAY, add_years
from ..vocabulary.faults import Fault


class LeaseTermFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """First and last day of a lease."""

    start: date
    end: date


def decide_lease_term(facts: LeaseTermFacts, case: Case) -> Decision:
    """Whether a term is within the limit; it ends at the latest the day before the corresponding day."""
    if facts.end < facts.start:
        raise Fault("before", "$.facts.end", field="end", day=facts.end, other="start", other_day=facts.start)
    latest = add_years(facts.start, case.number("lease.longest_term")) - ONE_DAY
    case.step("lease.first_day_counts")
    if facts.end <= latest:
        case.step("lease.term_accepted", latest_end=latest)
        return case.decide("accepted", latest_end=latest)
    case.step("lease.term_too_long", latest_end=latest)
    return case.decide("too_long", latest_end=latest)
