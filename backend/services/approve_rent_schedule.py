"""Approves a filed rent schedule: a second person holds it against the government's approval."""

from msgspec import Struct

from ..domain.rent.schedule import RentSchedule
from ..domain.rent.schedule_filing import Approval, Hand, approve_filed
from ..domain.vocabulary.refusal import Refused
from ..policy_packs.schedules import case_of
from ..store import audit
from ..store.queries.rent_schedules import SUBJECT, lock_schedules, move_schedule, schedules_of
from ..store.unit_of_work import run_in_uow
from .acting import Acting
from .at_hand import AtHand
from .show_rent_schedules import pick


class ApproveRentSchedule(Struct, frozen=True):
    """The schedule to be approved; what the approval says, where it is not taken as filed."""

    schedule_id: int
    approval: Approval = Approval()


async def approve_rent_schedule(
    acting: Acting, at_hand: AtHand, request: ApproveRentSchedule
) -> RentSchedule:
    """The schedule, approved. Raises :class:`Refused` with every reason why it can't be."""
    pack, calendar = at_hand.library.pack(acting.authority), at_hand.library.calendar

    async def work() -> RentSchedule:
        await lock_schedules(acting.authority_id)
        held, others = pick(await schedules_of(acting.authority_id), request.schedule_id)

        case = case_of(held.schedule.effective_from, pack, calendar)
        hand = Hand(acting.actor, held.filed_by, acting.on)
        register = [other.schedule for other in others]
        after = approve_filed(held.schedule, register, request.approval, hand, case)
        if isinstance(after, list):
            raise Refused(*after)

        await move_schedule(acting.authority_id, held, after)
        payload = {
            "number": after.approval_number,
            "body": after.approving_body,
            "approved_on": after.approved_on,
            "filed_by": held.filed_by,
        }
        subject = f"{SUBJECT}{request.schedule_id}"
        await audit.append(
            acting.authority_id, acting.actor, "approve_rent_schedule", subject, payload, acting.at
        )
        return after

    return await run_in_uow(work)
