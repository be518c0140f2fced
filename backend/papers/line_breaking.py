"""Lines of Chinese text (排版): where they may break, how they are set flush on both sides.

Rules kept: no line begins with a closing mark or ends with an opening one (避头尾); numbers, words and their units
stay together; a mark that would just not fit at the end of a line counts half, and of two marks side by side one is halved
(标点挤压); the last line has never a single character. What is over is shared out between the wide characters, up to a
tenth of their width.
"""

import itertools
import re
import string
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from .font_file import EM
from .type_case import Base, TypeCase
from .typefaces import Style

HALF: Final = 500
OPENING: Final = frozenset("（《〈〔【「『“‘［｛([{¥￥＄$")
CLOSING: Final = frozenset("，。、；：！？）》〉〕】」』”’］｝")
NO_START: Final = CLOSING | frozenset(",.;:!?)]}%％‰°℃·…—～~々")
UNITS: Final = frozenset("元角分年月日时号㎡％%‰℃")
_WIDE_MARKS: Final = "“”‘’…"
_FULL_OPENING: Final = "".join(sorted(OPENING - set("([{¥$")))
_FULL_CLOSING: Final = "".join(sorted(CLOSING))
_PAIRS: Final = re.compile(
    f"[{re.escape(_FULL_CLOSING)}](?=[{re.escape(_FULL_CLOSING + _FULL_OPENING)}])"
    f"|[{re.escape(_FULL_OPENING)}](?=[{re.escape(_FULL_OPENING)}])"
)
_IN_WORDS: Final = frozenset(string.ascii_letters + string.digits + ".,:/@#&?=_+-%")
WORDS: Final = re.compile(f"[{re.escape(''.join(sorted(_IN_WORDS)))}]+")
_NARROW: Final = re.compile(rf"[^{_WIDE_MARKS}\u2e80-\uff5e\uffe0-\uffe6\U00020000-\U0003ffff]+")
_WIDEST_GAP: Final = 95
RULE_BELOW: Final = 2.6
RULE_THICK: Final = 0.5


class Piece(NamedTuple):
    """A stretch of text to be set in one style; ``value`` is underlined."""

    text: str
    style: Style = "song"
    value: bool = False


class Line(NamedTuple):
    """One line: the operators that show it, and from where to where it is underlined, both from the line's start."""

    show: str
    rules: tuple[tuple[float, float], ...]
    width: float


class Measure(NamedTuple):
    """The size of the type, the width of the lines, and what the first is set in by; all in points."""

    size: float
    width: float
    first_indent: float = 0.0
    pitch: float = 0.0
    flush: bool = True


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at this place."""
    before, after = text[at - 1], text[at]
    if after in NO_START or before in OPENING or after == " ":
        return before == after == " "
    if before in "—…" and before == after:
        return False
    if before.isdigit() and after in UNITS:
        return False
    return before not in _IN_WORDS or after not in _IN_WORDS


class _Segment(NamedTuple):
    """Part of a run in one font; narrow text (Latin, digits) is not spread, a halved mark is drawn up to."""

    start: int
    stop: int
    font: str
    is_narrow: bool
    is_halved: bool


class _Run(NamedTuple):
    """A piece's characters: width and code of each, and the segments they form."""

    widths: list[int]
    codes: list[str]
    segments: list[_Segment]


def _run(text: str, style: Style, base: Base) -> _Run:
    found: _Run | None = base.runs.get((text, style))
    if found is not None:
        return found
    widths = list(map(base.faces.widths[style].__getitem__, text))
    shown = list(map(base.codes[style].__getitem__, text))
    fonts = [font for font, _ in shown]
    halved = {match.start() for match in _PAIRS.finditer(text)}
    cuts = {0, len(text)}
    for at in halved:
        widths[at] -= HALF
        cuts.add(at + 1)
    for match in _NARROW.finditer(text):
        cuts.update(match.span())
    if fonts.count(fonts[0]) < len(fonts):
        cuts.update(at for at in range(1, len(fonts)) if fonts[at] != fonts[at - 1])
    segments = [
        _Segment(low, high, fonts[low], _NARROW.match(text, low) is not None, high - 1 in halved)
        for low, high in itertools.pairwise(sorted(cuts))
    ]
    found = _Run(widths, [code for _, code in shown], segments)
    base.runs.keep((text, style), found)
    return found


