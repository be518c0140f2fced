"""Building standards are warnings with their article, exact at the boundary; states go by their table."""

from datetime import date

import pytest

from backend.domain.policy.pack import InForce
from backend.domain.stock.standards import (
    HIGH_RISE_FLOORS,
    EstateAreas,
    estate_warnings,
    sale_warnings,
    small_home_area,
    unit_warnings,
)
from backend.domain.stock.unit_states import BY_HAND, FREE, STATES, STEPS, by_hand_refusals, step_refusals
from backend.domain.vocabulary.credit_code import credit_check_sign, is_credit_code
from backend.services.answer_question import PolicyLibrary

DAY = date(2026, 11, 21)


@pytest.fixture
def hongshan(library: PolicyLibrary) -> InForce:
    return library.pack("hongshan").on(DAY)


@pytest.mark.parametrize(
    ("area", "floors", "source", "limit"),
    [
        (8000, 6, "government", None),
        (8001, 6, "government", "80.00"),
        (8001, None, "government", "80.00"),
        (9000, HIGH_RISE_FLOORS, "government", None),
        (9001, HIGH_RISE_FLOORS, "government", "90.00"),
        (8001, HIGH_RISE_FLOORS - 1, "lent", "80.00"),
        (6000, 18, "employer", None),
        (6001, 18, "employer", "60.00"),
    ],
)
def test_a_home_beyond_its_standard_is_named(
    hongshan: InForce, area: int, floors: int | None, source: str, limit: str | None
) -> None:
    found = unit_warnings(area, floors, source, "hongshan", hongshan)
    assert [(each.code, each.article, each.severity) for each in found] == (
        [("area_beyond_standard", "hongshan:8", "warning")] if limit else []
    )
    if limit:
        assert f"{area // 100}.{area % 100:02d}㎡" in found[0].zh
        assert f"standard of {limit} m²" in found[0].en


@pytest.mark.parametrize(
    ("areas", "codes"),
    [
        (EstateAreas(0, 0, 0), []),
        (EstateAreas(100, 100 * 6000, 15), []),
        (EstateAreas(100, 100 * 6000, 16), ["medium_share_beyond"]),
        (EstateAreas(100, 100 * 6000 + 1, 15), ["mean_area_beyond"]),
        (EstateAreas(99, 99 * 6001, 15), ["medium_share_beyond", "mean_area_beyond"]),
    ],
)
def test_an_estate_beyond_its_standard_is_named(
    hongshan: InForce, areas: EstateAreas, codes: list[str]
) -> None:
    found = estate_warnings(areas, "hongshan", hongshan)
    assert [each.code for each in found] == codes
    assert {each.article for each in found} <= {"hongshan:8"}


def test_a_share_just_beyond_is_not_shown_as_the_one_allowed(hongshan: InForce) -> None:
    found = estate_warnings(EstateAreas(99, 99 * 5000, 15), "hongshan", hongshan)
    assert "15.2%" in found[0].zh
    found = estate_warnings(EstateAreas(1000, 1000 * 6000 + 1, 0), "hongshan", hongshan)
    assert "60.01㎡" in found[0].zh


def test_homes_of_others_are_not_sold_by_shares(hongshan: InForce, library: PolicyLibrary) -> None:
    assert [each.code for each in sale_warnings(False, "hongshan", hongshan)] == ["not_sellable"]
    assert sale_warnings(True, "hongshan", hongshan) == []
    assert sale_warnings(False, "zhaoyang", library.pack("zhaoyang").on(DAY)) == []


def test_a_policy_without_standards_warns_of_nothing(library: PolicyLibrary) -> None:
    rules = library.pack("zhaoyang").on(DAY)
    assert small_home_area(rules) is None
    assert unit_warnings(99_999, 6, "employer", "zhaoyang", rules) == []
    assert estate_warnings(EstateAreas(1, 99_999, 1), "zhaoyang", rules) == []


def test_every_step_is_in_the_table_or_refused_by_name() -> None:
    assert set(STEPS) == set(STATES)
    assert {step for steps in STEPS.values() for step in steps} == set(STATES)
    for present in STATES:
        for step in STATES:
            found = step_refusals("101", present, step)
            assert (found == []) is (step in STEPS[present])
            for each in found:
                assert STATES[present].zh in each.zh
                assert STATES[step].en in each.en
    assert all("reserved" in STEPS[state] or state == "reserved" for state in FREE)


def test_what_follows_from_a_paper_is_not_set_by_hand() -> None:
    refused = {state for state in STATES if by_hand_refusals(state)}
    assert refused == set(STATES) - BY_HAND == {"let", "sold"}
    assert [each.code for each in by_hand_refusals("palace")] == ["unknown_word"]


def test_a_credit_code_is_checked_by_its_last_sign() -> None:
    body = "91150402MA0N1ANJ0"
    code = body + credit_check_sign(body)
    assert is_credit_code(code)
    assert is_credit_code("91350100M000100Y43"), "the example of GB 32100-2015"
    for at in range(len(code)):
        planted = code[:at] + ("1" if code[at] != "1" else "2") + code[at + 1 :]
        assert not is_credit_code(planted)
    assert not is_credit_code("")
    assert not is_credit_code(code.replace("9", "I", 1))
