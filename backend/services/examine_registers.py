"""Examines the registers: states of homes against who has them, households, rents, numbers, imports."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ..domain.rent.schedule_checks import joint_refusals, own_refusals
from ..domain.stock.unit_states import STATES
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.refusal import Refusal
from ..policy_packs.schedules import case_of
from ..store.queries import examinations
from ..store.queries.examinations import AuthorityHere
from ..store.queries.rent_schedules import Registered, schedules_of
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


async def examine_households(patient: Examined) -> list[Found]:
    """Whether every household has its applicant."""
    return await _asked(patient, examinations.HOUSEHOLDS)


async def examine_imports(patient: Examined) -> list[Found]:
    """Whether every batch is either not committed at all or whole."""
    return await _asked(patient, examinations.IMPORTS)


async def examine_rents(patient: Examined) -> list[Found]:
    """Whether every schedule keeps the cap and has all its lines, and their days neither overlap nor leave out."""
    found = []
    for authority in patient.authorities:
        pack, calendar = patient.library.pack(authority.policy_pack), patient.library.calendar
        held = await schedules_of(authority.authority_id)
        for entry in held:
            case = case_of(entry.schedule.effective_from, pack, calendar)
            found += _rent_faults(authority, [entry], own_refusals(entry.schedule, case))
        if held:
            case = case_of(held[-1].schedule.effective_from, pack, calendar)
            together = joint_refusals([entry.schedule for entry in held], case)
            found += _rent_faults(authority, held, together)
    return found


def _rent_faults(
    authority: AuthorityHere, held: list[Registered], refusals: Iterable[Refusal]
) -> list[Found]:
    title = "、".join(entry.schedule.title for entry in held)
    return [
        fault(WORDS, "schedule", authority=authority.code, title=title, says=Both(why.zh, why.en))
        for why in refusals
    ]


async def examine_numbers(patient: Examined) -> list[Found]:
    """Whether every series has its format in the policy and none runs ahead of the business year."""
    found = []
    for authority in patient.authorities:
        rules = patient.library.pack(authority.policy_pack).on(patient.on)
        for series in await examinations.number_series(authority.authority_id):
            words = {"authority": authority.code, "kind": series.kind, "year": series.year}
            if f"{_NUMBERS}{series.kind}" not in rules:
                found.append(fault(WORDS, "series_unknown", **words))
            if series.year > patient.on.year:
                found.append(fault(WORDS, "series_ahead", now=patient.on.year, **words))
    return found
