"""Checks the number of an identity document (证件号码) against every kind it may be of."""

from datetime import date

from ..domain.vocabulary.document_kinds import FAULTS, KIND_NAMES, DocumentKind
from ..domain.vocabulary.identity import NUMBERED, DocumentFault, document_faults, normal_document_number


def faults_of_document(kind: DocumentKind, number: str, on: date) -> list[DocumentFault]:
    """What is wrong with a number; a resident's under another kind would make a second person of one."""
    resident = normal_document_number(DocumentKind.RESIDENT_ID, number)
    faults = document_faults(DocumentKind.RESIDENT_ID, resident, on) if kind not in NUMBERED else ()
    if kind in NUMBERED or any(fault.severity == "error" for fault in faults):
        return document_faults(kind, number, on)
    severity, zh, en = FAULTS["id_type"]
    given, seen = KIND_NAMES[kind], KIND_NAMES[DocumentKind.RESIDENT_ID]
    said = zh.format(given=given.zh, seen=seen.zh), en.format(given=given.en, seen=seen.en)
    return [DocumentFault("id_type", *said, severity)]
