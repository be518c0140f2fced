"""Shows a person's number in full (查看完整号码): only with a reason, and the audit trail says who looked."""

from typing import Final, Literal

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import people
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import PERSON, missing
from .check_person import DOCUMENT, PHONE
from .mask_numbers import masked_words

WHAT: Final = {"document": Both("证件号码", "document number"), "phone": Both("联系电话", "telephone")}


class UnmaskPerson(Struct, frozen=True):
    """Whose number is to be seen in full, and why."""

    person_id: int
    what: Literal["document", "phone"]
    reason: str


async def unmask_person(acting: Acting, at_hand: AtHand, request: UnmaskPerson) -> str:
    """The number itself, once the look at it is on record."""
    authority_id, what = acting.authority_id, request.what
    async with uow():
        found = [] if request.reason.strip() else [refusing("reason_needed", "reason")]
        kept = await people.person(authority_id, request.person_id)
        if kept is None:
            raise Refused(missing(PERSON, "person_id", request.person_id), *found)
        sealed = kept.document_number_sealed if what == "document" else kept.phone_sealed
        if sealed is None:
            found.append(refusing("not_given", "what", name=kept.name, what=WHAT[what]))
        if found or sealed is None:
            raise Refused(*found)
        number = at_hand.sealing.unseal(authority_id, DOCUMENT if what == "document" else PHONE, sealed)
        payload = {"what": what, "reason": masked_words(request.reason)}
        await append(authority_id, acting.actor, "unmask_person", f"person:{kept.id}", payload, acting.at)
    return number
