"""Renewal (续租): until when a household may apply to stay (hongshan:35; guangzhou:14, 15)."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..proceedings.deadlines import rolled
from ..vocabulary.days import add_months


class RenewalFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The last day of the lease or protection term; who lives there, where the text asks."""

    protection_end: date
    all_members_aged_60: bool | UnsetType = UNSET
    persons_changed: bool | UnsetType = UNSET


def _ordinary(facts: RenewalFacts, case: Case) -> tuple[str, date]:
    """Outcome and last day of the ordinary way: so many months before the end, that day included."""
    last = add_months(facts.protection_end, -case.number("renewal.notice_months"))
    if case.on > facts.protection_end:
        return "expired", last
    if case.on > last:
        return "late", last
    if case.on == last:
        if case.has("renewal.boundary_inclusive"):
            case.flag("renewal.boundary_inclusive")
        case.step("renewal.day_itself_in_time")
    return "in_time", last


def _simplified(facts: RenewalFacts, case: Case) -> Decision:
    """The simplified review: all aged 60, no change of persons, to some months after the end."""
    case.number("renewal.simplified_min_age")
    literal = add_months(facts.protection_end, case.number("renewal.simplified_late_months"))
    last = rolled(case, literal)
    open_still = case.on <= last
    case.step("renewal.simplified_open" if open_still else "renewal.simplified_over", last_day=last)
    return case.decide(
        "in_time" if open_still else "expired",
        last_day_to_apply=last,
        simplified=open_still,
        literal_day=literal,
    )


def _persons_unknown(facts: RenewalFacts, case: Case) -> Decision | None:
    """Too late for the ordinary way, and only an unstated fact decides the simplified one: a person asks."""
    literal = add_months(facts.protection_end, case.number("renewal.simplified_late_months"))
    last = rolled(case, literal)
    if case.on > last:
        return None
    case.step("renewal.persons_unknown", last_day=last)
    return case.decide("refer", last_day_to_apply=last, simplified=False, literal_day=literal)


def decide_renewal(facts: RenewalFacts, case: Case) -> Decision:
    """Whether an application on the day asked is in time, and the last day for it."""
    two_ways = case.has("renewal.simplified_late_months")
    aged = two_ways and facts.all_members_aged_60 is True
    if aged and facts.persons_changed is False:
        return _simplified(facts, case)
    outcome, last = _ordinary(facts, case)
    if aged and facts.persons_changed is UNSET and outcome != "in_time":
        referred = _persons_unknown(facts, case)
        if referred is not None:
            return referred
    case.step(f"renewal.{outcome}", last_day=last)
    if two_ways:
        return case.decide(outcome, last_day_to_apply=last, simplified=False)
    return case.decide(outcome, last_day_to_apply=last)
