"""Lists brought in (导入): one batch a file, one row a sheet row; what they made, and how it is undone."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple

from ..engine import fetch, fetch_one
from ..unit_of_work import open_work

AT_A_TIME: Final = 5_000


class NewBatch(Struct, frozen=True):
    """A file as it was checked."""

    kind: str
    file_name: str
    file_digest: bytes
    row_count: int
    good_count: int
    doubt_count: int
    error_count: int
    actor: str
    checked_at: datetime


class Batch(Struct, frozen=True):
    """A batch on record."""

    id: int
    kind: str
    file_name: str
    file_digest: bytes
    state: str
    row_count: int
    good_count: int
    doubt_count: int
    error_count: int
    committed_count: int
    actor: str
    checked_at: datetime
    committed_at: datetime | None
    rolled_back_at: datetime | None


class NewRow(Struct, frozen=True):
    """A sheet row as it was checked; ``findings`` is JSON text, the content sealed."""

    sheet_row: int
    verdict: str
    findings: str
    content_sealed: bytes


class Row(Struct, frozen=True):
    """A sheet row on record; ``findings`` and ``made`` are JSON text."""

    sheet_row: int
    verdict: str
    findings: str
    content_sealed: bytes
    made: str | None


class UnitContent(Struct, frozen=True):
    """A home on record with everything a list may say of it; fixtures and meters are JSON text."""

    id: int
    estate: str
    building: str
    entrance: str
    room_number: str
    floor_area_hundredths_m2: int
    layout: str | None
    structure: str | None
    grade: str | None
    location: str | None
    floor: int | None
    total_floors: int | None
    fixtures: str
    meters: str
    remark: str | None


class EstateContent(Struct, frozen=True):
    """An estate on record with what a list may say of it."""

    id: int
    name: str
    source: str
    operator: str | None


class Place(Struct, frozen=True):
    """A place in the order of choice that somebody has."""

    batch: str
    estate_id: int | None
    choice_order: int
    application_number: str


class AllocationOf(Struct, frozen=True):
    """An allocation of a household."""

    id: int
    household_id: int
    application_number: str
    state: str
    unit_id: int | None


class MemberOf(Struct, frozen=True):
    """A membership of a household; over where it has a last day."""

    id: int
    household_id: int
    person_id: int
    to_day: date | None


class Used(Struct, frozen=True):
    """Something a batch made that cannot be undone: how many, and one by name."""

    count: int
    example: str


_BATCH: Final = (
    "SELECT id, kind, file_name, file_digest, state, row_count, good_count, doubt_count, error_count,"
    " committed_count, actor, checked_at, committed_at, rolled_back_at FROM import_batch"
    " WHERE authority_id = $1"
)
_SAME_FILE: Final = f"{_BATCH} AND kind = $2 AND file_digest = $3 AND state = $4 ORDER BY checked_at DESC, id"
_LOCK: Final = f"{_BATCH} AND id = $2 FOR NO KEY UPDATE"
_ONE: Final = f"{_BATCH} AND id = $2"
_LIST: Final = f"{_BATCH} ORDER BY checked_at, id"
_ADD: Final = (
    "INSERT INTO import_batch (authority_id, kind, file_name, file_digest, row_count, good_count, doubt_count,"
    " error_count, actor, checked_at, state, committed_count)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'checked', 0) RETURNING id"
)
_AGAIN: Final = (
    "UPDATE import_batch SET kind = $3, file_name = $4, file_digest = $5, row_count = $6, good_count = $7,"
    " doubt_count = $8, error_count = $9, actor = $10, checked_at = $11"
    " WHERE authority_id = $1 AND id = $2 AND state = 'checked'"
)
_DROP_ROWS: Final = "DELETE FROM import_row WHERE authority_id = $1 AND batch_id = $2"
_ROWS: Final = (
    "SELECT sheet_row, verdict, findings, content_sealed, made FROM import_row"
    " WHERE authority_id = $1 AND batch_id = $2 AND sheet_row > $3 ORDER BY sheet_row LIMIT $4"
)
_MADE: Final = (
    "UPDATE import_row AS r SET made = n.made FROM unnest($3::bigint[], $4::jsonb[]) AS n (sheet_row, made)"
    " WHERE r.authority_id = $1 AND r.batch_id = $2 AND r.sheet_row = n.sheet_row"
)
_COMMITTED: Final = (
    "UPDATE import_batch SET state = 'committed', committed_count = $3, committed_at = $4"
    " WHERE authority_id = $1 AND id = $2"
)
_ROLLED_BACK: Final = (
    "UPDATE import_batch SET state = 'rolled_back', rolled_back_at = $3 WHERE authority_id = $1 AND id = $2"
)
_NAME: Final = "concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number)"
_CONTENT: Final = (
    "SELECT u.id, e.name, b.name, u.entrance, u.room_number, u.floor_area_hundredths_m2, u.layout, u.structure,"
    " u.grade, u.location, u.floor, u.total_floors, u.fixtures, u.meters, u.remark FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE u.authority_id = $1 AND e.name = ANY($2::text[])"
)
_ESTATES: Final = (
    "SELECT e.id, e.name, e.source, o.name FROM estate AS e"
    " LEFT JOIN operator AS o ON o.authority_id = e.authority_id AND o.id = e.operator_id"
    " WHERE e.authority_id = $1 AND e.name = ANY($2::text[])"
)
_PLACES: Final = (
    "SELECT batch, estate_id, choice_order, application_number FROM allocation WHERE authority_id = $1"
    " AND batch = ANY($2::text[]) AND choice_order IS NOT NULL AND state IN ('allotted', 'signed')"
)
_CLASSES: Final = (
    "SELECT id, household_class FROM household WHERE authority_id = $1 AND id = ANY($2::bigint[]) ORDER BY id"
)
_LOCK_HOUSEHOLDS: Final = f"{_CLASSES} FOR NO KEY UPDATE"
_SET_PLACES: Final = (
    "UPDATE allocation AS a SET choice_order = n.choice_order"
    " FROM unnest($2::bigint[], $3::integer[]) AS n (id, choice_order)"
    " WHERE a.authority_id = $1 AND a.id = n.id AND a.choice_order IS NULL"
)
_SET_OPERATORS: Final = (
    "UPDATE estate AS e SET operator_id = n.operator_id"
    " FROM unnest($2::bigint[], $3::bigint[]) AS n (id, operator_id)"
    " WHERE e.authority_id = $1 AND e.id = n.id AND e.operator_id IS NULL"
)
_USED_UNITS: Final = (
    f"SELECT count(*) OVER () AS count, {_NAME} AS example FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
    " JOIN unnest($2::bigint[], $3::text[]) AS n (id, state) ON n.id = u.id"
    " WHERE u.authority_id = $1 AND (s.state <> n.state"
    " OR EXISTS (SELECT FROM allocation AS a WHERE a.authority_id = u.authority_id AND a.unit_id = u.id)"
    " OR EXISTS (SELECT FROM tenancy AS t WHERE t.authority_id = u.authority_id AND t.unit_id = u.id))"
    " ORDER BY u.id LIMIT 1"
)
_ALLOCATIONS_OF: Final = (
    "SELECT id, household_id, application_number, state, unit_id FROM allocation"
    " WHERE authority_id = $1 AND household_id = ANY($2::bigint[])"
)
_TENANCIES_OF: Final = (
    "SELECT household_id, state FROM tenancy WHERE authority_id = $1 AND household_id = ANY($2::bigint[])"
)
_MEMBERS_OF: Final = (
    "SELECT id, household_id, person_id, to_day FROM household_member"
    " WHERE authority_id = $1 AND household_id = ANY($2::bigint[])"
)
_RESERVED: Final = (
    "SELECT unit_id, from_day FROM unit_state WHERE authority_id = $1 AND unit_id = ANY($2::bigint[])"
    " AND to_day IS NULL AND state = 'reserved'"
)
_UNDO: Final = {
    "state": "DELETE FROM unit_state WHERE authority_id = $1 AND unit_id = ANY($2::bigint[])",
    "unit": "DELETE FROM unit WHERE authority_id = $1 AND id = ANY($2::bigint[])",
    "building": "DELETE FROM building AS b WHERE b.authority_id = $1 AND b.id = ANY($2::bigint[])"
    " AND NOT EXISTS (SELECT FROM unit AS u WHERE u.authority_id = b.authority_id AND u.building_id = b.id)",
    "share": "DELETE FROM estate_share AS s WHERE s.authority_id = $1 AND s.estate_id = ANY($2::bigint[])"
    " AND NOT EXISTS (SELECT FROM building AS b WHERE b.authority_id = s.authority_id"
    " AND b.estate_id = s.estate_id)",
    "estate": "DELETE FROM estate AS e WHERE e.authority_id = $1 AND e.id = ANY($2::bigint[])"
    " AND NOT EXISTS (SELECT FROM building AS b WHERE b.authority_id = e.authority_id AND b.estate_id = e.id)"
    " AND NOT EXISTS (SELECT FROM allocation AS a WHERE a.authority_id = e.authority_id"
    " AND a.estate_id = e.id)",
    "operator": "DELETE FROM operator AS o WHERE o.authority_id = $1 AND o.id = ANY($2::bigint[])"
    " AND NOT EXISTS (SELECT FROM estate AS e WHERE e.authority_id = o.authority_id"
    " AND e.operator_id = o.id)",
    "allocation": "DELETE FROM allocation WHERE authority_id = $1 AND id = ANY($2::bigint[])",
    "member": "DELETE FROM household_member WHERE authority_id = $1 AND id = ANY($2::bigint[])",
    "household": "DELETE FROM household WHERE authority_id = $1 AND id = ANY($2::bigint[])",
    "person": "DELETE FROM person AS p WHERE p.authority_id = $1 AND p.id = ANY($2::bigint[])"
    " AND NOT EXISTS (SELECT FROM household_member AS m WHERE m.authority_id = p.authority_id"
    " AND m.person_id = p.id)"
    " AND NOT EXISTS (SELECT FROM tenancy_member AS t WHERE t.authority_id = p.authority_id"
    " AND t.person_id = p.id)"
    " AND NOT EXISTS (SELECT FROM ban AS b WHERE b.authority_id = p.authority_id AND b.person_id = p.id)",
}
"""How each kind of thing a batch made is taken away; what others use by now is left."""


async def batch_of_file(authority_id: int, kind: str, digest: bytes, state: str) -> Batch | None:
    """The latest batch of the same file in a state."""
    row = await fetch_one(_SAME_FILE, authority_id, kind, digest, state)
    return None if row is None else Batch(*row)


async def batch(authority_id: int, batch_id: int) -> Batch | None:
    """A batch of the authority."""
    row = await fetch_one(_ONE, authority_id, batch_id)
    return None if row is None else Batch(*row)


async def lock_batch(authority_id: int, batch_id: int) -> Batch | None:
    """Hold a batch until the unit of work is over; None where the authority has none such."""
    row = await fetch_one(_LOCK, authority_id, batch_id)
    return None if row is None else Batch(*row)


async def batches(authority_id: int) -> list[Batch]:
    """All batches in the order they were checked."""
    return [Batch(*row) for row in await fetch(_LIST, authority_id)]


async def keep_batch(authority_id: int, new: NewBatch, checked_before: int | None) -> int:
    """The id of a new batch, or of the same file's that was checked only: its rows are then made anew."""
    values = astuple(new)
    if checked_before is not None:
        await fetch(_AGAIN, authority_id, checked_before, *values)
        await fetch(_DROP_ROWS, authority_id, checked_before)
        return checked_before
    row = await fetch_one(_ADD, authority_id, *values)
    assert row is not None, "an insert answers with its id"
    batch_id: int = row["id"]
    return batch_id


