"""The plan of a city's homes: behind every door of its buildings a unit with its meters and fixtures."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from ...domain.stock.unit_rows import Fixture
from ...domain.vocabulary.credit_code import credit_check_sign
from .parts import City, EstatePlan


class UnitPlan(Struct, frozen=True):
    """A home to be: its estate and block by their places in the plan; the area in 0.01 m²."""

    estate: int
    block: int
    entrance: str
    room: str
    address: str
    area_hundredths_m2: int
    layout: str
    structure: str
    grade: str
    location: str
    floor: int
    floors: int
    fixtures: tuple[Fixture, ...]
    meters: dict[str, str]


HOMES: Final[Mapping[str, tuple[str, int]]] = {
    "a": ("一室一厅一卫", 3642), "b": ("一室一厅一卫", 4175), "c": ("两室一厅一卫", 4536),
    "d": ("两室一厅一卫", 4861), "e": ("两室一厅一卫", 4921), "m": ("两室两厅一卫", 5874),
    "n": ("三室一厅一卫", 6685),
}  # fmt: skip
"""Sorts of home: layout and floor area in 0.01 m²; each further building of an estate has 0.07 m² more."""
NORTH: Final = "ac"
"""Sorts that look north; they stand a grade lower, as do the ground floor and the one under the roof."""
GRADES: Final = "甲乙丙"
ROOMS: Final = {"一": 1, "两": 2, "三": 3}
_ORGANISATION: Final = "MA0AAAAA0"
"""Its own check sign (GB 11714) would be 3: no such code is ever given out."""


def invented_code(kind: str, division: str) -> str:
    """A credit code with a right check sign whose inner organisation code is never given out."""
    body = kind + division + _ORGANISATION
    return body + credit_check_sign(body)


def _fixtures(sort: str) -> tuple[Fixture, ...]:
    rooms = ROOMS[HOMES[sort][0][0]]
    found = [
        Fixture("防盗门", 1, 80_000), Fixture("热水器", 1, 120_000), Fixture("橱柜", 1, 150_000),
        Fixture("坐便器", 1, 60_000), Fixture("洗手盆", 1, 25_000), Fixture("室内门", rooms + 1, 45_000),
        Fixture("吸顶灯", rooms + 2, 6_000),
    ]  # fmt: skip
    return tuple(found if sort == "a" else [*found, Fixture("油烟机", 1, 90_000), Fixture("灶具", 1, 40_000)])


def plan_units(city: City) -> Iterator[UnitPlan]:
    """Every home of a city, in the order of its doors."""
    serial = 100_000
    for at, estate in enumerate(city.estates):
        for number, block in enumerate(estate.blocks):
            for entrance in range(1, block.entrances + 1):
                for floor in range(1, block.floors + 1):
                    for door, sort in enumerate(block.doors, 1):
                        yield _unit(estate, at, number, f"{entrance}单元", floor, door, sort, serial)
                        serial += 1


def _unit(
    estate: EstatePlan, at: int, number: int, entrance: str, floor: int, door: int, sort: str, serial: int
) -> UnitPlan:
    block, (layout, area) = estate.blocks[number], HOMES[sort]
    room = f"{floor}{door:02d}"
    grade = min(2, block.grade + (floor in (1, block.floors)) + (sort in NORTH))
    return UnitPlan(
        at, number, entrance, room, f"{estate.address}{block.name}{entrance}{room}", area + 7 * number,
        layout, estate.structure, GRADES[grade], estate.location, floor, block.floors, _fixtures(sort),
        {"electricity": f"E{serial}", "water": f"S{serial + 100_000}", "gas": f"Q{serial + 200_000}"},
    )  # fmt: skip
