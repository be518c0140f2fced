"""Rent schedules: what may be filed, how one lives, what falls due, and what prices a home on a day."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from backend.domain.policy.case import Case
from backend.domain.rent.schedule import (
    CLASSES,
    STATES,
    TENURES,
    Priced,
    RateFacts,
    RentLine,
    RentSchedule,
    in_effect,
    price,
    same_number,
)
from backend.domain.rent.schedule_checks import joint_refusals, own_refusals
from backend.domain.rent.schedule_life import (
    TRANSITIONS,
    approve,
    publish,
    schedule_warnings,
    supersede,
)
from backend.domain.rent.schedule_words import WORDS
from backend.domain.vocabulary.refusal import Refusal
from backend.services.answer_question import PolicyLibrary

PLACES = {("站前", "甲"): 1400, ("站前", "乙"): 1000, ("西屯", "甲"): 501, ("西屯", "乙"): 900}
RATES = {"low_rent": 100, "public_rental": 300}

CaseOn = Callable[..., Case]


@pytest.fixture
def case_on(library: PolicyLibrary) -> CaseOn:
    def case(day: date = date(2026, 3, 1), authority: str = "hongshan") -> Case:
        return Case(authority, day, library.pack(authority).on(day), library.calendar)

    return case


def lines() -> tuple[RentLine, ...]:
    return tuple(
        RentLine(location, grade, tenure, "any", RATES.get(tenure, market), market)
        for (location, grade), market in PLACES.items()
        for tenure in TENURES
    )


def schedule(**changes: object) -> RentSchedule:
    filed = RentSchedule(
        authority="hongshan",
        state="published",
        locations=("站前", "西屯"),
        grades=("甲", "乙"),
        effective_from=date(2026, 1, 1),
        market_survey_source="市场租金调查",
        market_surveyed_on=date(2025, 10, 20),
        lines=lines(),
        approval_number="红政字〔2025〕18号",
        approving_body="红山区人民政府",
        approved_on=date(2025, 12, 8),
        published_on=date(2025, 12, 15),
    )
    return replace(filed, **changes)


def draft(**changes: object) -> RentSchedule:
    blank = dict.fromkeys(("approval_number", "approving_body", "approved_on", "published_on"))
    return schedule(state="drafted", **{**blank, **changes})


def with_line(at: int, **changes: object) -> tuple[RentLine, ...]:
    kept = list(lines())
    kept[at] = replace(kept[at], **changes)
    return tuple(kept)


def home(**changes: object) -> RateFacts:
    return replace(RateFacts("西屯", "乙", "public_rental", "migrant_worker", "48.61"), **changes)


def codes(refusals: list[Refusal]) -> list[str]:
    for why in refusals:
        assert why.zh.endswith("。")
        assert why.en.endswith(".")
        assert "{" not in why.zh + why.en
    return [why.code for why in refusals]


def test_a_whole_schedule_may_be_filed(case_on: CaseOn) -> None:
    assert own_refusals(schedule(), case_on()) == []
    assert own_refusals(draft(), case_on()) == []


def line_at(location: str, grade: str, tenure: str) -> int:
    return [(line.location, line.grade, line.tenure) for line in lines()].index((location, grade, tenure))


@pytest.mark.parametrize(
    ("place", "tenure", "rate", "cap"),
    [
        (("西屯", "乙"), "public_rental", 540, None),
        (("西屯", "乙"), "public_rental", 541, "¥5.40"),
        (("西屯", "乙"), "low_rent", 541, "¥5.40"),
        (("西屯", "甲"), "public_rental", 300, None),
        (("西屯", "甲"), "public_rental", 301, "¥3.00"),
    ],
)
def test_a_line_over_60_percent_is_named_with_the_highest_rate_allowed(
    case_on: CaseOn, place: tuple[str, str], tenure: str, rate: int, cap: str | None
) -> None:
    at = line_at(*place, tenure)
    found = own_refusals(schedule(lines=with_line(at, rate_fen_per_m2=rate)), case_on())
    if cap is None:
        assert found == []
        return
    assert codes(found) == ["line_over_cap"]
    assert found[0].field == f"$.rate[{at}]"
    assert found[0].article == "hongshan:29"
    assert "·".join(place) in found[0].zh
    assert f"不超过{cap}" in found[0].zh
    assert f"Set it to {cap} or less" in found[0].en
    assert "60%" in found[0].zh


def test_every_line_over_the_cap_is_named(case_on: CaseOn) -> None:
    high = tuple(
        line if line.tenure == "commercial_rent" else replace(line, rate_fen_per_m2=line.market_fen_per_m2)
        for line in lines()
    )
    found = own_refusals(schedule(lines=high), case_on())
    assert codes(found) == ["line_over_cap"] * 8
    assert len({why.field for why in found}) == 8


def test_commercial_rent_is_the_market_rent_and_no_more(case_on: CaseOn) -> None:
    at = line_at("西屯", "乙", "commercial_rent")
    assert codes(own_refusals(schedule(lines=with_line(at, rate_fen_per_m2=901)), case_on())) == [
        "line_over_market"
    ]


def test_a_policy_without_a_cap_sets_none(case_on: CaseOn) -> None:
    at = line_at("西屯", "乙", "public_rental")
    dear = schedule(authority="baicheng", lines=with_line(at, rate_fen_per_m2=800))
    assert own_refusals(dear, case_on(authority="baicheng")) == []


def test_a_line_given_twice_is_refused_once(case_on: CaseOn) -> None:
    twice = schedule(lines=(*lines(), replace(lines()[0], rate_fen_per_m2=101)))
    assert codes(own_refusals(twice, case_on())) == ["line_twice"]


def test_two_market_rents_of_one_place_are_refused(case_on: CaseOn) -> None:
    assert codes(own_refusals(schedule(lines=with_line(1, market_fen_per_m2=1300)), case_on())) == [
        "two_market_rents"
    ]


@pytest.mark.parametrize("at", range(12))
def test_a_combination_left_out_is_named(case_on: CaseOn, at: int) -> None:
    gone = lines()[at]
    found = own_refusals(schedule(lines=tuple(line for line in lines() if line != gone)), case_on())
    assert codes(found) == ["line_missing"]
    assert f"{gone.location}·{gone.grade}" in found[0].zh


def test_a_class_without_a_line_is_named(case_on: CaseOn) -> None:
    at = line_at("站前", "甲", "low_rent")
    only = schedule(lines=with_line(at, household_class="dibao"))
    found = own_refusals(only, case_on())
    assert codes(found) == ["line_missing"] * 4
    assert "新就业人员" in "".join(why.zh for why in found)
    every = tuple(replace(lines()[at], household_class=own) for own in CLASSES)
    assert own_refusals(schedule(lines=(*lines()[:at], *lines()[at + 1 :], *every)), case_on()) == []


def test_a_whole_location_left_out_is_seen_and_a_misspelt_one_named(case_on: CaseOn) -> None:
    wider = schedule(locations=("站前", "西屯", "桥北"))
    assert codes(own_refusals(wider, case_on())) == ["line_missing"] * 6
    misspelt = schedule(lines=(*lines(), replace(lines()[0], location="站前街")))
    assert codes(own_refusals(misspelt, case_on())) == ["place_not_listed"]


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("approved", "approval_number"),
        ("approved", "approving_body"),
        ("approved", "approved_on"),
        ("published", "approval_number"),
        ("published", "published_on"),
        ("superseded", "effective_to"),
    ],
)
def test_a_missing_approval_is_refused(case_on: CaseOn, state: str, name: str) -> None:
    found = own_refusals(schedule(state=state, **{name: None}), case_on())
    assert codes(found) == ["approval_missing"]
    assert found[0].field == f"$.{name}"


@pytest.mark.parametrize(
    "changes",
    [
        {"approved_on": date(2025, 10, 19)},
        {"published_on": date(2025, 12, 7)},
        {"effective_from": date(2025, 12, 14)},
        {"effective_to": date(2025, 12, 31)},
    ],
)
def test_days_come_in_their_order(case_on: CaseOn, changes: dict[str, date]) -> None:
    assert "days_out_of_order" in codes(own_refusals(schedule(**changes), case_on()))


def test_everything_wrong_is_said_at_once(case_on: CaseOn) -> None:
    bad = schedule(
        approval_number=None,
        published_on=date(2025, 12, 1),
        market_survey_source=" ",
        lines=(*with_line(1, rate_fen_per_m2=841)[:-1], lines()[0]),
    )
    assert codes(own_refusals(bad, case_on())) == [
        "approval_missing",
        "survey_missing",
        "days_out_of_order",
        "line_twice",
        "line_missing",
        "line_over_cap",
    ]


def test_a_schedule_lives_from_draft_to_superseded(case_on: CaseOn) -> None:
    drafted = draft()
    approved = approve(drafted, "红政字〔2025〕18号", "红山区人民政府", date(2025, 12, 8), case_on())
    assert isinstance(approved, RentSchedule)
    published = publish(approved, date(2025, 12, 15), case_on())
    assert published == schedule()
    assert isinstance(published, RentSchedule)
    superseded = supersede(published, date(2027, 12, 31), case_on())
    assert isinstance(superseded, RentSchedule)
    assert [drafted.state, approved.state, published.state, superseded.state] == list(STATES)
    assert superseded.effective_to == date(2027, 12, 31)


STEPS: dict[str, Callable[[RentSchedule, Case], RentSchedule | list[Refusal]]] = {
    "approve": lambda held, case: approve(held, "文号", "区政府", date(2025, 12, 8), case),
    "publish": lambda held, case: publish(held, date(2025, 12, 15), case),
    "supersede": lambda held, case: supersede(held, date(2027, 12, 31), case),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state(case_on: CaseOn, state: str, step: str) -> None:
    after = STEPS[step](schedule(state=state), case_on())
    reached = TRANSITIONS.get((state, step))  # type: ignore[call-overload]
    if reached is not None:
        assert isinstance(after, RentSchedule)
        assert after.state == reached
        return
    assert isinstance(after, list)
    assert codes(after) == ["illegal_schedule_step"]
    names = {"drafted": "起草", "approved": "已批准", "published": "已公布", "superseded": "已被替代"}
    assert names[state] in after[0].zh
    assert state in after[0].en
    assert step in after[0].en


def test_a_step_checks_the_schedule_again(case_on: CaseOn) -> None:
    dear = draft(lines=with_line(1, rate_fen_per_m2=841))
    assert codes(approve(dear, "文号", "区政府", date(2025, 12, 8), case_on())) == ["line_over_cap"]  # type: ignore[arg-type]
    assert codes(approve(draft(), "", "区政府", date(2025, 12, 8), case_on())) == ["approval_missing"]  # type: ignore[arg-type]


def old(**changes: object) -> RentSchedule:
    return schedule(
        **{
            "state": "superseded",
            "approval_number": "红政字〔2020〕31号",
            "market_surveyed_on": date(2020, 11, 16),
            "approved_on": date(2020, 12, 21),
            "published_on": date(2020, 12, 25),
            "effective_from": date(2021, 1, 1),
            "effective_to": date(2025, 12, 31),
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"effective_to": date(2026, 1, 1)}, ["schedules_overlap"]),
        ({"effective_to": None, "state": "published"}, ["schedules_overlap"]),
        ({"effective_to": date(2025, 12, 30)}, ["schedules_gap"]),
        ({"approval_number": "红政字〔2025〕18号"}, ["approval_twice"]),
        ({"effective_to": date(2025, 6, 30), "state": "drafted"}, []),
    ],
)
def test_schedules_follow_one_another_without_gap_or_overlap(
    case_on: CaseOn, changes: dict[str, object], expected: list[str]
) -> None:
    assert codes(joint_refusals([schedule(), old(**changes)], case_on())) == expected


def test_a_gap_between_schedules_is_named_by_its_days(case_on: CaseOn) -> None:
    (gap,) = joint_refusals([old(effective_to=date(2025, 11, 30)), schedule()], case_on())
    assert "2025年12月1日至2025年12月31日" in gap.zh


def test_a_home_is_priced_with_the_working_shown(case_on: CaseOn) -> None:
    at = line_at("西屯", "乙", "public_rental")
    priced = price(home(), [schedule(lines=with_line(at, rate_fen_per_m2=540))], case_on())
    assert isinstance(priced, Priced)
    assert (priced.rate_fen_per_m2, priced.monthly_rent_fen) == (540, 26249)
    assert (priced.approval_number, priced.rule) == ("红政字〔2025〕18号", "hongshan:29")
    assert priced.says.zh == (
        "按红山区人民政府红政字〔2025〕18号(自2026年1月1日起执行):西屯·乙·公租·其他各类家庭每平方米每月¥5.40;"
        "¥5.40×48.61㎡=¥262.49。"
    )
    assert "¥5.40 × 48.61 m² = ¥262.49" in priced.says.en
    assert any(b"market_share_cap" in bytes(entry) for entry in priced.parameters)
    assert any(b"hongshan:29" in bytes(entry) for entry in priced.findings)


def test_the_line_of_the_households_own_class_goes_first(case_on: CaseOn) -> None:
    own = RentLine("西屯", "乙", "public_rental", "dibao", 250, 900)
    for table in ((*lines(), own), (own, *lines())):
        held = [schedule(lines=table)]
        rates = [price(home(household_class=who), held, case_on()).rate_fen_per_m2 for who in CLASSES]  # type: ignore[union-attr]
        assert rates == [250, 300, 300, 300, 300]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), "红政字〔2020〕31号"),
        (date(2025, 12, 31), "红政字〔2020〕31号"),
        (date(2026, 1, 1), "红政字〔2025〕18号"),
        (date(2030, 1, 1), "红政字〔2025〕18号"),
    ],
)
def test_each_day_is_priced_by_the_schedule_of_its_day(
    case_on: CaseOn, day: date, number: str | None
) -> None:
    answer = price(home(), [schedule(), old()], case_on(day))
    if number is None:
        assert isinstance(answer, Refusal)
        assert codes([answer]) == ["no_schedule_in_effect"]
    else:
        assert isinstance(answer, Priced)
        assert answer.approval_number == number


@pytest.mark.parametrize("state", ["drafted", "approved"])
def test_a_schedule_that_is_not_published_prices_nothing(case_on: CaseOn, state: str) -> None:
    answer = price(home(), [schedule(state=state)], case_on())
    assert isinstance(answer, Refusal)
    assert answer.code == "no_schedule_in_effect"
    assert {"drafted": "起草", "approved": "已批准"}[state] in answer.zh
    assert in_effect([schedule(state=state)], date(2026, 3, 1)) == []


def test_what_cannot_be_priced_is_refused_by_name(case_on: CaseOn) -> None:
    def why(facts: RateFacts, *held: RentSchedule) -> Refusal:
        answer = price(facts, held, case_on())
        assert isinstance(answer, Refusal)
        codes([answer])
        return answer

    assert why(home()).code == "no_schedule_in_effect"
    assert "还没有备案" in why(home()).zh
    nowhere = why(home(location="东郊"), schedule())
    assert (nowhere.code, nowhere.field) == ("location_unknown", "$.facts.location")
    assert "站前、西屯" in nowhere.zh
    assert why(home(grade="丁"), schedule()).code == "grade_unknown"
    assert why(home(), schedule(lines=lines()[:3])).code == "line_missing"
    both = why(home(), schedule(), old(effective_to=date(2026, 6, 30)))
    assert both.code == "schedules_overlap"


def test_a_line_over_the_cap_prices_nothing_even_if_it_got_in(case_on: CaseOn) -> None:
    at = line_at("西屯", "乙", "public_rental")
    answer = price(home(), [schedule(lines=with_line(at, rate_fen_per_m2=541))], case_on())
    assert isinstance(answer, Refusal)
    assert answer.code == "line_over_cap"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 1), []),
        (date(2027, 1, 1), []),
        (date(2027, 1, 2), ["not_adjusted"]),
        (date(2027, 12, 15), ["not_adjusted"]),
        (date(2027, 12, 16), ["not_adjusted", "not_published_lately"]),
    ],
)
def test_what_falls_due_is_said_from_its_day_on(case_on: CaseOn, day: date, expected: list[str]) -> None:
    found = schedule_warnings([old(), schedule()], case_on(day))
    assert [warning.code for warning in found] == expected
    assert all(warning.article == "hongshan:29" for warning in found)
    assert all(warning.zh.endswith("。") and warning.en.endswith(".") for warning in found)


def test_a_policy_without_periods_warns_of_none(case_on: CaseOn) -> None:
    assert schedule_warnings([schedule()], case_on(date(2029, 1, 1), "baicheng")) == []


def test_a_later_publication_that_is_not_yet_in_effect_counts(case_on: CaseOn) -> None:
    later = schedule(published_on=date(2027, 12, 10), effective_from=date(2028, 1, 1))
    found = schedule_warnings([schedule(), later], case_on(date(2027, 12, 20)))
    assert [warning.code for warning in found] == ["not_adjusted"]


def test_every_code_has_words_in_both_languages() -> None:
    for zh, en in WORDS.values():
        assert zh.endswith("。")
        assert en.endswith(".")


def test_one_approval_number_is_one_however_its_brackets_are_typed() -> None:
    for spelled in ("红政字[2025]18号", "红政字【2025】18号", "红政字(2025) 18 号", "红政字(2025)18号"):
        assert same_number("红政字〔2025〕18号", spelled)
    assert not same_number("红政字〔2025〕18号", "红政字〔2025〕19号")
