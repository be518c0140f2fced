"""Cells of a list (表格单元格): from what stands in one to a typed value, or what is wrong with it.

A reader takes a cell as text, whole number, day or :class:`Spoilt`, never blank, and answers with the value
or a :class:`Wrong`. Numbers with decimals arrive as their text, so nothing here rounds unseen.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Final, Literal

import msgspec

from ..vocabulary.complaint import Wrong
from ..vocabulary.days import day_text


class Spoilt(msgspec.Struct, frozen=True):
    """A cell that holds no plain value: a formula with the result last kept, an error, TRUE or FALSE."""

    kind: Literal["formula", "error_value", "boolean_value"]
    cell: str
    kept: Any = ""


Raw = str | int | date | datetime | Spoilt
"""What a workbook's cell gives; ``""`` is blank."""
Reader = Callable[[Any], Any]

EXACT_DIGITS: Final = 15
"""A spreadsheet keeps so many digits of a number; the rest become zeros."""
SERIAL_EPOCH: Final = date.min.toordinal() + 693_593
"""The day numbers of a spreadsheet count from this one (30 December 1899)."""
_SERIALS: Final = range(20_000, 80_000)
_MESS: Final = re.compile(
    r"[\s\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\uff01-\uff5e\x00-\x1f\x7f-\x9f]"
)
_UNSEEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_HAN: Final = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_AFTER_HAN: Final = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_LETTERS: Final = {
    wide: narrow for wide, narrow in _NARROW.items() if chr(narrow).isalnum() or chr(narrow) in "#-./()@%+"
}
_DAY: Final = re.compile(
    r"(\d{4})\s*([-./年])\s*(\d{1,2})\s*(?:\2|月)\s*(\d{1,2})\s*[日号]?(?:[T\s]+0{1,2}:00(?::00)?)?"
)
_EIGHT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+")
LONGEST: Final = 200


def narrow(text: str) -> str:
    """Text without blanks at either end, full-width signs narrow, one blank for any run of them."""
    return " ".join(_UNSEEN.sub("", text).translate(_NARROW).split())


def tidy(text: str) -> str:
    """Text as it is kept: full-width digits and letters narrow, no needless blank, no line break.

    Blanks beside a Chinese character were padding or a line break; between Latin words one stays.
    """
    if _MESS.search(text) is None:
        return text
    plain = " ".join(_UNSEEN.sub("", text).translate(_LETTERS).split())
    return _AFTER_HAN.sub("", plain)


def read_text(raw: Raw) -> str | Wrong:
    """A short text such as an estate, a building, a meter number; whole numbers become their digits."""
    if isinstance(raw, str):
        text = tidy(raw)
        if _CONTROL.search(text):
            return Wrong("control_character")
        return text if len(text) <= LONGEST else Wrong("too_long", _limit(text, LONGEST))
    if isinstance(raw, datetime | date):
        return Wrong("text_is_day", {"given": day_text(raw)})
    if isinstance(raw, int):
        return str(raw) if len(str(abs(raw))) <= EXACT_DIGITS else Wrong("digits_lost")
    return _spoilt(raw)


def read_note(raw: Raw) -> str | Wrong:
    """A remark: its lines are kept apart by a blank, up to 2,000 characters."""
    if not isinstance(raw, str):
        return read_text(raw) if not isinstance(raw, date) else day_text(raw)
    text = " ".join(_UNSEEN.sub("", raw).split())
    if _CONTROL.search(text):
        return Wrong("control_character")
    return text if len(text) <= 10 * LONGEST else Wrong("too_long", _limit(text, 10 * LONGEST))


def read_day(raw: Raw) -> date | Wrong:
    """A day in any of its spellings: 2026-9-1, 2026.9.1, 2026/9/1, 2026年9月1日, 20260901, a day number."""
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time.min else Wrong("day_time", {"given": f"{raw:%Y-%m-%d %H:%M}"})
    if isinstance(raw, date):
        return raw
    if isinstance(raw, Spoilt):
        return _spoilt(raw)
    text = narrow(str(raw))
    found = _EIGHT.fullmatch(text)
    parts = found.groups() if found else None
    if parts is None and (longer := _DAY.fullmatch(text)):
        parts = (longer[1], longer[3], longer[4])
    if parts is not None:
        try:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            return Wrong("no_such_day", {"given": text})
    if text.isdecimal() and len(text) == len(str(_SERIALS.stop)) and int(text) in _SERIALS:
        return date.fromordinal(SERIAL_EPOCH + int(text))
    return Wrong("day_form", {"given": text[:40]})


def read_number(raw: Raw, example: str, ending: str = "") -> tuple[int, int] | Wrong:
    """A number as a whole and a power of ten: 48.6 is (486, 10). ``ending`` may follow it (㎡, %)."""
    if isinstance(raw, int):
        return raw, 1
    if isinstance(raw, datetime | date):
        return Wrong("text_is_day", {"given": day_text(raw)})
    if isinstance(raw, Spoilt):
        return _spoilt(raw)
    text = narrow(raw)
    figures = re.sub(rf"\s*({ending})\Z", "", text) if ending else text
    if _NUMBER.fullmatch(figures) is None or len(figures) > 2 * EXACT_DIGITS:
        return Wrong("number_form", {"given": text[:40], "example": example})
    whole, _, rest = figures.replace(",", "").partition(".")
    rest = rest.rstrip("0")
    return int(whole + rest) if whole + rest not in ("", "+", "-") else 0, 10 ** len(rest)


def whole_number(lowest: int, highest: int, ending: str = "") -> Reader:
    """A reader of whole numbers between two bounds."""

    def read(raw: Raw) -> int | Wrong:
        found = read_number(raw, str(max(lowest, 1)), ending)
        if isinstance(found, Wrong):
            return found
        number, scale = found
        given = narrow(str(raw))
        if scale != 1:
            return Wrong("not_whole", {"given": given, "example": str(max(lowest, 1))})
        if not lowest <= number <= highest:
            bounds = {"lowest": str(lowest), "highest": str(highest)}
            return Wrong("out_of_range", {"given": given, **bounds})
        return number

    return read


def word_of(codes: Mapping[str, str], known: Iterable[str], other: str | None = None) -> Reader:
    """A reader of one of the field's words; ``other`` is what an unknown one is taken for, if at all."""
    listed = "、".join(known)

    def read(raw: Raw) -> str | Wrong:
        text = read_text(raw)
        if isinstance(text, Wrong):
            return text
        code = codes.get(re.sub(r"\s+", "", text))
        if code is not None:
            return code
        words = {"given": text[:40], "known": listed}
        return Wrong("taken_as_other", words, other) if other else Wrong("unknown_word", words)

    return read


def _limit(text: str, limit: int) -> dict[str, str]:
    return {"length": str(len(text)), "limit": str(limit)}


def _spoilt(raw: Spoilt) -> Wrong:
    return Wrong(raw.kind, {"cell": raw.cell})
