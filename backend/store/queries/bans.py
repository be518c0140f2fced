"""Bans (限制再申请): who may not apply again, since when, until when, by which article."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ...domain.allocation.placing import Ban
from ..engine import fetch, fetch_one
from .bulk import columns


class NewBan(Struct, frozen=True):
    """A ban of one person; without ``reapply_from`` its end is not known yet."""

    person_id: int
    conduct: str
    article: str
    from_day: date
    reapply_from: date | None
    remark: str | None = None


class BanRow(Struct, frozen=True):
    """A ban on record."""

    id: int
    person_id: int
    name: str
    conduct: str
    article: str
    from_day: date
    reapply_from: date | None
    lifted_on: date | None


_ADD: Final = (
    "INSERT INTO ban (authority_id, person_id, conduct, article, from_day, reapply_from, remark, created_at)"
    " SELECT $1, n.*, $8"
    " FROM unnest($2::bigint[], $3::text[], $4::text[], $5::date[], $6::date[], $7::text[]) AS n RETURNING id"
)
_OF_PERSONS: Final = (
    "SELECT person_id, article, from_day, reapply_from, lifted_on FROM ban"
    " WHERE authority_id = $1 AND person_id = ANY($2::bigint[]) ORDER BY person_id, from_day, id"
)
_LOCK: Final = (
    "SELECT b.id, b.person_id, p.name, b.conduct, b.article, b.from_day, b.reapply_from, b.lifted_on"
    " FROM ban AS b JOIN person AS p ON p.authority_id = b.authority_id AND p.id = b.person_id"
    " WHERE b.authority_id = $1 AND b.id = $2 FOR NO KEY UPDATE OF b"
)
_LIFT: Final = (
    "UPDATE ban SET lifted_on = $3, remark = concat_ws('; ', remark, $4::text)"
    " WHERE authority_id = $1 AND id = $2 AND lifted_on IS NULL"
)


async def add_bans(authority_id: int, rows: Sequence[NewBan], at: datetime) -> list[int]:
    """New bans; their ids."""
    if not rows:
        return []
    return [row["id"] for row in await fetch(_ADD, authority_id, *columns(rows), at)]


async def bans_of(authority_id: int, person_ids: Sequence[int]) -> list[Ban]:
    """All bans of some persons, over ones too: whether one holds on a day is for the rules to say."""
    return [Ban(*row) for row in await fetch(_OF_PERSONS, authority_id, list(person_ids))]


async def lock_ban(authority_id: int, ban_id: int) -> BanRow | None:
    """Hold a ban until the unit of work is over; None where the authority has none such."""
    row = await fetch_one(_LOCK, authority_id, ban_id)
    return None if row is None else BanRow(*row)


async def lift_ban(authority_id: int, ban_id: int, on: date, order: str) -> None:
    """End a ban on a day by an order; lock it first."""
    await fetch(_LIFT, authority_id, ban_id, on, order)
