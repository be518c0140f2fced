"""Voids a lease (合同作废) before it is signed."""

from msgspec import Struct

from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import leases
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .mask_numbers import masked_words
from .read_lease_ground import LEASE
from .void_leases import void_leases, void_refusals


class VoidLease(Struct, frozen=True):
    """Which lease, and why."""

    lease_id: int
    reason: str


class LeaseVoided(Struct, frozen=True):
    """The number that is kept; None for a draft, which had none."""

    number: str | None


async def void_lease(acting: Acting, at_hand: AtHand, request: VoidLease) -> LeaseVoided:
    """Void one lease on the business day. Raises :class:`Refused` for one that is signed."""
    authority_id = acting.authority_id
    async with uow():
        held = list((await leases.lock_leases(authority_id, [request.lease_id])).values())
        if not held:
            raise Refused(missing(LEASE, "lease_id", request.lease_id))

        found = void_refusals(held)
        if not request.reason.strip():
            found.append(refusing("reason_needed", "reason"))
        if found:
            raise Refused(*found)

        await void_leases(acting, held, request.reason.strip())
        payload = {"number": held[0].number, "before": held[0].state, "reason": masked_words(request.reason)}
        await append(
            authority_id, acting.actor, "void_lease", f"lease:{request.lease_id}", payload, acting.at
        )
    return LeaseVoided(held[0].number)
