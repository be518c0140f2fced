"""The unified social credit code (统一社会信用代码) of an office or company, GB 32100-2015."""

from typing import Final

_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE: Final = len(_SIGNS)
LENGTH: Final = 18


def credit_check_sign(first_seventeen: str) -> str:
    """The 18th sign that belongs to seventeen: their sum weighted by powers of three, modulo 31."""
    total = sum(pow(3, at, _BASE) * _SIGNS.index(sign) for at, sign in enumerate(first_seventeen))
    return _SIGNS[-total % _BASE]


def is_credit_code(code: str) -> bool:
    """Whether a code has eighteen of the permitted signs and the right check sign."""
    if len(code) != LENGTH or any(sign not in _SIGNS for sign in code):
        return False
    return credit_check_sign(code[:-1]) == code[-1]
