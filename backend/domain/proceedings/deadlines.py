"""Deadlines (期限): counting days, working days, months and years (civil-code:200 to 204)."""

from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.days import add_months, add_years


class DeadlineFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """A period counted from an event: forward (to act within it) or backward (so long before)."""

    event_on: date
    length: Annotated[int, Meta(ge=1, le=100_000)]
    unit: Literal["days", "working_days", "months", "years"]
    direction: Literal["forward", "backward"] | UnsetType = UNSET


def plain_day(event_on: date, length: int, unit: str) -> date:
    """The last day of a period in days, months or years, before any move; negative counts backward."""
    if unit == "days":
        return event_on + timedelta(days=length)
    return add_months(event_on, length) if unit == "months" else add_years(event_on, length)


def rolled(case: Case, literal: date) -> date:
    """The last day after the move off a rest day, unless the policy switches it off (civil-code:203)."""
    if not case.flag("days.roll_off_holidays"):
        return literal
    last = case.calendar.on_or_after(literal)
    if last != literal:
        case.step("days.moved_off_holiday", literal_day=literal, last_day=last)
    note_provisional(case, literal, last)
    return last


def note_provisional(case: Case, first: date, last: date) -> None:
    """Say so when a day was counted in a year whose holiday notice is not out."""
    for year in sorted(case.calendar.provisional):
        if first.year <= year <= last.year:
            case.step("days.provisional_year", year=year)


def last_working_day(case: Case, event_on: date, length: int) -> date:
    """The last of so many working days after an event, by the calendar of the State Council's notice."""
    last = case.calendar.working_days_after(event_on, length)
    case.step("days.working_days")
    note_provisional(case, event_on, last)
    return last


def decide_deadline(facts: DeadlineFacts, case: Case) -> Decision:
    """The last day of a period: the event's day is not counted, a forward one moves off a rest day."""
    backward = facts.direction == "backward"
    case.step("days.event_day_not_counted")
    if facts.unit == "working_days":
        if backward:
            last = case.calendar.working_days_before(facts.event_on, facts.length)
            case.step("days.working_days")
            note_provisional(case, last, facts.event_on)
        else:
            last = last_working_day(case, facts.event_on, facts.length)
        return case.decide("counted", last_day=last, literal_day=last)
    literal = plain_day(facts.event_on, -facts.length if backward else facts.length, facts.unit)
    if facts.unit != "days":
        case.step("days.corresponding_day")
    if backward:
        case.step("days.backward_not_moved")
        return case.decide("counted", last_day=literal, literal_day=literal)
    return case.decide("counted", last_day=rolled(case, literal), literal_day=literal)