async def add_rows(authority_id: int, batch_id: int, rows: Sequence[NewRow]) -> None:
    """Rows of a batch, by COPY."""
    await open_work("imports.add_rows").copy_records_to_table(
        "import_row",
        records=[(authority_id, batch_id, *astuple(row)) for row in rows],
        columns=["authority_id", "batch_id", *NewRow.__struct_fields__],
    )


async def rows_of(authority_id: int, batch_id: int) -> AsyncIterator[Row]:
    """The rows of a batch in the order of the sheet, a page at a time."""
    after = 0
    while True:
        page = await fetch(_ROWS, authority_id, batch_id, after, AT_A_TIME)
        for row in page:
            yield Row(*row)
        if len(page) < AT_A_TIME:
            return
        after = page[-1]["sheet_row"]


async def set_made(authority_id: int, batch_id: int, made: Sequence[tuple[int, str]]) -> None:
    """Note on rows what they made."""
    for start in range(0, len(made), AT_A_TIME):
        part = made[start : start + AT_A_TIME]
        await fetch(_MADE, authority_id, batch_id, [row for row, _ in part], [text for _, text in part])


async def mark_committed(authority_id: int, batch_id: int, count: int, at: datetime) -> None:
    """A batch stands in the register; lock it first."""
    await fetch(_COMMITTED, authority_id, batch_id, count, at)


