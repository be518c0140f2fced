"""Examines the registers: states of homes against who has them, households, rents, numbers, imports."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ..domain.stock.unit_states import STATES
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import day_text
from ..store.queries import examinations
from .examination import Examined, Found, fault
from .examine_register_words import WORDS

_NUMBERS: Final = "numbers."


async def _asked(patient: Examined, questions: Iterable[str]) -> list[Found]:
    """The faults some questions find in every authority's rows."""
    found = []
    for authority in patient.authorities:
        for question in questions:
            code = question if question in WORDS else f"{question}?"
            for row in await examinations.ask(question, authority.authority_id):
                words = {name: _said(name, value) for name, value in row.items()}
                found.append(fault(WORDS, code, authority=authority.code, **words))
    return found


def _said(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return Both(day_text(value), value.isoformat())
    return STATES[value] if name in ("state", "next_state") else value


async def examine_homes(patient: Examined) -> list[Found]:
    """Whether every home has one state, and the one its allocation and tenancy ask for."""
    return await _asked(patient, examinations.UNIT_STATES)


async def examine_tenancies(patient: Examined) -> list[Found]:
    """Whether the persons under every live tenancy are those of its household."""
    return await _asked(patient, examinations.TENANCIES)


async def examine_allocations(patient: Examined) -> list[Found]:
    """Whether no household has more than one home or right to one, and every signed right its tenancy."""
    return await _asked(patient, examinations.ALLOCATIONS)


async def examine_households(patient: Examined) -> list[Found]:
    """Whether every household has its applicant."""
    return await _asked(patient, examinations.HOUSEHOLDS)


async def examine_imports(patient: Examined) -> list[Found]:
    """Whether every batch is either not committed at all or whole."""
    return await _asked(patient, examinations.IMPORTS)


async def examine_entries(patient: Examined) -> list[Found]:
    """Whether every allocation, ban and step of a schedule has its entry in the audit trail."""
    return await _asked(patient, examinations.TRAILS)


async def examine_numbers(patient: Examined) -> list[Found]:
    """Whether every series has its format and none runs ahead of the business year, nor ids of their sequence."""
    found = []
    for authority in patient.authorities:
        rules = patient.library.pack(authority.policy_pack).on(patient.on)
        for series in await examinations.number_series(authority.authority_id):
            words = {"authority": authority.code, "kind": series.kind, "year": series.year}
            if f"{_NUMBERS}{series.kind}" not in rules:
                found.append(fault(WORDS, "series_unknown", **words))
            if series.year > patient.on.year:
                found.append(fault(WORDS, "series_ahead", now=patient.on.year, **words))
        for table, (highest, last) in (await examinations.ids_ahead(authority.authority_id)).items():
            words = {"authority": authority.code, "table": table, "highest": highest, "last": last}
            found.append(fault(WORDS, "sequence_behind", **words))
    return found
