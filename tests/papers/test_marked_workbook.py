"""The user's own workbook handed back: marks beside the rows, everything else as it was."""

import io
import re
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from backend.domain.allocation.result_check import check_results
from backend.domain.allocation.result_rows import RESULTS
from backend.domain.stock.unit_rows import UNITS, check_units
from backend.domain.vocabulary.complaint import complain
from backend.papers.marked_workbook import FILL_RGB, mark_workbook
from backend.papers.workbook_reader import ListReader

from .books import MAIN, SAMPLES, SHEET, UNIT_HEADING, UNIT_LINE, book, row_xml, saved, with_part, with_rows


def marked_units(content: bytes, language: Any = "zh") -> bytes:
    complaints = check_units(ListReader(content, UNITS).rows()).complaints
    target = io.BytesIO()
    mark_workbook(content, UNITS, complaints, target, language)
    return target.getvalue()


def sheet(content: bytes, name: str = "房源表") -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def filled(cell: Any) -> bool:
    return bool(cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == FILL_RGB)


def test_the_messy_list_comes_back_with_its_faults_beside_the_rows() -> None:
    content = (SAMPLES / "allocation_messy.xlsx").read_bytes()
    complaints = check_results(ListReader(content, RESULTS).rows(), date(2026, 11, 21)).complaints
    target = io.BytesIO()
    mark_workbook(content, RESULTS, complaints, target)
    before, after = sheet(content, "配租结果表"), sheet(target.getvalue(), "配租结果表")
    assert after["Q4"].value == "错误原因"
    marked = {row for row in range(5, 181) if after.cell(row, 17).value}
    assert marked == {each.row for each in complaints}
    assert after["Q21"].value.startswith("请改正:证件号码被表格软件转成了数字")
    assert {cell.coordinate for line in after["A5:P180"] for cell in line if filled(cell)} == {
        f"F{each.row}" if each.column == "证件号码" else f"O{each.row}" for each in complaints if each.column
    }
    for line in before["A1:P180"]:
        for cell in line:
            other = after[cell.coordinate]
            assert (cell.value, cell.number_format) == (other.value, other.number_format)
    assert after.column_dimensions["T"].hidden
    assert [str(area) for area in after.merged_cells.ranges] == ["A1:P1"]
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target) as new:
        assert set(old.namelist()) == set(new.namelist())
        touched = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert touched == {"xl/worksheets/sheet2.xml", "xl/styles.xml"}
        for name in new.namelist():
            ElementTree.fromstring(new.read(name))


def test_mended_and_sent_again_the_marks_are_no_matter() -> None:
    content = book(UNIT_HEADING, [*UNIT_LINE[:4], 4861, *UNIT_LINE[5:]])
    once = marked_units(content)
    assert sheet(once)["J2"].value.startswith("请改正:")
    assert [each.code for each in check_units(ListReader(once, UNITS).rows()).complaints] == [
        "area_impossible"
    ]
    assert ListReader(once, UNITS).heading.ignored == []
    twice = marked_units(once)
    assert sheet(twice)["J2"].value == sheet(once)["J2"].value
    assert sheet(twice)["K1"].value is None


def test_styles_widths_and_other_sheets_are_kept() -> None:
    def dress(page: Worksheet) -> None:
        page["E2"].font = Font(bold=True, color="FF0000FF")
        page["E2"].number_format = "0.000"
        page["D2"].fill = PatternFill("solid", fgColor="FF00FF00")
        page.column_dimensions["A"].width = 33
        page.freeze_panes = "A2"

    workbook = openpyxl.load_workbook(
        io.BytesIO(book(UNIT_HEADING, [*UNIT_LINE[:3], "", 0, *UNIT_LINE[5:]], change=dress))
    )
    workbook.create_sheet("附件").append(["=1+1", "保留"])
    after = openpyxl.load_workbook(io.BytesIO(marked_units(saved(workbook), "en")))
    page = after["房源表"]
    assert (page["E2"].font.b, page["E2"].font.color.rgb, page["E2"].number_format) == (
        True,
        "FF0000FF",
        "0.000",
    )
    assert filled(page["E2"])
    assert filled(page["D2"])
    assert page.column_dimensions["A"].width == 33
    assert page.column_dimensions["J"].width == 60
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in after["附件"][1]] == ["=1+1", "保留"]
    assert page["J2"].value.split("\n")[0].startswith("Mend:")
    assert len(page["J2"].value.split("\n")) == 2


def test_the_mark_goes_beside_what_stands_right_of_the_list() -> None:
    after = sheet(
        marked_units(book(UNIT_HEADING, [*UNIT_LINE[:4], 0, *UNIT_LINE[5:], "旁注", None, "又一注"]))
    )
    assert (after["J2"].value, after["L2"].value) == ("旁注", "又一注")
    assert after["K1"].value == "错误原因"
    assert after["K2"].value.startswith("请改正:")


def test_a_blank_cell_that_is_needed_is_filled_even_where_the_file_has_none() -> None:
    content = with_rows(row_xml(1, UNIT_HEADING) + row_xml(2, [*UNIT_LINE[:3], None, *UNIT_LINE[4:]]))
    assert b'r="D2"' not in zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    after = openpyxl.load_workbook(io.BytesIO(marked_units(content))).active
    assert filled(after["D2"])
    assert after["E2"].value == 48.61


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_sheet_of_prefixed_tags_stays_readable(prefix: str) -> None:
    rows = row_xml(1, UNIT_HEADING) + row_xml(2, [*UNIT_LINE[:4], 0, *UNIT_LINE[5:]])
    body = re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", f"<sheetData>{rows}</sheetData>")
    spaces = f'xmlns:x="{MAIN}"' + ("" if prefix else f' xmlns="{MAIN}"')
    text = f"<{prefix}worksheet {spaces}>{body}</{prefix}worksheet>"
    content = with_part(book(["x"]), SHEET, lambda _: text.encode())
    after = openpyxl.load_workbook(io.BytesIO(marked_units(content))).active
    assert after["J1"].value == "错误原因"
    assert filled(after["E2"])


def test_a_cell_with_several_faults_is_filled_once() -> None:
    content = book(UNIT_HEADING, UNIT_LINE)
    twice = [complain(2, "房号", "missing"), complain(2, "房号", "control_character")]
    target = io.BytesIO()
    mark_workbook(content, UNITS, twice, target)
    after = sheet(target.getvalue())
    assert filled(after["D2"])
    assert after["J2"].value.count("请改正:") == 2
