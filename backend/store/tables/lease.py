"""Tenancies (租住关系): one household in one unit over time, and the persons who live there."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import day, instant, key, number, words, yes_no

TenancyCondition = Literal["reserved", "living", "leaving", "ended"]
TENANCY_STATES: Final[tuple[str, ...]] = get_args(TenancyCondition)
LIVE: Final = ("reserved", "living", "leaving")
"""A tenancy stays live until the home is returned, whatever the lease's last day."""


class Tenancy(Table, tablename="tenancy", db=DB):
    """One household in one unit from a day up to, not including, ``to_day``, the day of its return.

    The database keeps one column more, ``live``, worked out from the state: see :class:`TenancyMember`.
    """

    authority_id = number()
    id = key()
    household_id = number()
    unit_id = number()
    allocation_id = number(null=True)
    state = words()
    from_day = day()
    to_day = day(null=True)
    created_at = instant()


class TenancyMember(Table, tablename="tenancy_member", db=DB):
    """A person under a tenancy. ``live`` is true while the person counts as housed, else null.

    A foreign key ties a true ``live`` to a live tenancy: end the members first, then the tenancy.
    """

    authority_id = number()
    id = key()
    tenancy_id = number()
    person_id = number()
    live = yes_no(null=True)
    from_day = day()
    to_day = day(null=True)
    created_at = instant()
