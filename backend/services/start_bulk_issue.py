"""Starts issuing leases in bulk (批量签发): a job with one item a lease, in the order of buildings."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.lease.lease_states import lease_name
from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.queries import jobs, leases
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import blank
from .list_check import CheckList, list_check

TITLE = Both("任务名称", "title")


class StartBulkIssue(Struct, frozen=True):
    """Checked leases of a batch of allocations, or some by their ids; what is not checked is left out."""

    title: str
    batch: str | None = None
    lease_ids: tuple[int, ...] | None = None


class BulkStarted(Struct, frozen=True):
    """The job, with the check list it was started from."""

    job_id: int
    listed: CheckList


async def _waiting(acting: Acting, lines: Sequence[leases.LeaseLine]) -> list[Refusal]:
    """A refusal for each lease that waits in another job."""
    waiting = await jobs.waiting_in(acting.authority_id, [each.id for each in lines])
    return [
        life_refusal("in_a_job", "lease_ids", lease=lease_name(None, lease), job=job)
        for lease, job in waiting.items()
    ]


async def start_bulk_issue(acting: Acting, at_hand: AtHand, request: StartBulkIssue) -> BulkStarted:
    """Put every lease that may be issued into a job of its own; nothing is issued yet."""
    authority_id = acting.authority_id
    async with uow():
        listed = await list_check(acting, request.batch, request.lease_ids)
        ids = [each.id for each in listed.ready]
        await leases.lock_leases(authority_id, ids)

        found = blank(("title", TITLE, request.title)) + await _waiting(acting, listed.ready)
        if not ids:
            found.append(life_refusal("nothing_to_issue", "batch"))
        if found:
            raise Refused(*found)

        job_id = await jobs.add_job(
            authority_id, request.title.strip(), acting.actor, acting.on, ids, acting.at
        )
        payload = {
            "title": request.title, "leases": len(ids), "rent_fen": listed.monthly_rent_fen,
            "deposit_fen": listed.deposit_fen,
        }  # fmt: skip
        await append(authority_id, acting.actor, "start_bulk_issue", f"job:{job_id}", payload, acting.at)
    return BulkStarted(job_id, listed)
