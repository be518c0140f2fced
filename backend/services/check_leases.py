"""Checks leases (核对合同) anew by the registers of the day; changes what was given, where a person says so."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.lease.given import LeaseGiven
from ..domain.lease.lease_states import lease_name, step_refusals
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.queries import leases
from ..store.unit_of_work import uow
from .acting import Acting
from .check_fields import missing
from .confirm_warnings import Confirmation
from .lease_content import open_lease
from .lease_hand import LeaseHand
from .read_lease_ground import LEASE
from .redraft_lease import LeaseDrafted, noted_draft, redrafted
from .trial_print import trial_print
from .weigh_leases import Weighed, weigh_leases


class CheckLease(Struct, frozen=True):
    """A lease to be checked; what was given and confirmed stays as it is where nothing is said."""

    lease_id: int
    given: LeaseGiven | None = None
    confirmed: Confirmation | None = None


async def check_leases(
    acting: Acting, hand: LeaseHand, requests: Sequence[CheckLease]
) -> tuple[LeaseDrafted, ...]:
    """Weigh leases that are not issued, and keep what was found; raises :class:`Refused` for one that is."""
    authority_id = acting.authority_id
    async with uow():
        held = await leases.lock_leases(authority_id, [each.lease_id for each in requests])
        found: list[Refusal] = []
        for each in requests:
            row = held.get(each.lease_id)
            if row is None:
                found.append(missing(LEASE, "lease_id", each.lease_id))
            else:
                found += step_refusals(lease_name(row.number, row.id), row.state, "checked")
        if found:
            raise Refused(*found)
        kept = [
            open_lease(hand.sealing, authority_id, held[each.lease_id].content_sealed) for each in requests
        ]
        given = [each.given or before.given for each, before in zip(requests, kept, strict=True)]
        confirmed = [each.confirmed or before.confirmed for each, before in zip(requests, kept, strict=True)]

        weighed = await weigh_leases(acting, hand, given)
        lost = [each for each in weighed if isinstance(each, Refusal)]
        if lost:
            raise Refused(*lost)
        checked = [
            redrafted(acting, hand, request.lease_id, trial_print(each), agreed)
            for request, each, agreed in zip(requests, weighed, confirmed, strict=True)
            if isinstance(each, Weighed)
        ]

        await leases.redraft_leases(authority_id, [row for row, _ in checked])
        for (new, shown), agreed in zip(checked, confirmed, strict=True):
            payload = noted_draft(new, shown, agreed)
            await append(authority_id, acting.actor, "check_lease", f"lease:{new.id}", payload, acting.at)
    return tuple(shown for _, shown in checked)
