"""Values in their blanks (填空): as large as the blank allows, then smaller, then on more lines, then refused by name."""

from collections.abc import Sequence

from .font_file import EM
from .line_breaking import Line, Measure, Piece, break_lines
from .paper_error import does_not_fit
from .type_case import TypeCase
from .typefaces import Style


def text_width(text: str, case: TypeCase, size: float, style: Style = "song") -> float:
    """How wide a text is, unbroken."""
    return sum(map(case.base.faces.widths[style].__getitem__, text)) * size / EM


def one_line(text: str, case: TypeCase, size: float, style: Style = "song") -> Line:
    """A text on one line as wide as it comes."""
    key = (text, size, style)
    line: Line | None = case.base.lines.get(key)
    if line is None:
        line = break_lines([Piece(text, style)], case, Measure(size, 1e6, flush=False))[0]
        case.base.lines.keep(key, line)
    return line


def fit(
    place: str, text: str, case: TypeCase, width: float, sizes: Sequence[float], most_lines: int
) -> tuple[float, list[Line]]:
    """The largest of the sizes in which the text takes one line, else its lines in the smallest."""
    for size in sizes:
        if text_width(text, case, size) <= width:
            return size, [one_line(text, case, size)]
    smallest = sizes[-1]
    lines = break_lines([Piece(text)], case, Measure(smallest, width, flush=False))
    if len(lines) > most_lines or any(line.width > width + smallest / 2 for line in lines):
        raise does_not_fit(place, text)
    return smallest, lines


def spread(text: str, case: TypeCase, size: float, width: float, style: Style = "song") -> Line:
    """A label spread over a width, so that labels below each other end alike."""
    line = one_line(text, case, size, style)
    if len(text) < 2 or line.width >= width:
        return line
    gap = (width - line.width) / (len(text) - 1)
    return Line(f"{line.show}0 Tc ".replace("0 Tc ", f"{gap:.3f} Tc ", 1), (), width)
