"""Reads the homes a list of allocation results names, and what holds them."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.allocation.result_rows import ResultRow
from ..store.queries import stock
from .compare_unit import Door


class Homes(Struct, frozen=True):
    """The homes a list names, by door; what holds them; the estates there are."""

    estates: dict[str, int]
    units: dict[Door, stock.UnitNow]
    uses: dict[int, stock.UnitUse]


def door_given(row: ResultRow) -> Door:
    """The home a row names."""
    return row.estate, row.building, row.entrance, row.door


async def read_homes(authority_id: int, rows: Sequence[ResultRow], lock: bool) -> Homes:
    """The homes as they stand; locked, they are held until the unit of work is over."""
    wanted = {door_given(row) for row in rows if row.estate}
    estates = await stock.estates_by_name(authority_id, list({door[0] for door in wanted}))
    buildings = await stock.buildings_by_name(authority_id, list(estates.values()))
    ids = {door: buildings.get((estates.get(door[0], 0), door[1]), 0) for door in wanted}
    rooms = await stock.units_by_door(authority_id, [each for each in set(ids.values()) if each])
    units = {door: rooms[ids[door], door[2], door[3]] for door in wanted if (ids[door], *door[2:]) in rooms}
    if lock:
        await stock.lock_units(authority_id, list(units.values()))
    now = await stock.units_now(authority_id, list(units.values()))
    uses = await stock.uses_of(authority_id, list(units.values()))
    return Homes(estates, {door: now[id_] for door, id_ in units.items()}, uses)
