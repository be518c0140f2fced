"""Lets leases lapse that were not signed in time (逾期未签约), with the allocations they rest on.

zhaoyang:20(3)4: whoever signs late is deemed to give up the home. A policy without a window lets none lapse.
"""

from ..store.audit import append
from ..store.queries import leases
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .lapse_allocations import Lapsed, lapse_allocations
from .void_leases import void_leases

REASON = "逾期未签约"


async def lapse_signings(acting: Acting, at_hand: AtHand) -> tuple[tuple[str, ...], tuple[Lapsed, ...]]:
    """The numbers of the leases that are void by it, and the allocations that lapsed."""
    authority_id = acting.authority_id
    async with uow():
        over = await leases.leases_unsigned_over(authority_id, acting.on)
        held = list((await leases.lock_leases(authority_id, over)).values())
        unsigned = [row for row in held if row.state in ("draft", "checked", "issued")]

        await void_leases(acting, unsigned, REASON)
        lapsed = await lapse_allocations(acting, at_hand)
        payload = {"on": acting.on, "leases": [row.number or row.id for row in unsigned]}
        subject = f"authority:{authority_id}"
        await append(authority_id, acting.actor, "lapse_signings", subject, payload, acting.at)
    return tuple(row.number for row in unsigned if row.number), lapsed
