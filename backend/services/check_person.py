"""Checks a person as given and makes the row that is kept: name in one spelling, numbers sealed."""

from datetime import date
from typing import Final, Literal

from msgspec import Struct

from ..domain.allocation.result_rows import read_phone
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.complaint import Wrong
from ..domain.vocabulary.document_kinds import DocumentKind
from ..domain.vocabulary.identity import (
    DocumentFault,
    birth_day,
    document_kind,
    normal_document_number,
    sex,
    upgraded_number,
)
from ..domain.vocabulary.names import NameFault, name_faults, name_key, normal_name
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing, warning
from ..store.queries import people
from .acting import Acting
from .at_hand import AtHand
from .check_document import faults_of_document
from .check_fields import known_word, unkeepable
from .pinyin_key import pinyin_initials

DOCUMENT: Final = "document_number"
PHONE: Final = "phone"
_OLD_LENGTH: Final = 15
_KIND: Final = Both("证件类型", "kind of document")


class PersonGiven(Struct, frozen=True):
    """A person as a form or a list gives it; birth day and sex count where the number does not say them."""

    name: str
    document_number: str
    document_kind: str = "resident_id"
    phone: str = ""
    birth_day: date | None = None
    sex: str | None = None
    hukou: str | None = None


class PersonChecked(Struct, frozen=True):
    """The row to be kept, where there is no error; what to refuse or confirm; what is only shown."""

    row: people.NewPerson | None
    refusals: list[Refusal]
    shown: list[Refusal]


def looked_up_by(kind: DocumentKind, number: str) -> str:
    """The number a person is known by: an old resident number is the same person as its new one."""
    if kind is DocumentKind.RESIDENT_ID and len(number) == _OLD_LENGTH and number.isdigit():
        return upgraded_number(number)
    return number


def check_person(acting: Acting, at_hand: AtHand, given: PersonGiven, at: str = "") -> PersonChecked:
    """A person in the form that is kept, or everything wrong with it; ``at`` goes before each field's name."""
    name, kind = normal_name(given.name), document_kind(given.document_kind)
    refusals = [*unkeepable(given, at.rstrip(".")), *(_said(each, f"{at}name") for each in name_faults(name))]
    shown: list[Refusal] = []
    number = ""
    if kind is None:
        refusals += known_word(_KIND, f"{at}document_kind", given.document_kind, tuple(DocumentKind))
    else:
        number = normal_document_number(kind, given.document_number)
        for fault in faults_of_document(kind, number, acting.on):
            (shown if fault.severity == "warning" else refusals).append(_said(fault, f"{at}document_number"))
    if given.sex not in (None, "male", "female"):
        refusals += known_word(Both("性别", "sex"), f"{at}sex", given.sex or "", ("male", "female"))
    phone = read_phone(given.phone) if given.phone.strip() else ""
    if isinstance(phone, Wrong):
        usable = isinstance(phone.value, str)
        refusals.append((warning if usable else refusing)("phone_form", f"{at}phone"))
        phone = phone.value if usable else ""
    if kind is None or any(each.severity == "error" for each in refusals):
        return PersonChecked(None, refusals, shown)
    return PersonChecked(_row(acting, at_hand, given, name, kind, number, phone), refusals, shown)


def _said(fault: NameFault | DocumentFault, field: str) -> Refusal:
    """A fault of a name or a number as a refusal; a doubt becomes a warning to confirm."""
    severity: Literal["error", "warning"] = "error" if fault.severity == "error" else "warning"
    return Refusal(fault.code, field, "", severity, fault.zh, fault.en)


def _row(
    acting: Acting,
    at_hand: AtHand,
    given: PersonGiven,
    name: str,
    kind: DocumentKind,
    number: str,
    phone: str,
) -> people.NewPerson:
    authority_id, sealing = acting.authority_id, at_hand.sealing
    known = looked_up_by(kind, number)
    return people.NewPerson(
        kind.value,
        sealing.seal(authority_id, DOCUMENT, number),
        sealing.index(authority_id, DOCUMENT, known),
        sealing.tail_index(authority_id, DOCUMENT, known),
        name,
        name_key(name),
        pinyin_initials(name),
        sealing.seal(authority_id, PHONE, phone) if phone else None,
        sealing.index(authority_id, PHONE, phone) if phone else None,
        sealing.tail_index(authority_id, PHONE, phone) if phone else None,
        birth_day(number) or given.birth_day,
        sex(number) or given.sex,
        given.hukou,
    )
