"""Days, months and years; the only place that adds months (civil-code:201, 202)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)


def days_in_month(year: int, month: int) -> int:
    """How many days a calendar month has."""
    first = date(year, month, 1)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - first.toordinal()


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later (or earlier, when negative).

    Where the month has no such day, its last day stands in for it (civil-code:202).
    Always counted from the anchor, never chained.
    """
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = index + 1
    if day.day <= 28:
        return date(years, month, day.day)
    return date(years, month, min(day.day, days_in_month(years, month)))


def add_years(day: date, years: int) -> date:
    """The corresponding day so many years later; 29 February gives 28 February."""
    return add_months(day, years * 12)


def month_of(period: str) -> tuple[date, date]:
    """First and last day of a month written ``2026-02``."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, 1), date(year, month, days_in_month(year, month))


def months_between(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The calendar months touched by a span of days, each cut to the span."""
    start = first
    while start <= last:
        end = start.replace(day=days_in_month(start.year, start.month))
        yield start, min(end, last)
        if end >= last:
            return
        start = end + ONE_DAY


def month_index(period: str) -> int:
    """A running number of a month written ``2026-02``, so that neighbours differ by one."""
    return int(period[:4]) * 12 + int(period[5:])


def day_text(day: date) -> str:
    """A day as a person reads it in Chinese: 2026年11月21日."""
    return f"{day.year}年{day.month}月{day.day}日"
