"""Allocations (配租结果): who has a right to which home, what stands against it, what lapses."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ...domain.allocation.placing import LiveHome, OpenAllocation
from ..engine import fetch, fetch_one
from .bulk import columns


class NewAllocation(Struct, frozen=True):
    """An open allocation with the id it is to have: of a home, or of a place in the order of choice."""

    id: int
    household_id: int
    batch: str
    application_number: str
    confirmed_on: date
    estate_id: int | None = None
    unit_id: int | None = None
    choice_order: int | None = None
    window_last_day: date | None = None
    remark: str | None = None


class Allocation(Struct, frozen=True):
    """An allocation on record."""

    id: int
    household_id: int
    batch: str
    application_number: str
    confirmed_on: date
    estate_id: int | None
    unit_id: int | None
    choice_order: int | None
    window_last_day: date | None
    state: str
    settled_on: date | None


class Due(Struct, frozen=True):
    """An open allocation whose signing window is over."""

    id: int
    household_id: int
    unit_id: int | None
    window_last_day: date


_ADD: Final = (
    "INSERT INTO allocation (authority_id, id, household_id, batch, application_number, confirmed_on,"
    " estate_id, unit_id, choice_order, window_last_day, remark, state, created_at)"
    " SELECT $1, n.*, 'allotted', $12"
    " FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::date[], $7::bigint[],"
    " $8::bigint[], $9::integer[], $10::date[], $11::text[]) AS n"
    " ON CONFLICT DO NOTHING RETURNING id"
)
_ALL: Final = (
    "SELECT id, household_id, batch, application_number, confirmed_on, estate_id, unit_id, choice_order,"
    " window_last_day, state, settled_on FROM allocation WHERE authority_id = $1"
)
_LOCK: Final = f"{_ALL} AND id = $2 FOR NO KEY UPDATE"
_BY_APPLICATION: Final = f"{_ALL} AND batch = $2 AND application_number = ANY($3::text[])"
_BY_PLACE: Final = (
    f"{_ALL} AND batch = $2 AND estate_id IS NOT DISTINCT FROM $3 AND choice_order = $4"
    " AND state IN ('allotted', 'signed')"
)
_HOME: Final = "concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number)"
_OF_PERSONS: Final = (
    f"SELECT DISTINCT m.person_id, a.id, {_HOME} AS home, a.confirmed_on"
    " FROM household_member AS m"
    " JOIN allocation AS a ON a.authority_id = m.authority_id AND a.household_id = m.household_id"
    " AND a.state = 'allotted'"
    " LEFT JOIN unit AS u ON u.authority_id = a.authority_id AND u.id = a.unit_id"
    " LEFT JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " LEFT JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE m.authority_id = $1 AND m.person_id = ANY($2::bigint[]) AND m.to_day IS NULL"
    " ORDER BY m.person_id, a.id"
)
_HOUSED: Final = (
    f"SELECT h.person_id, {_HOME} AS home FROM ("
    "SELECT person_id, tenancy_id FROM tenancy_member"
    " WHERE authority_id = $1 AND person_id = ANY($2::bigint[]) AND live"
    " UNION SELECT m.person_id, t.id FROM household_member AS m"
    " JOIN tenancy AS t ON t.authority_id = m.authority_id AND t.household_id = m.household_id"
    " AND t.state IN ('reserved', 'living', 'leaving')"
    " WHERE m.authority_id = $1 AND m.person_id = ANY($2::bigint[]) AND m.to_day IS NULL) AS h"
    " JOIN tenancy AS t ON t.authority_id = $1 AND t.id = h.tenancy_id"
    " JOIN unit AS u ON u.authority_id = t.authority_id AND u.id = t.unit_id"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " ORDER BY h.person_id, home"
)
_HOLDERS: Final = (
    "SELECT m.person_id FROM allocation AS a LEFT JOIN household_member AS m"
    " ON m.authority_id = a.authority_id AND m.household_id = a.household_id"
    " AND m.from_day <= a.confirmed_on AND (m.to_day IS NULL OR a.confirmed_on <= m.to_day)"
    " AND m.created_at <= a.created_at"
    " WHERE a.authority_id = $1 AND a.household_id = $2 AND a.state = 'allotted'"
    " UNION SELECT NULL::bigint FROM tenancy"
    " WHERE authority_id = $1 AND household_id = $2 AND state IN ('reserved', 'living', 'leaving')"
)
_DUE: Final = (
    "SELECT id, household_id, unit_id, window_last_day FROM allocation"
    " WHERE authority_id = $1 AND state = 'allotted' AND window_last_day < $2 ORDER BY id"
)
_LOCK_DUE: Final = f"{_DUE} FOR NO KEY UPDATE"
_SETTLE: Final = (
    "UPDATE allocation AS a SET state = $2, settled_on = n.day"
    " FROM unnest($3::bigint[], $4::date[]) AS n (id, day)"
    " WHERE a.authority_id = $1 AND a.id = n.id AND a.state = 'allotted'"
)
_GIVE_HOME: Final = (
    "UPDATE allocation SET unit_id = $3, window_last_day = $4"
    " WHERE authority_id = $1 AND id = $2 AND state = 'allotted' AND unit_id IS NULL"
)
_EARLIER: Final = (
    "SELECT choice_order FROM allocation WHERE authority_id = $1 AND batch = $2"
    " AND estate_id IS NOT DISTINCT FROM $3 AND choice_order < $4 AND unit_id IS NULL AND state = 'allotted'"
    " ORDER BY choice_order LIMIT 1"
)


async def add_allocations(authority_id: int, rows: Sequence[NewAllocation], at: datetime) -> set[int]:
    """The ids that were added; one whose application, home or place is taken is left out."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD, authority_id, *columns(rows), at)}


