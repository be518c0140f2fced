"""Notes that a signed lease was filed (备案) with the authority, under which number."""

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
from .check_fields import ahead, blank, missing
from .read_lease_ground import LEASE

FILED_ON = Both("备案日期", "day of filing")
FILING_NUMBER = Both("备案号", "number of the filing")


class NoteFiling(Struct, frozen=True):
    """Which lease, the day it was filed, the number it has there."""

    lease_id: int
    filed_on: date
    filing_number: str


async def note_filing(acting: Acting, at_hand: AtHand, request: NoteFiling) -> None:
    """Note the filing on the signing. Raises :class:`Refused` for a lease that is not signed."""
    authority_id = acting.authority_id
    async with uow():
        row = (await leases.lock_leases(authority_id, [request.lease_id])).get(request.lease_id)
        if row is None:
            raise Refused(missing(LEASE, "lease_id", request.lease_id))
        signed_on = await signings.signed_on(authority_id, row.id)

        found = blank(("filing_number", FILING_NUMBER, request.filing_number))
        found += ahead(acting, FILED_ON, "filed_on", request.filed_on)
        if signed_on is None:
            found.append(life_refusal("not_signed", "lease_id", lease=lease_name(row.number, row.id)))
        elif request.filed_on < signed_on:
            words = {"what": FILED_ON, "day": request.filed_on, "start": signed_on}
            found.append(refusing("day_before", "filed_on", "", **words))
        if found:
            raise Refused(*found)

        number = request.filing_number.strip()
        await signings.note_filed(authority_id, row.id, request.filed_on, number)
        payload = {"filed_on": request.filed_on, "filing_number": number}
        await append(authority_id, acting.actor, "note_filing", f"lease:{row.id}", payload, acting.at)
