"""Allocation results (配租结果): a household's right to a unit, or its place in the order of choice."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import day, instant, key, number, small_number, words

AllocationCondition = Literal["allotted", "signed", "lapsed", "given_up"]
ALLOCATION_STATES: Final[tuple[str, ...]] = get_args(AllocationCondition)


class Allocation(Table, tablename="allocation", db=DB):
    """One household's result of one batch; ``settled_on`` is the day it was signed, lapsed or given up."""

    authority_id = number()
    id = key()
    household_id = number()
    batch = words()
    application_number = words()
    confirmed_on = day()
    estate_id = number(null=True)
    unit_id = number(null=True)
    choice_order = small_number(null=True)
    window_last_day = day(null=True)
    state = words()
    settled_on = day(null=True)
    remark = words(null=True)
    created_at = instant()
