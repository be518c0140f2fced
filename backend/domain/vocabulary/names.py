"""Persons' names (姓名): their one normal form, a key to search by, rare and unreadable characters.

Names are kept as the document spells them; only what a keyboard or a spreadsheet added is taken away.
The separator of minority and foreign names is U+00B7, as the State's notice on name fields asks.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from .both import Both
from .document_kinds import Severity

DOT: Final = "\u00b7"
LONGEST: Final = 100
"""So many characters at most; the State's notice asks for fifty at least."""

_DOTS: Final = (
    "\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u1427\u16eb\u2024\u2e31\u2e33\ua78f\ufe52\u02d9\u25cf"
    "\u2981\u25e6"
)
"""Every dot that people type for the separator."""
_DOT_ALONE: Final = str.maketrans(dict.fromkeys(_DOTS, DOT))
_FULL_STOP: Final = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[.\u3002](?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
"""A full stop stands for the separator between two Hanzi only: ``J. Smith`` keeps its own."""
_NARROW: Final = re.compile(r"[\u2f00-\u2fd5\uff01-\uff5e]")
"""Full-width signs, and Kangxi radicals that look like the Hanzi they are not."""
_UNSEEN: Final = re.compile(
    r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_AROUND_DOT: Final = re.compile(rf"\s*{DOT}[\s{DOT}]*")
_BETWEEN_HANZI: Final = re.compile(r"(?<![A-Za-z\u00c0-\u024f.,])\s+|\s+(?![A-Za-z\u00c0-\u024f])")
_NO_PART_OF_KEY: Final = re.compile(rf"[\s{DOT}.,'\u2018\u2019\-\u2010-\u2015]+")
_HANZI: Final = re.compile(
    "[\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e-\ufa29\U00020000-\U0002ee5f\U00030000-\U000323af]"
)
_DESCRIPTION: Final = re.compile(
    "[\u2ff0-\u2fff\u31ef\u303e]|[\\[{(\u3010\u3014][^\\])}\u3011\u3015]*[+/][^\\])}\u3011\u3015]*."
)
"""Signs by which a missing character is described: ``⿰氵吉``, ``[木+火]``."""
_STAND_INS: Final = frozenset("?*\u25a1\u25a0\u3013\u25a2\ufffd\u25a8\u2605\u2606")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f.,' \u2019-]")
_NOTES: Final = re.compile(r"[()\[\]{}\u3010\u3011\u3014\u30150-9]")

_NAMED_AT_LAST: Final[dict[str, str]] = {
    "\ue816": "\U00020087", "\ue817": "\U00020089", "\ue818": "\U000200cc", "\ue81e": "\u9fb4",
    "\ue826": "\u9fb5", "\ue82b": "\u9fb6", "\ue82c": "\u9fb7", "\ue831": "\U000215d7", "\ue832": "\u9fb8",
    "\ue83b": "\U0002298f", "\ue843": "\u9fb9", "\ue854": "\u9fba", "\ue855": "\U000241fe",
    "\ue863": "\u4dae", "\ue864": "\u9fbb",
}  # fmt: skip
"""Places older systems (GBK) used for characters that have one of their own since (GB 18030)."""

Beyond = Literal["gb2312", "gbk", "basic_plane"]

FAULTS: Final[dict[str, tuple[Severity, str, str]]] = {
    "name_missing": (
        "error",
        "没有填写姓名。请照证件填写。",
        "The name is missing. Enter it from the document.",
    ),
    "name_too_long": (
        "error",
        "姓名有 {length} 个字,超过 {limit} 个字。请核对是否把其他内容填进了姓名。",
        "The name has {length} characters, over {limit}. Check whether something else got into it.",
    ),
    "name_private_use": (
        "error",
        "姓名第 {at} 个字是自造字({point}),换一台电脑就认不出{hint}。请照证件,用能打生僻字的输入法重新输入。",
        "Character {at} of the name is a private one ({point}) that other computers can't read{hint}. Enter "
        "it anew from the document, with an input method for rare characters.",
    ),
    "name_description": (
        "doubt",
        "姓名中的字是用部件描述的(“{part}”)。能输入该字的请改正;不能的,由经办人确认,文书上留格手写。",
        "A character of the name is described by its parts (“{part}”). Enter the character if you can; if "
        "not, confirm it, and papers will leave a box to write it by hand.",
    ),
    "name_stand_in": (
        "error",
        "姓名第 {at} 个字是“{sign}”,不是文字:可能打不出、看不清或已被遮盖。请照证件填写完整姓名。",
        "Character {at} of the name is “{sign}”, no character of a name: perhaps it could not be typed or "
        "was masked. Enter the whole name from the document.",
    ),
    "name_character": (
        "error",
        "姓名第 {at} 个字({point})不能用在姓名中。请照证件重新填写。",
        "Character {at} of the name ({point}) can't stand in a name. Enter it anew from the document.",
    ),
    "name_note": (
        "doubt",
        "姓名里有数字或括号。多半是备注,请移到备注栏;确实是姓名的,由经办人确认。",
        "The name has figures or brackets. Probably a remark that belongs elsewhere; if it is the name, "
        "confirm it.",
    ),
}
"""Every fault of a name: how grave it is, and its words in Chinese and English."""


class NameFault(NamedTuple):
    """What is wrong with a name, for a program and for a person."""

    code: str
    zh: str
    en: str
    severity: Severity


class RareCharacter(NamedTuple):
    """A character that a font, an old system or a bank's file may not have."""

    character: str
    code_point: str
    beyond: Beyond


def normal_name(text: str) -> str:
    """The one spelling a name is kept in: NFC, ``·`` for the separator, no needless blanks.

    Blanks between Hanzi fall away (张 三 was only padded); between Latin words one stays.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    plain = _NARROW.sub(lambda found: unicodedata.normalize("NFKC", found[0]), plain)
    plain = _FULL_STOP.sub(DOT, plain.translate(_DOT_ALONE))
    plain = _AROUND_DOT.sub(DOT, plain.strip().strip(DOT).strip())
    plain = re.sub(r"\s+", " ", plain)
    return _BETWEEN_HANZI.sub("", plain)


def name_key(text: str) -> str:
    """What names are compared by: case, blanks, separators and hyphens do not count."""
    return _NO_PART_OF_KEY.sub("", unicodedata.normalize("NFKC", normal_name(text)).casefold())


def is_hanzi(character: str) -> bool:
    """Whether a character is a Chinese one, of any plane (GB 18030-2022, all levels)."""
    return _HANZI.match(character) is not None


def code_point(character: str) -> str:
    """A character's place as people quote it: ``U+4DAE``."""
    return f"U+{ord(character):04X}"


def is_private(character: str) -> bool:
    """Whether a character means something on the computer of its maker only."""
    return unicodedata.category(character) == "Co"


def rare_characters(name: str) -> list[RareCharacter]:
    """The Hanzi of a name beyond GB 2312, each once, with how far beyond they lie."""
    found = {sign: _beyond(sign) for sign in name if is_hanzi(sign)}
    return [RareCharacter(sign, code_point(sign), far) for sign, far in found.items() if far is not None]


def _beyond(character: str) -> Beyond | None:
    if ord(character) > 0xFFFF:
        return "basic_plane"
    for charset in ("gb2312", "gbk"):
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            continue
        return None if charset == "gb2312" else "gb2312"
    return "gbk"


def name_faults(name: str) -> list[NameFault]:
    """Everything wrong with a normal name; rare characters are no fault."""
    if not name:
        return [_fault("name_missing")]
    if len(name) > LONGEST:
        return [_fault("name_too_long", length=str(len(name)), limit=str(LONGEST))]
    return list(_faults_within(name))


def _faults_within(name: str) -> Iterator[NameFault]:
    described = _DESCRIPTION.search(name)
    if described is not None:
        yield _fault("name_description", part=name[described.start() :][:5])
    elif _NOTES.search(name):
        yield _fault("name_note")
    for at, sign in enumerate(name, start=1):
        if is_private(sign):
            meant = _NAMED_AT_LAST.get(sign)
            hint = Both(f",多半是“{meant}”", f", probably “{meant}”") if meant else Both("", "")
            yield _fault("name_private_use", at=str(at), point=code_point(sign), hint=hint)
        elif sign in _STAND_INS:
            yield _fault("name_stand_in", at=str(at), sign=sign)
        elif not (is_hanzi(sign) or sign == DOT or _LATIN.match(sign) or _NOTES.match(sign) or described):
            yield _fault("name_character", at=str(at), point=code_point(sign))


def _fault(code: str, **words: Both | str) -> NameFault:
    severity, zh, en = FAULTS[code]
    for_zh = {name: word.zh if isinstance(word, Both) else word for name, word in words.items()}
    for_en = {name: word.en if isinstance(word, Both) else word for name, word in words.items()}
    return NameFault(code, zh.format(**for_zh), en.format(**for_en), severity)
