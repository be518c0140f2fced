"""The words of a lease on the page (正文): parties, articles, and the block where the parties sign and seal."""

import re
from collections.abc import Sequence
from typing import Final

from ..domain.lease.document import Article, Paragraph, Party, Run, SignatureBlock
from ..domain.vocabulary.chinese_number import chinese_number
from .fitting import fit, one_line
from .line_breaking import RULE_BELOW, Line, Measure, Piece, break_lines
from .paper_boxes import (
    BODY,
    LEADING,
    PITCH,
    TEXT_WIDTH,
    Box,
    Show,
    baseline,
    line_box,
    paragraph_boxes,
    rule,
)
from .type_case import TypeCase

HEADING_SIZE: Final = 14.0
INDENT: Final = 2 * (BODY + PITCH)
BLANK: Final = "　" * 5
COLON: Final = "："
SEAL_ROOM: Final = 60.0
NAME_SIZES: Final = (12.0, 11.0, 10.5)
LEAST_BLANK: Final = 60.0
COLUMN_GAP: Final = 18.0
CELL_PADDING: Final = 9.0
_SPACES: Final = re.compile(" {2,}")


def heading(article: Article) -> str:
    """The heading as printed."""
    return f"第{chinese_number(article.number)}条　{article.title}"


def _piece(run: Run) -> Piece:
    if run.kind == "value":
        return Piece(run.text or BLANK, "song", True)
    return Piece(run.text, "hei" if run.kind == "strong" else "song")


def paragraph(words: Paragraph, case: TypeCase) -> list[Box]:
    """A paragraph's lines; the same words are set once for all papers of the template."""
    boxes: list[Box] | None = case.base.boxes.get(words)
    if boxes is None:
        indent = INDENT if words.indent else 0.0
        measure = Measure(BODY, TEXT_WIDTH, indent, PITCH)
        boxes = paragraph_boxes(break_lines([_piece(run) for run in words.runs], case, measure), indent)
        case.base.boxes.keep(words, boxes)
    return boxes


def article_boxes(article: Article, case: TypeCase) -> list[Box]:
    """The heading, kept with what follows, and the paragraphs."""
    text = heading(article)
    head: list[Box] | None = case.base.boxes.get(text)
    if head is None:
        measure = Measure(HEADING_SIZE, TEXT_WIDTH, flush=False)
        lines = break_lines([Piece(text, "hei")], case, measure)
        head = [line_box(line, 0.0, HEADING_SIZE, LEADING, keep=True) for line in lines]
        head[0] = head[0]._replace(skip=LEADING / 2)
        case.base.boxes.keep(text, head)
    return [*head, *(box for words in article.paragraphs for box in paragraph(words, case))]


def party_boxes(parties: Sequence[Party], case: TypeCase) -> list[Box]:
    """Who the parties are: role and name, then a line for each further particular."""
    boxes: list[Box] = []
    for party in parties:
        begin = len(boxes)
        first = Paragraph((Run(f"{party.role}{COLON}", "strong"), Run(party.name, "value")), indent=False)
        boxes += paragraph(first, case)
        for text in party.lines:
            label, colon, value = text.partition(COLON)
            runs = (Run(label + colon), Run(value, "value")) if colon else (Run(text, "value"),)
            boxes += paragraph(Paragraph(runs, indent=False), case)
        boxes[begin] = boxes[begin]._replace(skip=LEADING / 2)
    return boxes


def signature_boxes(block: SignatureBlock, case: TypeCase) -> list[Box]:
    """Two parties side by side, each in its frame with room for a seal; place and day below."""
    pairs = [block.parties[at : at + 2] for at in range(0, len(block.parties), 2)]
    boxes = [_frames(pair, case)._replace(skip=LEADING / 2) for pair in pairs]
    for text in map(written_by_hand, block.place_and_day):
        line = one_line(text, case, BODY)
        box = line_box(line, 0.0)
        if text.endswith(COLON):
            down = baseline(LEADING, BODY) + RULE_BELOW
            box = box._replace(art=rule(line.width, down, line.width + 180))
        boxes.append(box._replace(skip=0.0 if len(boxes) > len(pairs) else CELL_PADDING))
    return [box._replace(keep=at < len(boxes) - 1) for at, box in enumerate(boxes)]


def written_by_hand(text: str) -> str:
    """A line with its gaps wide enough to write in: two or more spaces become as many full-width ones."""
    return _SPACES.sub(lambda spaces: "　" * len(spaces[0]), text)


def _frames(parties: Sequence[Party], case: TypeCase) -> Box:
    width = (TEXT_WIDTH - COLUMN_GAP) / 2
    columns = [_column(party, width - 2 * CELL_PADDING, case) for party in parties]
    height = max(bottom for _, bottom, _ in columns) + CELL_PADDING
    shows: list[Show] = []
    art: list[str] = []
    for at, (column, _, rules) in enumerate(columns):
        left = at * (width + COLUMN_GAP)
        shows += [Show(left + CELL_PADDING, down, line.show) for down, line in column]
        art.append(f"0.5 w {left:.2f} 0 {width:.2f} {-height:.2f} re S\n")
        art += [rule(left + CELL_PADDING + a, down, left + width - CELL_PADDING) for down, a in rules]
    return Box(height, tuple(shows), "".join(art))


Column = tuple[list[tuple[float, Line]], float, list[tuple[float, float]]]


def _column(party: Party, width: float, case: TypeCase) -> Column:
    """The lines of a party's frame with their distance from its top, its height, and the blanks to write on."""
    set_lines: list[tuple[float, Line]] = []
    blanks: list[tuple[float, float]] = []
    down = CELL_PADDING
    measure = Measure(BODY, width, flush=False)
    roles = break_lines([Piece(party.role + COLON, "hei")], case, measure)
    _, names = fit(party.role, party.name, case, width, NAME_SIZES, 3)
    for line in (*roles, *names):
        set_lines.append((down + baseline(LEADING, BODY), line))
        down += LEADING
    down += SEAL_ROOM
    for text in map(written_by_hand, party.lines):
        lines = break_lines([Piece(text)], case, measure)
        for line in lines:
            set_lines.append((down + baseline(LEADING, BODY), line))
            down += LEADING
        if text.endswith(COLON):
            is_full = lines[-1].width > width - LEAST_BLANK
            down += LEADING if is_full else 0.0
            blanks.append(
                (down - LEADING + baseline(LEADING, BODY) + RULE_BELOW, 0.0 if is_full else lines[-1].width)
            )
    return set_lines, down, blanks
