"""What a city of the demonstration is described by: estates, buildings, rounds of allocation, shares."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct


class Block(Struct, frozen=True):
    """A building: entrances, floors, the sort of home behind each door of a floor, its grade at best."""

    name: str
    entrances: int
    floors: int
    doors: str
    grade: int


class EstatePlan(Struct, frozen=True):
    """An estate, when it was handed over, who paid which millionths of it."""

    name: str
    address: str
    location: str
    source: str
    government_invested: bool
    opened: date
    structure: str
    investors: tuple[tuple[str, int], ...]
    blocks: tuple[Block, ...]


class Batch(Struct, frozen=True):
    """A round of allocation and the day its results stood."""

    name: str
    confirmed_on: date


class Counts(Struct, frozen=True):
    """How many homes are in which use, and how many households beside them."""

    vacant: int
    repair: int
    frozen: int
    sold: int
    allotted: int
    waiting: int
    given_up: int
    lapsed: int


class City(Struct, frozen=True):
    """Everything a city is made from; ``places`` are six digits of a number and the hukou they stand for."""

    code: str
    name: str
    division: str
    operator: str
    prefix: str
    estates: tuple[EstatePlan, ...]
    batches: tuple[Batch, ...]
    counts: Counts
    classes: Mapping[str, float]
    peoples: Mapping[str, float]
    places: tuple[tuple[str, str, float], ...]
    foreign_share: float
