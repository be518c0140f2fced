"""The QR code of a paper (二维码), as filled rectangles.

For texts of one length, a QR code under a fixed version and mask is linear: changing a character flips the same modules
whatever the rest says. So the code of a new number is the code of a blank one with a few known patterns flipped; segno
makes each pattern once.
"""

import re
from functools import lru_cache
from typing import Final

import segno

_MASK: Final = 2
_BLANK: Final = "0"
QUIET: Final = 4
_RUN: Final = re.compile("1+")


@lru_cache(maxsize=8192)
def _pattern(front: str, length: int, at: int, char: str) -> tuple[int, int]:
    """The modules of ``front`` and blanks, with one character in a place; and the width."""
    text = front + _BLANK * length
    if char:
        text = text[:at] + char + text[at + 1 :]
    code = segno.make_qr(text, error="m", mask=_MASK, mode="byte", boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    return int("".join(str(module) for row in rows for module in row), 2), len(rows)


def qr_modules(text: str) -> list[str]:
    """The rows of the code, each as ones and zeros; the text is a URL, so ASCII."""
    if not text.isascii():
        raise ValueError(f"the address {text!r} is not ASCII; percent-encode it")
    front, slash, number = text.rpartition("/")
    front += slash
    whole, width = _pattern(front, len(number), 0, "")
    blank = whole
    for at, char in enumerate(number, len(front)):
        if char != _BLANK:
            whole ^= _pattern(front, len(number), at, char)[0] ^ blank
    bits = f"{whole:0{width * width}b}"
    return [bits[start : start + width] for start in range(0, width * width, width)]


@lru_cache(maxsize=4096)
def _bar(start: int, stop: int) -> str:
    return f"{start + QUIET} 1 {stop - start} re\n"


def qr_art(text: str, size: float) -> str:
    """The operators that fill the code, its lower left corner at the origin, quiet zone included."""
    rows = qr_modules(text)
    module = size / (len(rows) + 2 * QUIET)
    # Rows run along the first axis, turned by the matrix, so that a bar's operands are the same in every row.
    drawn = [f"q 0 {-module:.4f} {module:.4f} 0 0 {size:.4f} cm\n"]
    for at, row in enumerate(rows, QUIET):
        bars = [_bar(*run.span()) for run in _RUN.finditer(row)]
        if bars:
            drawn.append(f"{at} " + f"{at} ".join(bars))
    drawn.append("f Q\n")
    return "".join(drawn)
