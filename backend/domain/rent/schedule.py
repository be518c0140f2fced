"""Rent schedules (租金标准): as filed, through their life, and the rate of a home on a day (hongshan:25, 29).

Only a schedule that was approved and published, and is in effect on the day, prices anything.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, get_args

import msgspec
from msgspec import Struct

from ..policy.case import Case
from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.quantities import Area, Fen, Label, hundredths
from ..vocabulary.refusal import Refusal
from .monthly_rent import monthly_rent_fen
from .rent_cap import RentCapFacts, decide_rent_cap
from .schedule_words import CLASS_NAMES, STATE_NAMES, TENURE_NAMES, refusal, said

Tenure = Literal["low_rent", "public_rental", "commercial_rent"]
HouseholdClass = Literal["dibao", "low_income", "lower_middle_income", "new_employee", "migrant_worker"]
LineClass = HouseholdClass | Literal["any"]
ScheduleState = Literal["drafted", "approved", "published", "superseded"]

TENURES: Final[tuple[Tenure, ...]] = get_args(Tenure)
CLASSES: Final[tuple[HouseholdClass, ...]] = get_args(HouseholdClass)
LINE_CLASSES: Final[tuple[LineClass, ...]] = (*CLASSES, "any")
STATES: Final[tuple[ScheduleState, ...]] = get_args(ScheduleState)

PRICED: Final = frozenset({"published", "superseded"})
"""States that price the days of their effect; a superseded one has its last day."""

CAP: Final = "rent.market_share_cap"


class RentLine(Struct, frozen=True):
    """One approved rate, with the market rent of the same location and grade, in fen per m² a month."""

    location: Label
    grade: Label
    tenure: Tenure
    household_class: LineClass
    rate_fen_per_m2: Fen
    market_fen_per_m2: Fen

    @property
    def name(self) -> Both:
        """The line as a person names it."""
        tenure, households = TENURE_NAMES[self.tenure], CLASS_NAMES[self.household_class]
        return Both(
            f"{self.location}·{self.grade}·{tenure.zh}·{households.zh}",
            f"{self.location} · {self.grade} · {tenure.en} · {households.en}",
        )


class RentSchedule(Struct, frozen=True):
    """A table of rates as filed; days of effect with both ends, ``effective_to`` None while it runs on.

    ``locations`` and ``grades`` are all there are, so that a home without a rate is seen at filing.
    """

    authority: str
    state: ScheduleState
    locations: tuple[str, ...]
    grades: tuple[str, ...]
    effective_from: date
    market_survey_source: str
    market_surveyed_on: date
    lines: tuple[RentLine, ...]
    approval_number: str | None = None
    approving_body: str | None = None
    approved_on: date | None = None
    published_on: date | None = None
    effective_to: date | None = None
    demonstration: bool = False

    @property
    def title(self) -> str:
        """What people call it by: the number of its approval, or its first day before it has one."""
        return self.approval_number or self.effective_from.isoformat()

    def prices_on(self, day: date) -> bool:
        """Whether it may price a day: published, and the day within its effect."""
        begun = self.state in PRICED and self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)

    def line_for(self, location: str, grade: str, tenure: str, household_class: str) -> RentLine | None:
        """The line of the household's own class, else that of any class."""
        own = [
            line
            for line in self.lines
            if (line.location, line.grade, line.tenure) == (location, grade, tenure)
            and line.household_class in (household_class, "any")
        ]
        return min(own, key=lambda line: line.household_class == "any", default=None)


class RateFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The home and the household a rate is asked for."""

    location: Label
    grade: Label
    tenure: Tenure
    household_class: HouseholdClass
    floor_area_m2: Area


class Priced(Struct, frozen=True):
    """A rate and a month's rent with their working: which schedule, approval, line and article."""

    rate_fen_per_m2: int
    monthly_rent_fen: int
    approval_number: str
    approving_body: str
    effective_from: date
    line: RentLine
    rule: str
    says: Both
    findings: list[msgspec.Raw]
    parameters: list[msgspec.Raw]


def rule_of(case: Case, name: str = CAP) -> str:
    """The rule a value of the policy rests on, ``hongshan:29``; the authority alone where it is silent."""
    return f"{case.authority}:{case.rules[name].article}" if case.has(name) else case.authority


def same_number(one: str, other: str) -> bool:
    """Whether two approval numbers are one: brackets, width and blanks do not count."""
    return number_key(one) == number_key(other)


