"""Adds a home (房屋) to a building, with its first state; what is beyond the standard is shown."""

import re

import msgspec
from msgspec import Struct

from ..domain.stock.standards import estate_warnings, small_home_area, unit_warnings
from ..domain.stock.unit_rows import LARGEST_AREA_M2, Fixture
from ..domain.stock.unit_states import by_hand_refusals
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.quantities import AREA_FORM, hundredths
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import stock
from ..store.queries.bulk import new_ids
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand
from .check_fields import BUILDING, HOME, ROOM, blank, missing


class AddUnit(Struct, frozen=True):
    """A home to be added; ``entrance`` is 单元, empty where there is none; its area has two decimals."""

    building_id: int
    room_number: str
    floor_area_m2: str
    entrance: str = ""
    address: str = ""
    layout: str | None = None
    structure: str | None = None
    grade: str | None = None
    location: str | None = None
    floor: int | None = None
    total_floors: int | None = None
    fixtures: tuple[Fixture, ...] = ()
    meters: dict[str, str] = {}
    remark: str | None = None
    state: str = "vacant"


class UnitAdded(Struct, frozen=True):
    """The home as it stands, and what it or its estate is beyond."""

    unit_id: int
    warnings: tuple[Refusal, ...]


def _refusals(request: AddUnit) -> list[Refusal]:
    found = [*blank(("room_number", ROOM, request.room_number)), *by_hand_refusals(request.state)]
    area, most = request.floor_area_m2, f"{LARGEST_AREA_M2}.00"
    if not re.fullmatch(AREA_FORM, area) or not 0 < hundredths(area) <= hundredths(most):
        words = {"given": area, "low": "0.01", "high": most}
        found.append(
            refusing("out_of_range", "floor_area_m2", "", what=Both("建筑面积(㎡)", "floor area"), **words)
        )
    floor, top = request.floor, request.total_floors
    if floor == 0 or (floor is not None and top is not None and floor > top) or (top is not None and top < 1):
        words = {"given": f"{floor}/{top}", "low": "1", "high": str(top or "—")}
        found.append(refusing("out_of_range", "floor", "", what=Both("楼层", "floor"), **words))
    return found


async def add_unit(acting: Acting, at_hand: AtHand, request: AddUnit) -> UnitAdded:
    """Add a home behind a door of its own; it is in its first state from the business day on."""
    authority_id, rules = acting.authority_id, rules_of(acting, at_hand)
    async with uow():
        building = await stock.building(authority_id, request.building_id)
        found = _refusals(request)
        if building is None:
            raise Refused(missing(BUILDING, "building_id", request.building_id), *found)
        if found:
            raise Refused(*found)

        (unit_id,) = await new_ids(1)
        area = hundredths(request.floor_area_m2)
        entrance, room = request.entrance.strip(), request.room_number.strip()
        parts = (building.address or building.estate, building.name, entrance, room)
        new = stock.NewUnit(
            unit_id, building.id, entrance, room, request.address.strip() or "".join(parts), area,
            request.layout, request.structure, request.grade, request.location, request.floor,
            request.total_floors, msgspec.json.encode(request.fixtures).decode(),
            msgspec.json.encode(request.meters).decode(), request.remark,
        )  # fmt: skip
        if not await stock.add_units(authority_id, [new], acting.at):
            raise Refused(refusing("already_there", "room_number", what=HOME, given=" ".join(parts[1:])))
        first = stock.NewState(unit_id, request.state, acting.on, "登记")
        await stock.add_states(authority_id, [first], acting.at)
        warnings = unit_warnings(area, request.total_floors, building.source, acting.authority, rules)
        small = small_home_area(rules)
        if small is not None:
            areas = await stock.estate_areas(authority_id, building.estate_id, small)
            warnings += estate_warnings(areas, acting.authority, rules)
        payload = {"building": building.id, "door": f"{entrance}{room}", "area": request.floor_area_m2}
        await append(authority_id, acting.actor, "add_unit", f"unit:{unit_id}", payload, acting.at)
    return UnitAdded(unit_id, tuple(warnings))
