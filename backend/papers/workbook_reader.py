"""Workbooks in (表格读入): finds the list in a file and gives its rows in the template's columns.

Order: the file by itself (``workbook_verdict``), the sheet and its heading, one pass over the sheet for
limits, formulas and merged cells (``sheet_scan``), then the rows. Memory does not grow with the rows.
"""

import re
import unicodedata
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec

from ..domain.stock.cells import Spoilt
from ..domain.stock.template import Template
from .sheet_rows import RowSource, plain, stretches
from .sheet_scan import Scan, column_letters, must_be_plain, scan_sheet
from .workbook_faults import MOST_ROWS, WorkbookError
from .workbook_verdict import Opened, Sheet, SheetStream, content_of, open_workbook

HEADING_WITHIN: Final = 50
MARK: Final = "错误原因"
"""The column a marked workbook has; it is left out when the file comes back mended."""
_FOOTER: Final = re.compile(
    r"(制表|填表|填报|审核|复核|审批|负责人|经办|主管|领导|合计|总计|小计|共计|本页|第\d+页|日期|联系人|盖章|公章"
    r"|单位负责人|注[::]|说明|备注[::])"
)


class Heading(msgspec.Struct, frozen=True):
    """Where a template's columns stand in a sheet: row from 1, columns from 0."""

    sheet: Sheet
    row: int
    positions: dict[str, int]
    ignored: list[str]
    missing: list[str]
    twice: str | None
    width: int
    mark: int | None


class ListReader:
    """A list found in a workbook; ``rows`` reads it. Raises :class:`WorkbookError` with the file's verdict."""

    def __init__(self, source: Path | bytes, template: Template) -> None:
        self.template = template
        self.opened = open_workbook(content_of(source))
        self._source = RowSource(self.opened)
        self.heading = self._find_heading()
        self._scan: Scan = scan_sheet(self.opened, self.heading.sheet, set(self.heading.positions.values()))
        if self._scan.rows < 2:
            raise WorkbookError("no_rows", sheet=self.sheet)

    @property
    def sheet(self) -> str:
        """The name of the sheet the list stands in."""
        return self.heading.sheet.name

    def cell(self, row: int, column: str) -> str:
        """A cell as people call it, ``F21``; the row alone where the column is none of the list's."""
        at = self.heading.positions.get(column)
        return f"{column_letters(at)}{row}" if at is not None else str(row)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Rows with data: number in the sheet, and one cell for each column of the template."""
        names = [column.name for column in self.template.columns]
        wanted = [self.heading.positions.get(name) for name in names]
        merged = _Merged(self._scan.merged, wanted)
        headings = [_plain_heading(column.name) for column in self.template.columns]
        required = [at for at, column in enumerate(self.template.columns) if column.required]
        count = 0
        for stretch in stretches(self.opened, self.heading.sheet, self._scan.width):
            first, left, grid = self._source.grid(stretch)
            pick = _picker(wanted, left, grid)
            for number, line in enumerate(grid, start=first):
                if number <= self.heading.row or not any(line):
                    continue
                line.append("")
                cells = [value if type(value) is str else plain(value) for value in pick(line)]
                if number in self._scan.spoilt:
                    self._mark_spoilt(number, cells, wanted)
                if not any(cells) or _is_footer(line, cells, required, headings):
                    continue
                merged.fill(number, cells)
                count += 1
                if count > MOST_ROWS:
                    raise WorkbookError("too_many_rows", sheet=self.sheet, limit=f"{MOST_ROWS:,}")
                yield number, cells
        if count == 0:
            raise WorkbookError("no_rows", sheet=self.sheet)

    def _mark_spoilt(self, number: int, cells: list[Any], wanted: list[int | None]) -> None:
        """Put formulas, errors, TRUE and FALSE in the place of what the library made of them."""
        spoilt = self._scan.spoilt[number]
        for at, position in enumerate(wanted):
            if position in spoilt:
                kept = "" if isinstance(cells[at], bool) else cells[at]
                kind: Any = spoilt[position]
                cells[at] = Spoilt(kind, f"{column_letters(position)}{number}", kept)

    def _find_heading(self) -> Heading:
        """The one sheet with all required columns; hidden sheets only where no other has them."""
        found = [heading for sheet in self.opened.sheets if (heading := self._heading_of(sheet)) is not None]
        if not found:
            raise WorkbookError("empty_sheets")
        whole = [heading for heading in found if not heading.missing]
        whole = [heading for heading in whole if heading.sheet.visible] or whole
        if not whole:
            self._refuse_template(min(found, key=lambda each: len(each.missing)))
        if len(whole) > 1:
            names = {"first": whole[0].sheet.name, "second": whole[1].sheet.name}
            raise WorkbookError(
                "two_lists", template=self.template.name, template_en=self.template.en, **names
            )
        if whole[0].twice is not None:
            raise WorkbookError("column_twice", sheet=whole[0].sheet.name, column=whole[0].twice)
        return whole[0]

    def _refuse_template(self, nearest: Heading) -> None:
        required = sum(column.required for column in self.template.columns)
        all_missing = len(nearest.missing) == required
        names = "、".join(f"“{name}”" for name in nearest.missing)
        raise WorkbookError(
            "wrong_template",
            template=self.template.name,
            template_en=self.template.en,
            missing=f"全部必填列({names})" if all_missing else names,
            rows=HEADING_WITHIN,
        )

    def _heading_of(self, sheet: Sheet) -> Heading | None:
        """The row among the first that names most columns; None for a sheet that holds nothing."""
        lines = list(_first_lines(self.opened, self._source, sheet))
        if not lines:
            return None
        headings = [_match(self.template, sheet, number, line) for number, line in lines]
        return min(headings, key=lambda each: (len(each.missing), -len(each.positions)))


def _first_lines(opened: Opened, source: RowSource, sheet: Sheet) -> Iterator[tuple[int, list[Any]]]:
    """The first rows that hold something."""
    for piece in SheetStream(opened, sheet).pieces():
        must_be_plain(piece, 0)
        rows = re.findall(rb"<row\b[^>]*(?<!/)>.*?</row>", piece, re.DOTALL)[:HEADING_WITHIN]
        near = b"".join(row for row in rows if len(row) < 2**16 and _number(row) <= 4 * HEADING_WITHIN)
        first, left, grid = source.grid(near) if near else (1, 0, [])
        for number, line in enumerate(grid[: 4 * HEADING_WITHIN], start=first):
            if any(value != "" for value in line):
                yield number, [""] * left + line
        return


def _number(row: bytes) -> int:
    found = re.search(rb'\sr="([0-9]{1,7})"', row)
    return int(found[1]) if found else 0


def _plain_heading(text: str) -> str:
    """A heading without what differs from office to office: blanks, stars, units in brackets, width."""
    plain_text = re.sub(r"[\s*:]+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\([^)]*\)$", "", plain_text)


def _match(template: Template, sheet: Sheet, row: int, line: list[Any]) -> Heading:
    """Which columns of a template a row names; a column's own name goes before its old spellings."""
    named: dict[str, list[int]] = {}
    for at, value in enumerate(line):
        if isinstance(value, str) and value:
            named.setdefault(_plain_heading(value), []).append(at)
    positions: dict[str, int] = {}
    twice: str | None = None
    for column in template.columns:
        spelling = next(
            (name for name in map(_plain_heading, (column.name, *column.old)) if name in named), None
        )
        if spelling is not None:
            positions[column.name] = named[spelling][0]
            if len(named[spelling]) > 1:
                twice = twice or column.name
    used = set(positions.values())
    ignored = [
        str(value) for at, value in enumerate(line) if value != "" and at not in used and value != MARK
    ]
    missing = [column.name for column in template.columns if column.required and column.name not in positions]
    named_width = max((at + 1 for at, value in enumerate(line) if value not in ("", MARK)), default=0)
    mark = next((at for at, value in enumerate(line) if value == MARK), None)
    return Heading(sheet, row, positions, ignored, missing, twice, named_width, mark)


