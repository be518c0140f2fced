"""Examines the rent schedules (租金标准): the cap, their lines, their days, and the documents they were filed from."""

from collections.abc import Iterable, Iterator

from ..domain.rent.schedule_checks import joint_refusals, own_refusals
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..policy_packs.reader import PackError
from ..policy_packs.schedules import SCHEDULES, case_of, read_schedule
from ..store.queries.examinations import AuthorityHere
from ..store.queries.rent_schedules import Registered, schedules_of
from .examination import Examined, Found, fault
from .examine_register_words import WORDS


async def examine_rents(patient: Examined) -> list[Found]:
    """Whether every schedule keeps the cap and has all its lines, and their days neither overlap nor leave out."""
    found: list[Found] = []
    for authority in patient.authorities:
        pack, calendar = patient.library.pack(authority.policy_pack), patient.library.calendar
        held = await schedules_of(authority.authority_id)
        found += _unlike_their_files(authority, held)
        for entry in held:
            case = case_of(entry.schedule.effective_from, pack, calendar)
            found += _rent_faults(authority, [entry], own_refusals(entry.schedule, case))
        if held:
            case = case_of(held[-1].schedule.effective_from, pack, calendar)
            together = joint_refusals([entry.schedule for entry in held], case)
            found += _rent_faults(authority, held, together)
    return found


def _unlike_their_files(authority: AuthorityHere, held: list[Registered]) -> Iterator[Found]:
    """Schedules whose lines are not those of the filed document with their digest, where that is at hand."""
    for file in sorted((SCHEDULES / authority.policy_pack).glob("*.toml")):
        try:
            filed = read_schedule(file)
        except PackError:
            continue
        for entry in held:
            if entry.file_digest == filed.digest:
                count = len(set(entry.schedule.lines) ^ set(filed.schedule.lines))
                words = {"title": entry.schedule.title, "file": file.name, "count": count}
                if count:
                    yield fault(WORDS, "not_as_filed", authority=authority.code, **words)


def _rent_faults(
    authority: AuthorityHere, held: list[Registered], refusals: Iterable[Refusal]
) -> list[Found]:
    title = "、".join(entry.schedule.title for entry in held)
    return [
        fault(WORDS, "schedule", authority=authority.code, title=title, says=Both(why.zh, why.en))
        for why in refusals
    ]
