"""A list of allocation results: persons, households and homes held against each other."""

from datetime import date
from typing import Any

import pytest

from backend.domain.allocation.result_check import CheckedResults, check_results
from backend.domain.allocation.result_rows import RESULTS, surely_right
from backend.domain.vocabulary.document_kinds import DocumentKind
from backend.domain.vocabulary.identity import document_faults, made_up_number

ON = date(2026, 11, 21)
NAMES = [column.name for column in RESULTS.columns]


def number(year: int) -> str:
    """A made-up identity number of a person born that year."""
    return made_up_number("150402", date(year, 5, 24))


def line(**changes: Any) -> list[Any]:
    """A good row's cells, with changes by heading."""
    cells = dict.fromkeys(NAMES, "") | {
        "批次": "2026年第一批", "申请编号": "HS-1", "家庭类别": "低保家庭", "申请人姓名": "苏晓梅", "证件类型": "居民身份证",
        "证件号码": number(1981), "与申请人关系": "申请人", "家庭人口": 1, "项目名称": "安居苑", "楼栋": "1号楼",
        "单元": "1单元", "房号": "101", "确认日期": "2026-08-20",
    }  # fmt: skip
    return list((cells | changes).values())


def spouse(**changes: Any) -> list[Any]:
    """A second person of the same household."""
    own = {"申请人姓名": "汤宇华", "证件号码": number(1987), "与申请人关系": "配偶"}
    return line(**(own | changes))


def check(*lines: list[Any]) -> CheckedResults:
    return check_results(list(enumerate(lines, start=5)), ON)


def said(checked: CheckedResults) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in checked.complaints]


def test_a_household_of_two_is_taken_whole() -> None:
    checked = check(line(家庭人口=2), spouse(家庭人口=2))
    assert said(checked) == []
    household = checked.households[0]
    assert household.application_number == "HS-1"
    assert [row.relation for row in household.rows] == ["applicant", "spouse"]
    assert household.applicant is household.rows[0]
    assert (household.rows[0].household_class, household.rows[0].confirmed_on) == ("dibao", date(2026, 8, 20))


def test_what_the_household_has_in_common_need_be_written_once() -> None:
    blank = dict.fromkeys(
        ["批次", "家庭类别", "家庭人口", "项目名称", "楼栋", "单元", "房号", "确认日期"], ""
    )
    checked = check(line(家庭人口=2, 选房顺序号=7), spouse(**blank))
    assert said(checked) == []
    second = checked.rows[1]
    assert (second.batch, second.household_class, second.door, second.choice_order) == (
        "2026年第一批", "dibao", "101", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"证件号码": 150402198105240000}, "证件号码", "id_lost_precision"),
        ({"证件号码": "1.50402E+17"}, "证件号码", "id_lost_precision"),
        (
            {"证件号码": number(1981)[:17] + ("1" if number(1981)[17] != "1" else "2")},
            "证件号码",
            "id_checksum",
        ),
        ({"证件号码": "12345"}, "证件号码", "id_form"),
        ({"证件号码": ""}, "证件号码", "missing"),
        ({"证件类型": "学生证"}, "证件类型", "unknown_word"),
        ({"证件类型": "护照"}, "证件号码", "id_type"),
        ({"家庭类别": "贫困户"}, "家庭类别", "unknown_word"),
        ({"申请人姓名": "苏□梅"}, "申请人姓名", "name_stand_in"),
        ({"确认日期": "2026-02-30"}, "确认日期", "no_such_day"),
        ({"确认日期": "2026-11-22"}, "确认日期", "day_ahead"),
        ({"确认日期": "1926-08-20"}, "确认日期", "day_long_ago"),
        ({"房号": ""}, "房号", "unit_incomplete"),
        ({"申请编号": ""}, "申请编号", "missing"),
        ({"与申请人关系": "配偶"}, "与申请人关系", "no_applicant"),
        ({"项目名称": "", "楼栋": "", "单元": "", "房号": ""}, "房号", "unit_or_order"),
    ],
)
def test_a_faulty_row_is_refused_alone(changes: dict[str, Any], column: str, code: str) -> None:
    other = spouse(申请编号="HS-2", 与申请人关系="申请人", 房号="102")
    checked = check(line(**changes), other)
    assert said(checked) == [(5, column, code)]
    assert [row.row for row in checked.rows] == [6]
    assert checked.counts() == {"good": 1, "doubt": 0, "error": 1}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"申请人姓名": "阿依古丽•买买提"}, "阿依古丽·买买提"),
        ({"申请人姓名": "张𬱖"}, "张𬱖"),
        ({"申请人姓名": " 䶮 文\n"}, "䶮文"),
        ({"证件类型": "身份证", "证件号码": f" {number(1981)}\u3000"}, number(1981)),
        ({"证件类型": "", "证件号码": number(1984).lower()}, number(1984)),
        ({"证件类型": "护照", "证件号码": "E12345678"}, "E12345678"),
        ({"证件类型": "台湾居民来往大陆通行证", "证件号码": 12345678}, "12345678"),
        ({"联系电话": "139 6732-1882"}, "13967321882"),
        ({"联系电话": "+8613967321882"}, "13967321882"),
        ({"联系电话": "0476-8223344"}, "04768223344"),
    ],
)  # fmt: skip
def test_what_is_clear_is_taken(changes: dict[str, Any], kept: str) -> None:
    checked = check(line(**changes))
    assert said(checked) == []
    row = checked.rows[0]
    assert kept in (row.name, row.document_number, row.phone)


