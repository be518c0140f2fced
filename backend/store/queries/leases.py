"""Leases (租赁合同): drafted, issued under a number, signed, in force, ended or void."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from .bulk import columns


class NewLease(Struct, frozen=True):
    """A lease with the id it is to have, as drafted; ``to_day`` is the first day it no longer holds."""

    id: int
    household_id: int
    unit_id: int
    allocation_id: int | None
    tenancy_id: int | None
    previous_lease_id: int | None
    kind: str
    state: str
    from_day: date
    to_day: date
    monthly_rent_fen: int | None
    deposit_fen: int | None
    template_version: str | None
    content_sealed: bytes
    overrides: str
    refusals: str


class Redrafted(Struct, frozen=True):
    """What a change or a check writes anew on a lease that is not issued."""

    id: int
    state: str
    from_day: date
    to_day: date
    monthly_rent_fen: int | None
    deposit_fen: int | None
    template_version: str | None
    content_sealed: bytes
    overrides: str
    refusals: str


class LeaseRow(Struct, frozen=True):
    """A lease on record; ``overrides`` and ``refusals`` are JSON text."""

    id: int
    household_id: int
    unit_id: int
    allocation_id: int | None
    tenancy_id: int | None
    previous_lease_id: int | None
    kind: str
    state: str
    number: str | None
    from_day: date
    to_day: date
    monthly_rent_fen: int | None
    deposit_fen: int | None
    template_version: str | None
    content_sealed: bytes
    overrides: str
    refusals: str
    issued_on: date | None
    settled_on: date | None


class IssuedLease(Struct, frozen=True):
    """What an issue writes on a lease."""

    id: int
    tenancy_id: int
    number: str
    number_place: int
    monthly_rent_fen: int
    deposit_fen: int
    template_version: str
    content_sealed: bytes


class NewTenancy(Struct, frozen=True):
    """A tenancy with the id it is to have, reserved from a day on."""

    id: int
    household_id: int
    unit_id: int
    allocation_id: int | None
    from_day: date


class NewRentTerm(Struct, frozen=True):
    """So many fen a month from a day on, and what that rests on."""

    tenancy_id: int
    lease_id: int
    supplement_id: int | None
    monthly_rent_fen: int
    tenure: str
    from_day: date
    rests_on: str


class LeaseLine(Struct, frozen=True):
    """A lease as a list shows it."""

    id: int
    number: str | None
    state: str
    kind: str
    tenant: str | None
    home: str
    from_day: date
    to_day: date
    monthly_rent_fen: int | None
    deposit_fen: int | None
    refusals: str
    batch: str | None


_FIELDS: Final = (
    "id, household_id, unit_id, allocation_id, tenancy_id, previous_lease_id, kind, state, number, from_day, to_day,"
    " monthly_rent_fen, deposit_fen, template_version, content_sealed, overrides, refusals, issued_on, settled_on"
)
_LOCK: Final = (
    f"SELECT {_FIELDS} FROM lease WHERE authority_id = $1 AND id = ANY($2::bigint[])"
    " ORDER BY id FOR NO KEY UPDATE"
)
_BY_ID: Final = f"SELECT {_FIELDS} FROM lease WHERE authority_id = $1 AND id = ANY($2::bigint[])"
_BY_NUMBER: Final = "SELECT id FROM lease WHERE authority_id = $1 AND number = $2"
_OF_ALLOCATIONS: Final = (
    "SELECT allocation_id, id, state, number FROM lease WHERE authority_id = $1"
    " AND allocation_id = ANY($2::bigint[]) AND kind = 'first' AND state <> 'void'"
)
_LAST_OF_TENANCIES: Final = (
    "SELECT DISTINCT ON (tenancy_id) tenancy_id, id, number, to_day FROM lease"
    " WHERE authority_id = $1 AND tenancy_id = ANY($2::bigint[])"
    " AND state IN ('issued', 'signed', 'in_force', 'ended') ORDER BY tenancy_id, to_day DESC"
)
_ADD: Final = (
    "INSERT INTO lease (authority_id, id, household_id, unit_id, allocation_id, tenancy_id, previous_lease_id,"
    " kind, state, from_day, to_day, monthly_rent_fen, deposit_fen, template_version, content_sealed,"
    " overrides, refusals, created_at) SELECT $1, n.*, $18"
    " FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],"
    " $8::text[], $9::text[], $10::date[], $11::date[], $12::bigint[], $13::bigint[], $14::text[], $15::bytea[],"
    " $16::jsonb[], $17::jsonb[]) AS n ON CONFLICT DO NOTHING RETURNING id"
)
_REDRAFT: Final = (
    "UPDATE lease AS l SET state = n.state, from_day = n.from_day, to_day = n.to_day,"
    " monthly_rent_fen = n.rent, deposit_fen = n.deposit, template_version = n.version,"
    " content_sealed = n.content, overrides = n.overrides, refusals = n.refusals"
    " FROM unnest($2::bigint[], $3::text[], $4::date[], $5::date[], $6::bigint[], $7::bigint[], $8::text[],"
    " $9::bytea[], $10::jsonb[], $11::jsonb[])"
    " AS n (id, state, from_day, to_day, rent, deposit, version, content, overrides, refusals)"
    " WHERE l.authority_id = $1 AND l.id = n.id AND l.state IN ('draft', 'checked')"
)
_ISSUE: Final = (
    "UPDATE lease AS l SET state = 'issued', tenancy_id = n.tenancy, number = n.number, number_year = $2,"
    " number_place = n.place, monthly_rent_fen = n.rent, deposit_fen = n.deposit, template_version = n.version,"
    " content_sealed = n.content, issued_on = $3, refusals = '[]'"
    " FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[],"
    " $11::bytea[]) AS n (id, tenancy, number, place, rent, deposit, version, content)"
    " WHERE l.authority_id = $1 AND l.id = n.id AND l.state = 'checked'"
)
_MOVE: Final = "UPDATE lease SET state = $3 WHERE authority_id = $1 AND id = ANY($2::bigint[]) AND state = ANY($4::text[])"
_SETTLE: Final = (
    "UPDATE lease SET state = $3, settled_on = $4, settled_reason = $5"
    " WHERE authority_id = $1 AND id = ANY($2::bigint[]) AND state = ANY($6::text[])"
)
_OPEN_TENANCIES: Final = (
    "INSERT INTO tenancy (authority_id, id, household_id, unit_id, allocation_id, from_day, state, created_at)"
    " SELECT $1, n.*, 'reserved', $7"
    " FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::date[]) AS n"
)
_MOVE_IN: Final = (
    "INSERT INTO tenancy_member (authority_id, tenancy_id, person_id, live, from_day, created_at)"
    " SELECT $1, n.tenancy, n.person, true, n.day, $5"
    " FROM unnest($2::bigint[], $3::bigint[], $4::date[]) AS n (tenancy, person, day) ORDER BY n.person"
)
_LIVING: Final = (
    "UPDATE tenancy SET state = 'living'"
    " WHERE authority_id = $1 AND id = ANY($2::bigint[]) AND state = 'reserved'"
)
_UNDO_MEMBERS: Final = (
    "UPDATE tenancy_member SET live = NULL, to_day = from_day"
    " WHERE authority_id = $1 AND tenancy_id = ANY($2::bigint[]) AND live"
)
_UNDO_TENANCIES: Final = (
    "UPDATE tenancy SET state = 'ended', to_day = from_day"
    " WHERE authority_id = $1 AND id = ANY($2::bigint[]) AND state = 'reserved'"
)
_TENANCIES: Final = (
    "SELECT id, state FROM tenancy WHERE authority_id = $1 AND id = ANY($2::bigint[])"
    " ORDER BY id FOR NO KEY UPDATE"
)
_OVERLAPS: Final = (
    "SELECT DISTINCT n.unit_id FROM unnest($2::bigint[], $3::date[]) AS n (unit_id, day)"
    " JOIN tenancy AS t ON t.authority_id = $1 AND t.unit_id = n.unit_id"
    " AND (t.state <> 'ended' OR (t.to_day > n.day AND t.to_day > t.from_day))"
)
_LINES: Final = (
    "SELECT l.id, l.number, l.state, l.kind, p.name AS tenant,"
    " concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number) AS home, l.from_day, l.to_day,"
    " l.monthly_rent_fen, l.deposit_fen, l.refusals, a.batch FROM lease AS l"
    " JOIN unit AS u ON u.authority_id = l.authority_id AND u.id = l.unit_id"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " LEFT JOIN allocation AS a ON a.authority_id = l.authority_id AND a.id = l.allocation_id"
    " LEFT JOIN household_member AS m ON m.authority_id = l.authority_id AND m.household_id = l.household_id"
    " AND m.role = 'applicant' AND m.to_day IS NULL"
    " LEFT JOIN person AS p ON p.authority_id = m.authority_id AND p.id = m.person_id"
    " WHERE l.authority_id = $1 AND ($2::text[] IS NULL OR l.state = ANY($2::text[]))"
    " AND ($3::text IS NULL OR a.batch = $3) AND ($4::bigint[] IS NULL OR l.id = ANY($4::bigint[]))"
    " ORDER BY e.name, b.name, u.entrance, length(u.room_number), u.room_number, l.from_day, l.id"
)
_DRAFTABLE: Final = (
    "SELECT a.id FROM allocation AS a WHERE a.authority_id = $1 AND a.batch = $2 AND a.state = 'allotted'"
    " AND a.unit_id IS NOT NULL AND NOT EXISTS (SELECT FROM lease AS l WHERE l.authority_id = a.authority_id"
    " AND l.allocation_id = a.id AND l.state <> 'void') ORDER BY a.id"
)
_BEGINNING: Final = (
    "SELECT id FROM lease WHERE authority_id = $1 AND state = 'signed' AND from_day <= $2 ORDER BY id"
)
_UNSIGNED_OVER: Final = (
    "SELECT l.id FROM lease AS l"
    " JOIN allocation AS a ON a.authority_id = l.authority_id AND a.id = l.allocation_id"
    " WHERE l.authority_id = $1 AND l.state IN ('draft', 'checked', 'issued')"
    " AND (a.state IN ('lapsed', 'given_up') OR (a.state = 'allotted' AND a.window_last_day < $2))"
    " ORDER BY l.id"
)
_ADD_RENT_TERMS: Final = (
    "INSERT INTO rent_term (authority_id, tenancy_id, lease_id, supplement_id, monthly_rent_fen, tenure, from_day,"
    " rests_on, created_at) SELECT $1, n.*, $9"
    " FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::date[], $8::text[]) AS n"
)
_CLOSE_RENT_TERMS: Final = (
    "UPDATE rent_term AS r SET to_day = n.day FROM unnest($2::bigint[], $3::date[]) AS n (tenancy_id, day)"
    " WHERE r.authority_id = $1 AND r.tenancy_id = n.tenancy_id AND r.to_day IS NULL"
)
_UNDO_RENT_TERMS: Final = (
    "UPDATE rent_term SET to_day = from_day"
    " WHERE authority_id = $1 AND lease_id = ANY($2::bigint[]) AND to_day IS NULL"
)
_REOPEN_RENT_TERMS: Final = (
    "UPDATE rent_term AS r SET to_day = NULL FROM ("
    "SELECT DISTINCT ON (tenancy_id) id FROM rent_term"
    " WHERE authority_id = $1 AND tenancy_id = ANY($2::bigint[]) AND to_day > from_day"
    " ORDER BY tenancy_id, from_day DESC) AS last WHERE r.authority_id = $1 AND r.id = last.id"
    " AND NOT EXISTS (SELECT FROM rent_term AS o WHERE o.authority_id = r.authority_id"
    " AND o.tenancy_id = r.tenancy_id AND o.to_day IS NULL)"
)
_RENT_TERMS: Final = (
    "SELECT monthly_rent_fen, tenure, from_day, to_day, rests_on FROM rent_term"
    " WHERE authority_id = $1 AND tenancy_id = $2 AND (to_day IS NULL OR to_day > from_day) ORDER BY from_day"
)


async def lock_leases(authority_id: int, lease_ids: Sequence[int]) -> dict[int, LeaseRow]:
    """Hold leases until the unit of work is over, always in the same order; those there are."""
    rows = await fetch(_LOCK, authority_id, sorted(set(lease_ids)))
    return {row["id"]: LeaseRow(*row) for row in rows}


async def leases_by_id(authority_id: int, lease_ids: Sequence[int]) -> dict[int, LeaseRow]:
    """Leases by their ids; those there are."""
    return {row["id"]: LeaseRow(*row) for row in await fetch(_BY_ID, authority_id, list(lease_ids))}


async def lease_numbered(authority_id: int, number: str) -> int | None:
    """The id of the lease with a number."""
    row = await fetch_one(_BY_NUMBER, authority_id, number)
    return None if row is None else row["id"]


async def leases_of_allocations(
    authority_id: int, allocation_ids: Sequence[int]
) -> dict[int, tuple[int, str, str | None]]:
    """For each allocation that has a lease: its id, state and number."""
    rows = await fetch(_OF_ALLOCATIONS, authority_id, list(allocation_ids))
    return {row["allocation_id"]: (row["id"], row["state"], row["number"]) for row in rows}


async def last_leases(
    authority_id: int, tenancy_ids: Sequence[int]
) -> dict[int, tuple[int, str | None, date]]:
    """For each tenancy its latest lease: id, number, and the first day it no longer holds."""
    rows = await fetch(_LAST_OF_TENANCIES, authority_id, list(tenancy_ids))
    return {row["tenancy_id"]: (row["id"], row["number"], row["to_day"]) for row in rows}


async def add_leases(authority_id: int, rows: Sequence[NewLease], at: datetime) -> set[int]:
    """The ids that were added; one whose allocation has a lease by now is left out."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD, authority_id, *columns(rows), at)}


