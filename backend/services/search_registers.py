"""Searches the registers (查询): by name, pinyin initials, number or its last four, telephone, or home.

Only the authority's own rows are found, and every number is masked.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from ..domain.stock.cells import narrow
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.queries import people, stock
from .acting import Acting
from .at_hand import AtHand
from .check_fields import beyond, keepable
from .check_person import DOCUMENT, PHONE
from .find_persons import find_persons
from .mask_numbers import masked_number, masked_phone

LEAST: Final = 1
MOST: Final = 500
LIMIT: Final = Both("最多列出的条数", "most rows to list")


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
    """What was found; as many of each as the limit lets through, and whether there are more."""

    people: tuple[PersonFound, ...]
    units: tuple[stock.UnitFound, ...]
    cut: bool = False


async def search_registers(acting: Acting, at_hand: AtHand, request: Search) -> Found:
    """Everybody and every home of the authority that fits; nothing is written."""
    keepable(acting, msgspec.structs.replace(request, limit=0))
    given = (request.estate, request.building, request.entrance, request.room)
    estate, building, entrance, room = (narrow(part) for part in given)
    text, limit = narrow(request.text), request.limit
    found = beyond(LIMIT, "limit", limit, 1, MOST)
    if len(text) < LEAST and not any(given):
        found.append(refusing("search_too_short", "text", least=LEAST))
    if found:
        raise Refused(*found)
    # One more than asked for tells whether the list is cut.
    kept = await find_persons(acting, at_hand, text, limit + 1) if text else []
    units: list[stock.UnitFound] = []
    if any(given):
        units = await stock.search_units(
            acting.authority_id, estate, building, entrance, room, limit=limit + 1
        )
    cut = max(len(kept), len(units)) > limit
    return Found(await _shown(acting, at_hand, kept[:limit]), tuple(units[:limit]), cut)


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
