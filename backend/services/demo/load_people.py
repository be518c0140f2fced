"""Writes the households of a city and their persons into the registers, within the open unit of work."""

from collections.abc import Sequence

from msgspec import Struct

from ...store.queries import households, people
from ...store.queries.bulk import new_ids
from ..acting import Acting
from ..at_hand import AtHand
from ..check_members import role_of
from ..check_person import PersonGiven, check_person
from ..keep_persons import keep_persons
from .documents import PersonPlan
from .plan import CityPlan, HouseholdPlan


class Settled(Struct, frozen=True):
    """A household of the plan with its ids; persons in the order of its members."""

    plan: HouseholdPlan
    household_id: int
    allocation_id: int
    unit_id: int | None
    person_ids: tuple[int, ...]


async def load_people(
    acting: Acting, at_hand: AtHand, plan: CityPlan, unit_ids: Sequence[int]
) -> list[Settled]:
    """Persons, households and their members; every one gets the id its allocation is to have."""
    authority_id, at = acting.authority_id, acting.at
    persons = [each.person for household in plan.households for each in household.members]
    person_ids, added = await keep_persons(acting, [_person(acting, at_hand, each) for each in persons])
    assert len(added) == len(persons), "every number of the plan belongs to one person"
    ids = await new_ids(2 * len(plan.households))
    settled, first = [], 0
    for number, household in enumerate(plan.households):
        here = tuple(person_ids[first : first + len(household.members)])
        unit = household.placement.unit
        unit_id = None if unit is None else unit_ids[unit]
        settled.append(Settled(household, ids[2 * number], ids[2 * number + 1], unit_id, here))
        first += len(here)
    new = [
        households.NewHousehold(each.household_id, each.plan.household_class, len(each.person_ids))
        for each in settled
    ]
    await households.add_households(authority_id, new, at)
    members = [
        households.NewMember(each.household_id, who, role_of(kin.relation), kin.relation, kin.joined)
        for each in settled
        for who, kin in zip(each.person_ids, each.plan.members, strict=True)
    ]
    await households.add_members(authority_id, members, at)
    return settled


def _person(acting: Acting, at_hand: AtHand, person: PersonPlan) -> people.NewPerson:
    """A person through the same check as one from a form; of all doubts only the telephone is meant to be one."""
    given = PersonGiven(
        person.name,
        person.number,
        person.document_kind,
        person.phone,
        person.birth_day,
        person.sex,
        person.hukou,
    )
    checked = check_person(acting, at_hand, given)
    odd = [each.en for each in (*checked.refusals, *checked.shown) if each.code != "phone_form"]
    assert not odd, f"{person.name}: {odd}"
    assert checked.row is not None, "a person without an error has a row"
    return checked.row