def _picker(wanted: list[int | None], left: int, grid: list[list[Any]]) -> "itemgetter[Any]":
    """Takes a template's cells out of a line of the grid; a column that is not there gives the blank at its end."""
    width = len(grid[0]) if grid else 0
    places = [at - left if at is not None and left <= at < left + width else -1 for at in wanted]
    return itemgetter(*places)


def _is_footer(line: list[Any], cells: list[Any], required: list[int], headings: list[str]) -> bool:
    """Whether a row is a footer (制表人 …), a total, or the heading printed again."""
    if [cells[at] for at in required].count("") >= 2:
        first = next((value for value in line if value != ""), "")
        return (
            isinstance(first, str) and _FOOTER.match(first.replace(" ", "").replace("\u3000", "")) is not None
        )
    if isinstance(cells[0], str) and cells[0].strip("* ") == headings[0]:
        return sum(_plain_heading(value) in headings for value in cells if isinstance(value, str)) > len(
            required
        )
    return False


class _Merged:
    """Cells merged over several rows: each row gets what stands in the first."""

    def __init__(self, merged: dict[int, list[tuple[int, int]]], wanted: list[int | None]) -> None:
        place = {position: at for at, position in enumerate(wanted) if position is not None}
        self._starts = {
            row: [(place[column], last) for column, last in cells if column in place]
            for row, cells in merged.items()
        }
        self._active: dict[int, tuple[int, Any]] = {}

    def fill(self, row: int, cells: list[Any]) -> None:
        """Fill in a row's merged cells."""
        if self._active:
            self._active = {at: kept for at, kept in self._active.items() if kept[0] >= row}
            for at, (_, value) in self._active.items():
                if cells[at] == "":
                    cells[at] = value
        for at, last in self._starts.get(row, ()):
            self._active[at] = (last, cells[at])
