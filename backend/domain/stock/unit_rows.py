"""A list of units (房源表): rows as they stand in a workbook → units, or what is wrong with each row.

Areas are decimal text in m² with two places, shares in per cent, values in fen.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from ..vocabulary.complaint import Checked, Complaint, Wrong, complain
from ..vocabulary.money import half_up
from ..vocabulary.quantities import decimal_text
from .cells import Raw, narrow, read_note, read_number, read_text, whole_number, word_of
from .template import Column, RowReader, Template
from .unit_words import SOURCE_WORDS, SOURCES, STATE_WORDS, STATES

LARGEST_AREA_M2: Final = 1000
USUAL_AREA_M2: Final = range(8, 201)
HUNDREDTHS: Final = 100
AREA_ENDING: Final = r"㎡|m2|m²|平方米|平米|平"


class Fixture(Struct, frozen=True, gc=False):
    """A thing that belongs to a home: how many, and the value of one in fen where it is known."""

    item: str
    count: int = 1
    value_fen: int | None = None


class UnitRow(Struct, frozen=True, gc=False):
    """One home as a list gives it; the fields stand in the order of the columns."""

    row: int
    estate: str
    building: str
    entrance: str
    door: str
    floor_area_m2: str
    layout: str
    structure: str
    floor: int | None
    floors: int | None
    grade: str
    location: str
    source: str | None
    government_share_percent: str | None
    operator: str
    state: str
    electricity_meter: str
    water_meter: str
    gas_meter: str
    fixtures: tuple[Fixture, ...]
    note: str


def read_area(raw: Raw) -> str | Wrong:
    """A floor area in m² with two decimals: ``45.36``, ``４５．３６``, ``45.36㎡``."""
    found = read_number(raw, "48.61", AREA_ENDING)
    if isinstance(found, Wrong):
        return found
    number, scale = found
    given = narrow(str(raw))
    if number <= 0:
        return Wrong("area_not_positive", {"given": given})
    if number > LARGEST_AREA_M2 * scale:
        return Wrong("area_impossible", {"given": given})
    hundredths = half_up(number * HUNDREDTHS, scale)
    area = f"{hundredths // HUNDREDTHS}.{hundredths % HUNDREDTHS:02d}"
    if not USUAL_AREA_M2.start * scale <= number < USUAL_AREA_M2.stop * scale:
        usual = {"lowest": str(USUAL_AREA_M2.start), "highest": str(USUAL_AREA_M2.stop - 1)}
        return Wrong("area_unlikely", {"given": given, **usual}, area)
    if (
        hundredths * scale != number * HUNDREDTHS
        and abs(hundredths * scale - number * HUNDREDTHS) * 10**6 > scale
    ):
        return Wrong("area_rounded", {"given": given, "taken": area}, area)
    return area


def read_share(raw: Raw) -> str | Wrong:
    """A share in per cent, ``60``, ``60%``, ``60％``; a bare fraction such as 0.6 is a doubt."""
    found = read_number(raw, "100", "%")
    if isinstance(found, Wrong):
        return found
    number, scale = found
    given = narrow(str(raw))
    if number < 0 or number > 100 * scale:
        return Wrong("share_over", {"given": given.removesuffix("%")})
    taken = decimal_text(number, scale).removesuffix(".0")
    if 0 < number <= scale and not given.endswith("%"):
        taken = decimal_text(number * 100, scale).removesuffix(".0")
        return Wrong("share_fraction", {"given": given, "taken": taken}, taken)
    return taken


_FIXTURE: Final = re.compile(
    r"(?P<item>[^×xX*✕@]+?)(?:\s*[×xX*✕]\s*(?P<count>\d{1,4})\s*[个件台套扇把张]?)?"
    r"(?:\s*@\s*[¥￥]?(?P<yuan>\d{1,7})(?:\.(?P<fen>\d{1,2}))?\s*元?)?"
)


def read_fixtures(raw: Raw) -> tuple[Fixture, ...] | Wrong:
    """A list of fixtures, ``防盗门×1@800;橱柜×1@1500``: item, count, value of one in yuan."""
    text = read_note(raw)
    if isinstance(text, Wrong):
        return text
    fixtures = []
    for part in re.split(r"\s*[;；\n]\s*", text):
        if not part:
            continue
        found = _FIXTURE.fullmatch(narrow(part))
        if found is None or found["count"] in ("0", "00", "000", "0000"):
            return Wrong("fixtures_form", {"given": part[:40]})
        fen = int(found["yuan"]) * 100 + int((found["fen"] or "0").ljust(2, "0")) if found["yuan"] else None
        fixtures.append(Fixture(found["item"].strip(), int(found["count"] or 1), fen))
    return tuple(fixtures)


UNITS: Final = Template(
    "房源表",
    "units",
    (
        Column("项目名称", "estate", read_text, required=True, old=("小区名称", "项目"), blank=""),
        Column("楼栋", "building", read_text, required=True, old=("楼号", "栋号"), blank=""),
        Column("单元", "entrance", read_text, blank=""),
        Column("房号", "door", read_text, required=True, old=("室号", "门牌号"), blank=""),
        Column("建筑面积(㎡)", "floor area", read_area, required=True, old=("面积",)),
        Column("户型", "layout", read_text, old=("居室",), blank=""),
        Column("结构", "structure", read_text, blank=""),
        Column("楼层", "floor", whole_number(-5, 200, "层|楼")),
        Column("总楼层", "floors", whole_number(1, 200, "层|楼")),
        Column("等级", "grade", read_text, old=("档次",), blank=""),
        Column("片区", "location", read_text, old=("地段",), blank=""),
        Column("房源来源", "source", word_of(SOURCES, SOURCE_WORDS, "other")),
        Column("政府投资比例(%)", "government's share", read_share),
        Column("运营单位", "operator", read_text, blank=""),
        Column("状态", "state", word_of(STATES, STATE_WORDS), blank="vacant"),
        Column("电表号", "electricity meter", read_text, blank="", repeats=False),
        Column("水表号", "water meter", read_text, blank="", repeats=False),
        Column("燃气表号", "gas meter", read_text, blank="", repeats=False),
        Column("设施清单", "fixtures", read_fixtures, blank=()),
        Column("备注", "note", read_note, blank=""),
    ),
)
"""The columns of a units list; a blank state is taken as vacant."""
_METERS: Final = ((15, "电表号"), (16, "水表号"), (17, "燃气表号"))


def unit_name(estate: str, building: str, entrance: str, door: str) -> str:
    """A unit as people say it: 安居苑 1号楼 1单元 101."""
    return " ".join(part for part in (estate, building, entrance, door) if part)


def check_units(rows: Iterable[tuple[int, list[Any]]]) -> Checked[UnitRow]:
    """Every row of a units list read and held against the others; rows are (number in the sheet, cells)."""
    complaints: list[Complaint] = []
    reader = RowReader(UNITS, complaints)
    seen: list[int] = []
    units: list[UnitRow] = []
    taken: dict[tuple[str, str, str, str], UnitRow] = {}
    refused: dict[tuple[str, str, str, str], int] = {}
    meters: list[dict[str, int]] = [{} for _ in _METERS]
    for row, cells in rows:
        seen.append(row)
        values = reader.read(row, cells)
        place = (values[0], values[1], values[2], values[3])
        faults = list(_within(row, values))
        earlier = taken.get(place)
        if earlier is not None:
            faults += _twice(earlier, row, values)
        complaints += faults
        if reader.failed or any(each.severity == "error" and each.row == row for each in faults):
            refused.setdefault(place, row)
            continue
        if place in refused and earlier is None:
            complaints.append(_below(row, place, refused[place]))
        complaints += _meters(meters, row, values)
        unit = UnitRow(row, *values)
        taken[place] = unit
        units.append(unit)
    return Checked(seen, units, complaints)


def _within(row: int, values: list[Any]) -> Iterable[Complaint]:
    """What one row says against itself."""
    floor, floors = values[7], values[8]
    if floor is not None and floors is not None and floor > floors:
        yield complain(row, "楼层", "floor_above_top", floor=floor, top=floors)


def _twice(earlier: UnitRow, row: int, values: list[Any]) -> list[Complaint]:
    """A unit that stood in an earlier row: the later is refused, and where they differ the earlier doubted."""
    if astuple(earlier)[1:] == tuple(values):
        return [complain(row, "", "row_twice", first=earlier.row)]
    place = (earlier.estate, earlier.building, earlier.entrance, earlier.door)
    later = complain(row, "", "unit_twice", unit=unit_name(*place), first=earlier.row)
    return [later, _below(earlier.row, place, row)]


def _below(row: int, place: tuple[str, str, str, str], again: int) -> Complaint:
    return complain(row, "", "unit_again_below", unit=unit_name(*place), again=again)


def _meters(first_rows: list[dict[str, int]], row: int, values: list[Any]) -> Iterable[Complaint]:
    """A meter that another unit of the list has as well."""
    for (at, column), known in zip(_METERS, first_rows, strict=True):
        number = values[at]
        if number:
            first = known.setdefault(number, row)
            if first != row:
                yield complain(row, column, "meter_twice", given=number, first=first)
