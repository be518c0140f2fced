"""The QR code: the quick way gives the very code of segno."""

import pytest
import segno

from backend.papers.qr_code import QUIET, qr_art, qr_modules


def by_segno(text: str) -> list[str]:
    code = segno.make_qr(text, error="m", mask=2, mode="byte", boost_error=False)
    return ["".join(str(module) for module in row) for row in code.matrix]


@pytest.mark.parametrize(
    "text",
    [
        "https://anju.example.gov.cn/check/HS2026000123K7Q",
        "https://anju.example.gov.cn/check/HS2026999999ZZZ",
        "https://a.example/0",
        "no-slash-at-all",
        "https://anju.example.gov.cn/" + "path/" * 20 + "HS2026000123K7Q",
    ],
)
def test_the_code_is_the_code_of_segno(text: str) -> None:
    assert qr_modules(text) == by_segno(text)
    assert qr_modules(text) != by_segno(text[:-1] + "x")


def test_the_art_fills_every_dark_module_once() -> None:
    text = "https://anju.example.gov.cn/check/HS2026000123K7Q"
    bars = [line.split() for line in qr_art(text, 86.0).splitlines()[1:-1]]
    filled = {(int(row), int(start) + at) for row, start, _, length, _ in bars for at in range(int(length))}
    rows = by_segno(text)
    dark = {
        (y + QUIET, x + QUIET) for y, row in enumerate(rows) for x, module in enumerate(row) if module == "1"
    }
    assert filled == dark


def test_an_address_with_other_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="percent-encode"):
        qr_modules("https://例子.example/1")
