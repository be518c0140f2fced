"""Rent schedules (租金标准) in the register: what may enter it, and who may move one on (hongshan:25, 29).

Filing never approves: whatever its paper says, a schedule enters as a draft, and somebody else holds it
against the approval and publishes it.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..policy.case import Case
from ..vocabulary.acting_names import acting_faults, same_hand, unclear_filer
from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.refusal import Refusal, refuse
from ..vocabulary.refusing import refusing
from .schedule import RentSchedule, rule_of, same_number
from .schedule_checks import APPROVAL_NAMES, DAY_NAMES, joint_refusals, own_refusals
from .schedule_life import approve, followed, publish
from .schedule_words import STATE_NAMES, refusal, warning


class Hand(Struct, frozen=True):
    """Who takes a step on a day, and who filed the schedule as far as the audit trail knows."""

    taken_by: str
    filed_by: str | None
    today: date


class Approval(Struct, frozen=True):
    """An approval as the person who checks it reads it; what is left out is taken as filed."""

    number: str | None = None
    body: str | None = None
    on: date | None = None


def file_schedule(
    schedule: RentSchedule, register: Sequence[RentSchedule], case: Case
) -> RentSchedule | list[Refusal]:
    """The draft that enters the register; else every reason why the schedule may not be filed."""
    same = next((held for held in register if _same_approval(held, schedule)), None)
    if same is not None:
        words = {"number": schedule.title, "state": STATE_NAMES[same.state]}
        return [refusal("file_changed", "$.approval_number", rule_of(case), **words)]
    own = own_refusals(schedule, case)
    held = [_as_stated(entry) for entry in register]
    return own or _newly_wrong(held, [*held, schedule], case) or replace(schedule, state="drafted")


def filing_doubts(schedule: RentSchedule, real_authority: bool, case: Case) -> list[Refusal]:
    """What the person who files should know though it stops nothing."""
    doubtful = schedule.demonstration and real_authority
    return [warning("demonstration_only", rule_of(case))] if doubtful else []


def approve_filed(
    schedule: RentSchedule, others: Sequence[RentSchedule], given: Approval, hand: Hand, case: Case
) -> RentSchedule | list[Refusal]:
    """A draft approved by a second person, who may not depart from the approval as filed."""
    number, body = schedule.approval_number or given.number, schedule.approving_body or given.body
    on = given.on or schedule.approved_on
    reasons = [
        *hand_refusals(hand),
        *_departures(schedule, given, case),
        *_ahead("approved_on", on, hand.today, case),
    ]
    after = approve(schedule, number, body, on, case)
    if isinstance(after, list):
        return [*reasons, *after]
    return [*reasons, *_newly_wrong(others, [*others, after], case)] or after


def publish_filed(
    schedule: RentSchedule, others: Sequence[RentSchedule], on: date | None, hand: Hand, case: Case
) -> RentSchedule | list[Refusal]:
    """An approved schedule published by a second person: on the day given, else as filed, else today."""
    day = on or schedule.published_on or hand.today
    reasons = [*hand_refusals(hand), *_ahead("published_on", day, hand.today, case)]
    after = publish(schedule, day, case)
    if isinstance(after, list):
        return [*reasons, *after]
    return [*reasons, *_newly_wrong(others, [*others, after], case)] or after


def hand_refusals(hand: Hand) -> list[Refusal]:
    """Why this person may not take a step on what was filed: maker and checker are two persons."""
    if hand.filed_by is None:
        return [*acting_faults(hand.taken_by), refusal("filer_unknown", "$.actor", "")]
    same = same_hand(hand.filed_by, hand.taken_by)
    return [
        *acting_faults(hand.taken_by),
        *unclear_filer(hand.filed_by),
        *([refuse("same_person", "$.actor", name=hand.taken_by)] if same else []),
    ]


def _same_approval(held: RentSchedule, schedule: RentSchedule) -> bool:
    one, other = held.approval_number, schedule.approval_number
    return one is not None and other is not None and same_number(one, other)


def _as_stated(schedule: RentSchedule) -> RentSchedule:
    """A schedule as its own paper states it: one whose publication is filed claims the days of its effect."""
    return replace(schedule, state="published") if schedule.published_on else schedule


def _newly_wrong(before: Sequence[RentSchedule], after: Sequence[RentSchedule], case: Case) -> list[Refusal]:
    """What is wrong between the schedules that was not so before, each ending where the next begins."""
    known = joint_refusals(followed(before), case)
    return [why for why in joint_refusals(followed(after), case) if why not in known]


def _departures(schedule: RentSchedule, given: Approval, case: Case) -> list[Refusal]:
    pairs = [
        ("approval_number", schedule.approval_number, given.number),
        ("approving_body", schedule.approving_body, given.body),
        ("approved_on", schedule.approved_on, given.on),
    ]
    return [
        refusal(
            "approval_differs",
            f"$.{name}",
            rule_of(case),
            what=APPROVAL_NAMES[name],
            filed=_words(filed),
            given=_words(said),
        )
        for name, filed, said in pairs
        if filed and said and not _alike(filed, said)
    ]


def _alike(filed: str | date, said: str | date) -> bool:
    if isinstance(filed, str) and isinstance(said, str):
        return same_number(filed, said)
    return filed == said


def _ahead(name: str, day: date | None, today: date, case: Case) -> list[Refusal]:
    if day is None or day <= today:
        return []
    return [refusing("day_ahead", f"$.{name}", rule_of(case), what=DAY_NAMES[name], day=day, on=today)]


def _words(value: str | date) -> Both:
    if isinstance(value, date):
        return Both(day_text(value), value.isoformat())
    return Both(value, value)
