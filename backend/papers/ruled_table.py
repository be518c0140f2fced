"""Ruled tables (表格): whole on a page where they can be, else their head set again; a row is never split."""

from collections.abc import Sequence
from typing import Final

from ..domain.lease.document import Table
from .fitting import one_line, text_width
from .line_breaking import WORDS, Line, Measure, Piece, break_lines
from .paper_boxes import TEXT_HEIGHT, TEXT_WIDTH, Box, Show, baseline, line_box
from .paper_error import does_not_fit
from .type_case import TypeCase
from .typefaces import Style

SIZES: Final = (10.5, 9.5, 8.5, 7.5)
CELL_LEADING: Final = 15.0
PADDING: Final = 4.5
TITLE_SIZE: Final = 12.0
# A table up to this height is moved to the next page rather than split.
WHOLE: Final = TEXT_HEIGHT * 0.6
SHORT: Final = 4
CENTRED_UP_TO: Final = 100.0
LONGEST_HEAD: Final = 4
_KEPT_ROWS: Final = 2


def table_boxes(table: Table, case: TypeCase) -> list[Box]:
    """The table's title, head and rows."""
    widths = _widths(table, case)
    title = line_box(one_line(table.title, case, TITLE_SIZE, "hei"), 0.0, TITLE_SIZE, keep=True)
    head = _row(table, table.columns, widths, case, "hei", ())._replace(keep=True)
    short = tuple(
        at
        for at, cells in enumerate(zip(*table.rows, strict=True))
        if widths[at] <= CENTRED_UP_TO and max(map(len, cells)) <= SHORT
    )
    rows = [_row(table, row, widths, case, "song", short) for row in table.rows]
    if not rows:
        return [title._replace(skip=12.0), head._replace(keep=False)]
    whole = title.height + head.height + sum(row.height for row in rows) <= WHOLE
    last = len(rows) - 1
    kept = [
        row._replace(
            head=head, keep=at < last and (whole or at < _KEPT_ROWS - 1 or at >= last - _KEPT_ROWS + 1)
        )
        for at, row in enumerate(rows)
    ]
    return [title._replace(skip=12.0), head, *kept]


def _widths(table: Table, case: TypeCase) -> list[float]:
    if len(table.widths) != len(table.columns) or any(len(row) != len(table.columns) for row in table.rows):
        raise ValueError(
            f"table {table.title}: {len(table.columns)} columns, but not so many widths or cells"
        )
    total = sum(table.widths)
    asked = [TEXT_WIDTH * width / total for width in table.widths]
    least = [_head_width(column, case) for column in table.columns]
    narrow = [at for at, width in enumerate(asked) if width < least[at]]
    rest = sum(width for at, width in enumerate(asked) if at not in narrow)
    free = TEXT_WIDTH - sum(least[at] for at in narrow)
    return [least[at] if at in narrow else width * free / rest for at, width in enumerate(asked)]


def _head_width(column: str, case: TypeCase) -> float:
    """What a head of a few characters needs to stand on one line."""
    return text_width(column[:LONGEST_HEAD], case, SIZES[0], "hei") + 2 * PADDING + 0.5


def _row(
    table: Table,
    cells: tuple[str, ...],
    widths: Sequence[float],
    case: TypeCase,
    style: Style,
    centred: tuple[int, ...],
) -> Box:
    """One row; the cells of a head, and of columns of short words, are centred."""
    key = (table.title, table.columns, table.widths, table.number_columns, cells, style, centred)
    box: Box | None = case.base.boxes.get(key)
    if box is None:
        box = _set_row(table, cells, widths, case, style, centred)
        case.base.boxes.keep(key, box)
    return box


def _set_row(
    table: Table,
    cells: tuple[str, ...],
    widths: Sequence[float],
    case: TypeCase,
    style: Style,
    centred: tuple[int, ...],
) -> Box:
    set_cells = [
        _cell(f"{table.title} {column}", text, case, width - 2 * PADDING, style)
        for column, text, width in zip(table.columns, cells, widths, strict=True)
    ]
    height = max(len(lines) for _, lines in set_cells) * CELL_LEADING + 2 * PADDING
    if height > TEXT_HEIGHT / 2:
        raise does_not_fit(table.title, "，".join(cells))
    shows: list[Show] = []
    left = 0.0
    edges = [f"0 0 {TEXT_WIDTH:.2f} {-height:.2f} re\n"]
    for at, ((size, lines), width) in enumerate(zip(set_cells, widths, strict=True)):
        down = (height - len(lines) * CELL_LEADING) / 2
        for number, line in enumerate(lines):
            free = width - line.width
            to_right = at in table.number_columns and style == "song"
            aside = free - PADDING if to_right else free / 2 if style == "hei" or at in centred else PADDING
            place = down + number * CELL_LEADING + baseline(CELL_LEADING, size)
            if line.show:
                shows.append(Show(left + aside, place, line.show))
        if at:
            edges.append(f"{left:.2f} 0 m {left:.2f} {-height:.2f} l\n")
        left += width
    shade = f"0.94 g 0 0 {TEXT_WIDTH:.2f} {-height:.2f} re f 0 g\n" if style == "hei" else ""
    return Box(height, tuple(shows), f"{shade}0.5 w\n{''.join(edges)}S\n")


def _cell(place: str, text: str, case: TypeCase, width: float, style: Style) -> tuple[float, list[Line]]:
    """A cell's lines: in the largest size in which no word is wider than the cell."""
    for size in SIZES:
        lines = [
            line
            for part in text.split("\n")
            for line in break_lines([Piece(part, style)], case, Measure(size, width, flush=False))
        ]
        if all(text_width(word, case, size, style) <= width for word in WORDS.findall(text)):
            return size, lines
    raise does_not_fit(place, text)
