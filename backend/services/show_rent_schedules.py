"""Shows the rent schedules of an authority: each with its state and days, and what is overdue."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ..domain.rent.schedule_life import schedule_warnings
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..policy_packs.schedules import case_of
from ..store.queries.rent_schedules import Registered, schedules_of
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing

SCHEDULE: Final = Both("租金标准", "rent schedule")


class Register(Struct, frozen=True):
    """The schedules on record, the earliest effect first, and what is overdue on the day."""

    schedules: list[Registered]
    warnings: list[Refusal]


async def show_rent_schedules(acting: Acting, at_hand: AtHand) -> Register:
    """All schedules of the authority and the warnings of the acting day; nothing is written."""
    held = await schedules_of(acting.authority_id)
    case = case_of(acting.on, at_hand.library.pack(acting.authority), at_hand.library.calendar)
    return Register(held, schedule_warnings([entry.schedule for entry in held], case))


def named(register: Sequence[Registered], name: str) -> int:
    """The id of the schedule a person names by its approval number or its id. Raises :class:`Refused`."""
    found = [entry.id for entry in register if name in (entry.schedule.title, str(entry.id))]
    if len(found) != 1:
        raise Refused(missing(SCHEDULE, "schedule", name))
    return found[0]


def pick(register: Sequence[Registered], schedule_id: int) -> tuple[Registered, list[Registered]]:
    """A schedule of the register and all others. Raises :class:`Refused` where there is none such."""
    found = next((entry for entry in register if entry.id == schedule_id), None)
    if found is None:
        raise Refused(missing(SCHEDULE, "schedule_id", schedule_id))
    return found, [entry for entry in register if entry is not found]
