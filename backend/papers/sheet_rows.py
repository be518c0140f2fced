"""A sheet's rows as values, a stretch of rows at a time, so that memory does not grow with the sheet.

Each stretch is handed to the reading library (calamine) as a small workbook of its own, with the shared
texts and styles of the real one.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from .workbook_faults import WorkbookError
from .workbook_verdict import MEGABYTE, Opened, Sheet, SheetStream

STRETCH_BYTES: Final = 16 * MEGABYTE
STRETCH_CELLS: Final = 1_500_000
"""A stretch spread out as a grid has at most so many cells."""
_ROW: Final = re.compile(rb'<row\b[^>]*?\sr="([0-9]{1,7})"')
_WHOLE_ROW: Final = re.compile(rb'<row\b[^>]*?\sr="([0-9]{1,7})"[^>]*(?:/>|>.*?</row>)', re.DOTALL)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"

Value = str | int | date | datetime | bool


def _small_workbook(opened: Opened) -> bytes:
    """A workbook with everything but the rows."""
    book_settings = '<workbookPr date1904="1"/>' if opened.from_1904 else ""
    links = [("worksheet", "worksheets/sheet1.xml")]
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for kind, part in (("sharedStrings", opened.strings), ("styles", opened.styles)):
            if part is not None:
                links.append((kind, f"{kind}.xml"))
                with opened.archive.open(part) as source, archive.open(f"xl/{kind}.xml", "w") as target:
                    while block := source.read(MEGABYTE):
                        target.write(block)
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/></Types>',
        )
        archive.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{book_settings}'
            '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
    return small.getvalue()


def _links(links: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def stretches(opened: Opened, sheet: Sheet, width: int) -> Iterator[bytes]:
    """A sheet's rows in stretches that spread out to a bounded grid."""
    most_rows = STRETCH_CELLS // width
    kept: list[bytes] = []
    size = first = 0
    for piece in SheetStream(opened, sheet).pieces():
        for low, high, rows in _runs(piece, most_rows):
            if kept and (high - first >= most_rows or size + len(rows) > STRETCH_BYTES):
                yield b"".join(kept)
                kept, size = [], 0
            first = first if kept else low
            kept.append(rows)
            size += len(rows)
    if kept:
        yield b"".join(kept)


def _runs(piece: bytes, most_rows: int) -> Iterator[tuple[int, int, bytes]]:
    """A piece as it is, or, where its row numbers jump far, row by row; with first and last row number."""
    numbers = _ROW.findall(piece)
    if not numbers:
        return
    low, high = int(numbers[0]), int(numbers[-1])
    if high - low < most_rows:
        yield low, high, piece
        return
    for found in _WHOLE_ROW.finditer(piece):
        if b"<c " in found[0]:
            yield int(found[1]), int(found[1]), found[0]


class RowSource:
    """Reads stretches of one workbook's sheets."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self._small = _small_workbook(opened)

    def grid(self, rows: bytes) -> tuple[int, int, list[list[Any]]]:
        """A stretch as a grid: number of its first row, number of its first column, and the values."""
        book = io.BytesIO(self._small)
        with zipfile.ZipFile(book, "a", zipfile.ZIP_STORED) as archive:
            head = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
            archive.writestr("xl/worksheets/sheet1.xml", b"".join((head, rows, b"</sheetData></worksheet>")))
        book.seek(0)
        try:
            with CalamineWorkbook.from_filelike(book) as opened:
                sheet = opened.get_sheet_by_index(0)
                start = sheet.start
                return (start[0] + 1, start[1], sheet.to_python()) if start else (1, 0, [])
        except CalamineError:
            raise WorkbookError("unusual") from None


def plain(value: Any) -> Value:
    """A value without fractions in binary: whole numbers whole, others as the text they are shown by."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return value  # type: ignore[no-any-return]