def test_the_same_row_twice_is_named_and_does_not_count_as_a_person() -> None:
    checked = check(line(家庭人口=2), spouse(家庭人口=2), spouse(家庭人口=2))
    assert said(checked) == [(7, "", "row_twice")]
    assert checked.households[0].refused_rows == (7,)


def test_a_person_in_two_households_is_refused_the_second_time() -> None:
    checked = check(line(), line(申请编号="HS-2", 房号="102"))
    assert said(checked) == [(6, "证件号码", "person_elsewhere"), (5, "证件号码", "person_elsewhere_below")]
    assert checked.standings() == {5: "doubt", 6: "error"}


def test_a_person_twice_in_a_household_with_other_content() -> None:
    checked = check(line(家庭人口=2), spouse(家庭人口=2), spouse(家庭人口=2, 与申请人关系="子女"))
    assert checked.standings() == {6: "doubt", 7: "error"}


def test_two_applicants() -> None:
    checked = check(line(家庭人口=2), spouse(家庭人口=2, 与申请人关系="申请人"))
    assert said(checked) == [(6, "与申请人关系", "two_applicants")]


def test_a_telephone_number_that_looks_like_none_is_a_doubt_and_kept() -> None:
    for written in ("139673218", "问社区"):
        checked = check(line(联系电话=written))
        assert said(checked) == [(5, "联系电话", "phone_form")]
        assert checked.standings() == {5: "doubt"}
        assert checked.rows[0].phone == written


def test_a_first_row_without_relation_is_the_applicant() -> None:
    checked = check(line(家庭人口=2, 与申请人关系=""), spouse(家庭人口=2, 与申请人关系=""))
    assert said(checked) == [(6, "与申请人关系", "relation_missing")]
    assert [row.relation for row in checked.rows] == ["applicant", "other"]


def test_a_faulty_applicant_leaves_the_others_good() -> None:
    checked = check(line(家庭人口=2, 证件号码=150402198105240000), spouse(家庭人口=2))
    assert checked.standings() == {5: "error"}
    household = checked.households[0]
    assert (household.applicant, household.refused_rows) == (None, (5,))


def test_the_number_of_persons_is_held_against_the_rows() -> None:
    checked = check(line(家庭人口=3), spouse(家庭人口=3))
    assert said(checked) == [(5, "家庭人口", "household_size")]
    assert checked.standings() == {5: "doubt"}


@pytest.mark.parametrize(
    ("column", "value"),
    [("家庭类别", "低收入家庭"), ("确认日期", "2026-08-21"), ("房号", "102"), ("批次", "第二批")],
)
def test_rows_of_a_household_must_agree(column: str, value: str) -> None:
    checked = check(line(家庭人口=2), spouse(家庭人口=2, **{column: value}))
    assert said(checked) == [(6, column, "household_differs")]
    assert "第 5 行" in checked.complaints[0].zh


def test_a_home_goes_to_one_household() -> None:
    checked = check(line(), spouse(申请编号="HS-2", 与申请人关系="申请人"))
    assert said(checked) == [(6, "房号", "unit_allotted_twice"), (5, "房号", "unit_allotted_below")]
    assert [row.row for row in checked.rows] == [5]


def test_a_place_in_the_order_of_choice_shared_is_a_doubt() -> None:
    other = spouse(申请编号="HS-2", 与申请人关系="申请人", 房号="102", 选房顺序号=1)
    assert said(check(line(选房顺序号=1), other)) == [(6, "选房顺序号", "order_twice")]


def test_a_place_code_that_is_unusual_is_only_shown() -> None:
    checked = check(line(证件号码=made_up_number("600402", date(1981, 5, 24))))
    assert [(each.code, each.severity) for each in checked.complaints] == [("id_place", "warning")]
    assert checked.counts() == {"good": 1, "doubt": 0, "error": 0}


def test_the_quick_check_of_a_number_never_passes_what_the_full_one_names() -> None:
    passed = 0
    for year in range(1850, 2030, 3):
        for place in ("150402", "600402", "810000", "440106"):
            for month, day in (("01", "01"), ("02", "30"), ("11", "22"), ("13", "05")):
                for last in range(100):
                    text = f"{place}{year}{month}{day}00{last:02d}"
                    if surely_right(text, ON):
                        passed += 1
                        assert document_faults(DocumentKind.RESIDENT_ID, text, ON) == []
    assert passed > 500
