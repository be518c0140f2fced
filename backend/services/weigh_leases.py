"""Weighs leases: their terms derived from the registers, and everything that stands against them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from ..domain.allocation.placing import Member, Placing
from ..domain.lease.contract import ContractTemplate
from ..domain.lease.derive import derive_terms
from ..domain.lease.given import LeaseGiven, given_refusals
from ..domain.lease.issue import issue_refusals
from ..domain.lease.life_words import life_refusal
from ..domain.lease.numbering import number_refusals
from ..domain.lease.terms import LeaseTerms
from ..domain.vocabulary.refusal import Refusal
from .acting import Acting
from .check_fields import ALLOCATION, missing
from .draft_of import draft_of
from .lease_hand import LeaseHand
from .read_lease_ground import LEASE, Ground, Subject, read_lease_ground
from .stand_against_lease import first_refusals, lessor_refusals, renewal_refusals

ONLY_AT_ISSUE: Final = frozenset(
    {"no_contract", "contract_not_approved", "contract_not_in_force", "rent_entered", "number_format_missing"}
)
"""A lease that lacks only these may be checked, and waits: local texts may be silent on lease and rent."""


class Weighed(NamedTuple):
    """One lease as it would be issued on the business day, with everything that stands against it."""

    given: LeaseGiven
    subject: Subject
    persons: tuple[tuple[int, str], ...]
    home: str
    terms: LeaseTerms
    contract: ContractTemplate | None
    public_url: str | None
    found: tuple[Refusal, ...]


async def weigh_leases(
    acting: Acting, hand: LeaseHand, given: Sequence[LeaseGiven], *, hold: bool = False
) -> list[Weighed | Refusal]:
    """Each lease weighed, or why there is nothing to weigh; held until the unit of work is over where asked."""
    ground = await read_lease_ground(acting, hand, given, hold=hold)
    homes, waiting = _by_person(ground.live_homes), _by_person(ground.waiting)
    bans = _by_person(ground.bans)
    weighed: list[Weighed | Refusal] = []
    for each, subject in zip(given, ground.subjects, strict=True):
        if subject is None:
            weighed.append(_nothing(each, ground))
            continue
        persons = ground.persons[subject.household_id]
        own = [person.person_id for person in persons]
        placing = Placing(
            tuple(Member(person.person_id, person.name, person.role) for person in persons),
            _of(own, homes),
            tuple(open_ for open_ in _of(own, waiting) if open_.allocation_id != each.allocation_id),
            _of(own, bans),
        )
        weighed.append(_weigh(acting, hand, ground, each, subject, placing))
    return weighed


def _by_person(rows: Sequence[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _of(persons: list[int], rows: dict[int, list[Any]]) -> tuple[Any, ...]:
    return tuple(row for person in persons for row in rows.get(person, ()))


def _nothing(given: LeaseGiven, ground: Ground) -> Refusal:
    if given.previous_lease_id is not None:
        return missing(LEASE, "previous_lease_id", given.previous_lease_id)
    held = ground.allotted.get(given.allocation_id or 0)
    if held is None:
        return missing(ALLOCATION, "allocation_id", given.allocation_id)
    return life_refusal("no_home_chosen", "allocation_id", application=held.application_number)


def _weigh(
    acting: Acting, hand: LeaseHand, ground: Ground, given: LeaseGiven, subject: Subject, placing: Placing
) -> Weighed:
    law, home = ground.law, ground.homes[subject.unit_id]
    draft = draft_of(acting, hand.sealing, ground, given, subject)
    terms = derive_terms(draft, ground.contract, ground.schedules, law)
    rules = law.pack.on(acting.on)
    found = chain(
        given_refusals(given, law),
        first_refusals(acting, ground, given, subject, placing) if subject.previous is None else (),
        renewal_refusals(ground, given, subject.previous) if subject.previous is not None else (),
        lessor_refusals(ground, home.operator_id),
        number_refusals(rules, "lease"),
        issue_refusals(terms, ground.contract, law.case(acting.on)),
    )
    persons = tuple((member.person_id, member.name) for member in placing.members)
    url = ground.authority.public_url
    return Weighed(given, subject, persons, home.name, terms, ground.contract, url, tuple(found))
