"""Bans (限制再申请): who may not apply again, from when until when, by which article."""

from typing import Final

from piccolo.table import Table

from ...domain.exits.ban import CONDUCTS
from ..engine import DB
from .columns import day, instant, key, number, words

BANNED_CONDUCTS: Final[tuple[str, ...]] = CONDUCTS


class Ban(Table, tablename="ban", db=DB):
    """A ban runs from its day until the day before ``reapply_from``; without one its end is not known yet."""

    authority_id = number()
    id = key()
    person_id = number()
    conduct = words()
    article = words()
    from_day = day()
    reapply_from = day(null=True)
    lifted_on = day(null=True)
    remark = words(null=True)
    created_at = instant()
