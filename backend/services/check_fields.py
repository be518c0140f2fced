"""Checks of what a person filled in that every register shares, in the same words everywhere."""

from datetime import date
from typing import Final

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.credit_code import is_credit_code
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from .acting import Acting

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


def blank(*fields: tuple[str, Both, str]) -> list[Refusal]:
    """A refusal for each field (name, what it is called, text) that is empty."""
    return [refusing("empty", field, what=what) for field, what, text in fields if not text.strip()]


def missing(what: Both, field: str, given: object) -> Refusal:
    """Something that is not there; whether another authority has it cannot be told from this."""
    return refusing("not_found", field, what=what, given=given)


def ahead(acting: Acting, what: Both, field: str, day: date) -> list[Refusal]:
    """A refusal for a day that has not come yet."""
    return [refusing("day_ahead", field, what=what, day=day, on=acting.on)] if day > acting.on else []


def known_word(what: Both, field: str, given: str, known: tuple[str, ...]) -> list[Refusal]:
    """A refusal for a word that is none of those known."""
    if given in known:
        return []
    return [refusing("unknown_word", field, what=what, given=given, known="、".join(known))]


def credit_code(code: str | None) -> list[Refusal]:
    """A refusal for a credit code with a slip in it; none at all is no slip."""
    if code is None or is_credit_code(code):
        return []
    form = Both("18 位,末位为校验码", "18 signs, the last of them a check sign")
    return [refusing("code_form", "credit_code", what=CREDIT_CODE, given=code, form=form)]
