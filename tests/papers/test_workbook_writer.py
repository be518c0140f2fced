"""Lists written out: text stays text, days are days, the same list gives the same bytes."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from backend.domain.stock.unit_rows import UNITS, check_units
from backend.papers.workbook_reader import ListReader
from backend.papers.workbook_writer import ListColumn, write_list

COLUMNS = [ListColumn("姓名"), ListColumn("证件号码"), ListColumn("月租金(元)", "money"), 
           ListColumn("建筑面积(㎡)", "decimal"), ListColumn("人口", "whole"), ListColumn("确认日期", "day")]  # fmt: skip
ROW = ["阿依古丽·买买提", "150402198105240005", 123450, "48.61", 3, date(2026, 9, 1)]


def written(*rows: list[Any], title: str = "租金明细") -> bytes:
    target = io.BytesIO()
    write_list(target, title, COLUMNS, rows, made_by="张三", made_on=date(2026, 11, 21))
    return target.getvalue()


def sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_values_keep_what_they_are() -> None:
    page = sheet(written(ROW))
    assert page["A1"].value == "租金明细"
    assert [cell.value for cell in page[2]] == [column.name for column in COLUMNS]
    name, number, rent, area, persons, day = page[3]
    assert (name.value, number.value, number.data_type, number.number_format) == (ROW[0], ROW[1], "s", "@")
    assert (rent.value, rent.number_format, area.value, persons.value) == (1234.5, "#,##0.00", 48.61, 3)
    assert (day.value.date(), day.is_date, day.number_format) == (ROW[5], True, 'yyyy"年"m"月"d"日"')
    assert "制表人:张三" in page["A5"].value
    assert "复核人:" in page["A5"].value
    assert "2026年11月21日" in page["A5"].value


def test_it_is_ready_to_print() -> None:
    page = sheet(written(ROW))
    assert page.freeze_panes == "A3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$2"
    assert "第 &P 页" in page.oddFooter.center.text
    widths = [page.column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths[1] == 20
    assert widths[0] == 2 * len("阿依古丽·买买提") + 2
    assert widths[5] == len("2026年9月1日") + 3 + 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "<a&b>", " 前后 ", "𬱖"],
)
def test_nothing_becomes_a_formula(text: str) -> None:
    content = written([text, *ROW[1:]])
    cell = sheet(content)["A3"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert cell.quotePrefix == int(text.startswith(("=", "+", "-", "@", "\t")))


def test_text_that_looks_like_an_escape_is_read_as_written() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(["_x0041_", *ROW[1:]])))
    assert book.get_sheet_by_index(0).to_python()[2][0] == "_x0041_"


def test_what_xml_cannot_say_is_shown_as_missing() -> None:
    assert sheet(written(["a\x00b\x0bc\ud800", *ROW[1:]]))["A3"].value == "a\ufffdb\ufffdc\ufffd"


def test_the_same_list_gives_the_same_bytes() -> None:
    assert written(ROW, ROW) == written(ROW, ROW)
    assert written(ROW) != written(ROW, ROW)


def test_negative_money_blank_cells_and_what_is_no_number() -> None:
    page = sheet(written(["", None, -5, None, None, None]))
    assert page["C3"].value == -0.05
    assert page["B3"].value is None
    with pytest.raises(ValueError, match="E3"):
        written(["甲", "1", 1, "1.00", 1234567890123456, date(2026, 1, 1)])


def test_every_part_is_well_formed_and_the_sheet_name_allowed() -> None:
    content = written(
        ROW, title="红山区[2026]: 租金/押金 明细? * \\ ' & <表> 很长很长很长很长很长很长很长很长"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    name = openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0]
    assert len(name) <= 31
    assert not set("[]:*?/\\'") & set(name)


def test_what_is_written_can_be_read_in_again(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    columns = [ListColumn(column.name) for column in UNITS.columns]
    row = ["安居苑", "1号楼", "1单元", "101", "48.61", *[""] * 15]
    assert write_list(path, "房源表", columns, [row]) == 1
    checked = check_units(ListReader(path, UNITS).rows())
    assert checked.complaints == []
    assert [(unit.row, unit.door) for unit in checked.rows] == [(3, "101")]
