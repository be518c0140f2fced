"""What the registers hold against a supplement: the rent before it, and where those live who join."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.queries import leases, supplements
from .acting import Acting
from .read_lease_ground import Ground

FROM: Final = Both("变更生效日", "first day of the change")


async def rent_day_refusals(
    acting: Acting, tenancy_id: int, kind: str, effective_from: date
) -> list[Refusal]:
    """A change of rent begins after the rent before it."""
    terms = await leases.rent_terms_of(acting.authority_id, tenancy_id)
    late = kind == "rent_changed" and bool(terms) and effective_from <= terms[-1][2]
    words = {"what": FROM, "day": effective_from, "start": terms[-1][2] if terms else acting.on}
    return [refusing("day_before", "effective_from", "", **words)] if late else []


async def joining_persons(
    authority_id: int, tenancy_id: int, ground: Ground, row: leases.LeaseRow
) -> tuple[int, ...]:
    """The persons of the household who are not housed under the tenancy yet."""
    there = await supplements.living_there(authority_id, tenancy_id)
    return tuple(each.person_id for each in ground.persons[row.household_id] if each.person_id not in there)


def housed_refusals(ground: Ground, joining: tuple[int, ...], own: str) -> Iterator[Refusal]:
    """Nobody joins who has a home elsewhere (hongshan:16)."""
    names = {each.person_id: each.name for persons in ground.persons.values() for each in persons}
    for home in ground.live_homes:
        if home.person_id in joining and home.home != own:
            words = {"name": names[home.person_id], "home": home.home}
            yield refusing("already_protected", "household", "", **words)
