"""The cover of a lease (封面): title, number, what it is about, and the code by which anyone may check it."""

from typing import Final

from ..domain.lease.document import LeaseDocument
from .fitting import fit, one_line, spread, text_width
from .line_breaking import RULE_BELOW, Measure, Piece, break_lines
from .paper_boxes import TEXT_HEIGHT, TEXT_WIDTH, Box, Show, baseline, line_box, rule
from .paper_error import does_not_fit
from .qr_code import qr_art
from .type_case import TypeCase

TITLE_SIZE: Final = 22.0
TITLE_LEADING: Final = 40.0
SUBTITLE_SIZE: Final = 16.0
LABEL_SIZE: Final = 14.0
VALUE_SIZES: Final = (14.0, 12.0, 10.5)
VALUE_WIDTH: Final = 250.0
ROW: Final = 36.0
QR_SIZE: Final = 86.0
ABOVE_TITLE: Final = 120.0
BELOW_TITLE: Final = 90.0
CHECK_LABEL: Final = "扫描二维码或登录下列网址，可核验本合同"
CHECK_CODE_LABEL: Final = "核验码："
NUMBER_LABEL: Final = "合同编号："
COLON: Final = "："


def cover_boxes(document: LeaseDocument, case: TypeCase) -> list[Box]:
    """The boxes of the first page; together they fill it."""
    boxes = [_number(document, case), Box(ABOVE_TITLE)]
    boxes += _title(document, case)
    boxes.append(Box(BELOW_TITLE))
    widest = max((text_width(label, case, LABEL_SIZE) for label, _ in document.cover_lines), default=0.0)
    boxes += [_cover_line(label, value, widest, case) for label, value in document.cover_lines]
    check = _check(document, case)
    free = TEXT_HEIGHT - sum(box.height for box in boxes) - check.height
    if free < 0:
        raise does_not_fit("封面 / cover", document.title)
    return [*boxes, Box(free), check]


def _number(document: LeaseDocument, case: TypeCase) -> Box:
    if any(value == document.number for _, value in document.cover_lines):
        return Box(24.0)
    line = one_line(NUMBER_LABEL + document.number, case, 12.0)
    return line_box(line, TEXT_WIDTH - line.width)


def _title(document: LeaseDocument, case: TypeCase) -> list[Box]:
    measure = Measure(TITLE_SIZE, TEXT_WIDTH, flush=False)
    lines = break_lines([Piece(document.title, "hei")], case, measure)
    boxes = [line_box(line, (TEXT_WIDTH - line.width) / 2, TITLE_SIZE, TITLE_LEADING) for line in lines]
    if document.subtitle:
        line = one_line(document.subtitle, case, SUBTITLE_SIZE, "hei")
        boxes.append(line_box(line, (TEXT_WIDTH - line.width) / 2, SUBTITLE_SIZE, TITLE_LEADING))
    return boxes


def _cover_line(label: str, value: str, widest: float, case: TypeCase) -> Box:
    """A label spread to the widest one's width, and its value over a rule."""
    left = (TEXT_WIDTH - widest - LABEL_SIZE - VALUE_WIDTH) / 2
    blank = left + widest + LABEL_SIZE
    _, lines = fit(label, value, case, VALUE_WIDTH - 8, VALUE_SIZES, 2)
    leading = 18.0
    height = ROW if len(lines) == 1 else ROW + leading
    bottom = height - ROW + baseline(ROW, LABEL_SIZE)
    shows = [
        Show(left, bottom, spread(label, case, LABEL_SIZE, widest).show),
        Show(left + widest, bottom, one_line(COLON, case, LABEL_SIZE).show),
    ]
    art = ""
    for at, line in enumerate(lines):
        down = bottom - (len(lines) - 1 - at) * leading
        shows.append(Show(blank + 4, down, line.show))
        art += rule(blank, down + RULE_BELOW + 1, blank + VALUE_WIDTH)
    if len(lines) > 1:
        shows = [
            shows[0]._replace(down=bottom - leading),
            shows[1]._replace(down=bottom - leading),
            *shows[2:],
        ]
    return Box(height, tuple(shows), art)


def _check(document: LeaseDocument, case: TypeCase) -> Box:
    """The QR code with the address and the code it stands for."""
    if not document.check_url:
        return Box(QR_SIZE)
    left, size, leading = QR_SIZE + 10, 10.5, 20.0
    texts = [CHECK_LABEL, document.check_url, CHECK_CODE_LABEL + document.check_code]
    top = (QR_SIZE - leading * len(texts)) / 2
    shows = []
    for at, text in enumerate(texts):
        fitted, lines = fit(
            "核验网址 / check address", text, case, TEXT_WIDTH - left, (size, 9.0, 8.0, 7.0), 1
        )
        shows.append(Show(left, top + at * leading + baseline(leading, fitted), lines[0].show))
    return Box(
        QR_SIZE, tuple(shows), f"q 1 0 0 1 0 {-QR_SIZE:.2f} cm\n{qr_art(document.check_url, QR_SIZE)}Q\n"
    )
