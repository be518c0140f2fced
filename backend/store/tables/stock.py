"""Homes (房源): estates, buildings, units and what state each unit is in on each day."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import data, day, instant, key, number, small_number, words, yes_no

Source = Literal["government", "employer", "society", "returned_public", "lent", "other"]
UnitCondition = Literal["vacant", "reserved", "let", "repair", "frozen", "sold"]
SOURCES: Final[tuple[str, ...]] = get_args(Source)
"""Where homes come from (hongshan:13)."""
UNIT_STATES: Final[tuple[str, ...]] = get_args(UnitCondition)


class Estate(Table, tablename="estate", db=DB):
    """A project (项目) of homes from one source, run by one operator."""

    authority_id = number()
    id = key()
    operator_id = number(null=True)
    name = words()
    address = words()
    source = words()
    government_invested = yes_no()
    created_at = instant()


class EstateShare(Table, tablename="estate_share", db=DB):
    """What part of an estate an investor paid, in millionths of the whole."""

    authority_id = number()
    id = key()
    estate_id = number()
    investor = words()
    share_millionths = number()


class Building(Table, tablename="building", db=DB):
    """A building (楼栋) of an estate."""

    authority_id = number()
    id = key()
    estate_id = number()
    name = words()
    created_at = instant()


class Unit(Table, tablename="unit", db=DB):
    """A home (房屋), its floor area in units of 0.01 m²; ``entrance`` is 单元, empty where there is none."""

    authority_id = number()
    id = key()
    building_id = number()
    entrance = words()
    room_number = words()
    address = words()
    floor_area_hundredths_m2 = number()
    layout = words(null=True)
    structure = words(null=True)
    grade = words(null=True)
    location = words(null=True)
    floor = small_number(null=True)
    total_floors = small_number(null=True)
    fixtures = data()
    meters = data()
    remark = words(null=True)
    created_at = instant()


class UnitState(Table, tablename="unit_state", db=DB):
    """The state of a unit from a day up to, not including, ``to_day``; without one the state holds now."""

    authority_id = number()
    id = key()
    unit_id = number()
    state = words()
    from_day = day()
    to_day = day(null=True)
    reason = words()
    created_at = instant()
