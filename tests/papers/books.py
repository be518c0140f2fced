"""Workbooks made for the tests: plain ones by a library, odd ones by hand, part by part."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

SAMPLES = Path(__file__).with_name("samples")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

UNIT_HEADING = [
    "项目名称",
    "楼栋",
    "单元",
    "房号",
    "建筑面积(㎡)",
    "楼层",
    "总楼层",
    "政府投资比例(%)",
    "设施清单",
]
UNIT_LINE = ["安居苑", "1号楼", "1单元", "101", 48.61, 1, 6, 100, "防盗门×1@800"]
RESULT_HEADING = ["批次", "申请编号", "家庭类别", "申请人姓名", "证件类型", "证件号码", "与申请人关系", "家庭人口",
                  "项目名称", "楼栋", "单元", "房号", "选房顺序号", "确认日期"]  # fmt: skip
RESULT_LINE = ["2026年第一批", "HS2026-0001", "低保家庭", "苏晓梅", "居民身份证", "150402198105240005", "申请人", 1,
               "安居苑", "1号楼", "1单元", "101", 1, "2026-08-20"]  # fmt: skip


def book(
    *lines: Sequence[Any], sheet: str = "房源表", change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook of one sheet with these lines."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for line in lines:
        page.append(list(line))
    if change is not None:
        change(page)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            own = old.read(part)
            new.writestr(part.filename, change(own) if part.filename == name else own)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_rows(rows: str, after: str = "") -> bytes:
    """A workbook whose sheet consists of these rows as written; ``after`` follows the rows."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part(book(["x"]), SHEET, lambda _: sheet.encode())


def row_xml(number: int, values: Sequence[Any]) -> str:
    """A row as plain XML."""
    cells = []
    for at, value in enumerate(values):
        name = f"{chr(ord('A') + at)}{number}"
        if isinstance(value, str):
            cells.append(f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>')
        elif value is not None:
            cells.append(f'<c r="{name}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
