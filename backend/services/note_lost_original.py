"""Notes that the signed original of a lease is lost (原件遗失); its scan and its printed paper are still there."""

from datetime import date

from msgspec import Struct

from ..domain.lease.lease_states import lease_name
from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import leases, signings
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import ahead, missing
from .mask_numbers import masked_words
from .read_lease_ground import LEASE

LOST_ON = Both("遗失日期", "day of the loss")


class NoteLostOriginal(Struct, frozen=True):
    """Which lease, since when its original is missed, and what is known of it."""

    lease_id: int
    lost_on: date
    note: str


async def note_lost_original(acting: Acting, at_hand: AtHand, request: NoteLostOriginal) -> None:
    """Note the loss on the signing. Raises :class:`Refused` for a lease that is not signed."""
    authority_id = acting.authority_id
    async with uow():
        row = (await leases.lock_leases(authority_id, [request.lease_id])).get(request.lease_id)
        if row is None:
            raise Refused(missing(LEASE, "lease_id", request.lease_id))
        signed_on = await signings.signed_on(authority_id, row.id)

        found = ahead(acting, LOST_ON, "lost_on", request.lost_on)
        if signed_on is None:
            found.append(life_refusal("not_signed", "lease_id", lease=lease_name(row.number, row.id)))
        elif request.lost_on < signed_on:
            words = {"what": LOST_ON, "day": request.lost_on, "start": signed_on}
            found.append(refusing("day_before", "lost_on", "", **words))
        if not request.note.strip():
            found.append(refusing("reason_needed", "note"))
        if found:
            raise Refused(*found)

        await signings.note_lost(authority_id, row.id, request.lost_on, request.note.strip())
        payload = {"lost_on": request.lost_on, "note": masked_words(request.note)}
        await append(authority_id, acting.actor, "note_lost_original", f"lease:{row.id}", payload, acting.at)
