"""Compares a row of a list of homes with the home as it is registered; a blank cell says nothing."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ..domain.stock.standards import area_text
from ..domain.stock.unit_rows import Fixture, UnitRow
from ..domain.vocabulary.quantities import hundredths
from ..store.queries import imports

Door = tuple[str, str, str, str]
METERS: Final = (("电表号", "electricity"), ("水表号", "water"), ("燃气表号", "gas"))
"""Each meter's column in a list, and what it is called in the register."""
NOTHING: Final = "(空)"


def door_of(row: UnitRow) -> Door:
    """What a home is found again by."""
    return row.estate, row.building, row.entrance, row.door


def meters_of(row: UnitRow) -> dict[str, str]:
    """The meters a row names."""
    numbers = (row.electricity_meter, row.water_meter, row.gas_meter)
    return {kind: number for (_, kind), number in zip(METERS, numbers, strict=True) if number}


def _fixtures_text(raw: str) -> str:
    items = msgspec.json.decode(raw, type=tuple[Fixture, ...])
    return ";".join(f"{each.item}×{each.count}" for each in items)


def differences(row: UnitRow, kept: imports.UnitContent) -> Iterator[tuple[str, object, object]]:
    """Columns in which a row says something else than the register; a blank cell says nothing."""
    if hundredths(row.floor_area_m2) != kept.floor_area_hundredths_m2:
        yield "建筑面积(㎡)", area_text(kept.floor_area_hundredths_m2), row.floor_area_m2
    pairs: list[tuple[str, Any, Any]] = [
        ("户型", kept.layout, row.layout), ("结构", kept.structure, row.structure), ("等级", kept.grade, row.grade),
        ("片区", kept.location, row.location), ("楼层", kept.floor, row.floor),
        ("总楼层", kept.total_floors, row.floors), ("备注", kept.remark, row.note),
    ]  # fmt: skip
    for column, registered, given in pairs:
        if given not in (None, "", registered):
            yield column, registered or NOTHING, given
    meters: dict[str, str] = msgspec.json.decode(kept.meters)
    given_meters = meters_of(row)
    for column, kind in METERS:
        if given_meters.get(kind, meters.get(kind)) != meters.get(kind):
            yield column, meters.get(kind) or NOTHING, given_meters[kind]
    if row.fixtures and row.fixtures != msgspec.json.decode(kept.fixtures, type=tuple[Fixture, ...]):
        given = ";".join(f"{each.item}×{each.count}" for each in row.fixtures)
        yield "设施清单", _fixtures_text(kept.fixtures) or NOTHING, given
