"""Drafts leases (起草合同): one for each allocation or lease to be renewed; a draft may be saved with refusals."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ..domain.lease.given import LeaseGiven
from ..domain.lease.lease_states import STATES, lease_name
from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.queries import leases
from ..store.queries.bulk import new_ids
from ..store.unit_of_work import uow
from .acting import Acting
from .confirm_warnings import Confirmation
from .lease_hand import LeaseHand
from .redraft_lease import LeaseDrafted, noted_draft, redrafted
from .weigh_leases import Weighed, weigh_leases


class DraftLease(Struct, frozen=True):
    """What a person gives for a lease, and the warnings a named person lets stand."""

    given: LeaseGiven
    confirmed: Confirmation | None = None


def _new(row: leases.Redrafted, weighed: Weighed) -> leases.NewLease:
    subject = weighed.subject
    before = subject.previous
    fields = msgspec.structs.asdict(row)
    return leases.NewLease(
        household_id=subject.household_id,
        unit_id=subject.unit_id,
        allocation_id=None if subject.allocation is None else subject.allocation.id,
        tenancy_id=None if before is None else before.tenancy_id,
        previous_lease_id=None if before is None else before.id,
        kind="first" if before is None else "renewal",
        **fields,
    )


async def draft_leases(
    acting: Acting, hand: LeaseHand, requests: Sequence[DraftLease]
) -> tuple[LeaseDrafted, ...]:
    """Draft leases, each checked at once; raises :class:`Refused` where one has nothing to rest on."""
    authority_id = acting.authority_id
    async with uow():
        allotted = [each.given.allocation_id for each in requests if each.given.allocation_id is not None]
        there = await leases.leases_of_allocations(authority_id, allotted)
        weighed = await weigh_leases(acting, hand, [each.given for each in requests], hold=True)

        found = [each for each in weighed if isinstance(each, Refusal)]
        for lease_id, state, number in there.values():
            name = lease_name(number, lease_id)
            found.append(life_refusal("lease_there", "allocation_id", lease=name, state=STATES[state]))
        if found:
            raise Refused(*found)
        sound = [each for each in weighed if isinstance(each, Weighed)]
        ids = await new_ids(len(sound))
        drafts = [
            redrafted(acting, hand, lease_id, each, request.confirmed)
            for lease_id, each, request in zip(ids, sound, requests, strict=True)
        ]

        rows = [_new(row, each) for (row, _), each in zip(drafts, sound, strict=True)]
        added = await leases.add_leases(authority_id, rows, acting.at)
        assert added == set(ids), "the allocations were held, so nobody could draft meanwhile"
        for request, (row, shown) in zip(requests, drafts, strict=True):
            payload = noted_draft(row, shown, request.confirmed)
            await append(authority_id, acting.actor, "draft_lease", f"lease:{row.id}", payload, acting.at)
    return tuple(shown for _, shown in drafts)
