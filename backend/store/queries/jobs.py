"""Jobs over many leases: their items are taken with SKIP LOCKED and settled with the work itself.

An item is held by the row lock of the very transaction that issues its lease: a worker that is killed lets
go of it at once, and one that hangs is cut by the server after ``HELD_AT_MOST_S``.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from ..unit_of_work import open_work

HELD_AT_MOST_S: Final = 120


class JobRow(Struct, frozen=True):
    """A job on record."""

    id: int
    state: str
    title: str
    actor: str
    business_day: date
    item_count: int
    print_digest: bytes | None
    refused_digest: bytes | None
    created_at: datetime
    finished_at: datetime | None


class ItemRow(Struct, frozen=True):
    """An item that waits."""

    id: int
    place: int
    lease_id: int


class ItemState(Struct, frozen=True):
    """An item with what became of it; ``refusals`` is JSON text."""

    lease_id: int
    state: str
    refusals: str | None


class Progress(Struct, frozen=True):
    """How far a job is: so many issued, refused, withdrawn, still waiting."""

    issued: int = 0
    refused: int = 0
    withdrawn: int = 0
    waiting: int = 0


_FIELDS: Final = (
    "id, state, title, actor, business_day, item_count, print_digest, refused_digest, created_at, finished_at"
)
_ADD: Final = (
    "INSERT INTO job (authority_id, kind, state, title, actor, business_day, item_count, created_at)"
    " VALUES ($1, 'issue_leases', 'open', $2, $3, $4, $5, $6) RETURNING id"
)
_ADD_ITEMS: Final = (
    "INSERT INTO job_item (authority_id, job_id, place, lease_id, state)"
    " SELECT $1, $2, n.place, n.lease, 'waiting'"
    " FROM unnest($3::bigint[]) WITH ORDINALITY AS n (lease, place)"
)
_WAITING_IN: Final = (
    "SELECT lease_id, job_id FROM job_item"
    " WHERE authority_id = $1 AND lease_id = ANY($2::bigint[]) AND state = 'waiting'"
)
_TAKE: Final = (
    "SELECT id, place, lease_id FROM job_item WHERE authority_id = $1 AND job_id = $2 AND state = 'waiting'"
    " ORDER BY place LIMIT $3 FOR UPDATE SKIP LOCKED"
)
_SETTLE: Final = (
    "UPDATE job_item AS i SET state = n.state, refusals = n.refusals, settled_at = $2"
    " FROM unnest($3::bigint[], $4::text[], $5::jsonb[]) AS n (id, state, refusals)"
    " WHERE i.authority_id = $1 AND i.id = n.id AND i.state = 'waiting'"
)
_PROGRESS: Final = (
    "SELECT count(*) FILTER (WHERE state = 'issued'), count(*) FILTER (WHERE state = 'refused'),"
    " count(*) FILTER (WHERE state = 'withdrawn'), count(*) FILTER (WHERE state = 'waiting')"
    " FROM job_item WHERE authority_id = $1 AND job_id = $2"
)
_JOB: Final = f"SELECT {_FIELDS} FROM job WHERE authority_id = $1 AND id = $2"
_LOCK: Final = f"{_JOB} FOR NO KEY UPDATE"
_JOBS: Final = f"SELECT {_FIELDS} FROM job WHERE authority_id = $1 ORDER BY created_at, id"
_OLDEST: Final = (
    f"SELECT {_FIELDS} FROM job WHERE authority_id = $1 AND state = 'open' ORDER BY created_at, id LIMIT 1"
)
_FINISH: Final = (
    "UPDATE job AS j SET state = 'done', finished_at = $3 WHERE j.authority_id = $1 AND j.id = $2"
    " AND j.state = 'open' AND NOT EXISTS (SELECT FROM job_item AS i WHERE i.authority_id = j.authority_id"
    " AND i.job_id = j.id AND i.state = 'waiting') RETURNING id"
)
_STOP: Final = "UPDATE job SET state = 'stopped', finished_at = $3 WHERE authority_id = $1 AND id = $2"
_WITHDRAW: Final = (
    "UPDATE job_item SET state = 'withdrawn', settled_at = $4"
    " WHERE authority_id = $1 AND job_id = $2 AND (state = 'waiting' OR lease_id = ANY($3::bigint[]))"
)
_RESULTS: Final = "UPDATE job SET print_digest = $3, refused_digest = $4 WHERE authority_id = $1 AND id = $2"
_ITEMS: Final = (
    "SELECT lease_id, state, refusals FROM job_item WHERE authority_id = $1 AND job_id = $2 ORDER BY place"
)
_LOCK_ITEMS: Final = f"{_ITEMS} FOR UPDATE"


async def add_job(
    authority_id: int, title: str, actor: str, on: date, lease_ids: Sequence[int], at: datetime
) -> int:
    """A new job; its items stand in the order given. Raises a violation where a lease waits in another."""
    row = await fetch_one(_ADD, authority_id, title, actor, on, len(lease_ids), at)
    assert row is not None, "an insert answers with its id"
    job_id: int = row["id"]
    await fetch(_ADD_ITEMS, authority_id, job_id, list(lease_ids))
    return job_id


async def waiting_in(authority_id: int, lease_ids: Sequence[int]) -> dict[int, int]:
    """The jobs in which leases wait already."""
    rows = await fetch(_WAITING_IN, authority_id, list(lease_ids))
    return {row["lease_id"]: row["job_id"] for row in rows}


async def take_items(authority_id: int, job_id: int, how_many: int) -> list[ItemRow]:
    """The next items of a job, held until the unit of work is over; those others hold are passed over."""
    hang = f"SET LOCAL idle_in_transaction_session_timeout = '{HELD_AT_MOST_S}s'"
    await open_work("jobs.take_items").execute(hang)
    return [ItemRow(*row) for row in await fetch(_TAKE, authority_id, job_id, how_many)]


async def settle_items(authority_id: int, settled: Sequence[tuple[int, str | None]], at: datetime) -> None:
    """Items are done: with the refusals as JSON text where the lease was refused."""
    ids, texts = [item for item, _ in settled], [text for _, text in settled]
    states = ["issued" if text is None else "refused" for text in texts]
    await fetch(_SETTLE, authority_id, at, ids, states, texts)


async def progress(authority_id: int, job_id: int) -> Progress:
    """How far a job is."""
    row = await fetch_one(_PROGRESS, authority_id, job_id)
    assert row is not None, "an aggregate always has a row"
    return Progress(*row)


async def job(authority_id: int, job_id: int) -> JobRow | None:
    """A job of the authority."""
    row = await fetch_one(_JOB, authority_id, job_id)
    return None if row is None else JobRow(*row)


async def lock_job(authority_id: int, job_id: int) -> JobRow | None:
    """Hold a job until the unit of work is over; None where the authority has none such."""
    row = await fetch_one(_LOCK, authority_id, job_id)
    return None if row is None else JobRow(*row)


async def jobs(authority_id: int) -> list[JobRow]:
    """All jobs in the order they were started."""
    return [JobRow(*row) for row in await fetch(_JOBS, authority_id)]


async def oldest_open_job(authority_id: int) -> JobRow | None:
    """The job that has waited longest."""
    row = await fetch_one(_OLDEST, authority_id)
    return None if row is None else JobRow(*row)


async def finish_job(authority_id: int, job_id: int, at: datetime) -> bool:
    """Close a job of which nothing waits; True for the one who closes it."""
    return await fetch_one(_FINISH, authority_id, job_id, at) is not None


async def stop_job(authority_id: int, job_id: int, withdrawn: Sequence[int], at: datetime) -> None:
    """Withdraw a job: what waits, and the leases given; lock it first."""
    await fetch(_WITHDRAW, authority_id, job_id, list(withdrawn), at)
    await fetch(_STOP, authority_id, job_id, at)


async def keep_results(
    authority_id: int, job_id: int, print_digest: bytes | None, refused_digest: bytes | None
) -> None:
    """Note where the print file and the list of the refused lie."""
    await fetch(_RESULTS, authority_id, job_id, print_digest, refused_digest)


async def items_of(authority_id: int, job_id: int) -> list[ItemState]:
    """The items of a job in their order."""
    return [ItemState(*row) for row in await fetch(_ITEMS, authority_id, job_id)]


async def lock_items(authority_id: int, job_id: int) -> list[ItemState]:
    """The same, held until the unit of work is over; waits for those who work on some of them."""
    return [ItemState(*row) for row in await fetch(_LOCK_ITEMS, authority_id, job_id)]