async def mark_rolled_back(authority_id: int, batch_id: int, at: datetime) -> None:
    """A batch was undone; lock it first."""
    await fetch(_ROLLED_BACK, authority_id, batch_id, at)


async def units_of_estates(authority_id: int, estates: Sequence[str]) -> list[UnitContent]:
    """All homes of some estates by their names."""
    return [UnitContent(*row) for row in await fetch(_CONTENT, authority_id, list(estates))]


async def estates_named(authority_id: int, names: Sequence[str]) -> dict[str, EstateContent]:
    """Estates by their names."""
    return {row[1]: EstateContent(*row) for row in await fetch(_ESTATES, authority_id, list(names))}


async def places_of(authority_id: int, batch_names: Sequence[str]) -> list[Place]:
    """The places in the order of choice of some allocation batches that somebody has."""
    return [Place(*row) for row in await fetch(_PLACES, authority_id, list(batch_names))]


async def household_classes(
    authority_id: int, household_ids: Sequence[int], lock: bool = False
) -> dict[int, str]:
    """The classes of households; locked, they are held always in the same order until the work is over."""
    sql = _LOCK_HOUSEHOLDS if lock else _CLASSES
    rows = await fetch(sql, authority_id, list(set(household_ids)))
    return {row["id"]: row["household_class"] for row in rows}