async def redraft_leases(authority_id: int, rows: Sequence[Redrafted]) -> None:
    """Write leases that are not issued anew; lock them first."""
    if rows:
        await fetch(_REDRAFT, authority_id, *columns(rows))


async def issue_leases(authority_id: int, rows: Sequence[IssuedLease], year: int, on: date) -> None:
    """Give checked leases their numbers of a year and their tenancies; lock them first."""
    if rows:
        await fetch(_ISSUE, authority_id, year, on, *columns(rows))


async def move_leases(authority_id: int, lease_ids: Sequence[int], before: Sequence[str], state: str) -> None:
    """Bring leases from one of some states into another; lock them first."""
    await fetch(_MOVE, authority_id, list(lease_ids), state, list(before))


async def settle_leases(
    authority_id: int, lease_ids: Sequence[int], before: Sequence[str], state: str, on: date, reason: str
) -> None:
    """Bring leases from one of some states to their end on a day, with the reason; lock them first."""
    await fetch(_SETTLE, authority_id, list(lease_ids), state, on, reason, list(before))


async def open_tenancies(
    authority_id: int, rows: Sequence[NewTenancy], persons: Sequence[tuple[int, int, date]], at: datetime
) -> None:
    """New tenancies, reserved, with their persons as (tenancy, person, day). Raises a violation where one is taken."""
    if not rows:
        return
    await fetch(_OPEN_TENANCIES, authority_id, *columns(rows), at)
    await fetch(_MOVE_IN, authority_id, *(list(column) for column in zip(*persons, strict=True)), at)


