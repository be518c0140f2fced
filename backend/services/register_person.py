"""Registers a person (人员); who is there already, by kind and number of document, is given again."""

from msgspec import Struct

from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_person import PersonGiven, check_person
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .keep_persons import keep_persons, known_persons, other_names


class RegisterPerson(Struct, frozen=True):
    """A person to be registered."""

    person: PersonGiven
    confirmed: Confirmation | None = None


class PersonRegistered(Struct, frozen=True):
    """The person as the register has it; ``new`` is false for one who was there already."""

    person_id: int
    new: bool
    warnings: tuple[Refusal, ...]


async def register_person(acting: Acting, at_hand: AtHand, request: RegisterPerson) -> PersonRegistered:
    """Register a person once; what was registered before is not overwritten."""
    checked = check_person(acting, at_hand, request.person)
    async with uow():
        if checked.row is None:
            raise Refused(*checked.refusals)
        known = await known_persons(acting, [checked.row])
        found = [*checked.refusals, *other_names(known, [checked.row])]
        warnings = confirm_warnings(found, request.confirmed)

        ids, added = await keep_persons(acting, [checked.row])
        person_id, new = ids[0], ids[0] in added
        payload = {"new": new, "kind": checked.row.document_kind, **noted(request.confirmed, warnings)}
        subject = f"person:{person_id}"
        await append(acting.authority_id, acting.actor, "register_person", subject, payload, acting.at)
    return PersonRegistered(person_id, new, (*warnings, *checked.shown))
