"""One pass over a sheet's plain XML: limits, formulas, error cells and merged cells (工作表扫描).

The reading library spreads a sheet out as a full grid, so two far cells could claim any memory; here
every row and cell must say where it is, and agree with its neighbours, before the library sees it.
"""

import re
from itertools import pairwise
from typing import Final

import msgspec

from .workbook_faults import FARTHEST_ROW, MOST_COLUMNS, MOST_ROWS, WorkbookError
from .workbook_verdict import Opened, Sheet, SheetStream

SPARE_ROWS: Final = 200
"""Titles, headings and footers do not count against the limit of rows."""
MOST_FORMULAS: Final = 50_000
NARROW: Final = 52
_ROW: Final = re.compile(rb'<row\b[^>]*?\sr="([0-9]{1,7})"')
_CELL_ROW: Final = re.compile(rb' r="[A-Z]{1,3}([0-9]{1,7})"')
_ODD_CELL: Final = re.compile(rb"<c[\t\r\n>/]")
_FAR: Final = re.compile(rb' r="(?:[A-Z]{3}|[B-Z][A-Z])[0-9]')
_FAR_FILLED: Final = re.compile(rb'<c [^>]*?\br="((?:[A-Z]{3}|[B-Z][A-Z]))[0-9]+"[^>]*(?<!/)>(?!</c>)')
_FORMULA: Final = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<f[ />]')
_ERROR: Final = re.compile(rb'<c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_BOOLEAN: Final = re.compile(rb'<c (?=[^>]*\bt="b")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_MERGED: Final = re.compile(rb'mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


class Scan(msgspec.Struct):
    """What a sheet holds beside plain values. Columns count from 0, rows from 1."""

    rows: int = 0
    width: int = NARROW
    spoilt: dict[int, dict[int, str]] = {}
    merged: dict[int, list[tuple[int, int]]] = {}


def column_number(letters: str) -> int:
    """A column's number counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def scan_sheet(opened: Opened, sheet: Sheet, columns: set[int]) -> Scan:
    """Go through a sheet once; formulas and errors are noted for the columns that will be read."""
    scan = Scan(spoilt={}, merged={})
    stream = SheetStream(opened, sheet)
    wanted = {column_letters(number).encode() for number in columns}
    last = 0
    for piece in stream.pieces():
        last = must_be_plain(piece, last)
        scan.rows += sum(b"<v" in row or b"<t" in row for row in piece.split(b"</row>"))
        if last > FARTHEST_ROW:
            _must_hold_nothing_far(piece, sheet)
        if scan.rows > MOST_ROWS + SPARE_ROWS:
            raise WorkbookError("too_many_rows", sheet=sheet.name, limit=f"{MOST_ROWS:,}")
        if _FAR.search(piece):
            scan.width = max(scan.width, _widest(piece, sheet))
        _note_spoilt(piece, scan, wanted, sheet)
    for first, top, last_column, bottom in _MERGED.findall(stream.tail):
        if top != bottom and column_number(first.decode()) in columns and last_column:
            scan.merged.setdefault(int(top), []).append((column_number(first.decode()), int(bottom)))
    return scan


def must_be_plain(piece: bytes, last: int) -> int:
    """The last row's number, once every row and cell says where it is, in order, and they agree."""
    if b"\x00" in piece or (b"!" in piece and b"<!" in piece) or (b"?" in piece and b"<?" in piece):
        raise WorkbookError("unusual")
    rows = _ROW.findall(piece)
    cells = _CELL_ROW.findall(piece)
    if len(rows) != piece.count(b"<row") or len(cells) != piece.count(b"<c ") or _ODD_CELL.search(piece):
        raise WorkbookError("unusual")
    if not set(cells) <= set(rows):
        raise WorkbookError("unusual")
    numbers = [last, *map(int, rows)]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise WorkbookError("unusual")
    return numbers[-1]


def _must_hold_nothing_far(piece: bytes, sheet: Sheet) -> None:
    """Rows far below the list may be formatted, not filled."""
    for row in piece.split(b"</row>"):
        number = _ROW.search(row[row.rfind(b"<row") :])
        if number is not None and int(number[1]) > FARTHEST_ROW and (b"<v" in row or b"<t" in row):
            raise WorkbookError("far_row", sheet=sheet.name, row=int(number[1]))


def _widest(piece: bytes, sheet: Sheet) -> int:
    """The number of columns up to the last cell that holds something."""
    letters = set(_FAR_FILLED.findall(piece))
    widest = max((column_number(each.decode()) + 1 for each in letters), default=NARROW)
    if widest > MOST_COLUMNS:
        raise WorkbookError("too_wide", sheet=sheet.name, limit=MOST_COLUMNS)
    return widest


def _note_spoilt(piece: bytes, scan: Scan, wanted: set[bytes], sheet: Sheet) -> None:
    for mark, pattern, kind in (
        (b"<f", _FORMULA, "formula"),
        (b't="b"', _BOOLEAN, "boolean_value"),
        (b't="e"', _ERROR, "error_value"),
    ):
        if mark not in piece:
            continue
        for letters, row in pattern.findall(piece):
            if letters in wanted:
                cells = scan.spoilt.setdefault(int(row), {})
                cells[column_number(letters.decode())] = cells.get(column_number(letters.decode()), kind)
        if sum(map(len, scan.spoilt.values())) > MOST_FORMULAS:
            raise WorkbookError("formulas", sheet=sheet.name, limit=f"{MOST_FORMULAS:,}")