async def lock_tenancies(authority_id: int, tenancy_ids: Sequence[int]) -> dict[int, str]:
    """Hold tenancies until the unit of work is over; their states."""
    rows = await fetch(_TENANCIES, authority_id, sorted(set(tenancy_ids)))
    return {row["id"]: row["state"] for row in rows}


async def begin_tenancies(authority_id: int, tenancy_ids: Sequence[int]) -> None:
    """Reserved tenancies whose day has come are lived in."""
    await fetch(_LIVING, authority_id, list(tenancy_ids))


async def undo_tenancies(authority_id: int, tenancy_ids: Sequence[int]) -> None:
    """End tenancies that were never lived in, so that they never lasted a day."""
    await fetch(_UNDO_MEMBERS, authority_id, list(tenancy_ids))
    await fetch(_UNDO_TENANCIES, authority_id, list(tenancy_ids))


async def units_taken(authority_id: int, wanted: Sequence[tuple[int, date]]) -> set[int]:
    """Units, each wanted from a day, that have a live tenancy or one that ended after that day."""
    units, days = [unit for unit, _ in wanted], [day for _, day in wanted]
    return {row["unit_id"] for row in await fetch(_OVERLAPS, authority_id, units, days)}


async def lease_lines(
    authority_id: int,
    states: Sequence[str] | None = None,
    batch: str | None = None,
    lease_ids: Sequence[int] | None = None,
) -> list[LeaseLine]:
    """Leases with tenant and home in the order of buildings; of all states, batches and ids where None."""
    chosen = [None if each is None else list(each) for each in (states, lease_ids)]
    rows: list[Any] = await fetch(_LINES, authority_id, chosen[0], batch, chosen[1])
    return [LeaseLine(*row) for row in rows]


