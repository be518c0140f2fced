"""A list of units: good rows pass untouched by their neighbours' faults, and repeats are named."""

from typing import Any

import pytest

from backend.domain.stock.cells import Spoilt
from backend.domain.stock.unit_rows import UNITS, Fixture, UnitRow, check_units
from backend.domain.stock.unit_states import STATES as KNOWN_STATES
from backend.domain.stock.unit_words import SOURCES, STATES
from backend.domain.vocabulary.complaint import Checked

NAMES = [column.name for column in UNITS.columns]


def line(**changes: Any) -> list[Any]:
    """A good row's cells, with changes by heading."""
    cells = dict.fromkeys(NAMES, "") | {
        "项目名称": "安居苑", "楼栋": "1号楼", "单元": "1单元", "房号": "101", "建筑面积(㎡)": "48.61",
        "楼层": 1, "总楼层": 6, "政府投资比例(%)": 100, "状态": "空置", "电表号": "E1",
    }  # fmt: skip
    renamed = {"area": "建筑面积(㎡)", "share": "政府投资比例(%)"}
    return list((cells | {renamed.get(key, key): value for key, value in changes.items()}).values())


def check(*lines: list[Any]) -> Checked[UnitRow]:
    return check_units(list(enumerate(lines, start=5)))


def said(checked: Checked[UnitRow]) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in checked.complaints]


def test_a_good_row_is_a_unit() -> None:
    checked = check(line(设施清单="防盗门×1@800", 房源来源="政府新建"))
    assert said(checked) == []
    unit = checked.rows[0]
    assert (unit.row, unit.estate, unit.door, unit.floor_area_m2) == (5, "安居苑", "101", "48.61")
    assert (unit.state, unit.source, unit.government_share_percent) == ("vacant", "government", "100")
    assert unit.fixtures == (Fixture("防盗门", 1, 80000),)
    assert len(UnitRow.__struct_fields__) == len(NAMES) + 1


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"房号": ""}, "房号", "missing"),
        ({"房号": " \n"}, "房号", "missing"),
        ({"area": ""}, "建筑面积(㎡)", "missing"),
        ({"area": 4861}, "建筑面积(㎡)", "area_impossible"),
        ({"area": Spoilt("formula", "E5", "48.61")}, "建筑面积(㎡)", "formula"),
        ({"楼层": 7}, "楼层", "floor_above_top"),
        ({"总楼层": 0}, "总楼层", "out_of_range"),
        ({"share": 101}, "政府投资比例(%)", "share_over"),
        ({"状态": "不详"}, "状态", "unknown_word"),
        ({"设施清单": "门×0"}, "设施清单", "fixtures_form"),
        ({"电表号": 1234567890123456}, "电表号", "digits_lost"),
        ({"楼层": Spoilt("formula", "H5", "")}, "楼层", "formula"),
    ],
)
def test_a_faulty_row_is_refused_alone(changes: dict[str, Any], column: str, code: str) -> None:
    checked = check(line(**changes), line(房号="102", 电表号="E2"))
    assert said(checked) == [(5, column, code)]
    assert [unit.row for unit in checked.rows] == [6]
    assert checked.counts() == {"good": 1, "doubt": 0, "error": 1}


def test_a_doubt_waits_and_a_formula_outside_the_required_columns_keeps_its_result() -> None:
    checked = check(line(房源来源="继承", 楼层=Spoilt("formula", "H5", 3), area="240"))
    assert said(checked) == [
        (5, "建筑面积(㎡)", "area_unlikely"), (5, "楼层", "formula_value"), (5, "房源来源", "taken_as_other"),
    ]  # fmt: skip
    assert (checked.rows[0].floor, checked.rows[0].source) == (3, "other")
    assert checked.standings() == {5: "doubt"}


def test_every_fault_of_a_row_is_reported_at_once() -> None:
    checked = check(line(楼栋="", 房号="", area="x", share=200))
    assert [each[1] for each in said(checked)] == ["楼栋", "房号", "建筑面积(㎡)", "政府投资比例(%)"]


def test_a_row_twice_is_refused_where_it_stands_again() -> None:
    checked = check(line(), line(), line(房号="102", 电表号="E2"))
    assert said(checked) == [(6, "", "row_twice")]
    assert "第 5 行" in checked.complaints[0].zh
    assert [unit.row for unit in checked.rows] == [5, 7]


def test_a_unit_twice_with_other_content_makes_the_first_doubtful() -> None:
    checked = check(line(), line(area="50.00"))
    assert said(checked) == [(6, "", "unit_twice"), (5, "", "unit_again_below")]
    assert checked.standings() == {5: "doubt", 6: "error"}


def test_a_unit_mended_below_its_faulty_row_is_a_doubt() -> None:
    checked = check(line(area="x"), line())
    assert checked.standings() == {5: "error", 6: "doubt"}
    assert [unit.row for unit in checked.rows] == [6]


def test_a_meter_of_two_units_is_a_doubt() -> None:
    checked = check(line(), line(房号="102"))
    assert said(checked) == [(6, "电表号", "meter_twice")]
    assert checked.standings() == {6: "doubt"}


def test_the_summary_counts_by_column_and_fault() -> None:
    lines = [line(房号=str(100 + at), 电表号=f"E{at}", area="x" if at % 2 else "48.61") for at in range(9)]
    summary = check(*lines).by_column()
    assert [(each.column, each.code, each.count) for each in summary] == [("建筑面积(㎡)", "number_form", 4)]
    assert summary[0].first_rows == [6, 8, 10, 12]


def test_words_lead_to_codes_the_house_knows() -> None:
    assert set(STATES.values()) == set(KNOWN_STATES)
    assert set(SOURCES.values()) == {"government", "employer", "society", "returned_public", "lent", "other"}
