"""Publishes an approved rent schedule; the one before ends the day before it takes effect."""

from datetime import date

from msgspec import Struct

from ..domain.policy.case import Case
from ..domain.rent.schedule import RentSchedule
from ..domain.rent.schedule_filing import Hand, publish_filed
from ..domain.rent.schedule_life import last_day, supersede
from ..domain.vocabulary.refusal import Refused
from ..policy_packs.schedules import case_of
from ..store import audit
from ..store.queries.rent_schedules import SUBJECT, Registered, lock_schedules, move_schedule, schedules_of
from ..store.unit_of_work import run_in_uow
from .acting import Acting
from .at_hand import AtHand
from .show_rent_schedules import pick


class PublishRentSchedule(Struct, frozen=True):
    """The schedule to be published; on the day filed, else today, where none is given."""

    schedule_id: int
    day: date | None = None


class Publication(Struct, frozen=True):
    """A published schedule, and those that were superseded by the same act."""

    schedule: RentSchedule
    superseded: list[RentSchedule]


async def publish_rent_schedule(acting: Acting, at_hand: AtHand, request: PublishRentSchedule) -> Publication:
    """Publish, and end the one before. Raises :class:`Refused` with every reason."""

    async def work() -> Publication:
        await lock_schedules(acting.authority_id)
        held, others = pick(await schedules_of(acting.authority_id), request.schedule_id)

        case = _case(acting, at_hand, held.schedule)
        hand = Hand(acting.actor, held.filed_by, acting.on)
        after = publish_filed(held.schedule, [other.schedule for other in others], request.day, hand, case)
        if isinstance(after, list):
            raise Refused(*after)
        published = Registered(held.id, held.file_digest, held.filed_by, after)
        ended = _ended(acting, at_hand, [*others, published])

        await move_schedule(acting.authority_id, held, after)
        for entry, closed in ended:
            await move_schedule(acting.authority_id, entry, closed)
        superseded = [closed for _, closed in ended]
        payload = {
            "number": after.approval_number,
            "published_on": after.published_on,
            "filed_by": held.filed_by,
            "superseded": [{"number": old.title, "last_day": old.effective_to} for old in superseded],
        }
        subject = f"{SUBJECT}{request.schedule_id}"
        await audit.append(
            acting.authority_id, acting.actor, "publish_rent_schedule", subject, payload, acting.at
        )
        return Publication(after, superseded)

    return await run_in_uow(work)


def _ended(
    acting: Acting, at_hand: AtHand, register: list[Registered]
) -> list[tuple[Registered, RentSchedule]]:
    """Every published schedule another one now follows, with its last day."""
    schedules = [entry.schedule for entry in register]
    closed: list[tuple[Registered, RentSchedule]] = []
    for entry in register:
        end = last_day(entry.schedule, schedules)
        if end is None:
            continue
        after = supersede(entry.schedule, end, _case(acting, at_hand, entry.schedule))
        if isinstance(after, list):
            raise Refused(*after)
        closed.append((entry, after))
    return closed


def _case(acting: Acting, at_hand: AtHand, schedule: RentSchedule) -> Case:
    """The policy of a schedule's first day, by which it is measured all its life."""
    library = at_hand.library
    return case_of(schedule.effective_from, library.pack(acting.authority), library.calendar)