async def allocations_without_lease(authority_id: int, batch: str) -> list[int]:
    """The open allocations of a batch that have a home and no lease yet."""
    return [row["id"] for row in await fetch(_DRAFTABLE, authority_id, batch)]


async def leases_beginning(authority_id: int, on: date) -> list[int]:
    """Signed leases whose first day has come."""
    return [row["id"] for row in await fetch(_BEGINNING, authority_id, on)]


async def leases_unsigned_over(authority_id: int, on: date) -> list[int]:
    """Unsigned leases whose allocation is over: its signing window has ended, or it lapsed or was given up."""
    return [row["id"] for row in await fetch(_UNSIGNED_OVER, authority_id, on)]


async def add_rent_terms(authority_id: int, rows: Sequence[NewRentTerm], at: datetime) -> None:
    """New rent terms, each closing the open one of its tenancy on its first day; lock the tenancies first."""
    if not rows:
        return
    await fetch(_CLOSE_RENT_TERMS, authority_id, [r.tenancy_id for r in rows], [r.from_day for r in rows])
    await fetch(_ADD_RENT_TERMS, authority_id, *columns(rows), at)


async def undo_rent_terms(authority_id: int, lease_ids: Sequence[int], tenancy_ids: Sequence[int]) -> None:
    """Take back the rent terms of leases that are void: they never held, and the one before runs on."""
    await fetch(_UNDO_RENT_TERMS, authority_id, list(lease_ids))
    await fetch(_REOPEN_RENT_TERMS, authority_id, list(tenancy_ids))


async def rent_terms_of(authority_id: int, tenancy_id: int) -> list[tuple[int, str, date, date | None, str]]:
    """The rent of a tenancy over time: fen a month, tenure, from, up to not including, what it rests on."""
    return [tuple(row) for row in await fetch(_RENT_TERMS, authority_id, tenancy_id)]
