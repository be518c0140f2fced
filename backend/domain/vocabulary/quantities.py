"""Areas and percentages: decimal strings outside, exact whole numbers inside."""

from typing import Annotated, Final

from msgspec import Meta

from .money import LARGEST_FEN

AREA_FORM: Final = r"\A(0|[1-9][0-9]{0,6})\.[0-9]{2}\Z"
PERCENT_FORM: Final = r"\A(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?\Z"
SCORE_FORM: Final = r"\A(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?\Z"
PERIOD_FORM: Final = r"\A[1-9][0-9]{3}-(0[1-9]|1[0-2])\Z"
WORDS_FORM: Final = r"\S"

Fen = Annotated[int, Meta(ge=0, le=LARGEST_FEN)]
"""An amount of money in whole fen."""
Area = Annotated[str, Meta(pattern=AREA_FORM)]
"""A floor area in m² with exactly two decimals."""
Percent = Annotated[str, Meta(pattern=PERCENT_FORM)]
"""A percentage as a decimal string."""
Score = Annotated[str, Meta(pattern=SCORE_FORM)]
"""A score as a decimal string, on a scale the authority sets."""
Period = Annotated[str, Meta(pattern=PERIOD_FORM)]
"""A calendar month, ``2026-02``."""
Words = Annotated[str, Meta(pattern=WORDS_FORM, max_length=2000)]
"""Text that says something: not empty, not blank."""
Label = Annotated[str, Meta(pattern=WORDS_FORM, max_length=200)]
"""A number or name that identifies something within one question."""
Count = Annotated[int, Meta(ge=0, le=10**9)]
"""So many persons, homes, times."""


def hundredths(area: str) -> int:
    """An area of two decimals in units of 0.01 m²: ``"48.61"`` is 4861."""
    return int(area[:-3]) * 100 + int(area[-2:])


def fraction(decimal: str) -> tuple[int, int]:
    """A decimal string as numerator and power-of-ten denominator: ``"12.5"`` is (125, 10)."""
    whole, _, rest = decimal.partition(".")
    return int(whole + rest), 10 ** len(rest)


SCORE_SCALE: Final = 10**9
"""Scores are added up in units of one billionth: the finest that :data:`SCORE_FORM` lets in."""


def scaled_score(score: str) -> int:
    """A score in units of one billionth."""
    numerator, denominator = fraction(score)
    return numerator * (SCORE_SCALE // denominator)


def decimal_text(numerator: int, denominator: int) -> str:
    """The exact decimal of a fraction over a power of ten: no needless zeros, at least one decimal."""
    places = len(str(denominator)) - 1
    whole, rest = divmod(numerator, denominator)
    digits = str(rest).zfill(places).rstrip("0") if places else ""
    return f"{whole}.{digits or '0'}"
