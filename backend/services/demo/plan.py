"""The plan of a whole city: homes, households, who was placed where and when; no database, no clock."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.days import ONE_DAY
from .city import UnitPlan, plan_units
from .documents import Registry
from .families import MIX, make_family, size_of
from .histories import StatePlan, plan_states
from .names import pick
from .parts import City
from .people import MemberPlan, make_people
from .placing import Placement, Uses, choose_uses, place_in, place_in_vain, place_open

SEED: Final = "安居演示 1"
"""Another seed makes another city; this one is the demonstration."""

Window = Callable[[date], date | None]
"""The last day to sign of a result that stood on a day, where the policy has a window."""


class HouseholdPlan(Struct, frozen=True):
    """A household to be, with its application and what came of it."""

    household_class: str
    members: tuple[MemberPlan, ...]
    application_number: str
    choice_order: int | None
    placement: Placement


class CityPlan(Struct, frozen=True):
    """All rows of a city before they have ids; households in the order of their applications."""

    city: City
    units: tuple[UnitPlan, ...]
    states: tuple[StatePlan, ...]
    households: tuple[HouseholdPlan, ...]


def plan_city(city: City, window: Window, seed: str = SEED) -> CityPlan:
    """The same plan every time for a city, the windows of its policy and a seed."""
    rng = Random(f"{seed} {city.code}")
    units = tuple(plan_units(city))
    uses = choose_uses(rng, city, units)
    placements = _placements(rng, city, units, uses, window)
    states = plan_states(rng, city, units, uses, placements)
    return CityPlan(city, units, tuple(states), tuple(_households(rng, city, units, placements)))


def _placements(
    rng: Random, city: City, units: Sequence[UnitPlan], uses: Uses, window: Window
) -> list[Placement]:
    """Every allocation, the earliest round first and within it those who chose a home before those who wait."""
    counts = city.counts
    found = [place_in(rng, city, at, city.estates[units[at].estate].opened) for at in uses.let]
    found += [place_in(rng, city, at, city.estates[units[at].estate].opened, bought=True) for at in uses.sold]
    found += [place_open(rng, city, at) for at in uses.allotted]
    found += [place_open(rng, city, None) for _ in range(counts.waiting)]
    left = rng.sample(uses.vacant, counts.given_up + counts.lapsed)
    found += [place_in_vain(rng, city, at) for at in left[: counts.given_up]]
    for at in left[counts.given_up :]:
        last_day = window(city.batches[-2].confirmed_on)
        assert last_day is not None, f"{city.code} has no signing window that could pass"
        found.append(place_in_vain(rng, city, at, last_day + ONE_DAY))
    rng.shuffle(found)
    return sorted(found, key=lambda each: (each.batch.confirmed_on, each.unit is None))


def _households(
    rng: Random, city: City, units: Sequence[UnitPlan], placements: Sequence[Placement]
) -> list[HouseholdPlan]:
    """A household for each allocation: the larger ones in the larger homes, as far as chance lets them."""
    classes = [pick(rng, city.classes) for _ in placements]
    shapes = sorted(
        ((each, pick(rng, MIX[each])) for each in classes),
        key=lambda pair: size_of(pair[1]) + 1.6 * rng.random(),
    )
    areas = [4500 if each.unit is None else units[each.unit].area_hundredths_m2 for each in placements]
    by_area = sorted(range(len(areas)), key=lambda at: areas[at] + 900 * rng.random())
    makeup = dict(zip(by_area, shapes, strict=True))
    registry, years, orders = Registry(rng, city), Counter[int](), Counter[str]()
    found = []
    for at, placement in enumerate(placements):
        batch, (household_class, shape) = placement.batch, makeup[at]
        family = make_family(rng, household_class, shape, placement.registered_on)
        members = tuple(make_people(rng, city, registry, family))
        years[batch.confirmed_on.year] += 1
        orders[batch.name] += 1
        drawn = (len(city.batches) - city.batches.index(batch)) % 2 == 1
        number = f"{city.prefix}{batch.confirmed_on.year}-{years[batch.confirmed_on.year]:04d}"
        order = orders[batch.name] if drawn else None
        found.append(HouseholdPlan(household_class, members, number, order, placement))
    return found
