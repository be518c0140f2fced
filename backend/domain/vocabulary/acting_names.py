"""Names of acting persons (经办人、复核人): what they may be made of, and when two of them are one person.

A person's register keeps odd names as the document spells them. Whoever acts writes the plain name, or a
mark added to it would make a second person of one.
"""

import re
import unicodedata
from typing import Final

from .both import Both
from .names import code_point, is_hanzi, name_faults, normal_name
from .refusal import Refusal

WORDS: Final[dict[str, tuple[str, str]]] = {
    "acting_name": (
        "经办人、复核人的姓名“{name}”不能这样写:{why}请只写本人的姓名,不加数字、符号、括号和备注。",
        "The name “{name}” of the person who acts can't be written so: {why} Give the person's name alone, without "
        "figures, signs, brackets or remarks.",
    ),
    "filer_unclear": (
        "审计日志里的备案人写作“{name}”,不是一个清楚的姓名,不能确认复核人是另一人。请报告审计管理员,"
        "并由写明姓名的人重新备案下一份。",
        "The audit trail names “{name}” as the one who filed it, no plain name, so that nobody can be shown to be "
        "another person. Tell the audit administrator; the next one is filed by somebody under a plain name.",
    ),
}  # fmt: skip
"""Every refusal of an acting person: its words in Chinese and in English."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mc", "Me", "Mn"})
_BLANKS: Final = re.compile(r"\s+")


def acting_faults(name: str) -> list[Refusal]:
    """Why a name cannot stand for a person who acts; nothing where it can."""
    why = _why(name)
    return [] if why is None else [_refusal("acting_name", name, why)]


def unclear_filer(name: str) -> list[Refusal]:
    """Why a maker's name on record cannot be told from a checker's; nothing where it can."""
    return [] if _why(name) is None else [_refusal("filer_unclear", name, Both("", ""))]


def same_hand(one: str, other: str) -> bool:
    """Whether two names are one person's: only letters and Hanzi count, without case, width or accents."""
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", normal_name(name)).casefold()
    return "".join(sign for sign in plain if sign.isalpha() and _known(sign))


def _known(sign: str) -> bool:
    return is_hanzi(sign) or unicodedata.name(sign, "").startswith("LATIN ")


def _why(name: str) -> Both | None:
    composed = unicodedata.normalize("NFC", _BLANKS.sub(" ", name.strip()))
    for at, sign in enumerate(composed, start=1):
        if unicodedata.category(sign) in _UNSEEN:
            point = code_point(sign)
            return Both(
                f"第 {at} 个字({point})看不见或不成字。",
                f"character {at} ({point}) is invisible or no letter.",
            )
    for found in name_faults(normal_name(composed)):
        return Both(found.zh, found.en)
    letters = [sign for sign in normal_name(composed) if sign.isalpha()]
    if not letters:
        return Both("里面没有文字。", "it has no letters.")
    if len({is_hanzi(sign) for sign in letters}) > 1:
        return Both("汉字和拉丁字母混写。", "it mixes Hanzi and Latin letters.")
    return None


def _refusal(code: str, name: str, why: Both) -> Refusal:
    shown = "".join(sign if sign.isprintable() else f"<{code_point(sign)}>" for sign in name)
    zh, en = WORDS[code]
    return Refusal(
        code,
        "$.actor",
        "",
        "error",
        zh.format(name=shown, why=why.zh),
        en.format(name=shown, why=why.en),
    )
