"""Lets every signed lease take effect whose first day has come (合同生效); done once a day."""

from ..store.audit import append
from ..store.queries import leases
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .begin_leases import begin_leases


async def begin_due_leases(acting: Acting, at_hand: AtHand) -> tuple[int, ...]:
    """The leases that began on or before the business day."""
    authority_id = acting.authority_id
    async with uow():
        begun = await begin_leases(acting, await leases.leases_beginning(authority_id, acting.on))
        payload = {"on": acting.on, "leases": begun}
        subject = f"authority:{authority_id}"
        await append(authority_id, acting.actor, "begin_due_leases", subject, payload, acting.at)
    return tuple(begun)
