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


def _simplified_last_day(facts: RenewalFacts, case: Case) -> tuple[date, date]:
    """The last day of the simplified review, before and after the move off a rest day."""
    literal = add_months(facts.protection_end, case.number("renewal.simplified_late_months"))
    return literal, rolled(case, literal)


def _words(case: Case, last: date) -> dict[str, object]:
    return {
        "last_day": last,
        "months": case.number("renewal.simplified_late_months"),
        "age": case.number("renewal.simplified_min_age"),
    }


def _two_ways(facts: RenewalFacts, case: Case) -> Decision:
    """The ordinary way, and for a household all aged 60 and unchanged a simplified one (guangzhou:14, 15)."""
    aged = facts.all_members_aged_60 is True and facts.persons_changed is not True
    if aged and facts.persons_changed is False:
        literal, last = _simplified_last_day(facts, case)
        if case.on <= last:
            case.step("renewal.simplified_open", **_words(case, last))
            return case.decide("in_time", last_day_to_apply=last, simplified=True, literal_day=literal)
        case.step("renewal.simplified_over", **_words(case, last))
    outcome, ordinary = _ordinary(facts, case)
    if aged and facts.persons_changed is UNSET and outcome != "in_time":
        _, last = _simplified_last_day(facts, case)
        if case.on <= last:
            case.step("renewal.persons_unknown", **_words(case, last))
            return case.decide("refer", last_day_to_apply=ordinary, simplified=False)
    _say(outcome, ordinary, case)
    return case.decide(outcome, last_day_to_apply=ordinary, simplified=False)


def _say(outcome: str, last: date, case: Case) -> None:
    case.step(f"renewal.{outcome}", last_day=last, months=case.number("renewal.notice_months"))


def decide_renewal(facts: RenewalFacts, case: Case) -> Decision:
    """Whether an application on the day asked is in time, and the last day for it."""
    if case.has("renewal.simplified_late_months"):
        return _two_ways(facts, case)
    outcome, last = _ordinary(facts, case)
    _say(outcome, last, case)
    return case.decide(outcome, last_day_to_apply=last)
