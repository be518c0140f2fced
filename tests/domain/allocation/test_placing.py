"""Who may be placed: one home for each person, no ban, the longest wait; all said at once, each with its article."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from backend.domain.allocation import placing as rules_of_placing
from backend.domain.allocation.allocation_states import OPEN, STATES, STEPS, step_refusals
from backend.domain.allocation.placing import (
    Ban,
    LiveHome,
    Member,
    OpenAllocation,
    Placing,
    placing_refusals,
)
from backend.domain.vocabulary.refusal import Refusal
from backend.services.answer_question import PolicyLibrary

ON = date(2026, 11, 21)
HOUSEHOLD = Placing((Member(1, "苏晓梅", "applicant"), Member(2, "汤宇华")))
HOME = "安居苑 1号楼 1单元 101"


@pytest.fixture
def ask(library: PolicyLibrary) -> Callable[..., list[Refusal]]:
    def of(placing: Placing, authority: str = "hongshan", on: date = ON) -> list[Refusal]:
        return placing_refusals(placing, authority, library.pack(authority).on(on), on)

    return of


Ask = Callable[..., list[Refusal]]


def codes(found: list[Refusal]) -> list[tuple[str, str, str]]:
    return [(each.code, each.article, each.severity) for each in found]


def test_a_household_without_home_and_ban_may_be_placed(ask: Ask) -> None:
    assert ask(HOUSEHOLD) == []
    assert ask(HOUSEHOLD, "zhaoyang") == []


@pytest.mark.parametrize("person", [1, 2])
def test_one_home_for_applicant_and_co_applicant_alike(ask: Ask, person: int) -> None:
    found = ask(replace(HOUSEHOLD, homes=(LiveHome(person, HOME),)))
    assert codes(found) == [("already_protected", "hongshan:16", "error")]
    assert HOME in found[0].zh
    assert HOME in found[0].en


def test_the_homes_and_bans_of_others_do_not_count(ask: Ask) -> None:
    stranger = replace(
        HOUSEHOLD,
        homes=(LiveHome(3, HOME),),
        allocations=(OpenAllocation(3, 7, HOME, ON),),
        bans=(Ban(3, "hongshan:40", ON),),
    )
    assert ask(stranger) == []


def test_an_allocation_that_waits_to_be_signed_counts(ask: Ask) -> None:
    found = ask(replace(HOUSEHOLD, allocations=(OpenAllocation(2, 7, "", date(2026, 8, 20)),)))
    assert codes(found) == [("already_allotted", "hongshan:16", "error")]
    assert "汤宇华已有待签约的配租(选房顺序号,2026年8月20日)" in found[0].zh
    assert "a place in the order of choice, 2026-08-20" in found[0].en


def test_a_policy_that_is_silent_on_the_number_of_homes_is_not_cited(ask: Ask) -> None:
    found = ask(replace(HOUSEHOLD, homes=(LiveHome(1, HOME),)), "zhaoyang")
    assert codes(found) == [("already_protected", "", "error")]


@pytest.mark.parametrize(
    ("ban", "holds"),
    [
        (Ban(2, "hongshan:23(9)", date(2023, 11, 21), date(2026, 11, 22)), True),
        (Ban(2, "hongshan:23(9)", date(2023, 11, 20), date(2026, 11, 21)), False),
        (Ban(2, "hongshan:40", date(2020, 1, 1)), True),
        (Ban(2, "hongshan:40", date(2026, 11, 22)), False),
        (Ban(2, "hongshan:40", date(2026, 11, 21)), True),
        (Ban(2, "hongshan:40", date(2020, 1, 1), lifted_on=date(2026, 11, 21)), False),
        (Ban(2, "hongshan:40", date(2020, 1, 1), lifted_on=date(2026, 11, 22)), True),
    ],
)
def test_a_ban_holds_from_its_day_until_the_day_of_re_application(ask: Ask, ban: Ban, holds: bool) -> None:
    found = ask(replace(HOUSEHOLD, bans=(ban,)))
    code = "banned" if ban.reapply_from else "banned_without_end"
    assert codes(found) == ([(code, ban.article, "error")] if holds else [])


@pytest.mark.parametrize(
    ("since", "over"), [(date(2021, 11, 21), False), (date(2021, 11, 20), True), (None, False)]
)
def test_the_wait_of_five_years_is_a_warning_that_names_its_article(
    ask: Ask, since: date | None, over: bool
) -> None:
    found = ask(replace(HOUSEHOLD, waiting_since=since))
    assert codes(found) == ([("wait_over", "hongshan:23(8)", "warning")] if over else [])
    assert ask(replace(HOUSEHOLD, waiting_since=since), "zhaoyang") == []


def test_everything_is_said_at_once(ask: Ask) -> None:
    worst = Placing(
        (Member(1, "苏晓梅"), Member(2, "汤宇华")),
        (LiveHome(1, HOME), LiveHome(2, HOME)),
        (OpenAllocation(1, 7, HOME, ON),),
        (Ban(1, "hongshan:23(9)", ON, date(2029, 11, 22)), Ban(2, "hongshan:40", ON)),
        date(2020, 12, 18),
    )
    assert [each.code for each in ask(worst)] == [
        "one_applicant", "already_protected", "already_allotted", "already_protected", "banned",
        "banned_without_end", "wait_over",
    ]  # fmt: skip


def test_a_rule_that_asks_the_applicant_only_would_be_found(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    housed = replace(HOUSEHOLD, homes=(LiveHome(2, HOME),))
    assert ask(housed) != []
    whole = rules_of_placing.one_home_refusals

    def planted(placing: Placing, article: str) -> list[Refusal]:
        return whole(replace(placing, members=placing.members[:1]), article)

    monkeypatch.setattr(rules_of_placing, "one_home_refusals", planted)
    assert ask(housed) == []


def test_an_allocation_is_settled_once() -> None:
    for state in STATES:
        for step in ("signed", "lapsed", "given_up"):
            found = step_refusals(state, step)
            assert (found == []) is (state in OPEN)
            if found:
                assert STATES[state].zh in found[0].zh
                assert STATES[state].en in found[0].en
    assert all(after == () for state, after in STEPS.items() if state not in OPEN)
