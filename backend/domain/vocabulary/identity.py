"""Identity documents (证件): their kinds, the normal form of a number, and what is wrong with one.

The check digit of 18-digit numbers is that of GB 11643-1999 (ISO 7064 MOD 11-2); residence permits and
the new permanent residence cards use the same. No message ever repeats the number itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from .both import Both
from .days import add_years, day_text
from .document_kinds import ACCEPTED, FAULTS, KIND_NAMES, SPELLINGS, DocumentKind, Severity

Sex = Literal["male", "female"]

NUMBERED: Final = frozenset(
    {
        DocumentKind.RESIDENT_ID,
        DocumentKind.RESIDENCE_PERMIT,
        DocumentKind.PERMANENT_RESIDENCE,
        DocumentKind.HOME_RETURN_PERMIT,
        DocumentKind.TAIWAN_PERMIT,
    }
)
"""Kinds whose number is digits and Latin letters only, whatever stands between them."""

PROVINCES: Final = frozenset(
    {"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
     "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"}
)  # fmt: skip
"""The first two digits of GB/T 2260 for the mainland; 71, 81, 82 and 83 stand on other documents."""

_EIGHTEEN: Final = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_FORMS: Final[dict[DocumentKind, re.Pattern[str]]] = {
    DocumentKind.RESIDENT_ID: re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}"),
    DocumentKind.RESIDENCE_PERMIT: re.compile(r"8[123]0000[0-9]{11}[0-9X]"),
    DocumentKind.PERMANENT_RESIDENCE: re.compile(r"9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}"),
    DocumentKind.HOME_RETURN_PERMIT: re.compile(r"[HM]([0-9]{8}|[0-9]{10})"),
    DocumentKind.TAIWAN_PERMIT: re.compile(r"[0-9]{8}"),
    DocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,20}"),
    DocumentKind.OFFICER: re.compile(r"[\u4e00-\u9fff]{0,8}字?第?[A-Z0-9]{4,12}号?"),
    DocumentKind.SOLDIER: re.compile(r"[\u4e00-\u9fff]{0,8}字?第?[A-Z0-9]{4,12}号?"),
    DocumentKind.OTHER: re.compile(r".{1,50}"),
}
_ALSO_POSSIBLE: Final = frozenset(
    {(DocumentKind.PASSPORT, DocumentKind.HOME_RETURN_PERMIT)}
    | {(DocumentKind.OTHER, kind) for kind in DocumentKind}
)
"""Kinds given and kinds seen that do not contradict: a passport of Hong Kong is H and 8 digits too."""
_LOST: Final = re.compile(r"[0-9](\.[0-9]+)?E\+?1[0-9]|[0-9]{15,18}\.0*")
_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_BETWEEN: Final = re.compile(r"[-\u2010-\u2015'\"\u2018\u2019\u201c\u201d]")
_LOOKS_LIKE_X: Final = str.maketrans({"\u00d7": "X", "\u0425": "X", "\u0445": "X", "\u2715": "X"})
OLDEST_YEARS: Final = 120
EARLIEST_YEAR: Final = 1850
MADE_UP_SEQUENCE: Final = "000"
"""The sequence code that is never issued: numbers of the demonstration carry it."""


class DocumentFault(NamedTuple):
    """What is wrong with a document number, for a program and for a person."""

    code: str
    zh: str
    en: str
    severity: Severity


def document_kind(text: str) -> DocumentKind | None:
    """The kind a person wrote, in the usual spellings; None for one that is not known."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if plain in tuple(DocumentKind):
        return DocumentKind(plain)
    return SPELLINGS.get(re.sub(r"\(.*\)$", "", plain))


def normal_document_number(kind: DocumentKind, text: str) -> str:
    """The one spelling a number is kept and looked up by: narrow, upper-case, without blanks or breaks."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if kind not in NUMBERED or _LOST.fullmatch(plain):
        return plain.lstrip("'\u2018\u2019")
    return _BETWEEN.sub("", plain).translate(_LOOKS_LIKE_X)


def check_digit(first_seventeen: str) -> str:
    """The 18th character that belongs to seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK[total % 11]


def is_whole_number(number: str) -> bool:
    """Whether a normal number has eighteen characters and the right check digit."""
    return _EIGHTEEN.fullmatch(number) is not None and check_digit(number[:17]) == number[17]


def birth_day(number: str) -> date | None:
    """The birth date inside an 18-digit or old 15-digit number; None where there is none or no such day."""
    if _EIGHTEEN.fullmatch(number):
        digits = number[6:14]
    elif re.fullmatch(r"[0-9]{15}", number):
        digits = "19" + number[6:12]
    else:
        return None
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= EARLIEST_YEAR else None


