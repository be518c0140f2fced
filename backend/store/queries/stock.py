"""Homes (房源): estates with their investors, buildings, units and what state each unit is in when."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ...domain.stock.standards import EstateAreas
from ..engine import fetch, fetch_one
from .bulk import columns


class NewEstate(Struct, frozen=True):
    """An estate with the id it is to have."""

    id: int
    operator_id: int | None
    name: str
    address: str
    source: str
    government_invested: bool


class NewShare(Struct, frozen=True):
    """What part of an estate an investor paid, in millionths of the whole."""

    estate_id: int
    investor: str
    share_millionths: int


class NewBuilding(Struct, frozen=True):
    """A building with the id it is to have."""

    id: int
    estate_id: int
    name: str


class NewUnit(Struct, frozen=True):
    """A unit with the id it is to have; ``fixtures`` and ``meters`` are JSON text."""

    id: int
    building_id: int
    entrance: str
    room_number: str
    address: str
    floor_area_hundredths_m2: int
    layout: str | None = None
    structure: str | None = None
    grade: str | None = None
    location: str | None = None
    floor: int | None = None
    total_floors: int | None = None
    fixtures: str = "[]"
    meters: str = "{}"
    remark: str | None = None


class NewState(Struct, frozen=True):
    """The state a unit is in from a day on."""

    unit_id: int
    state: str
    from_day: date
    reason: str


class Estate(Struct, frozen=True):
    """An estate on record."""

    id: int
    name: str
    address: str
    source: str
    government_invested: bool
    operator_id: int | None


class Building(Struct, frozen=True):
    """A building on record, with what its estate says of its homes."""

    id: int
    name: str
    estate_id: int
    estate: str
    address: str
    source: str


class UnitNow(Struct, frozen=True):
    """A unit with its present state; ``state`` is None where it never had one."""

    id: int
    estate_id: int
    name: str
    state: str | None
    from_day: date | None


class StateRow(Struct, frozen=True):
    """One stretch of a unit's states, from a day up to, not including, ``to_day``."""

    state: str
    from_day: date
    to_day: date | None
    reason: str


class UnitUse(Struct, frozen=True):
    """What holds a unit: an ``allocation`` that waits to be signed, or a live ``tenancy``."""

    unit_id: int
    kind: str
    id: int
    since: datetime


class UnitFound(Struct, frozen=True):
    """A unit as a search shows it."""

    id: int
    name: str
    estate_id: int
    floor_area_hundredths_m2: int
    state: str | None


