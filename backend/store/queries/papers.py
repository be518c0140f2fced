"""Papers (文书): issued documents by number, with the digest of their bytes; a row changes its standing only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from .bulk import columns


class NewPaper(Struct, frozen=True):
    """A paper as it is issued; its value is sealed, its bytes lie under the digest."""

    kind: str
    number: str
    lease_id: int
    supplement_id: int | None
    value_sealed: bytes
    digest: bytes
    byte_count: int
    template_version: str


class PaperRow(Struct, frozen=True):
    """A paper on record."""

    id: int
    kind: str
    number: str
    lease_id: int
    supplement_id: int | None
    value_sealed: bytes
    digest: bytes
    byte_count: int
    template_version: str
    made_on: date
    standing: str
    standing_until: date | None


class JobPaper(Struct, frozen=True):
    """A paper of a job: its number, and the digest under which it lies."""

    number: str
    digest: bytes


_ADD: Final = (
    "INSERT INTO paper (authority_id, kind, number, lease_id, supplement_id, value_sealed, digest, byte_count,"
    " template_version, made_on, standing, created_at) SELECT $1, n.*, $10, 'standing', $11"
    " FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bigint[],"
    " $9::text[]) AS n"
)
_ALL: Final = (
    "SELECT id, kind, number, lease_id, supplement_id, value_sealed, digest, byte_count, template_version, made_on,"
    " standing, standing_until FROM paper WHERE authority_id = $1"
)
_BY_NUMBER: Final = f"{_ALL} AND kind = $2 AND number = $3"
_OF_LEASES: Final = f"{_ALL} AND lease_id = ANY($2::bigint[]) AND kind = 'lease'"
_VOID: Final = (
    "UPDATE paper SET standing = $3, standing_until = $4"
    " WHERE authority_id = $1 AND lease_id = ANY($2::bigint[]) AND standing = 'standing'"
)
_OF_JOB: Final = (
    "SELECT p.number, p.digest FROM job_item AS i"
    " JOIN paper AS p ON p.authority_id = i.authority_id AND p.lease_id = i.lease_id AND p.kind = 'lease'"
    " WHERE i.authority_id = $1 AND i.job_id = $2 AND i.state = 'issued' ORDER BY i.place"
)


async def add_papers(authority_id: int, rows: Sequence[NewPaper], made_on: date, at: datetime) -> None:
    """New papers, standing."""
    if rows:
        await fetch(_ADD, authority_id, *columns(rows), made_on, at)


async def paper_numbered(authority_id: int, kind: str, number: str) -> PaperRow | None:
    """A paper by its number."""
    row = await fetch_one(_BY_NUMBER, authority_id, kind, number)
    return None if row is None else PaperRow(*row)


async def papers_of_leases(authority_id: int, lease_ids: Sequence[int]) -> dict[int, PaperRow]:
    """The papers of leases, without those of their supplements."""
    rows = await fetch(_OF_LEASES, authority_id, list(lease_ids))
    return {row["lease_id"]: PaperRow(*row) for row in rows}


async def end_standing(authority_id: int, lease_ids: Sequence[int], standing: str, on: date) -> None:
    """The papers of leases no longer stand; they keep their numbers."""
    await fetch(_VOID, authority_id, list(lease_ids), standing, on)


async def papers_of_job(authority_id: int, job_id: int) -> list[JobPaper]:
    """The papers of a job in the order of its places."""
    return [JobPaper(*row) for row in await fetch(_OF_JOB, authority_id, job_id)]
