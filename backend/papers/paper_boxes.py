"""Boxes on pages (分页): a paper is a row of boxes from top to bottom, and this is where one page ends.

A box is never split. One that is kept with the next stays on its page, so a heading never stands alone at the foot and
the seals stand under the last words. A table's head is set again where its rows go on.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, Optional

from .line_breaking import RULE_BELOW, RULE_THICK, Line

MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
LEFT: Final = 30 * MM
RIGHT: Final = 25 * MM
TOP: Final = 25 * MM
BOTTOM: Final = 25 * MM
TEXT_WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM
BODY: Final = 12.0
LEADING: Final = 24.0
# 36 characters a line: what is over is shared out between them, as on a typed grid.
PITCH: Final = (TEXT_WIDTH - 36 * BODY) / 36


class Show(NamedTuple):
    """Text at a place: to the right of the box's left edge, down from its top to the baseline."""

    right: float
    down: float
    operators: str


class Box(NamedTuple):
    """One indivisible strip of the page."""

    height: float
    shows: tuple[Show, ...] = ()
    art: str = ""
    keep: bool = False
    skip: float = 0.0
    head: Optional["Box"] = None


Placed = tuple[float, Box]


def baseline(leading: float, size: float) -> float:
    """How far below the top of its strip a line stands: a character's square is centred in it."""
    return leading / 2 + size * 0.38


def rule(left: float, down: float, right: float, thick: float = RULE_THICK) -> str:
    """A horizontal rule in a box."""
    return f"{left:.2f} {-down:.2f} {right - left:.2f} {thick:g} re f\n"


def line_box(
    line: Line, left: float, size: float = BODY, leading: float = LEADING, keep: bool = False
) -> Box:
    """One line of text with its underlines."""
    down = baseline(leading, size)
    art = "".join([rule(left + a, down + RULE_BELOW, left + b) for a, b in line.rules])
    return Box(leading, (Show(left, down, line.show),), art, keep)


def paragraph_boxes(lines: Sequence[Line], first_indent: float = 0.0, keep: bool = False) -> list[Box]:
    """A paragraph of the body; no line of it stands alone on a page."""
    last = len(lines) - 1
    return [
        line_box(line, 0.0 if at else first_indent, keep=keep or (at in (0, last - 1) and at < last))
        for at, line in enumerate(lines)
    ]


def lay_out(boxes: Sequence[Box]) -> list[list[Placed]]:
    """The boxes on pages, each with its distance from the top of the text."""
    pages: list[list[Placed]] = [[]]
    down, at, count = 0.0, 0, len(boxes)
    while at < count:
        end, needed = at, 0.0
        while True:
            box = boxes[end]
            needed += box.height + (box.skip if end > at or down else 0.0)
            end += 1
            if not box.keep or end == count:
                break
        if needed > TEXT_HEIGHT:
            end = at + 1
            needed = boxes[at].height + (boxes[at].skip if down else 0.0)
        if down and down + needed > TEXT_HEIGHT + 0.01:
            pages.append([])
            down = 0.0
        head = boxes[at].head
        if head is not None and not down:
            pages[-1].append((down, head))
            down += head.height
        for box in boxes[at:end]:
            down += box.skip if down else 0.0
            pages[-1].append((down, box))
            down += box.height
        at = end
    return pages


def page_content(placed: Sequence[Placed], above: Sequence[str], below: str) -> str:
    """The operators of one page: first rules and art, then all text in the order it is read."""
    art = [
        f"q 1 0 0 1 {LEFT:.2f} {PAGE_HEIGHT - TOP - down:.2f} cm\n{box.art}Q\n"
        for down, box in placed
        if box.art
    ]
    text = [
        f"1 0 0 1 {LEFT + show.right:.2f} {PAGE_HEIGHT - TOP - down - show.down:.2f} Tm {show.operators}\n"
        for down, box in placed
        for show in box.shows
    ]
    return "".join([*art, "BT\n", *above, *text, below, "ET\n"])