_ADD_ESTATES: Final = (
    "INSERT INTO estate (authority_id, id, operator_id, name, address, source, government_invested, created_at)"
    " SELECT $1, n.*, $8"
    " FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[]) AS n"
    " ON CONFLICT (authority_id, name) DO NOTHING RETURNING id"
)
_ADD_SHARES: Final = (
    "INSERT INTO estate_share (authority_id, estate_id, investor, share_millionths)"
    " SELECT $1, n.* FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS n"
)
_ADD_BUILDINGS: Final = (
    "INSERT INTO building (authority_id, id, estate_id, name, created_at)"
    " SELECT $1, n.*, $5 FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS n"
    " ON CONFLICT (authority_id, estate_id, name) DO NOTHING RETURNING id"
)
_ADD_UNITS: Final = (
    "INSERT INTO unit (authority_id, id, building_id, entrance, room_number, address,"
    " floor_area_hundredths_m2, layout, structure, grade, location, floor, total_floors, fixtures, meters,"
    " remark, created_at) SELECT $1, n.*, $17"
    " FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],"
    " $9::text[], $10::text[], $11::text[], $12::integer[], $13::integer[], $14::jsonb[], $15::jsonb[],"
    " $16::text[]) AS n"
    " ON CONFLICT (authority_id, building_id, entrance, room_number) DO NOTHING RETURNING id"
)
_ADD_STATES: Final = (
    "INSERT INTO unit_state (authority_id, unit_id, state, from_day, reason, created_at)"
    " SELECT $1, n.*, $6 FROM unnest($2::bigint[], $3::text[], $4::date[], $5::text[]) AS n"
)
_ESTATES: Final = "SELECT id, name FROM estate WHERE authority_id = $1 AND name = ANY($2::text[])"
_ESTATE: Final = (
    "SELECT id, name, address, source, government_invested, operator_id FROM estate"
    " WHERE authority_id = $1 AND id = $2"
)
_BUILDINGS: Final = (
    "SELECT id, estate_id, name FROM building WHERE authority_id = $1 AND estate_id = ANY($2::bigint[])"
)
_BUILDING: Final = (
    "SELECT b.id, b.name, e.id AS estate_id, e.name AS estate, e.address, e.source FROM building AS b"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE b.authority_id = $1 AND b.id = $2"
)
_ROOMS: Final = (
    "SELECT id, building_id, entrance, room_number FROM unit"
    " WHERE authority_id = $1 AND building_id = ANY($2::bigint[])"
)
_LOCK: Final = (
    "SELECT id FROM unit WHERE authority_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR NO KEY UPDATE"
)
_NAMED: Final = (
    " FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " LEFT JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
)
_NAME: Final = "concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number)"
_NOW: Final = (
    f"SELECT u.id, e.id AS estate_id, {_NAME} AS name, s.state, s.from_day{_NAMED}"
    " WHERE u.authority_id = $1 AND u.id = ANY($2::bigint[])"
)
_CLOSE: Final = (
    "UPDATE unit_state SET to_day = $3"
    " WHERE authority_id = $1 AND unit_id = ANY($2::bigint[]) AND to_day IS NULL"
)
_STATE_ON: Final = (
    "SELECT state FROM unit_state WHERE authority_id = $1 AND unit_id = $2 AND from_day <= $3"
    " AND (to_day IS NULL OR $3 < to_day)"
)
_STATES: Final = (
    "SELECT state, from_day, to_day, reason FROM unit_state WHERE authority_id = $1 AND unit_id = $2"
    " ORDER BY from_day, to_day NULLS LAST, id"
)
_USES: Final = (
    "SELECT unit_id, 'allocation' AS kind, id, created_at FROM allocation"
    " WHERE authority_id = $1 AND unit_id = ANY($2::bigint[]) AND state = 'allotted'"
    " UNION ALL SELECT unit_id, 'tenancy', id, created_at FROM tenancy"
    " WHERE authority_id = $1 AND unit_id = ANY($2::bigint[]) AND state IN ('reserved', 'living', 'leaving')"
)
_AREAS: Final = (
    "SELECT count(*) AS homes, coalesce(sum(u.floor_area_hundredths_m2), 0)::bigint AS area,"
    " count(*) FILTER (WHERE u.floor_area_hundredths_m2 > $3) AS above_small"
    " FROM unit AS u JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " WHERE u.authority_id = $1 AND b.estate_id = $2"
)
_SEARCH: Final = (
    f"SELECT u.id, {_NAME} AS name, e.id AS estate_id, u.floor_area_hundredths_m2, s.state{_NAMED}"
    " WHERE u.authority_id = $1 AND ($2 = '' OR strpos(e.name, $2) > 0)"
    " AND ($3 = '' OR b.name = $3 OR b.name = $3 || '号楼') AND ($4 = '' OR u.entrance = $4"
    " OR u.entrance = $4 || '单元') AND ($5 = '' OR u.room_number = $5)"
    " ORDER BY e.name, b.name, u.entrance, u.room_number, u.id LIMIT $6"
)


async def add_estates(authority_id: int, rows: Sequence[NewEstate], at: datetime) -> set[int]:
    """The ids that were added; an estate whose name is there already is left as it is."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD_ESTATES, authority_id, *columns(rows), at)}


async def add_shares(authority_id: int, rows: Sequence[NewShare]) -> None:
    """Investors of new estates."""
    if rows:
        await fetch(_ADD_SHARES, authority_id, *columns(rows))


async def add_buildings(authority_id: int, rows: Sequence[NewBuilding], at: datetime) -> set[int]:
    """The ids that were added; a building whose name is there already is left as it is."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD_BUILDINGS, authority_id, *columns(rows), at)}


