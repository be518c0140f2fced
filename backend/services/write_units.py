"""Writes a list of homes into the register: operators, estates, buildings, homes and their first states."""

from collections.abc import Sequence
from typing import Final

import msgspec

from ..domain.stock.unit_rows import UnitRow
from ..domain.vocabulary.money import half_up
from ..domain.vocabulary.quantities import fraction, hundredths
from ..store.queries import authorities, imports, stock
from ..store.queries.bulk import new_ids
from .acting import Acting
from .compare_unit import meters_of
from .import_making import Made
from .import_refusals import changed_since_check
from .weigh_unit import EstateGiven
from .weigh_units import WeighedUnits
from .write_operators import write_operators

GOVERNMENT: Final = "政府"
"""How the government is called among the investors of an estate."""
_PER_CENT_MILLIONTHS: Final = 10_000


def _invested(estate: EstateGiven) -> bool:
    """Whether government has a part in an estate: by its share, or, where none is given, by its source."""
    if estate.share_percent is None:
        return (estate.source or "other") == "government"
    return fraction(estate.share_percent)[0] > 0


async def _estates(acting: Acting, weighed: WeighedUnits, operators: dict[str, int]) -> dict[str, int]:
    authority_id = acting.authority_id
    names = [each.operator for each in weighed.new_estates if each.operator]
    run_by = await authorities.operators_by_name(authority_id, names) | operators
    ids = await new_ids(len(weighed.new_estates))
    new, shares = [], []
    for estate_id, each in zip(ids, weighed.new_estates, strict=True):
        source = each.source or ("government" if _invested(each) else "other")
        new.append(
            stock.NewEstate(estate_id, run_by.get(each.operator), each.name, "", source, _invested(each))
        )
        if each.share_percent is not None:
            number, scale = fraction(each.share_percent)
            shares.append(
                stock.NewShare(estate_id, GOVERNMENT, half_up(number * _PER_CENT_MILLIONTHS, scale))
            )
    if await stock.add_estates(authority_id, new, acting.at) != set(ids):
        raise changed_since_check()
    await stock.add_shares(authority_id, shares)
    return {each.name: each.id for each in new}


async def _buildings(
    acting: Acting, weighed: WeighedUnits, estates: dict[str, int]
) -> dict[tuple[int, str], int]:
    wanted = [(estates[estate], name) for estate, name in weighed.new_buildings]
    before = await stock.buildings_by_name(acting.authority_id, list(estates.values()))
    lacking = [each for each in wanted if each not in before]
    ids = await new_ids(len(lacking))
    new = [stock.NewBuilding(id_, *each) for id_, each in zip(ids, lacking, strict=True)]
    if await stock.add_buildings(acting.authority_id, new, acting.at) != set(ids):
        raise changed_since_check()
    return dict(zip(lacking, ids, strict=True))


def _unit(unit_id: int, building_id: int, row: UnitRow) -> stock.NewUnit:
    address = "".join((row.estate, row.building, row.entrance, row.door))
    return stock.NewUnit(
        unit_id, building_id, row.entrance, row.door, address, hundredths(row.floor_area_m2),
        row.layout or None, row.structure or None, row.grade or None, row.location or None, row.floor,
        row.floors, msgspec.json.encode(row.fixtures).decode(), msgspec.json.encode(meters_of(row)).decode(),
        row.note or None,
    )  # fmt: skip


async def write_units(
    acting: Acting, batch_id: int, rows: Sequence[UnitRow], weighed: WeighedUnits
) -> dict[int, Made]:
    """Make everything that lacks; what each row made, so that it can be undone."""
    authority_id = acting.authority_id
    operators = await write_operators(acting, weighed)
    new_estates = await _estates(acting, weighed, operators)
    estates = await stock.estates_by_name(authority_id, list({row.estate for row in rows})) | new_estates
    new_buildings = await _buildings(acting, weighed, estates)
    buildings = await stock.buildings_by_name(authority_id, list(estates.values()))
    made: dict[int, Made] = {}
    run_by = {each.name: each.operator for each in weighed.new_estates}
    for start in range(0, len(rows), imports.AT_A_TIME):
        part = rows[start : start + imports.AT_A_TIME]
        ids = await new_ids(len(part))
        new = []
        for unit_id, row in zip(ids, part, strict=True):
            estate_id = estates[row.estate]
            building_id = buildings[estate_id, row.building]
            new.append(_unit(unit_id, building_id, row))
            # What several rows share is noted on the first that needed it.
            made[row.row] = Made(
                unit=unit_id,
                state=row.state,
                building=new_buildings.pop((estate_id, row.building), None),
                estate=new_estates.pop(row.estate, None),
                operator=operators.pop(run_by.get(row.estate, ""), None),
            )
        if await stock.add_units(authority_id, new, acting.at) != set(ids):
            raise changed_since_check()
        reason = f"导入第{batch_id}批"
        states = [
            stock.NewState(id_, row.state, acting.on, reason) for id_, row in zip(ids, part, strict=True)
        ]
        await stock.add_states(authority_id, states, acting.at)
    return made
