"""Lists as offices keep them: titles, blank rows, footers, merged and hidden cells, odd programs."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from backend.domain.allocation.result_check import check_results
from backend.domain.allocation.result_rows import RESULTS
from backend.domain.stock.cells import Spoilt
from backend.domain.stock.unit_rows import UNITS, check_units
from backend.papers import sheet_rows
from backend.papers.sheet_scan import column_letters, column_number
from backend.papers.workbook_reader import ListReader

from .books import (
    MAIN,
    RESULT_HEADING,
    RESULT_LINE,
    SHEET,
    UNIT_HEADING,
    UNIT_LINE,
    book,
    row_xml,
    saved,
    with_part,
    with_rows,
)

ON = date(2026, 11, 21)
DOOR, AREA = 3, 4


def rows_of(content: bytes) -> list[tuple[int, list[Any]]]:
    return list(ListReader(content, UNITS).rows())


def unit(door: str) -> list[Any]:
    return [*UNIT_LINE[:3], door, *UNIT_LINE[4:]]


def test_titles_blank_rows_footers_totals_and_repeated_headings_are_no_data() -> None:
    content = book(
        ["房源表(2026年)"], ["填报单位:红山区安居公司", None, None, "填报日期:2026.8.21"], [],
        UNIT_HEADING, unit("101"), [], UNIT_HEADING, unit("102"), ["合计", None, None, None, 97.22], [],
        ["制表人:", None, "审核人:", None, "日期:2026年8月21日"],
        ["注:面积以测绘为准"],
    )  # fmt: skip
    assert [(row, cells[DOOR]) for row, cells in rows_of(content)] == [(5, "101"), (8, "102")]


def test_old_spellings_and_decorated_headings() -> None:
    heading = [
        " 项目名称*",
        "楼 栋",
        "单元",
        "房号\n",
        "面积",
        "楼层",
        "总楼层",
        "政府投资比例（%）",
        "设施清单",
    ]
    reader = ListReader(book(heading, UNIT_LINE), UNITS)
    assert reader.heading.positions["建筑面积(㎡)"] == 4
    assert check_units(reader.rows()).complaints == []
    results = [
        {"申请人姓名": "姓 名", "证件号码": "身份证号", "选房顺序号": "序号"}.get(name, name)
        for name in RESULT_HEADING
    ]
    assert check_results(ListReader(book(results, RESULT_LINE), RESULTS).rows(), ON).complaints == []


def test_a_columns_own_name_goes_before_its_old_spelling() -> None:
    reader = ListReader(book(["序号", *RESULT_HEADING], [99, *RESULT_LINE]), RESULTS)
    assert next(reader.rows())[1][13] == 1
    assert reader.heading.ignored == ["序号"]


def test_unknown_columns_are_listed_and_left() -> None:
    reader = ListReader(
        book([*UNIT_HEADING[:2], "物业电话", *UNIT_HEADING[2:]], [*UNIT_LINE[:2], "1", *UNIT_LINE[2:]]), UNITS
    )
    assert reader.heading.ignored == ["物业电话"]
    assert reader.cell(2, "房号") == "E2"
    assert next(reader.rows())[1][DOOR] == "101"


def test_the_list_is_found_among_other_sheets_and_hidden_columns_are_read() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book(UNIT_HEADING, UNIT_LINE)))
    workbook.create_sheet("说明", 0).append(["填表说明:请勿修改表头"])
    workbook.create_sheet("空表")
    workbook["房源表"].column_dimensions["E"].hidden = True
    workbook["房源表"].row_dimensions[2].hidden = True
    reader = ListReader(saved(workbook), UNITS)
    assert reader.sheet == "房源表"
    assert next(reader.rows())[1][AREA] == "48.61"


def test_merged_cells_give_every_row_of_a_household_their_value() -> None:
    second = [None, None, None, "汤宇华", None, "150402198706200009", "配偶", *[None] * 7]
    third = ["2026年第一批", "HS2026-0002", "低保家庭", "董静", None, "150402196109080003", "申请人", 1, "安居苑", "1号楼",
             "1单元", "102", 2, "2026-08-20"]  # fmt: skip

    def merge(page: Worksheet) -> None:
        page["H2"] = 2
        for letter in "ABCHIJKLMN":
            page.merge_cells(f"{letter}2:{letter}3")

    content = book(RESULT_HEADING, RESULT_LINE, second, third, change=merge)
    checked = check_results(ListReader(content, RESULTS).rows(), ON)
    assert checked.complaints == []
    assert [len(household.rows) for household in checked.households] == [2, 1]
    bare = book(RESULT_HEADING, RESULT_LINE, second, third)
    assert {each.code for each in check_results(ListReader(bare, RESULTS).rows(), ON).complaints} >= {
        "missing"
    }


def test_formulas_errors_and_truth_values_are_named_by_their_cell() -> None:
    line = row_xml(2, [*UNIT_LINE[:4], None, None, None, 100])
    odd = '<c r="E2"><f>40+8</f><v>48</v></c><c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#N/A</v></c>'
    spoilt = line.replace('<c r="H2"', odd + '<c r="H2"').replace("</row>", '<c r="J2"><f>1+1</f></c></row>')
    reader = ListReader(with_rows(row_xml(1, UNIT_HEADING) + spoilt), UNITS)
    ((number, cells),) = list(reader.rows())
    assert cells[AREA] == Spoilt("formula", "E2", 48)
    checked = check_units([(number, cells)])
    assert {(each.column, each.code) for each in checked.complaints} == {
        ("建筑面积(㎡)", "formula"), ("楼层", "boolean_value"), ("总楼层", "error_value"),
    }  # fmt: skip
    assert all(cell in said.zh for cell, said in zip(("E2", "F2", "G2"), checked.complaints, strict=True))


def test_values_come_without_fractions_in_binary() -> None:
    cells = rows_of(book(UNIT_HEADING, [*UNIT_LINE[:3], 101, 48.6, 1, 6, 33.33, None]))[0][1]
    assert (cells[DOOR], cells[AREA], cells[7], cells[12]) == (101, "48.6", 1, "33.33")
    assert not any(isinstance(cell, float) for cell in cells)


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    workbook = openpyxl.load_workbook(
        io.BytesIO(book(RESULT_HEADING, [*RESULT_LINE[:-1], date(2026, 8, 20)]))
    )
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook["房源表"]["N2"] = date(2026, 8, 20)
    checked = check_results(ListReader(saved(workbook), RESULTS).rows(), ON)
    assert [row.confirmed_on for row in checked.rows] == [date(2026, 8, 20)]


def test_shared_texts() -> None:
    items = "".join(
        f"<si><t>{text}</t><phoneticPr fontId='1'/></si>" for text in [*UNIT_HEADING, "安居苑", "10-1"]
    )
    texts = "".join(f'<c r="{column_letters(at)}1" t="s"><v>{at}</v></c>' for at in range(9))
    line = '<c r="A2" t="s"><v>9</v></c><c r="B2"><v>1</v></c><c r="D2" t="s"><v>10</v></c><c r="E2"><v>48.61</v></c>'
    content = with_rows(f'<row r="1">{texts}</row><row r="2">{line}</row>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    content = with_part(
        content, "xl/_rels/workbook.xml.rels", lambda own: own.replace(b"</Relationships>", link)
    )
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    assert rows_of(target.getvalue())[0][1][:4] == ["安居苑", 1, "", "10-1"]


def test_prefixed_tags_and_wide_gaps() -> None:
    rows = row_xml(1, UNIT_HEADING) + row_xml(90, unit("101")) + row_xml(70_000, unit("102"))
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", f"<sheetData>{rows}</sheetData>")
    text = f'<x:worksheet xmlns:x="{MAIN}">{prefixed}</x:worksheet>'.encode()
    content = with_part(book(["x"]), SHEET, lambda _: text)
    assert [(row, cells[DOOR]) for row, cells in rows_of(content)] == [(90, "101"), (70_000, "102")]


@pytest.mark.parametrize("stretch", [60, 130, 10**6])
def test_rows_are_the_same_however_they_are_cut(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [unit(str(number)) for number in range(100)]
    blank_first = [[None, None, None, None, None, None, None, None, "门"], *lines]
    content = book(["", "", "附表"], UNIT_HEADING, *blank_first)
    whole = rows_of(content)
    monkeypatch.setattr(sheet_rows, "STRETCH_CELLS", stretch)
    monkeypatch.setattr("backend.papers.workbook_verdict.PIECE", 3_000)
    assert rows_of(content) == whole
    assert len(whole) == 101


def test_a_path_is_read_as_well_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(UNIT_HEADING, UNIT_LINE))
    assert list(ListReader(path, UNITS).rows()) == rows_of(path.read_bytes())


def test_columns_have_letters() -> None:
    for number in (0, 25, 26, 51, 52, 255, 701, 702, 16383):
        assert column_number(column_letters(number)) == number
    assert column_letters(16383) == "XFD"
