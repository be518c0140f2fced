"""Households (家庭) and who belonged to each of them when; a membership is closed, never overwritten."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from .bulk import columns


class NewHousehold(Struct, frozen=True):
    """A household with the id it is to have."""

    id: int
    household_class: str
    household_size: int
    remark: str | None = None


class NewMember(Struct, frozen=True):
    """A person's membership from a day on."""

    household_id: int
    person_id: int
    role: str
    relation: str
    from_day: date


class Household(Struct, frozen=True):
    """A household on record."""

    id: int
    household_class: str
    household_size: int
    remark: str | None


class MemberRow(Struct, frozen=True):
    """A membership on record, from a day up to, not including, ``to_day``."""

    id: int
    household_id: int
    person_id: int
    name: str
    role: str
    relation: str
    from_day: date
    to_day: date | None


_ADD: Final = (
    "INSERT INTO household (authority_id, id, household_class, household_size, remark, created_at)"
    " SELECT $1, n.*, $6 FROM unnest($2::bigint[], $3::text[], $4::integer[], $5::text[]) AS n"
)
_ADD_MEMBERS: Final = (
    "INSERT INTO household_member (authority_id, household_id, person_id, role, relation, from_day, created_at)"
    " SELECT $1, n.*, $7"
    " FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::date[]) AS n"
)
_LOCK: Final = (
    "SELECT id, household_class, household_size, remark FROM household"
    " WHERE authority_id = $1 AND id = $2 FOR NO KEY UPDATE"
)
_MEMBERS: Final = (
    "SELECT m.id, m.household_id, m.person_id, p.name, m.role, m.relation, m.from_day, m.to_day"
    " FROM household_member AS m JOIN person AS p ON p.authority_id = m.authority_id AND p.id = m.person_id"
    " WHERE m.authority_id = $1 AND m.household_id = ANY($2::bigint[])"
)
_BY_ROLE: Final = " ORDER BY m.household_id, m.role, m.from_day, m.id"
_MEMBERS_ON: Final = f"{_MEMBERS} AND m.from_day <= $3 AND (m.to_day IS NULL OR $3 < m.to_day){_BY_ROLE}"
_HISTORY: Final = f"{_MEMBERS}{_BY_ROLE}"
_CLOSE: Final = (
    "UPDATE household_member SET to_day = $3"
    " WHERE authority_id = $1 AND id = ANY($2::bigint[]) AND to_day IS NULL"
)
_SET_SIZE: Final = "UPDATE household SET household_size = $3 WHERE authority_id = $1 AND id = $2"
_APPLICANT_ELSEWHERE: Final = (
    "SELECT person_id, household_id FROM household_member"
    " WHERE authority_id = $1 AND person_id = ANY($2::bigint[]) AND role = 'applicant' AND to_day IS NULL"
    " ORDER BY person_id, household_id"
)


async def add_households(authority_id: int, rows: Sequence[NewHousehold], at: datetime) -> None:
    """New households."""
    if rows:
        await fetch(_ADD, authority_id, *columns(rows), at)


async def add_members(authority_id: int, rows: Sequence[NewMember], at: datetime) -> None:
    """New memberships."""
    if rows:
        await fetch(_ADD_MEMBERS, authority_id, *columns(rows), at)


async def lock_household(authority_id: int, household_id: int) -> Household | None:
    """Hold a household until the unit of work is over; None where the authority has none such."""
    row = await fetch_one(_LOCK, authority_id, household_id)
    return None if row is None else Household(*row)


async def members_on(authority_id: int, household_ids: Sequence[int], day: date) -> list[MemberRow]:
    """Who belongs to some households on a day, the applicant of each first."""
    return [MemberRow(*row) for row in await fetch(_MEMBERS_ON, authority_id, list(household_ids), day)]


async def membership_history(authority_id: int, household_id: int) -> list[MemberRow]:
    """Every membership of a household there ever was."""
    return [MemberRow(*row) for row in await fetch(_HISTORY, authority_id, [household_id])]


async def close_members(authority_id: int, member_ids: Sequence[int], day: date) -> None:
    """End memberships on a day; lock the household first."""
    await fetch(_CLOSE, authority_id, list(member_ids), day)


async def set_household_size(authority_id: int, household_id: int, size: int) -> None:
    """How many persons the household has, those not registered counted too."""
    await fetch(_SET_SIZE, authority_id, household_id, size)


async def households_applied_by(authority_id: int, person_ids: Sequence[int]) -> dict[int, int]:
    """For each person who is the applicant of a household now, that household."""
    rows = await fetch(_APPLICANT_ELSEWHERE, authority_id, list(person_ids))
    return {row["person_id"]: row["household_id"] for row in rows}
