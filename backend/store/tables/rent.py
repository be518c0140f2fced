"""Rent schedules (租金标准): approved rents as filed, with the market survey they rest on."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import day, instant, key, number, sealed, words
from .households import HOUSEHOLD_CLASSES

ScheduleCondition = Literal["drafted", "approved", "published", "superseded"]
Tenure = Literal["low_rent", "public_rental", "commercial_rent"]
SCHEDULE_STATES: Final[tuple[str, ...]] = get_args(ScheduleCondition)
TENURES: Final[tuple[str, ...]] = get_args(Tenure)
ANY_CLASS: Final = "any"
LINE_CLASSES: Final[tuple[str, ...]] = (*HOUSEHOLD_CLASSES, ANY_CLASS)
"""A line holds for one class of household, or for any."""


class RentSchedule(Table, tablename="rent_schedule", db=DB):
    """One approval; ``effective_to`` is the first day on which it no longer prices."""

    authority_id = number()
    id = key()
    approval_number = words(null=True)
    approving_body = words(null=True)
    approved_on = day(null=True)
    published_on = day(null=True)
    effective_from = day()
    effective_to = day(null=True)
    market_survey_source = words()
    market_surveyed_on = day()
    file_digest = sealed()
    state = words()
    created_at = instant()


class RentScheduleLine(Table, tablename="rent_schedule_line", db=DB):
    """A rate and the market rate it was measured against, both in fen per m² a month."""

    authority_id = number()
    id = key()
    schedule_id = number()
    location = words()
    grade = words()
    tenure = words()
    household_class = words()
    rate_fen_per_m2 = number()
    market_fen_per_m2 = number()
