"""The working-day calendar (工作日历): which days are worked, by year of the State Council's notice."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Final

import msgspec

from .days import ONE_DAY
from .faults import Fault

SATURDAY: Final = 5


class CalendarYear(msgspec.Struct, frozen=True):
    """One year: weekdays that are free, weekend days that are worked.

    ``provisional``: the yearly notice is not out; weekends and statutory holidays only.
    """

    year: int
    free: frozenset[date]
    worked: frozenset[date]
    provisional: bool = False
    source: str = ""


class WorkingCalendar:
    """Working days over the years that are loaded; any day beyond them is a ``calendar_gap``."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self.years = {year.year: year for year in years}

    @cached_property
    def provisional(self) -> frozenset[int]:
        """The years whose notice is not out yet."""
        return frozenset(number for number, year in self.years.items() if year.provisional)

    @cached_property
    def _working(self) -> list[int]:
        """The ordinals of all working days loaded, in order."""
        ordinals: list[int] = []
        for number in sorted(self.years):
            year = self.years[number]
            day = date(number, 1, 1)
            while day.year == number:
                rest = day in year.free or (day.weekday() >= SATURDAY and day not in year.worked)
                if not rest:
                    ordinals.append(day.toordinal())
                if day == date.max:
                    break
                day += ONE_DAY
        return ordinals

    def _must_know(self, first: date, last: date) -> None:
        for number in range(first.year, last.year + 1):
            if number not in self.years:
                raise self.gap(number)

    def gap(self, year: int) -> Fault:
        """The refusal for a year that is not loaded."""
        known = sorted(self.years)
        span = f"{known[0]}–{known[-1]}" if known else "—"
        return Fault("calendar_gap", "$.facts", year=year, last=span)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked. Raises ``calendar_gap`` outside the years loaded."""
        self._must_know(day, day)
        ordinal = day.toordinal()
        at = bisect_left(self._working, ordinal)
        return at < len(self._working) and self._working[at] == ordinal

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it (civil-code:203)."""
        self._must_know(day, day)
        at = bisect_left(self._working, day.toordinal())
        if at == len(self._working):
            raise self.gap(day.year + 1)
        found = date.fromordinal(self._working[at])
        self._must_know(day, found)
        return found

    def working_days_after(self, day: date, length: int) -> date:
        """The last of so many working days, the day of the event not counted (civil-code:201)."""
        self._must_know(day + ONE_DAY, day + ONE_DAY)
        at = bisect_right(self._working, day.toordinal()) + length - 1
        if at >= len(self._working):
            raise self.gap(max(self.years) + 1)
        found = date.fromordinal(self._working[at])
        self._must_know(day + ONE_DAY, found)
        return found

    def working_days_before(self, day: date, length: int) -> date:
        """The first of so many working days before a day, the day itself not counted."""
        self._must_know(day - ONE_DAY, day - ONE_DAY)
        at = bisect_left(self._working, day.toordinal()) - length
        if at < 0:
            raise self.gap(min(self.years) - 1)
        found = date.fromordinal(self._working[at])
        self._must_know(found, day - ONE_DAY)
        return found
