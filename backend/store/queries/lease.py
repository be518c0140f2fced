"""Tenancies: opening one under the lock of its unit, ending one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from ..unit_of_work import open_work

_LOCK_UNIT: Final = "SELECT id FROM unit WHERE authority_id = $1 AND id = $2 FOR UPDATE"
_EARLIER: Final = (
    "SELECT id FROM tenancy WHERE authority_id = $1 AND unit_id = $2 AND to_day > $3 AND to_day > from_day"
    " ORDER BY to_day DESC, id LIMIT 1"
)
_OPEN: Final = (
    "INSERT INTO tenancy (authority_id, household_id, unit_id, allocation_id, state, from_day, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
)
_MOVE_IN: Final = (
    "INSERT INTO tenancy_member (authority_id, tenancy_id, person_id, live, from_day, created_at)"
    " SELECT $1, $2, person_id, true, $4, $5 FROM unnest($3::bigint[]) AS person_id"
)
_MOVE_OUT: Final = (
    "UPDATE tenancy_member SET live = NULL, to_day = $3 WHERE authority_id = $1 AND tenancy_id = $2 AND live"
)
_END: Final = (
    "UPDATE tenancy SET state = 'ended', to_day = $3 WHERE authority_id = $1 AND id = $2 AND state <> 'ended'"
)


async def lock_unit(authority_id: int, unit_id: int) -> bool:
    """Hold a unit until the unit of work is over; False where the authority has no such unit."""
    connection = open_work("lock_unit")
    return await connection.fetchval(_LOCK_UNIT, authority_id, unit_id) is not None


async def overlapping_tenancy(authority_id: int, unit_id: int, from_day: date) -> int | None:
    """An ended tenancy of the unit that a new one from this day would overlap; lock the unit first."""
    connection = open_work("overlapping_tenancy")
    found: int | None = await connection.fetchval(_EARLIER, authority_id, unit_id, from_day)
    return found


async def open_tenancy(
    authority_id: int,
    household_id: int,
    unit_id: int,
    persons: Iterable[int],
    *,
    state: str,
    from_day: date,
    at: datetime,
    allocation_id: int | None = None,
) -> int:
    """A new tenancy with its persons. Raises a violation where the unit, the household or one is taken.

    Its constraints: ``tenancy_one_live_per_unit_key``, ``tenancy_one_live_per_household_key``,
    ``tenancy_member_one_live_per_person_key``.
    """
    connection = open_work("open_tenancy")
    tenancy: int = await connection.fetchval(
        _OPEN, authority_id, household_id, unit_id, allocation_id, state, from_day, at
    )
    # Always in the same order, or two households that share persons would wait for each other.
    await connection.execute(_MOVE_IN, authority_id, tenancy, sorted(persons), from_day, at)
    return tenancy


async def end_tenancy(authority_id: int, tenancy_id: int, to_day: date) -> bool:
    """End a tenancy on the day its home was returned; False where it is not live."""
    connection = open_work("end_tenancy")
    await connection.execute(_MOVE_OUT, authority_id, tenancy_id, to_day)
    answer: str = await connection.execute(_END, authority_id, tenancy_id, to_day)
    return answer == "UPDATE 1"
