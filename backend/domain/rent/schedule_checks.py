"""What a rent schedule (租金标准) must be to be filed; every reason is named, none can be waived."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from ..policy.case import Case
from ..vocabulary.both import Both
from ..vocabulary.days import ONE_DAY
from ..vocabulary.refusal import Refusal
from .schedule import CLASSES, PRICED, TENURES, RentLine, RentSchedule, cap_refusal, number_key, rule_of
from .schedule_words import STATE_NAMES, refusal

DAY_NAMES: Final = {
    "market_surveyed_on": Both("市场调查日", "day of the market survey"),
    "approved_on": Both("批准日", "day of approval"),
    "published_on": Both("公布日", "day of publication"),
    "effective_from": Both("生效日", "first day of effect"),
    "effective_to": Both("失效日", "last day of effect"),
}
"""The days of a schedule in the only order they can come."""
APPROVAL_NAMES: Final = {
    "approval_number": Both("批准文号", "the approval number"),
    "approving_body": Both("批准机关", "the approving body"),
    "approved_on": Both("批准日", "the day of approval"),
    "published_on": Both("公布日", "the day of publication"),
    "effective_to": Both("失效日", "the last day of effect"),
}
NEEDED: Final = {
    "drafted": (),
    "approved": ("approval_number", "approving_body", "approved_on"),
    "published": ("approval_number", "approving_body", "approved_on", "published_on"),
    "superseded": ("approval_number", "approving_body", "approved_on", "published_on", "effective_to"),
}
"""What a schedule must have by then."""


def own_refusals(schedule: RentSchedule, case: Case) -> list[Refusal]:
    """Everything wrong with a schedule by itself, under the policy of the case's day."""
    return [
        *_approval_refusals(schedule, case),
        *_order_refusals(schedule, case),
        *_table_refusals(schedule, case),
        *_rate_refusals(schedule, case),
    ]


def _approval_refusals(schedule: RentSchedule, case: Case) -> Iterator[Refusal]:
    for name in NEEDED[schedule.state]:
        if not getattr(schedule, name):
            what, state = APPROVAL_NAMES[name], STATE_NAMES[schedule.state]
            yield refusal("approval_missing", f"$.{name}", rule_of(case), what=what, state=state)
    if not schedule.market_survey_source.strip():
        yield refusal("survey_missing", "$.market_survey.source", rule_of(case))


def _order_refusals(schedule: RentSchedule, case: Case) -> Iterator[Refusal]:
    known: list[tuple[str, date]] = [
        (name, day) for name in DAY_NAMES if (day := getattr(schedule, name)) is not None
    ]
    for (earlier, before), (later, after) in pairwise(known):
        if after < before:
            yield refusal(
                "days_out_of_order",
                f"$.{later}",
                rule_of(case),
                later_name=DAY_NAMES[later],
                later=after,
                earlier_name=DAY_NAMES[earlier],
                earlier=before,
            )


def _table_refusals(schedule: RentSchedule, case: Case) -> Iterator[Refusal]:
    """Lines of places not listed, lines given twice, combinations without a line, two market rents."""
    listed = {"locations": "、".join(schedule.locations), "grades": "、".join(schedule.grades)}
    keys = Counter((line.location, line.grade, line.tenure, line.household_class) for line in schedule.lines)
    market: dict[tuple[str, str], int] = {}
    for at, line in enumerate(schedule.lines):
        where = f"$.rate[{at}]"
        if line.location not in schedule.locations or line.grade not in schedule.grades:
            yield refusal("place_not_listed", where, rule_of(case), line=line.name, **listed)
        key = (line.location, line.grade, line.tenure, line.household_class)
        if keys.pop(key, 1) > 1:
            yield refusal("line_twice", where, rule_of(case), line=line.name)
        place = (line.location, line.grade)
        one = market.setdefault(place, line.market_fen_per_m2)
        if one != line.market_fen_per_m2:
            yield refusal(
                "two_market_rents",
                where,
                rule_of(case),
                place="·".join(place),
                one_fen=one,
                other_fen=line.market_fen_per_m2,
            )
    yield from _gaps(schedule, case)


def _gaps(schedule: RentSchedule, case: Case) -> Iterator[Refusal]:
    """One refusal for a location, grade and tenure without any line, else one for each class without one."""
    held = {(line.location, line.grade, line.tenure, line.household_class) for line in schedule.lines}
    for location in schedule.locations:
        for grade in schedule.grades:
            for tenure in TENURES:
                if (location, grade, tenure, "any") in held:
                    continue
                lacking = [own for own in CLASSES if (location, grade, tenure, own) not in held]
                whole = ["any"] if len(lacking) == len(CLASSES) else lacking
                for own in whole:
                    wanted = RentLine(location, grade, tenure, own, 0, 0)  # type: ignore[arg-type]
                    yield refusal("line_missing", "$.rate", rule_of(case), line=wanted.name)


def _rate_refusals(schedule: RentSchedule, case: Case) -> Iterator[Refusal]:
    for at, line in enumerate(schedule.lines):
        over = cap_refusal(line, f"$.rate[{at}]", case)
        if over is not None:
            yield over


def joint_refusals(schedules: Sequence[RentSchedule], case: Case) -> list[Refusal]:
    """What is wrong between the schedules of one authority: numbers twice, days doubled or left out."""
    known: dict[str, list[str]] = {}
    for entry in schedules:
        if entry.approval_number:
            known.setdefault(number_key(entry.approval_number), []).append(entry.approval_number)
    found = [
        refusal("approval_twice", "$.approval_number", rule_of(case), number=spelled[0])
        for spelled in known.values()
        if len(spelled) > 1
    ]
    priced = sorted(
        (entry for entry in schedules if entry.state in PRICED), key=lambda entry: entry.effective_from
    )
    for one, other in pairwise(priced):
        names = {"one": one.title, "other": other.title}
        if one.effective_to is None or other.effective_from <= one.effective_to:
            day = other.effective_from
            found.append(refusal("schedules_overlap", "$.effective_to", rule_of(case), day=day, **names))
        elif one.effective_to + ONE_DAY < other.effective_from:
            first, last = one.effective_to + ONE_DAY, other.effective_from - ONE_DAY
            found.append(
                refusal("schedules_gap", "$.effective_from", rule_of(case), first=first, last=last, **names)
            )
    return found