def sex(number: str) -> Sex | None:
    """What the sequence code says: odd male, even female; None where the number says nothing of it."""
    if is_made_up(number):
        return None
    if _EIGHTEEN.fullmatch(number):
        return "male" if int(number[16]) % 2 else "female"
    if re.fullmatch(r"[0-9]{15}", number):
        return "male" if int(number[14]) % 2 else "female"
    return None


def is_made_up(number: str) -> bool:
    """Whether a number is one of the demonstration, which belongs to nobody."""
    return _EIGHTEEN.fullmatch(number) is not None and number[14:17] == MADE_UP_SEQUENCE


def made_up_number(place: str, birth: date) -> str:
    """A number of the demonstration: real in form, never issued; one for each place and birth date.

    ``place`` is six digits: a county (``150402``), 810000 and the like for a residence permit,
    or 9, province and country (``915036``) for a permanent residence card.
    """
    assert re.fullmatch(r"[0-9]{6}", place), f"a place has six digits, not {place!r}"
    body = f"{place}{birth:%Y%m%d}{MADE_UP_SEQUENCE}"
    return body + check_digit(body)


def upgraded_number(old: str) -> str:
    """The 18-digit number that took the place of an old 15-digit one."""
    assert re.fullmatch(r"[0-9]{15}", old), "an old number has fifteen digits"
    body = old[:6] + "19" + old[6:]
    return body + check_digit(body)


def kind_it_looks_like(number: str) -> DocumentKind | None:
    """The kind a normal number shows by its own form; None where several are possible."""
    if _EIGHTEEN.fullmatch(number):
        if not is_whole_number(number):
            return None
        kinds = (DocumentKind.RESIDENCE_PERMIT, DocumentKind.PERMANENT_RESIDENCE, DocumentKind.RESIDENT_ID)
        return next(kind for kind in kinds if _FORMS[kind].fullmatch(number))
    if _FORMS[DocumentKind.HOME_RETURN_PERMIT].fullmatch(number):
        return DocumentKind.HOME_RETURN_PERMIT
    if _FORMS[DocumentKind.PERMANENT_RESIDENCE].fullmatch(number):
        return DocumentKind.PERMANENT_RESIDENCE
    return None


def document_faults(kind: DocumentKind, number: str, on: date | None = None) -> list[DocumentFault]:
    """Everything wrong with a normal number of a kind, gravest first; with a day also what is so by then."""
    if not number:
        return [_fault("id_missing")]
    if _LOST.fullmatch(number):
        return [_fault("id_lost_precision")]
    seen = kind_it_looks_like(number)
    if seen is not None and seen is not DocumentKind(kind) and (kind, seen) not in _ALSO_POSSIBLE:
        return [_fault("id_type", given=KIND_NAMES[kind], seen=KIND_NAMES[seen])]
    if not _FORMS[kind].fullmatch(number):
        return [_fault("id_form", kind=KIND_NAMES[kind], form=ACCEPTED[kind])]
    if kind in (DocumentKind.RESIDENT_ID, DocumentKind.RESIDENCE_PERMIT, DocumentKind.PERMANENT_RESIDENCE):
        return list(_inside(kind, number, on))
    return []


def _fault(code: str, **words: Both | str) -> DocumentFault:
    severity, zh, en = FAULTS[code]
    for_zh = {name: word.zh if isinstance(word, Both) else word for name, word in words.items()}
    for_en = {name: word.en if isinstance(word, Both) else word for name, word in words.items()}
    return DocumentFault(code, zh.format(**for_zh), en.format(**for_en), severity)


def _inside(kind: DocumentKind, number: str, on: date | None) -> Iterator[DocumentFault]:
    """The faults of what a number says of itself: check digit, birth date, place."""
    if number[0].isalpha():
        return
    if len(number) == 18 and (wanted := check_digit(number[:17])) != number[17]:
        lost = number.endswith("000")
        yield _fault("id_lost_precision" if lost else "id_checksum", digit=wanted)
    born = birth_day(number)
    if born is None:
        yield _fault("id_birthdate")
    elif on is not None and born > on:
        yield _fault("id_birth_in_future", day=Both(day_text(born), born.isoformat()))
    elif on is not None and add_years(born, OLDEST_YEARS) < on:
        yield _fault("id_age", years=str(OLDEST_YEARS))
    if len(number) == 15:
        yield _fault("id_15_digits")
    place = number[1:3] if kind is DocumentKind.PERMANENT_RESIDENCE else number[:2]
    if kind is not DocumentKind.RESIDENCE_PERMIT and place not in PROVINCES:
        yield _fault("id_place", place=place)
