"""Writes the authority of a city and its homes into the registers, within the open unit of work."""

import msgspec

from ...store.queries import authorities, stock
from ...store.queries import demonstration as rows
from ...store.queries.bulk import new_ids
from ..acting import Acting
from .city import UnitPlan, invented_code
from .parts import City
from .plan import CityPlan


async def add_city_authority(acting: Acting, city: City) -> int | None:
    """The authority's id; None where somebody has set it up by now."""
    new = authorities.NewAuthority(
        city.code, city.name, city.code, city.division, invented_code("11", city.division), None, True
    )
    return await authorities.add_authority(new, acting.at)


async def load_stock(acting: Acting, plan: CityPlan) -> list[int]:
    """The operator, estates, buildings and units with their histories; the ids of the units in their order."""
    authority_id, city, at = acting.authority_id, plan.city, acting.at
    operator, *estate_ids = await new_ids(1 + len(city.estates))
    new = authorities.NewOperator(operator, city.operator, invented_code("91", city.division))
    await authorities.add_operators(authority_id, [new], at)
    estates = [
        stock.NewEstate(estate_id, operator, each.name, each.address, each.source, each.government_invested)
        for estate_id, each in zip(estate_ids, city.estates, strict=True)
    ]
    await stock.add_estates(authority_id, estates, at)
    shares = [
        stock.NewShare(estate_id, investor, share)
        for estate_id, each in zip(estate_ids, city.estates, strict=True)
        for investor, share in each.investors
    ]
    await stock.add_shares(authority_id, shares)
    places = [(at_, block) for at_, each in enumerate(city.estates) for block in range(len(each.blocks))]
    buildings = dict(zip(places, await new_ids(len(places)), strict=True))
    named = [
        stock.NewBuilding(each, estate_ids[estate], city.estates[estate].blocks[block].name)
        for (estate, block), each in buildings.items()
    ]
    await stock.add_buildings(authority_id, named, at)
    unit_ids = await new_ids(len(plan.units))
    units = [
        _unit(unit_id, buildings[unit.estate, unit.block], unit)
        for unit_id, unit in zip(unit_ids, plan.units, strict=True)
    ]
    await stock.add_units(authority_id, units, at)
    states = [
        rows.StateRow(unit_ids[each.unit], each.state, each.from_day, each.to_day, each.reason)
        for each in plan.states
    ]
    await rows.add_histories(authority_id, states, at)
    return unit_ids


def _unit(unit_id: int, building_id: int, unit: UnitPlan) -> stock.NewUnit:
    return stock.NewUnit(
        unit_id, building_id, unit.entrance, unit.room, unit.address, unit.area_hundredths_m2, unit.layout,
        unit.structure, unit.grade, unit.location, unit.floor, unit.floors,
        msgspec.json.encode(unit.fixtures).decode(), msgspec.json.encode(unit.meters).decode(),
    )  # fmt: skip