async def set_places(authority_id: int, orders: dict[int, int]) -> None:
    """Give allocations without a place in the order of choice the one they have; lock households first."""
    if orders:
        await fetch(_SET_PLACES, authority_id, list(orders), list(orders.values()))


async def set_operators(authority_id: int, run_by: dict[int, int]) -> None:
    """Give estates without an operator the one they have."""
    if run_by:
        await fetch(_SET_OPERATORS, authority_id, list(run_by), list(run_by.values()))


async def used_units(authority_id: int, states: dict[int, str]) -> Used | None:
    """Whether homes are allotted, let, or in another state than the one they came in with."""
    row = await fetch_one(_USED_UNITS, authority_id, list(states), list(states.values()))
    return None if row is None else Used(*row)


async def allocations_of(authority_id: int, households: Sequence[int]) -> list[AllocationOf]:
    """Every allocation households ever had."""
    return [AllocationOf(*row) for row in await fetch(_ALLOCATIONS_OF, authority_id, list(households))]


async def tenancies_of(authority_id: int, households: Sequence[int]) -> list[tuple[int, str]]:
    """Every tenancy households ever had: whose, and its state."""
    return [tuple(row) for row in await fetch(_TENANCIES_OF, authority_id, list(households))]


async def members_of(authority_id: int, households: Sequence[int]) -> list[MemberOf]:
    """Every membership households ever had."""
    return [MemberOf(*row) for row in await fetch(_MEMBERS_OF, authority_id, list(households))]


async def still_reserved(authority_id: int, units: Sequence[int]) -> dict[int, date]:
    """Those of some homes that are reserved now, and since when; lock them first."""
    rows = await fetch(_RESERVED, authority_id, list(units))
    return {row["unit_id"]: row["from_day"] for row in rows}


async def undo(authority_id: int, what: str, ids: Sequence[int]) -> None:
    """Take away what a batch made of one kind."""
    if ids:
        await fetch(_UNDO[what], authority_id, list(ids))
