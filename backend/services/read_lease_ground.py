"""Reads what leases rest on, for many at once: homes, households, allocations, lessors, rents, contract."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from ..domain.allocation.placing import Ban, LiveHome, OpenAllocation
from ..domain.lease.contract import ContractTemplate
from ..domain.lease.derive import Law
from ..domain.lease.given import LeaseGiven
from ..domain.rent.schedule import RentSchedule
from ..domain.vocabulary.both import Both
from ..store.queries import allocations, bans, lease_subjects, leases, people, rent_schedules, stock
from .acting import Acting
from .lease_hand import LeaseHand, contract_in_force, law_of

LEASE: Final = Both("合同", "lease")


class Subject(NamedTuple):
    """Whom and what one lease is about; ``previous`` is the lease a renewal follows."""

    household_id: int
    unit_id: int
    allocation: lease_subjects.OpenAllocation | None
    previous: leases.LeaseRow | None


class Ground(NamedTuple):
    """Everything on record that a batch of leases rests on; ``subjects`` stand in the order asked."""

    law: Law
    contract: ContractTemplate | None
    schedules: list[RentSchedule]
    authority: lease_subjects.AuthorityFacts
    lessors: dict[int | None, lease_subjects.LessorRow]
    subjects: list[Subject | None]
    allotted: dict[int, lease_subjects.OpenAllocation]
    homes: dict[int, lease_subjects.LeaseHome]
    persons: dict[int, list[lease_subjects.LeasePerson]]
    live_homes: list[LiveHome]
    waiting: list[OpenAllocation]
    bans: list[Ban]
    taken: set[int]
    last: dict[int, tuple[int, str | None, date]]
    tenancies: dict[int, str]


async def read_lease_ground(
    acting: Acting, hand: LeaseHand, given: Sequence[LeaseGiven], *, hold: bool
) -> Ground:
    """Read it in a few queries, whatever the number of leases; ``hold`` all until the unit of work is over."""
    authority_id, on = acting.authority_id, acting.on
    wanted = [each.allocation_id for each in given if each.allocation_id is not None]
    allotted = await lease_subjects.lease_allocations(authority_id, wanted, lock=hold)
    before = [each.previous_lease_id for each in given if each.previous_lease_id is not None]
    previous = await leases.leases_by_id(authority_id, before)
    subjects = [_subject(each, allotted, previous) for each in given]
    known = [each for each in subjects if each is not None]
    households, units = [each.household_id for each in known], [each.unit_id for each in known]
    renewed = [each.previous.tenancy_id for each in known if each.previous and each.previous.tenancy_id]
    if hold:
        await lease_subjects.lock_households(authority_id, households)
    persons = await lease_subjects.lease_persons(authority_id, households, on)
    everybody = [person.person_id for each in persons.values() for person in each]
    if hold:
        await people.lock_persons(authority_id, everybody)
        await stock.lock_units(authority_id, units)
    starts = [
        (subject.unit_id, each.start)
        for subject, each in zip(subjects, given, strict=True)
        if subject is not None and subject.previous is None
    ]
    return Ground(
        law_of(acting, hand),
        contract_in_force(acting.authority, "lease", on),
        [held.schedule for held in await rent_schedules.schedules_of(authority_id)],
        await lease_subjects.authority_facts(authority_id),
        await lease_subjects.lessors(authority_id),
        subjects,
        allotted,
        await lease_subjects.lease_homes(authority_id, units),
        persons,
        await allocations.live_homes_of(authority_id, everybody),
        await allocations.open_allocations_of(authority_id, everybody),
        await bans.bans_of(authority_id, everybody),
        await leases.units_taken(authority_id, starts),
        await leases.last_leases(authority_id, renewed),
        await leases.lock_tenancies(authority_id, renewed),
    )


def _subject(
    given: LeaseGiven,
    allotted: dict[int, lease_subjects.OpenAllocation],
    previous: dict[int, leases.LeaseRow],
) -> Subject | None:
    """What a lease is about; None where its allocation or the lease before is not there, or has no home."""
    if given.previous_lease_id is not None:
        before = previous.get(given.previous_lease_id)
        return None if before is None else Subject(before.household_id, before.unit_id, None, before)
    held = allotted.get(given.allocation_id or 0)
    if held is None or held.unit_id is None:
        return None
    return Subject(held.household_id, held.unit_id, held, None)
