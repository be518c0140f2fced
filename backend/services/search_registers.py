"""Searches the registers (查询): by name, pinyin initials, number or its last four, telephone, or home.

Only the authority's own rows are found, and every number is masked.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ..domain.allocation.result_rows import read_phone
from ..domain.stock.cells import narrow
from ..domain.vocabulary.complaint import Wrong
from ..domain.vocabulary.document_kinds import DocumentKind
from ..domain.vocabulary.identity import normal_document_number
from ..domain.vocabulary.names import name_key
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.queries import people, stock
from .acting import Acting
from .at_hand import AtHand
from .check_person import DOCUMENT, PHONE, looked_up_by
from .mask_numbers import masked_number, masked_phone

LEAST: Final = 1
TAIL: Final = re.compile(r"[0-9A-Z]{4}")


class Search(Struct, frozen=True):
    """What is looked for: any of a person's marks in ``text``, or a home by its parts, or both."""

    text: str = ""
    estate: str = ""
    building: str = ""
    entrance: str = ""
    room: str = ""
    limit: int = 50


class PersonFound(Struct, frozen=True):
    """A person as a list shows it."""

    person_id: int
    name: str
    document_kind: str
    document_masked: str
    phone_masked: str
    households: tuple[int, ...]
    homes: tuple[str, ...]


class Found(Struct, frozen=True):
    """What was found; as many of each as the limit lets through."""

    people: tuple[PersonFound, ...]
    units: tuple[stock.UnitFound, ...]


async def search_registers(acting: Acting, at_hand: AtHand, request: Search) -> Found:
    """Everybody and every home of the authority that fits; nothing is written."""
    given = (request.estate, request.building, request.entrance, request.room)
    estate, building, entrance, room = (narrow(part) for part in given)
    text = narrow(request.text)
    if len(text) < LEAST and not any(given):
        raise Refused(refusing("search_too_short", "text", least=LEAST))
    kept = await _people(acting, at_hand, text, request.limit) if text else []
    units: list[stock.UnitFound] = []
    if any(given):
        units = await stock.search_units(
            acting.authority_id, estate, building, entrance, room, limit=request.limit
        )
    return Found(await _shown(acting, at_hand, kept), tuple(units))


async def _people(acting: Acting, at_hand: AtHand, text: str, limit: int) -> list[people.PersonKept]:
    """Persons by every reading the text may have, each once, the surest reading first."""
    authority_id, sealing = acting.authority_id, at_hand.sealing
    found: list[people.PersonKept] = []
    numbers = {looked_up_by(kind, normal_document_number(kind, text)) for kind in DocumentKind}
    whole = [sealing.index(authority_id, DOCUMENT, number) for number in sorted(numbers)]
    found += await people.persons_with(authority_id, "document_number_index", whole, limit)
    phone = read_phone(text)
    if not isinstance(phone, Wrong):
        index = sealing.index(authority_id, PHONE, phone)
        found += await people.persons_with(authority_id, "phone_index", [index], limit)
    if TAIL.fullmatch(text.upper()):
        tail = text.upper()
        for field, column in ((DOCUMENT, "document_tail_index"), (PHONE, "phone_tail_index")):
            index = sealing.tail_index(authority_id, field, tail)
            found += await people.persons_with(authority_id, column, [index], limit)
    key = name_key(text)
    if key:
        found += await people.persons_beginning(authority_id, "name_key", key, limit)
    if re.fullmatch(r"[a-z]+", key):
        found += await people.persons_beginning(authority_id, "initials", key, limit)
    return list({person.id: person for person in found}.values())[:limit]


async def _shown(
    acting: Acting, at_hand: AtHand, kept: Sequence[people.PersonKept]
) -> tuple[PersonFound, ...]:
    authority_id, unseal = acting.authority_id, at_hand.sealing.unseal
    homes = await people.homes_of(authority_id, [person.id for person in kept]) if kept else []
    return tuple(
        PersonFound(
            each.id, each.name, each.document_kind,
            masked_number(unseal(authority_id, DOCUMENT, each.document_number_sealed)),
            masked_phone(unseal(authority_id, PHONE, each.phone_sealed)) if each.phone_sealed else "",
            tuple(home.household_id for home in homes if home.person_id == each.id),
            tuple(home.home for home in homes if home.person_id == each.id and home.home),
        )
        for each in kept
    )  # fmt: skip
