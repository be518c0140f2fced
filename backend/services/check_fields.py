"""Checks of what a person filled in that every register shares, in the same words everywhere."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.credit_code import is_credit_code
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from .acting import Acting
from .mask_numbers import masked_words

AUTHORITY: Final = Both("管理单位", "authority")
OPERATOR: Final = Both("运营单位", "operator")
ESTATE: Final = Both("项目", "estate")
BUILDING: Final = Both("楼栋", "building")
HOME: Final = Both("房屋", "home")
PERSON: Final = Both("人员", "person")
HOUSEHOLD: Final = Both("家庭", "household")
ALLOCATION: Final = Both("配租结果", "allocation")
BAN: Final = Both("限制记录", "ban")
NAME: Final = Both("名称", "name")
CODE: Final = Both("代码", "code")
ROOM: Final = Both("房号", "room number")
BATCH: Final = Both("批次", "batch")
APPLICATION: Final = Both("申请编号", "application number")
CREDIT_CODE: Final = Both("统一社会信用代码", "unified social credit code")
ACTOR: Final = Both("经办人", "who acts")
NUMBER: Final = Both("编号或数目", "number")
WAITING_SINCE: Final = Both("轮候起始日期", "first day of the wait")
HIGHEST: Final = 2**63 - 1
"""The highest number the database keeps."""
_UNREADABLE: Final = re.compile("[\x00\ud800-\udfff]")


def keepable(acting: Acting, request: object = None) -> None:
    """Raises :class:`Refused` where nobody acts, or a text or a number given cannot be kept at all."""
    found = [*blank(("actor", ACTOR, acting.actor)), *unkeepable(acting.actor, "actor")]
    found += unkeepable(request)
    if found:
        raise Refused(*found)


def unkeepable(given: object, field: str = "") -> Iterator[Refusal]:
    """A refusal for each text with a null or half of a code, and each number beyond what is kept."""
    if isinstance(given, str):
        if _UNREADABLE.search(given):
            yield refusing("unreadable_text", field, what=field)
    elif isinstance(given, int):
        if abs(given) > HIGHEST:
            yield from beyond(NUMBER, field, given, 1, HIGHEST)
    elif isinstance(given, msgspec.Struct):
        for name in given.__struct_fields__:
            yield from unkeepable(getattr(given, name), f"{field}.{name}".lstrip("."))
    elif isinstance(given, Mapping):
        for name, value in given.items():
            yield from (*unkeepable(name, field), *unkeepable(value, f"{field}[{name}]"))
    elif isinstance(given, tuple | list):
        for place, value in enumerate(given):
            yield from unkeepable(value, f"{field}[{place}]")


def beyond(what: Both, field: str, given: int, low: int, high: int) -> list[Refusal]:
    """A refusal for a number outside its bounds."""
    if low <= given <= high:
        return []
    return [refusing("out_of_range", field, what=what, given=given, low=low, high=high)]


def blank(*fields: tuple[str, Both, str]) -> list[Refusal]:
    """A refusal for each field (name, what it is called, text) that is empty."""
    return [refusing("empty", field, what=what) for field, what, text in fields if not text.strip()]


def missing(what: Both, field: str, given: object) -> Refusal:
    """Something that is not there; whether another authority has it cannot be told from this."""
    return refusing("not_found", field, what=what, given=masked_words(str(given)))


def ahead(acting: Acting, what: Both, field: str, day: date) -> list[Refusal]:
    """A refusal for a day that has not come yet."""
    return [refusing("day_ahead", field, what=what, day=day, on=acting.on)] if day > acting.on else []


def known_word(what: Both, field: str, given: str, known: tuple[str, ...]) -> list[Refusal]:
    """A refusal for a word that is none of those known."""
    if given in known:
        return []
    return [refusing("unknown_word", field, what=what, given=masked_words(given), known="、".join(known))]


def credit_code(code: str | None) -> list[Refusal]:
    """A refusal for a credit code with a slip in it; none at all is no slip."""
    if code is None or is_credit_code(code):
        return []
    form = Both("18 位,末位为校验码", "18 signs, the last of them a check sign")
    return [refusing("code_form", "credit_code", what=CREDIT_CODE, given=masked_words(code), form=form)]
