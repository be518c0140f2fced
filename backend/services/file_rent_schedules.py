"""Files the rent schedules of an authority: each file whole or not at all, each as a draft."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..domain.rent.schedule_filing import file_schedule, filing_doubts
from ..domain.rent.schedule_life import schedule_warnings
from ..domain.rent.schedule_words import refusal
from ..domain.vocabulary.acting_names import acting_faults
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..policy_packs.reader import PackError
from ..policy_packs.schedules import SCHEDULES, FiledSchedule, case_of, read_schedule
from ..store import audit
from ..store.queries.rent_schedules import (
    FILED,
    SUBJECT,
    add_schedule,
    is_demonstration,
    lock_schedules,
    schedules_of,
)
from ..store.unit_of_work import run_in_uow
from .acting import Acting
from .at_hand import AtHand


class FileRentSchedules(Struct, frozen=True):
    """Where the folders of the authorities' filed schedules lie."""

    home: Path = SCHEDULES


class FileOutcome(Struct, frozen=True):
    """What became of one file; ``there`` is one that was filed before, to the byte."""

    file: str
    outcome: Literal["filed", "there", "refused"]
    title: str
    schedule_id: int | None = None
    reasons: tuple[Refusal, ...] = ()


class Filing(Struct, frozen=True):
    """What became of every file of a folder, and what is overdue in the register."""

    files: list[FileOutcome]
    warnings: list[Refusal]


async def file_rent_schedules(acting: Acting, at_hand: AtHand, request: FileRentSchedules) -> Filing:
    """File every schedule of the authority's folder, the earliest effect first; a bad one hinders no other.

    Raises :class:`Refused` where nobody is plainly named who files them.
    """
    unclear = acting_faults(acting.actor)
    if unclear:
        raise Refused(*unclear)
    read = list(_read(request.home / acting.authority))
    outcomes = [entry for entry in read if isinstance(entry, FileOutcome)]
    whole = [entry for entry in read if isinstance(entry, FiledSchedule)]
    for filed in sorted(whole, key=lambda entry: entry.schedule.effective_from):
        outcomes.append(await _file_one(acting, at_hand, filed))
    register = [held.schedule for held in await schedules_of(acting.authority_id)]
    case = case_of(acting.on, at_hand.library.pack(acting.authority), at_hand.library.calendar)
    return Filing(outcomes, schedule_warnings(register, case))


def _read(folder: Path) -> Iterator[FiledSchedule | FileOutcome]:
    for file in sorted(folder.glob("*.toml")):
        try:
            yield read_schedule(file)
        except PackError as error:
            malformed = refusal("file_malformed", f"$.{error.key}", "", found=Both(error.zh, str(error)))
            yield FileOutcome(file.name, "refused", file.name, reasons=(malformed,))


async def _file_one(acting: Acting, at_hand: AtHand, filed: FiledSchedule) -> FileOutcome:
    pack, calendar = at_hand.library.pack(acting.authority), at_hand.library.calendar
    schedule, name = filed.schedule, filed.file.name

    async def work() -> FileOutcome:
        await lock_schedules(acting.authority_id)
        register = await schedules_of(acting.authority_id)
        real = not await is_demonstration(acting.authority_id)
        same = next((held.id for held in register if held.file_digest == filed.digest), None)
        if same is not None:
            return FileOutcome(name, "there", schedule.title, same)

        case = case_of(schedule.effective_from, pack, calendar)
        draft = file_schedule(schedule, [held.schedule for held in register], case)
        if isinstance(draft, list):
            return FileOutcome(name, "refused", schedule.title, reasons=tuple(draft))
        doubts = filing_doubts(schedule, real, case)

        schedule_id = await add_schedule(acting.authority_id, filed.digest, draft, acting.at)
        payload = {
            "file": name,
            "digest": filed.digest.hex(),
            "title": schedule.title,
            "stated": schedule.state,
            "demonstration": schedule.demonstration,
            "lines": len(schedule.lines),
        }
        subject = f"{SUBJECT}{schedule_id}"
        await audit.append(acting.authority_id, acting.actor, FILED, subject, payload, acting.at)
        return FileOutcome(name, "filed", schedule.title, schedule_id, tuple(doubts))

    return await run_in_uow(work)
