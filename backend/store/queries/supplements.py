"""Supplements (补充协议) to leases: numbered changes, and the persons who join a tenancy by one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple

from ..engine import fetch, fetch_one


class NewSupplement(Struct, frozen=True):
    """A supplement as it is issued."""

    lease_id: int
    kind: str
    number: str
    number_year: int
    number_place: int
    from_day: date
    ground: str
    template_version: str
    content_sealed: bytes
    issued_on: date


_ADD: Final = (
    "INSERT INTO lease_supplement (authority_id, lease_id, kind, number, number_year, number_place, from_day,"
    " ground, template_version, content_sealed, issued_on, place, state, created_at)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1 + count(*), 'issued', $12 FROM lease_supplement"
    " WHERE authority_id = $1 AND lease_id = $2 RETURNING id"
)
_LAST: Final = (
    "SELECT content_sealed FROM lease_supplement WHERE authority_id = $1 AND lease_id = $2 AND state <> 'void'"
    " ORDER BY place DESC LIMIT 1"
)
_NUMBERS: Final = (
    "SELECT number FROM lease_supplement WHERE authority_id = $1 AND lease_id = $2 ORDER BY place"
)
_JOIN: Final = (
    "INSERT INTO tenancy_member (authority_id, tenancy_id, person_id, live, from_day, created_at)"
    " SELECT $1, $2, n.person, true, $4, $5 FROM unnest($3::bigint[]) AS n (person) ORDER BY n.person"
)
_MEMBERS: Final = "SELECT person_id FROM tenancy_member WHERE authority_id = $1 AND tenancy_id = $2 AND live"


async def add_supplement(authority_id: int, new: NewSupplement, at: datetime) -> int:
    """The id of a new supplement, the next of its lease; lock the lease first."""
    row = await fetch_one(_ADD, authority_id, *astuple(new), at)
    assert row is not None, "an insert answers with its id"
    found: int = row["id"]
    return found


async def last_content(authority_id: int, lease_id: int) -> bytes | None:
    """What the latest supplement of a lease says, sealed; None where there is none."""
    row = await fetch_one(_LAST, authority_id, lease_id)
    return None if row is None else bytes(row["content_sealed"])


async def supplement_numbers(authority_id: int, lease_id: int) -> list[str]:
    """The numbers of a lease's supplements, in their order."""
    return [row["number"] for row in await fetch(_NUMBERS, authority_id, lease_id)]


async def living_there(authority_id: int, tenancy_id: int) -> set[int]:
    """The persons who count as housed under a tenancy."""
    return {row["person_id"] for row in await fetch(_MEMBERS, authority_id, tenancy_id)}


async def join_tenancy(
    authority_id: int, tenancy_id: int, persons: Sequence[int], on: date, at: datetime
) -> None:
    """Persons who live under a tenancy from a day on. Raises a violation where one is housed elsewhere."""
    await fetch(_JOIN, authority_id, tenancy_id, list(persons), on, at)
