"""Whether the households of a written list went further since: signed, gave up, chose, moved in, changed."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.allocation.allocation_states import OPEN
from ..store.queries import imports
from .import_making import Made


class HouseholdsNow(Struct, frozen=True):
    """Everything on record about the households a list made or touched."""

    allocations: list[imports.AllocationOf]
    tenancies: list[tuple[int, str]]
    members: list[imports.MemberOf]


def own_members(made: Sequence[Made], found: HouseholdsNow) -> list[int]:
    """The open memberships that the list made."""
    pairs = {(row.member_of, row.member) for row in made if row.member is not None}
    return [
        each.id
        for each in found.members
        if each.to_day is None and (each.household_id, each.person_id) in pairs
    ]


def used_households(made: Sequence[Made], found: HouseholdsNow) -> list[str]:
    """The applications in use, in order; a household without one is named by its number."""
    new = {row.household for row in made if row.household is not None}
    allotted = {row.allocation: row.home for row in made if row.allocation is not None}
    used: set[int] = {
        each.household_id
        for each in found.allocations
        if (each.id in allotted and (each.state not in OPEN or each.unit_id != allotted[each.id]))
        or (each.id not in allotted and each.household_id in new)
    }
    used |= {household for household, state in found.tenancies if state != "ended" or household in new}
    own = set(own_members(made, found))
    used |= {each.household_id for each in found.members if each.household_id in new and each.id not in own}
    kept = {(each.household_id, each.person_id) for each in found.members if each.id in own}
    used |= {row.member_of for row in made if row.member_of and (row.member_of, row.member) not in kept}
    names = {each.household_id: each.application_number for each in found.allocations}
    return sorted(names.get(each, f"{each}") for each in used)
