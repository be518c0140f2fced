"""Amounts in capital Chinese figures (大写金额), as contracts and vouchers write them.

The rules are those of the basic rules for filling in bills and settlement vouchers: the prefix without a
gap, no simplified figures, one 零 for a run of noughts between figures, 整 where no fen follow.
"""

from collections.abc import Callable
from typing import Final, Literal

from .money import LARGEST_FEN

FIGURES: Final = "零壹贰叁肆伍陆柒捌玖"
PREFIX: Final = "人民币"
_PLACES: Final = ("", "拾", "佰", "仟")
_TEN_THOUSAND: Final = 10**4
_HUNDRED_MILLION: Final = 10**8

Ending = Literal["整", "正"]


def capital_amount(fen: int, ending: Ending = "整") -> str:
    """An amount of whole fen in capital figures.

    Where the rules leave a choice, the shorter form is taken for the noughts (壹拾万柒仟元伍角叁分) and the
    ending is written after 角 as well.

    >>> capital_amount(123450)
    '人民币壹仟贰佰叁拾肆元伍角整'
    >>> capital_amount(1640902)
    '人民币壹万陆仟肆佰零玖元零贰分'
    """
    if type(fen) is not int or not 0 <= fen <= LARGEST_FEN:
        raise ValueError(f"an amount in capital figures: found {fen!r}, expected 0 to {LARGEST_FEN} fen")
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{FIGURES[jiao]}角"
    elif cents and yuan:
        text += FIGURES[0]
    return PREFIX + text + (f"{FIGURES[cents]}分" if cents else ending)


def _whole(number: int) -> str:
    """A whole number below ten thousand times a hundred million."""
    high, low = divmod(number, _HUNDRED_MILLION)
    if not high:
        return _below_hundred_million(low)
    return _joined(f"{_below_hundred_million(high)}亿", low, _HUNDRED_MILLION, _below_hundred_million)


def _below_hundred_million(number: int) -> str:
    high, low = divmod(number, _TEN_THOUSAND)
    if not high:
        return _below_ten_thousand(low)
    return _joined(f"{_below_ten_thousand(high)}万", low, _TEN_THOUSAND, _below_ten_thousand)


def _joined(high: str, low: int, unit: int, words: Callable[[int], str]) -> str:
    """A higher part and what follows; one 零 stands for the noughts in front of the lower part."""
    if not low:
        return high
    return high + (FIGURES[0] if low < unit // 10 else "") + words(low)


def _below_ten_thousand(number: int) -> str:
    """One group of four figures; an inner run of noughts is one 零, those at the end are not read."""
    if not number:
        return FIGURES[0]
    text, gap = "", False
    for place in range(len(_PLACES) - 1, -1, -1):
        figure = number // 10**place % 10
        if figure:
            text += (FIGURES[0] if gap and text else "") + FIGURES[figure] + _PLACES[place]
            gap = False
        else:
            gap = True
    return text