async def add_units(authority_id: int, rows: Sequence[NewUnit], at: datetime) -> set[int]:
    """The ids that were added; a unit whose door is there already is left as it is."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD_UNITS, authority_id, *columns(rows), at)}


async def add_states(authority_id: int, rows: Sequence[NewState], at: datetime) -> None:
    """The first states of new units."""
    if rows:
        await fetch(_ADD_STATES, authority_id, *columns(rows), at)


async def estates_by_name(authority_id: int, names: Sequence[str]) -> dict[str, int]:
    """The ids of estates by their names."""
    rows = await fetch(_ESTATES, authority_id, list(names))
    return {row["name"]: row["id"] for row in rows}


async def estate(authority_id: int, estate_id: int) -> Estate | None:
    """An estate of the authority."""
    row = await fetch_one(_ESTATE, authority_id, estate_id)
    return None if row is None else Estate(*row)


async def buildings_by_name(authority_id: int, estate_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """The ids of all buildings of some estates, by estate and name."""
    rows = await fetch(_BUILDINGS, authority_id, list(estate_ids))
    return {(row["estate_id"], row["name"]): row["id"] for row in rows}


async def building(authority_id: int, building_id: int) -> Building | None:
    """A building of the authority."""
    row = await fetch_one(_BUILDING, authority_id, building_id)
    return None if row is None else Building(*row)


async def units_by_door(authority_id: int, building_ids: Sequence[int]) -> dict[tuple[int, str, str], int]:
    """The ids of all units of some buildings, by building, entrance and room number."""
    rows = await fetch(_ROOMS, authority_id, list(building_ids))
    return {(row["building_id"], row["entrance"], row["room_number"]): row["id"] for row in rows}


async def lock_units(authority_id: int, unit_ids: Sequence[int]) -> set[int]:
    """Hold units until the unit of work is over, always in the same order; those there are."""
    return {row["id"] for row in await fetch(_LOCK, authority_id, sorted(set(unit_ids)))}


async def units_now(authority_id: int, unit_ids: Sequence[int]) -> dict[int, UnitNow]:
    """Units with their names and present states; lock them first to rely on it."""
    rows = await fetch(_NOW, authority_id, list(unit_ids))
    return {row["id"]: UnitNow(*row) for row in rows}


async def move_states(
    authority_id: int, unit_ids: Sequence[int], state: str, on: date, reason: str, at: datetime
) -> None:
    """Close the open state of each unit on a day and open the next; lock the units first."""
    await fetch(_CLOSE, authority_id, list(unit_ids), on)
    await add_states(authority_id, [NewState(unit_id, state, on, reason) for unit_id in unit_ids], at)


async def state_on(authority_id: int, unit_id: int, day: date) -> str | None:
    """The state a unit was in on a day; None before its first."""
    row = await fetch_one(_STATE_ON, authority_id, unit_id, day)
    return None if row is None else row["state"]


async def states_of(authority_id: int, unit_id: int) -> list[StateRow]:
    """The whole history of a unit's states, in order."""
    return [StateRow(*row) for row in await fetch(_STATES, authority_id, unit_id)]


async def uses_of(authority_id: int, unit_ids: Sequence[int]) -> dict[int, UnitUse]:
    """What holds each of some units, where anything does; a tenancy goes before its allocation."""
    rows = [UnitUse(*row) for row in await fetch(_USES, authority_id, list(unit_ids))]
    return {use.unit_id: use for use in sorted(rows, key=lambda each: each.kind)}


async def estate_areas(authority_id: int, estate_id: int, small_hundredths_m2: int) -> EstateAreas:
    """The homes of an estate added up, those above a small home's area apart."""
    row = await fetch_one(_AREAS, authority_id, estate_id, small_hundredths_m2)
    assert row is not None, "an aggregate always has a row"
    return EstateAreas(*row)


async def search_units(
    authority_id: int,
    estate: str = "",
    building: str = "",
    entrance: str = "",
    room: str = "",
    limit: int = 50,
) -> list[UnitFound]:
    """Units by any part of the estate's name, and by building, entrance and room as given; 3 is 3号楼."""
    rows = await fetch(_SEARCH, authority_id, estate, building, entrance, room, limit)
    return [UnitFound(*row) for row in rows]
