"""Capital amounts by the rules for vouchers, and Chinese numbers of articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.vocabulary.capital_amount import FIGURES, capital_amount
from backend.domain.vocabulary.chinese_number import chinese_number, read_chinese_number
from backend.domain.vocabulary.money import LARGEST_FEN

UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (123450, "壹仟贰佰叁拾肆元伍角整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (100000, "壹仟元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (10, "壹角整"),
        (1001, "壹拾元零壹分"),
        (1_000_000_00, "壹佰万元整"),
        (1_000_100_00, "壹佰万零壹佰元整"),
        (100_000_001_00, "壹亿零壹元整"),
        (120_003_400_560_00, "壹仟贰佰亿零叁佰肆拾万零伍佰陆拾元整"),
        (LARGEST_FEN, "壹拾万亿元整"),
    ],
)
def test_an_amount_is_said_as_vouchers_say_it(fen: int, said: str) -> None:
    assert capital_amount(fen) == f"人民币{said}"


def test_the_ending_may_be_the_other_one() -> None:
    assert capital_amount(100000, "正") == "人民币壹仟元正"
    assert capital_amount(5, "正") == "人民币伍分"


def read_back(said: str) -> int:
    """The amount that capital figures say, read by the place of each sign."""
    text = said.removeprefix("人民币").rstrip("整")
    yuan, mark, rest = text.partition("元")
    if not mark:
        yuan, rest = "", text
    total = section = figure = 0
    for sign in yuan:
        if sign in FIGURES:
            figure = FIGURES.index(sign)
        elif sign in UNITS:
            section, figure = section + figure * UNITS[sign], 0
        elif sign == "万":
            section, figure = (section + figure) * 10_000, 0
        else:
            total, section, figure = (total + section + figure) * 100_000_000, 0, 0
    fen = (total + section + figure) * 100
    for unit, worth in (("角", 10), ("分", 1)):
        if unit in rest:
            fen += FIGURES.index(rest[rest.index(unit) - 1]) * worth
    return fen


@given(st.integers(0, LARGEST_FEN))
def test_what_is_said_reads_back_to_the_fen(fen: int) -> None:
    said = capital_amount(fen)
    assert read_back(said) == fen
    assert "零零" not in said
    assert said.endswith("分") is bool(fen % 10)


@pytest.mark.parametrize("fen", [-1, LARGEST_FEN + 1, True, "100"])
def test_what_is_no_amount_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="expected 0 to"):
        capital_amount(fen)


def test_numbers_of_articles_are_said_and_read() -> None:
    said = [chinese_number(number) for number in (1, 10, 11, 20, 24, 100, 105, 110, 1001)]
    assert said == ["一", "十", "十一", "二十", "二十四", "一百", "一百零五", "一百一十", "一千零一"]
    assert all(read_chinese_number(chinese_number(number)) == number for number in range(2000))
    with pytest.raises(ValueError, match="expected such as"):
        read_chinese_number("甲")
