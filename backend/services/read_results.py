"""Reads what is on record about everybody and everything a list of allocation results names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from ..domain.allocation.placing import Ban, LiveHome, OpenAllocation
from ..domain.allocation.result_rows import ResultRow
from ..store.queries import allocations, bans, households, imports, people
from .acting import Acting
from .at_hand import AtHand
from .check_person import DOCUMENT, looked_up_by
from .keep_persons import Known
from .read_homes import Homes, read_homes

OfPerson = TypeVar("OfPerson", Ban, LiveHome, OpenAllocation, people.PersonHome)
Document = tuple[str, bytes]


class OnRecord(Struct, frozen=True):
    """What is on record: persons by document, what each has, households, allocations, homes, places."""

    documents: dict[int, Document]
    persons: Known
    bans: dict[int, list[Ban]]
    live: dict[int, list[LiveHome]]
    waiting: dict[int, list[OpenAllocation]]
    memberships: dict[int, list[people.PersonHome]]
    members: dict[int, list[households.MemberRow]]
    classes: dict[int, str]
    allocations: dict[tuple[str, str], allocations.Allocation]
    homes: Homes
    places: dict[tuple[str, int | None, int], str]


def _by_person(found: Iterable[OfPerson]) -> dict[int, list[OfPerson]]:
    grouped: dict[int, list[OfPerson]] = defaultdict(list)
    for each in found:
        grouped[each.person_id].append(each)
    return grouped


def _documents(acting: Acting, at_hand: AtHand, rows: Sequence[ResultRow]) -> dict[int, Document]:
    """What each row's person is found again by."""
    index, authority_id = at_hand.sealing.index, acting.authority_id
    return {
        row.row: (
            row.document_kind.value,
            index(authority_id, DOCUMENT, looked_up_by(row.document_kind, row.document_number)),
        )
        for row in rows
    }


async def _allocations(
    authority_id: int, rows: Sequence[ResultRow]
) -> dict[tuple[str, str], allocations.Allocation]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        numbers[row.batch].add(row.application_number)
    found = {}
    for batch, wanted in numbers.items():
        held = await allocations.allocations_by_number(authority_id, batch, list(wanted))
        found.update({(batch, number): each for number, each in held.items()})
    return found


async def read_results(
    acting: Acting, at_hand: AtHand, rows: Sequence[ResultRow], lock: bool = False
) -> OnRecord:
    """Everything on record; locked, in the order in which one allotment locks it, then read anew."""
    authority_id = acting.authority_id
    documents = _documents(acting, at_hand, rows)
    persons = await people.persons_by_document(authority_id, list(set(documents.values())))
    ids = [person for person, _ in persons.values()]
    if lock:
        before = {each.household_id for each in await people.homes_of(authority_id, ids)}
        before |= {each.household_id for each in (await _allocations(authority_id, rows)).values()}
        await imports.household_classes(authority_id, list(before), lock=True)
        await people.lock_persons(authority_id, ids)
    held = await _allocations(authority_id, rows)
    memberships = _by_person(await people.homes_of(authority_id, ids))
    of = {each.household_id for each in held.values()}
    of |= {each.household_id for found in memberships.values() for each in found if each.role == "applicant"}
    members: dict[int, list[households.MemberRow]] = defaultdict(list)
    for member in await households.members_on(authority_id, list(of), acting.on):
        members[member.household_id].append(member)
    others = [member.person_id for found in members.values() for member in found]
    everybody = list({*ids, *others})
    places = await imports.places_of(authority_id, list({row.batch for row in rows}))
    return OnRecord(
        documents, persons,
        _by_person(await bans.bans_of(authority_id, everybody)),
        _by_person(await allocations.live_homes_of(authority_id, everybody)),
        _by_person(await allocations.open_allocations_of(authority_id, everybody)),
        memberships, members, await imports.household_classes(authority_id, list(of)), held,
        await read_homes(authority_id, rows, lock),
        {(each.batch, each.estate_id, each.choice_order): each.application_number for each in places},
    )  # fmt: skip