class _Text:
    """Pieces joined: their runs, where each begins, and the width up to each character."""

    def __init__(self, pieces: Sequence[Piece], base: Base) -> None:
        self.text = "".join([piece.text for piece in pieces])
        self.runs: list[tuple[int, _Run, bool]] = []
        widths: list[int] = []
        for piece in pieces:
            if piece.text:
                run = _run(piece.text, piece.style, base)
                self.runs.append((len(widths), run, piece.value))
                widths += run.widths
        self.sums = list(itertools.accumulate(widths, initial=0))


def break_lines(pieces: Sequence[Piece], case: TypeCase, measure: Measure) -> list[Line]:
    """The lines of a paragraph."""
    if not any(piece.text for piece in pieces):
        return [Line("", (), 0.0)]
    whole = _Text(pieces, case.base)
    room = measure.width * EM / measure.size
    first_room = room - measure.first_indent * EM / measure.size
    lines: list[Line] = []
    start, end = 0, len(whole.text)
    while start < end:
        stop = _line_end(whole, start, room if lines else first_room)
        lines.append(_set_line(whole, start, stop, measure, room if lines else first_room))
        start = stop
        while start < end and whole.text[start] == " ":
            start += 1
    return lines


def _line_end(whole: _Text, start: int, room: float) -> int:
    text, sums, end = whole.text, whole.sums, len(whole.text)
    stop = bisect_right(sums, sums[start] + room) - 1
    if stop < end and text[stop] in CLOSING and sums[stop + 1] - sums[start] - HALF <= room:
        stop += 1
    if stop >= end:
        return end
    at = stop
    while at > start and not may_break(text, at):
        at -= 1
    if at == start:
        return max(stop, start + 1)
    if end - at <= 2:
        earlier = at - 1
        while earlier > start and not may_break(text, earlier):
            earlier -= 1
        at = earlier if at - 4 <= earlier and earlier > start else at
    return at


Clipped = tuple[_Run, int, int, str, bool, bool]


def _set_line(whole: _Text, start: int, stop: int, measure: Measure, room: float) -> Line:
    """One line with what is over shared out."""
    text = whole.text
    while stop > start + 1 and text[stop - 1] == " ":
        stop -= 1
    clipped: list[tuple[bool, list[Clipped]]] = []
    wide = 0
    for begin, run, value in whole.runs:
        low, high = start - begin, stop - begin
        if high <= 0:
            break
        if low >= len(run.codes):
            continue
        parts: list[Clipped] = []
        for a, b, font, is_narrow, is_halved in run.segments:
            if b <= low or a >= high:
                continue
            cut = b > high
            a, b = a if a > low else low, high if cut else b
            parts.append((run, a, b, font, is_narrow, is_halved and not cut))
            if not is_narrow:
                wide += b - a
        clipped.append((value, parts))
    natural = whole.sums[stop] - whole.sums[start]
    slots = wide if clipped[-1][1][-1][4] else wide - 1
    if natural > room and text[stop - 1] in CLOSING:
        natural -= HALF
    free = room - natural
    gap = measure.pitch * EM / measure.size
    if slots > 0 and free < gap * slots:
        gap = free / slots if free > 0 else 0.0
    elif slots > 0 and measure.flush and stop < len(text) and free <= _WIDEST_GAP * slots:
        gap = free / slots
    return _show(clipped, measure.size, gap)


def _show(clipped: list[tuple[bool, list[Clipped]]], size: float, gap: float) -> Line:
    """The operators of one line; character spacing is on for wide characters only."""
    show: list[str] = []
    rules: list[tuple[float, float]] = []
    x, font_now, gap_now = 0.0, "", ""
    wide_gap = f"{gap * size / EM:.3f} Tc " if gap else "0 Tc "
    for value, parts in clipped:
        left = x
        for run, low, high, font, is_narrow, is_halved in parts:
            if font != font_now:
                show.append(f"/{font} {size:g} Tf ")
                font_now = font
            spacing = "0 Tc " if is_narrow else wide_gap
            if spacing != gap_now:
                show.append(spacing)
                gap_now = spacing
            show.append(f"<{''.join(run.codes[low:high])}>Tj ")
            if is_halved:
                show.append(f"[{HALF}]TJ ")
            x += sum(run.widths[low:high])
            if not is_narrow:
                x += (high - low) * gap
        if value:
            rules.append((left * size / EM, x * size / EM))
    return Line("".join(show), tuple(rules), x * size / EM)
