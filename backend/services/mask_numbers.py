"""Masks personal numbers for screens, remarks and the audit trail: 1503**********0012, 138****5678."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

SHOWN_AT_MOST: Final = 4
MOBILE_LENGTH: Final = 11
SURELY_PERSONAL: Final = 11
"""So many digits in a row are a telephone or a document, whatever stands before them."""
MAY_BE_TIME: Final = 3
"""So many digits beside a day may be an hour, a count or a room."""
_GAP: Final = r"[\s\-_()\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff]"
_RUN: Final = re.compile(rf"[0-9](?:{_GAP}*[0-9])+(?:{_GAP}*[Xx](?![A-Za-z]))?")
_LETTERED: Final = re.compile(
    rf"(?<![A-Za-z0-9])(?:[A-Za-z]{_GAP}*(?:[0-9]{_GAP}*){{7,9}}[0-9]|[A-Za-z]{{2}}{_GAP}*(?:[0-9]{_GAP}*){{6}}[0-9]"
    rf"|[A-Za-z]{{3}}{_GAP}*(?:[0-9]{_GAP}*){{11}}[0-9])(?![A-Za-z0-9])"
)
"""Passports, permits and old permanent residence cards: one to three letters and their digits."""
_NAMED: Final = re.compile(
    r"(?:(?:护照|通行证|居住证|居留证|身份证|军官证|士兵证|证件)(?:号码?|编号)?|[Pp]assport|[Pp]ermit)"
    r"[^A-Za-z0-9]{0,4}([A-Za-z0-9]{5,20})(?![A-Za-z0-9])"
)
_DAY: Final = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
_FILE_NUMBER: Final = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{3,4}")


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
    """What a person wrote, with every personal number in it masked, however wide or spread it stands."""
    signs = [(plain, at) for at, sign in enumerate(text) for plain in unicodedata.normalize("NFKC", sign)]
    plain = "".join(sign for sign, _ in signs)
    masks = sorted({*_lettered(plain), *_runs(plain)}, key=lambda span: (span[0], -span[1]))
    shown, done = "", 0
    for start, end in masks:
        first, last = signs[start][1], signs[end - 1][1] + 1
        if first >= done:
            number = re.sub(_GAP, "", plain[start:end])
            shown, done = shown + text[done:first] + masked_phone(number), last
    return shown + text[done:]


def masked_payload(payload: Mapping[str, object]) -> dict[str, Any]:
    """What the audit trail keeps of an act: every text in it masked, also within lists."""
    return {name: _masked(value) for name, value in payload.items()}


def _masked(value: object) -> object:
    if isinstance(value, str):
        return masked_words(value)
    return [_masked(each) for each in value] if isinstance(value, list | tuple) else value


def _lettered(plain: str) -> list[tuple[int, int]]:
    named = [found.span(1) for found in _NAMED.finditer(plain) if re.search("[0-9]", found[1])]
    return named + [found.span() for found in _LETTERED.finditer(plain)]


def _runs(plain: str) -> list[tuple[int, int]]:
    return [found.span() for found in _RUN.finditer(plain) if _is_personal(found[0], plain, *found.span())]


def _is_personal(run: str, plain: str, start: int, end: int) -> bool:
    """Whether a run of digits may be somebody's number: no day, no file's number, no short count."""
    digits = len(re.sub(r"[^0-9]", "", run))
    rest = re.sub(r"[^0-9]", "", _DAY.sub("", run))
    if digits <= SHOWN_AT_MOST + 2 or (_DAY.search(run) and len(rest) <= MAY_BE_TIME):
        return False
    if digits >= SURELY_PERSONAL:
        return True
    beside = plain[start - 1 : start] + plain[end : end + 1]
    if _FILE_NUMBER.fullmatch(run) or re.search("[A-Za-z]", beside):
        return False
    return digits > 7 or run[0] not in "01"
