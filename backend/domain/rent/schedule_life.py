"""The life of a rent schedule (租金标准): drafted → approved → published → superseded, and what falls due."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import msgspec

from ..policy.case import Case
from ..vocabulary.both import Both
from ..vocabulary.days import ONE_DAY, add_years
from ..vocabulary.refusal import Refusal
from .schedule import PRICED, RentSchedule, ScheduleState, in_effect, rule_of
from .schedule_checks import own_refusals
from .schedule_words import STATE_NAMES, STEP_NAMES, refusal, warning

Step = Literal["approve", "publish", "supersede"]

TRANSITIONS: Final[dict[tuple[ScheduleState, Step], ScheduleState]] = {
    ("drafted", "approve"): "approved",
    ("approved", "publish"): "published",
    ("published", "supersede"): "superseded",
}
"""All there is: there is no way back, a mistake is mended by the next schedule."""

ADJUSTED: Final = "rent.schedule_adjusted_every"
PUBLISHED: Final = "rent.schedule_published_every"


def approve(
    schedule: RentSchedule, number: str | None, body: str | None, on: date | None, case: Case
) -> RentSchedule | list[Refusal]:
    """The schedule approved by the government under a number; else every reason why it can't be."""
    given = msgspec.structs.replace(schedule, approval_number=number, approving_body=body, approved_on=on)
    return _taken(given, "approve", case)


def publish(schedule: RentSchedule, on: date | None, case: Case) -> RentSchedule | list[Refusal]:
    """The schedule published on a day; else every reason why it can't be."""
    return _taken(msgspec.structs.replace(schedule, published_on=on), "publish", case)


def supersede(schedule: RentSchedule, last_day: date, case: Case) -> RentSchedule | list[Refusal]:
    """The schedule with its last day, because the next one follows; else every reason why it can't be."""
    return _taken(msgspec.structs.replace(schedule, effective_to=last_day), "supersede", case)


def last_day(schedule: RentSchedule, schedules: Sequence[RentSchedule]) -> date | None:
    """The last day of a published schedule another published one follows; None where none follows.

    Its own last day stands; one that runs on ends the day before the next begins.
    """
    following = [
        other.effective_from
        for other in schedules
        if other.state in PRICED and other.effective_from > schedule.effective_from
    ]
    if schedule.state != "published" or not following:
        return None
    return schedule.effective_to or min(following) - ONE_DAY


def followed(schedules: Sequence[RentSchedule]) -> list[RentSchedule]:
    """The schedules as they are once each published one has ended where the next begins."""
    ends = [last_day(schedule, schedules) for schedule in schedules]
    return [
        schedule if end is None else msgspec.structs.replace(schedule, state="superseded", effective_to=end)
        for schedule, end in zip(schedules, ends, strict=True)
    ]


def _taken(given: RentSchedule, step: Step, case: Case) -> RentSchedule | list[Refusal]:
    reached = TRANSITIONS.get((given.state, step))
    if reached is None:
        return [_illegal(given.state, step, case)]
    after = msgspec.structs.replace(given, state=reached)
    return own_refusals(after, case) or after


def _illegal(state: ScheduleState, step: Step, case: Case) -> Refusal:
    open_steps = [STEP_NAMES[may] for held, may in TRANSITIONS if held == state]
    allowed = Both(
        "、".join(may.zh for may in open_steps) or "保留备查",
        ", ".join(may.en for may in open_steps) or "none, it is kept for reference",
    )
    return refusal(
        "illegal_schedule_step",
        "$.state",
        rule_of(case),
        state=STATE_NAMES[state],
        step=STEP_NAMES[step],
        allowed=allowed,
    )


def schedule_warnings(schedules: Sequence[RentSchedule], case: Case) -> list[Refusal]:
    """What is overdue on the day of the case: the yearly adjustment, the publication every two years (R4)."""
    found: list[Refusal] = []
    running = in_effect(schedules, case.on)
    if running and case.has(ADJUSTED):
        schedule, years = running[-1], case.number(ADJUSTED)
        if case.on > add_years(schedule.effective_from, years):
            rule, day = rule_of(case, ADJUSTED), schedule.effective_from
            found.append(warning("not_adjusted", rule, number=schedule.title, day=day, years=years))
    last = max(
        (day for day in map(_published, schedules) if day is not None and day <= case.on), default=None
    )
    if last is not None and case.has(PUBLISHED):
        years = case.number(PUBLISHED)
        if case.on > add_years(last, years):
            rule = rule_of(case, PUBLISHED)
            found.append(warning("not_published_lately", rule, day=last, years=years))
    return found


def _published(schedule: RentSchedule) -> date | None:
    return schedule.published_on if schedule.state in PRICED else None
