"""Charges by the day: a part of a month at a monthly rent (product reading of hongshan R8)."""

from datetime import date
from itertools import pairwise

from msgspec import Struct

from ..vocabulary.days import days_in_month, months_between
from ..vocabulary.faults import Fault
from ..vocabulary.money import half_up
from ..vocabulary.quantities import Fen


class Segment(Struct, forbid_unknown_fields=True, frozen=True, rename={"since": "from"}):
    """A stretch of days, both ends in it, at one monthly rent in fen."""

    since: date
    to: date
    monthly_rent_fen: Fen


class ChargeLine(Struct, frozen=True, rename={"since": "from"}):
    """So many days of one month, and what they cost in fen."""

    since: date
    to: date
    days: int
    days_in_month: int
    amount_fen: int


def charge(first: date, last: date, monthly_rent_fen: int) -> ChargeLine:
    """The line for days within one calendar month: rent x days / days in the month, half up to the fen."""
    days = last.day - first.day + 1
    whole = days_in_month(first.year, first.month)
    return ChargeLine(first, last, days, whole, half_up(monthly_rent_fen * days, whole))


def charge_months(first: date, last: date, monthly_rent_fen: int) -> list[ChargeLine]:
    """One line for each calendar month of a stretch of days."""
    return [charge(start, end, monthly_rent_fen) for start, end in months_between(first, last)]


def in_order(segments: list[Segment], path: str) -> list[Segment]:
    """Segments by day; a segment that ends before it starts, or overlaps another, is refused."""
    for at, segment in enumerate(segments):
        if segment.to < segment.since:
            raise Fault(
                "before",
                f"{path}[{at}].to",
                field="to",
                day=segment.to,
                other="from",
                other_day=segment.since,
            )
    if len(segments) < 2:
        return segments
    numbered = sorted(enumerate(segments), key=lambda pair: pair[1].since)
    for (before_at, before), (at, segment) in pairwise(numbered):
        if segment.since <= before.to:
            later = max(at, before_at)
            shown = segments[later]
            raise Fault("overlap", f"{path}[{later}].from", start=shown.since, end=shown.to)
    return [segment for _, segment in numbered]
