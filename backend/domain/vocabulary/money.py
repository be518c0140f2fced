"""Money is whole fen (分); this is the only place that rounds it."""

from typing import Final

LARGEST_FEN: Final = 10**15
"""No single amount may be larger (ten trillion yuan): beyond it a typing error is certain."""


def half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to a fraction of two non-negative whole numbers, halves up.

    >>> half_up(20000 * 10, 28)
    7143
    """
    return (2 * numerator + denominator) // (2 * denominator)


def percent_of(fen: int, percent: int) -> int:
    """So many per cent of an amount, in fen, halves up."""
    return half_up(fen * percent, 100)


def yuan_text(fen: int) -> str:
    """An amount as a person reads it: 123450 fen is ``¥1,234.50``."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}¥{yuan:,}.{rest:02d}"