def number_key(number: str) -> str:
    """What approval numbers are compared by: 红政字〔2025〕18号 is 红政字 [2025] 18 号."""
    plain = unicodedata.normalize("NFKC", number).translate(_BRACKETS)
    return "".join(sign for sign in plain if not sign.isspace() and sign.isprintable()).casefold()


_BRACKETS: Final = str.maketrans(dict.fromkeys("[{【〔〖﹝", "(") | dict.fromkeys("]}】〕〗﹞", ")"))


def in_effect(schedules: Sequence[RentSchedule], day: date) -> list[RentSchedule]:
    """The schedules that may price a day: one, unless something is wrong with their days."""
    return [schedule for schedule in schedules if schedule.prices_on(day)]


def cap_refusal(line: RentLine, where: str, case: Case) -> Refusal | None:
    """Why a line may not be used: over the cap of the day, or above the market (hongshan:29, 24)."""
    if not case.has(CAP):
        return None
    asked = RentCapFacts(line.market_fen_per_m2, line.rate_fen_per_m2, line.tenure)
    decision = decide_rent_cap(asked, case)
    if decision.outcome == "within":
        return None
    return refusal(
        "line_over_market" if line.tenure == "commercial_rent" else "line_over_cap",
        where,
        rule_of(case),
        line=line.name,
        rate_fen=line.rate_fen_per_m2,
        market_fen=line.market_fen_per_m2,
        cap_fen=decision.values["cap_fen_per_m2"],
        percent=case.number(CAP),
    )


def price(facts: RateFacts, schedules: Sequence[RentSchedule], case: Case) -> Priced | Refusal:
    """The rate and month's rent of a home on the case's day, with its working; else why there is none."""
    found = in_effect(schedules, case.on)
    if len(found) != 1:
        return _no_single_schedule(found, schedules, case)
    schedule = found[0]
    for field, given, known in (
        ("location", facts.location, schedule.locations),
        ("grade", facts.grade, schedule.grades),
    ):
        if given not in known:
            return refusal(
                f"{field}_unknown",
                f"$.facts.{field}",
                rule_of(case),
                number=schedule.title,
                given=given,
                known="、".join(known),
            )
    line = schedule.line_for(facts.location, facts.grade, facts.tenure, facts.household_class)
    if line is None:
        wanted = RentLine(facts.location, facts.grade, facts.tenure, facts.household_class, 0, 0)
        return refusal("line_missing", "$.facts", rule_of(case), line=wanted.name)
    return cap_refusal(line, "$.facts", case) or _priced(facts, schedule, line, case)


def _no_single_schedule(found: list[RentSchedule], schedules: Sequence[RentSchedule], case: Case) -> Refusal:
    if found:
        one, other = sorted(found, key=lambda entry: entry.effective_from)[:2]
        day = other.effective_from
        return refusal("schedules_overlap", "$.on", rule_of(case), one=one.title, other=other.title, day=day)
    known = [(entry.title, STATE_NAMES[entry.state], entry.effective_from) for entry in schedules]
    listed = Both(
        "现有:" + "、".join(f"{title} {state.zh} {day_text(start)}起" for title, state, start in known)
        if known
        else "还没有备案任何标准",
        "there is: " + ", ".join(f"{title}, {state.en}, from {start}" for title, state, start in known)
        if known
        else "none is filed yet",
    )
    return refusal("no_schedule_in_effect", "$.on", rule_of(case), day=case.on, known=listed)


def _priced(facts: RateFacts, schedule: RentSchedule, line: RentLine, case: Case) -> Priced:
    number, body = schedule.approval_number, schedule.approving_body
    assert number is not None, "a published schedule has its approval"
    assert body is not None, "a published schedule has its approving body"
    case.step("rent.rate_by_area")
    rent = monthly_rent_fen(line.rate_fen_per_m2, hundredths(facts.floor_area_m2))
    working: dict[str, Any] = {
        "body": body,
        "number": number,
        "start": schedule.effective_from,
        "line": line.name,
        "rate_fen": line.rate_fen_per_m2,
        "area": facts.floor_area_m2,
        "rent_fen": rent,
    }
    return Priced(
        rate_fen_per_m2=line.rate_fen_per_m2,
        monthly_rent_fen=rent,
        approval_number=number,
        approving_body=body,
        effective_from=schedule.effective_from,
        line=line,
        rule=rule_of(case),
        says=said("working", working),
        findings=case.findings,
        parameters=list(case.parameters.values()),
    )