async def lock_allocation(authority_id: int, allocation_id: int) -> Allocation | None:
    """Hold an allocation until the unit of work is over; None where the authority has none such."""
    row = await fetch_one(_LOCK, authority_id, allocation_id)
    return None if row is None else Allocation(*row)


async def allocations_by_number(
    authority_id: int, batch: str, application_numbers: Sequence[str]
) -> dict[str, Allocation]:
    """The allocations of a batch by the numbers of their applications."""
    rows = await fetch(_BY_APPLICATION, authority_id, batch, list(application_numbers))
    return {row["application_number"]: Allocation(*row) for row in rows}


async def allocation_at_place(
    authority_id: int, batch: str, estate_id: int | None, choice_order: int
) -> Allocation | None:
    """Whose place in the order of choice this is, while it is not lapsed or given up."""
    row = await fetch_one(_BY_PLACE, authority_id, batch, estate_id, choice_order)
    return None if row is None else Allocation(*row)


async def open_allocations_of(authority_id: int, person_ids: Sequence[int]) -> list[OpenAllocation]:
    """The open allocations of the households persons belong to now."""
    return [OpenAllocation(*row) for row in await fetch(_OF_PERSONS, authority_id, list(person_ids))]


async def live_homes_of(authority_id: int, person_ids: Sequence[int]) -> list[LiveHome]:
    """The homes persons are housed in: by name under a live tenancy, or as members of its household."""
    return [LiveHome(*row) for row in await fetch(_HOUSED, authority_id, list(person_ids))]


async def holders_of(authority_id: int, household_id: int) -> set[int] | None:
    """Who belonged to a household when what it waits for was confirmed; None where it holds no home at all."""
    rows = await fetch(_HOLDERS, authority_id, household_id)
    return {row["person_id"] for row in rows if row["person_id"] is not None} if rows else None


async def due_to_lapse(authority_id: int, on: date) -> list[Due]:
    """The open allocations whose signing window ended before a day."""
    return [Due(*row) for row in await fetch(_DUE, authority_id, on)]


async def lock_due_to_lapse(authority_id: int, on: date) -> list[Due]:
    """The same, held until the unit of work is over; one settled meanwhile is not among them."""
    return [Due(*row) for row in await fetch(_LOCK_DUE, authority_id, on)]


async def settle_allocations(authority_id: int, state: str, settled: Sequence[tuple[int, date]]) -> None:
    """Settle open allocations, each on its day; lock them first."""
    ids, days = [each for each, _ in settled], [day for _, day in settled]
    await fetch(_SETTLE, authority_id, state, ids, days)


async def give_home(
    authority_id: int, allocation_id: int, unit_id: int, window_last_day: date | None
) -> None:
    """Turn a place in the order of choice into a home; lock both first."""
    await fetch(_GIVE_HOME, authority_id, allocation_id, unit_id, window_last_day)


async def first_before(authority_id: int, batch: str, estate_id: int | None, choice_order: int) -> int | None:
    """The first place before this one that has not chosen yet."""
    row = await fetch_one(_EARLIER, authority_id, batch, estate_id, choice_order)
    return None if row is None else row["choice_order"]
