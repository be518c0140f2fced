"""Which home of a city is in what use, and by which round of allocation it came to be so."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, Literal

from msgspec import Struct

from .city import UnitPlan
from .parts import Batch, City

Outcome = Literal["allotted", "signed", "lapsed", "given_up"]
FIRST_MONTHS: Final = (8.0, 5.0, 3.0)
"""How the rounds after an estate was handed over share its homes; every later one has a single part."""
SALE_AFTER_DAYS: Final = 5 * 366 + 30


class Placement(Struct, frozen=True):
    """A household's allocation: the home by its place in the plan, and every day of what followed."""

    batch: Batch
    outcome: Outcome
    unit: int | None
    registered_on: date
    settled_on: date | None = None
    moved_in: date | None = None
    bought_on: date | None = None


class Uses(Struct, frozen=True):
    """The units of a city by their use, each by its place in the plan."""

    vacant: list[int]
    repair: list[int]
    frozen: list[int]
    sold: list[int]
    allotted: list[int]
    let: list[int]


def choose_uses(rng: Random, city: City, units: Sequence[UnitPlan]) -> Uses:
    """Vacancies lie thicker on ground and top floors and in the last estate; sales in what was let first."""
    counts, last = city.counts, len(city.estates) - 1
    first = min(range(last + 1), key=lambda at: city.estates[at].opened)
    bought = rng.sample([at for at, unit in enumerate(units) if unit.estate == first], counts.sold)
    shunned = {
        at: rng.random() - 0.12 * (unit.floor in (1, unit.floors)) - 0.1 * (unit.estate == last)
        for at, unit in enumerate(units)
        if at not in bought
    }
    order = sorted(shunned, key=lambda at: shunned[at])
    vacant, rest = order[: counts.vacant], order[counts.vacant :]
    rng.shuffle(rest)
    parts = []
    for many in (counts.repair, counts.frozen, counts.allotted):
        parts.append(rest[:many])
        rest = rest[many:]
    repair, frozen, allotted = parts
    return Uses(vacant, repair, frozen, bought, allotted, rest)


def days_between(rng: Random, lowest: int, highest: int) -> timedelta:
    """So many days by chance, both ends included."""
    return timedelta(days=rng.randint(lowest, highest))


def place_in(rng: Random, city: City, unit: int, opened: date, *, bought: bool = False) -> Placement:
    """How the household of a let or sold home came to it."""
    rounds = [batch for batch in city.batches[:-1] if batch.confirmed_on > opened]
    weights = [*FIRST_MONTHS, *[1.0] * len(rounds)][: len(rounds)]
    batch = rounds[0] if bought else rng.choices(rounds, weights)[0]
    signed = batch.confirmed_on + days_between(rng, 3, 9)
    moved = signed + days_between(rng, 3, 25)
    sold = moved + timedelta(days=SALE_AFTER_DAYS) + days_between(rng, 0, 90) if bought else None
    return Placement(
        batch, "signed", unit, batch.confirmed_on - days_between(rng, 60, 240), signed, moved, sold
    )


def place_open(rng: Random, city: City, unit: int | None) -> Placement:
    """A household of the present round: with a home to sign for, or with its place in the order only."""
    batch = city.batches[-1]
    return Placement(batch, "allotted", unit, batch.confirmed_on - days_between(rng, 60, 240))


def place_in_vain(rng: Random, city: City, unit: int, lapsed_on: date | None = None) -> Placement:
    """A household of the round before that gave its home up, or let its window pass."""
    batch = city.batches[-2]
    registered, given_up_on = (
        batch.confirmed_on - days_between(rng, 60, 240),
        batch.confirmed_on + days_between(rng, 2, 12),
    )
    outcome: Outcome = "given_up" if lapsed_on is None else "lapsed"
    return Placement(batch, outcome, unit, registered, lapsed_on or given_up_on)
