"""A list of allocation results (配租结果表): rows as they stand in a workbook → persons of households.

One row is one person; the rows of a household share the application's number (申请编号).
"""

import re
from datetime import date
from operator import mul
from typing import Final

from msgspec import Struct

from ..stock.cells import Raw, read_day, read_note, read_text, whole_number, word_of
from ..stock.template import Column, Template
from ..vocabulary.complaint import Wrong
from ..vocabulary.document_kinds import KIND_NAMES, DocumentKind
from ..vocabulary.identity import OLDEST_YEARS, PROVINCES, document_faults, document_kind
from ..vocabulary.names import name_faults, normal_name
from .result_words import CLASS_WORDS, CLASSES, RELATION_WORDS, RELATIONS

_PLAIN_NAME: Final = re.compile(r"[\u4e00-\u9fa5]{2,4}")
_PHONE: Final = re.compile(
    r"(\+?86)?1[3-9][0-9]{9}|(0[0-9]{2,3})?[2-9][0-9]{6,7}([-转][0-9]{1,6})?|[48]00[0-9]{7}"
)
_EXACT: Final = 10**15


_POWERS: Final = tuple(pow(2, 17 - at, 11) for at in range(18))
_ZEROS: Final = sum(_POWERS) * ord("0")


class ResultRow(Struct, frozen=True, gc=False):
    """One person of an allocation as a list gives it; the fields stand in the order of the columns."""

    row: int
    batch: str
    application_number: str
    household_class: str
    name: str
    document_kind: DocumentKind
    document_number: str
    phone: str
    relation: str
    household_size: int | None
    estate: str
    building: str
    entrance: str
    door: str
    choice_order: int | None
    confirmed_on: date
    note: str


def read_name(raw: Raw) -> str | Wrong:
    """A person's name in its one normal form, rare characters and ``·`` included."""
    if not isinstance(raw, str):
        return read_text(raw)
    if _PLAIN_NAME.fullmatch(raw):
        return raw
    name = normal_name(raw)
    faults = name_faults(name)
    if faults:
        worst = faults[0]
        return Wrong(worst.code, said=(worst.severity, worst.zh, worst.en), value=name)
    return name


def read_kind(raw: Raw) -> DocumentKind | Wrong:
    """A kind of identity document in its usual spellings."""
    text = read_text(raw)
    if isinstance(text, Wrong):
        return text
    kind = document_kind(text)
    if kind is not None:
        return kind
    return Wrong(
        "unknown_word", {"given": text[:40], "known": "、".join(name.zh for name in KIND_NAMES.values())}
    )


def read_phone(raw: Raw) -> str | Wrong:
    """A telephone number without blanks and dashes; what does not look like one is a doubt."""
    text = read_text(raw)
    if isinstance(text, Wrong):
        return text
    number = re.sub(r"[\s()-]", "", text)
    if _PHONE.fullmatch(number):
        return number.removeprefix("+").removeprefix("86") if len(number) > 12 else number
    return Wrong("phone_form", {"given": text[:20]}, text)


def read_document_text(raw: Raw) -> str | Wrong:
    """A document number as written; one kept as a number of over 15 digits has lost its last ones."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int) and abs(raw) >= _EXACT:
        worst = document_faults(DocumentKind.RESIDENT_ID, "1.0E+17")[0]
        return Wrong(worst.code, said=(worst.severity, worst.zh, worst.en))
    return read_text(raw)


def surely_right(number: str, on: date) -> bool:
    """Whether a resident's number is beyond doubt, told quickly; any other goes through every check.

    The eighteen digits, weighted by the powers of two, leave 1 modulo 11 (ISO 7064 MOD 11-2).
    """
    if len(number) != 18 or not (number.isascii() and number.isdecimal()) or number[:2] not in PROVINCES:
        return False
    if (sum(map(mul, _POWERS, number.encode())) - _ZEROS) % 11 != 1:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born <= on and born.year > on.year - OLDEST_YEARS


RESULTS: Final = Template(
    "配租结果表",
    "allocation results",
    (
        Column("批次", "batch", read_text, required=True, blank=""),
        Column("申请编号", "application number", read_text, required=True, old=("申请号",), blank=""),
        Column("家庭类别", "class of household", word_of(CLASSES, CLASS_WORDS), required=True, blank=""),
        Column("申请人姓名", "name", read_name, required=True, old=("姓名",), blank="", repeats=False),
        Column("证件类型", "kind of document", read_kind, blank=DocumentKind.RESIDENT_ID),
        Column(
            "证件号码", "document number", read_document_text, True, ("身份证号", "身份证号码"), "", False
        ),
        Column("联系电话", "telephone", read_phone, old=("电话", "手机号"), blank="", repeats=False),
        Column(
            "与申请人关系", "relation to the applicant", word_of(RELATIONS, RELATION_WORDS, "other"), blank=""
        ),
        Column("家庭人口", "persons in the household", whole_number(1, 30, "人|口")),
        Column("项目名称", "estate", read_text, blank=""),
        Column("楼栋", "building", read_text, blank=""),
        Column("单元", "entrance", read_text, blank=""),
        Column("房号", "door", read_text, blank=""),
        Column("选房顺序号", "order of choice", whole_number(1, 999_999, "号"), old=("序号",)),
        Column("确认日期", "day of confirmation", read_day, required=True),
        Column("备注", "note", read_note, blank=""),
    ),
)
"""The columns of a list of allocation results; a blank kind of document is a resident identity card."""
BATCH, APPLICATION, CLASS, NAME, KIND, NUMBER, PHONE, RELATION, SIZE = range(9)
ESTATE, BUILDING, ENTRANCE, DOOR, ORDER, CONFIRMED, NOTE = range(9, 16)
