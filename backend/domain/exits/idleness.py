"""Homes left idle (闲置): runs of observations that nobody lives there (hongshan:36(6))."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..vocabulary.days import add_months
from ..vocabulary.quantities import Words


class Observation(Struct, forbid_unknown_fields=True, frozen=True):
    """A dated inspection or meter reading; ``good_reason``: an accepted reason, in words."""

    on: date
    lived_in: bool
    good_reason: Words | UnsetType = UNSET


class IdleRun(Struct, frozen=True):
    """A run of days observed not lived in; ``current``: it reaches the last observation."""

    days: list[date]
    current: bool


def idle_runs(observations: list[Observation], on: date) -> list[IdleRun]:
    """The unbroken runs up to a day. A day with any observation of life or an accepted reason breaks one."""
    idle_on: dict[date, bool] = {}
    for seen in observations:
        if seen.on <= on:
            idle = not seen.lived_in and seen.good_reason is UNSET
            idle_on[seen.on] = idle and idle_on.get(seen.on, True)
    runs: list[IdleRun] = []
    days: list[date] = []
    for day in sorted(idle_on):
        if idle_on[day]:
            days.append(day)
        elif days:
            runs.append(IdleRun(days, current=False))
            days = []
    if days:
        runs.append(IdleRun(days, current=True))
    return runs


def after_last_gap(days: list[date], longest_gap_days: int) -> list[date]:
    """The part of a run after the last gap longer than so many days."""
    for at in range(len(days) - 1, 0, -1):
        if (days[at] - days[at - 1]).days > longest_gap_days:
            return days[at:]
    return days


def spans(days: list[date], months: int) -> bool:
    """Whether the first and last day lie so many months apart; the corresponding day counts."""
    return bool(days) and days[-1] >= add_months(days[0], months)
