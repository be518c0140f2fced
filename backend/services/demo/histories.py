"""The dated states of every home, from the day its estate was handed over to the business day."""

from collections.abc import Sequence
from datetime import date
from random import Random

from msgspec import Struct

from .city import UnitPlan
from .families import BUSINESS_DAY
from .parts import City
from .placing import Placement, Uses, days_between


class StatePlan(Struct, frozen=True):
    """One stretch of a unit's states; the unit by its place in the plan."""

    unit: int
    state: str
    from_day: date
    to_day: date | None
    reason: str


Step = tuple[str, date, str]
"""A state, the day it began, why."""


def plan_states(
    rng: Random, city: City, units: Sequence[UnitPlan], uses: Uses, placements: Sequence[Placement]
) -> list[StatePlan]:
    """Every stretch of every unit, without a gap; the last one is open."""
    steps: list[list[Step]] = [[("vacant", city.estates[unit.estate].opened, "交付登记")] for unit in units]
    for placement in placements:
        if placement.unit is not None:
            steps[placement.unit] += _placed(placement)
    for unit, step in _idle(rng, uses):
        steps[unit].append(step)
    return [state for unit, each in enumerate(steps) for state in _stretches(unit, each)]


def _placed(placement: Placement) -> list[Step]:
    """What an allocation did to its home."""
    steps: list[Step] = [("reserved", placement.batch.confirmed_on, f"{placement.batch.name}配租")]
    if placement.moved_in is not None:
        steps.append(("let", placement.moved_in, "签约入住"))
    if placement.bought_on is not None:
        steps.append(("sold", placement.bought_on, "承租家庭购买"))
    if placement.outcome in ("given_up", "lapsed"):
        assert placement.settled_on is not None, "an allocation in vain has the day it ended"
        why = "放弃配租" if placement.outcome == "given_up" else "逾期未签约"
        steps.append(("vacant", placement.settled_on, why))
    return steps


def _idle(rng: Random, uses: Uses) -> list[tuple[int, Step]]:
    """Homes taken out of use in the last months."""
    found: list[tuple[int, Step]] = []
    for units, state, reasons in (
        (uses.repair, "repair", ("卫生间防水维修", "供暖管道维修", "退租后整修", "外墙渗水维修")),
        (uses.frozen, "frozen", ("权属核查期间停止配租", "消防整改期间停止配租")),
    ):
        for unit in units:
            found.append((unit, (state, BUSINESS_DAY - days_between(rng, 5, 150), rng.choice(reasons))))
    return found


def _stretches(unit: int, steps: Sequence[Step]) -> list[StatePlan]:
    ends = [*(start for _, start, _ in steps[1:]), None]
    return [
        StatePlan(unit, state, start, end, reason)
        for (state, start, reason), end in zip(steps, ends, strict=True)
    ]
