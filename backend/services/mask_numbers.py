"""Masks personal numbers for screens: 1503**********0012, 138****5678."""

import re
from typing import Final

SHOWN_AT_MOST: Final = 4
MOBILE_LENGTH: Final = 11
_NUMBER: Final = re.compile(r"[0-9]{11,17}[0-9Xx]?")


def masked_number(number: str) -> str:
    """A document number with at most four characters at each end, never more than half of it."""
    shown = min(SHOWN_AT_MOST, len(number) // 4)
    return number[:shown] + "*" * (len(number) - 2 * shown) + number[len(number) - shown :]


def masked_phone(number: str) -> str:
    """A telephone number; of a mobile one three digits at the start and four at the end are shown."""
    if len(number) == MOBILE_LENGTH:
        return f"{number[:3]}****{number[-4:]}"
    return masked_number(number)


def masked_words(text: str) -> str:
    """What a person wrote, with every personal number in it masked."""
    return _NUMBER.sub(lambda found: masked_phone(found[0]), text)
