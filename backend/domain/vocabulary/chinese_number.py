"""Whole numbers in Chinese figures (中文数字), as the texts number their articles: 第二十四条."""

import re
from typing import Final

FIGURES: Final = "零一二三四五六七八九"
NUMBER_FORM: Final = "[零〇一二两三四五六七八九十百千]+"
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_WHOLE: Final = re.compile(rf"{NUMBER_FORM}\Z")


def chinese_number(number: int) -> str:
    """A whole number from 0 to 9999.

    >>> chinese_number(12), chinese_number(24), chinese_number(105)
    ('十二', '二十四', '一百零五')
    """
    if not 0 <= number < 10_000:
        raise ValueError(f"a number in Chinese figures: found {number}, expected 0 to 9999")
    if number < 10:
        return FIGURES[number]
    text, gap = "", False
    for sign, place in reversed([("", 1), *_PLACES.items()]):
        figure = number // place % 10
        if figure:
            text += (FIGURES[0] if gap and text else "") + FIGURES[figure] + sign
        gap = not figure
    return text.removeprefix("一") if text.startswith("一十") else text


def read_chinese_number(text: str) -> int:
    """The whole number that Chinese figures say. Raises ``ValueError`` for anything else.

    >>> read_chinese_number("二十四"), read_chinese_number("一百零五")
    (24, 105)
    """
    if not _WHOLE.match(text):
        raise ValueError(f"a number in Chinese figures: found {text!r}, expected such as 二十四")
    total = figure = 0
    for sign in text.replace("〇", FIGURES[0]).replace("两", FIGURES[2]):
        if sign in _PLACES:
            total += (figure or 1) * _PLACES[sign]
            figure = 0
        else:
            figure = FIGURES.index(sign)
    return total + figure
