"""Works on a job of leases (批量签发): batch after batch, each in a unit of work of its own, until none waits.

Killed at any moment it leaves whole batches only: leases, numbers, papers and items of a batch are stored
together or not at all. Run again, by as many workers as there are, it takes what still waits.
"""

from collections.abc import Callable

import msgspec

from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit_batch import append_all
from ..store.queries import jobs, leases
from ..store.queries.jobs import Progress
from ..store.unit_of_work import run_in_uow
from .acting import Acting
from .check_fields import missing
from .issue_checked import issue_checked
from .job_words import JOB, JOB_STATES
from .lease_hand import LeaseHand
from .press import Press, open_press
from .print_leases import Unprintable

AT_A_TIME = 50
"""Leases of one batch: as many as hold the numbers for about a quarter of a second."""
_words = msgspec.json.Encoder().encode


async def run_bulk_issue(
    acting: Acting,
    hand: LeaseHand,
    job_id: int,
    tell: Callable[[Progress], None] | None = None,
    at_a_time: int = AT_A_TIME,
) -> Progress:
    """Issue what waits; ``tell`` hears of every batch. Raises :class:`Refused` where there is no open job."""
    authority_id = acting.authority_id
    job = await jobs.job(authority_id, job_id)
    if job is None:
        raise Refused(missing(JOB, "job_id", job_id))
    if job.state != "open":
        raise Refused(life_refusal("job_not_open", "job_id", job=job_id, state=JOB_STATES[job.state]))
    # The day of the job, whatever day it is resumed on: its numbers are of one year.
    dated = msgspec.structs.replace(acting, on=job.business_day)
    unprintable: dict[int, tuple[Refusal, ...]] = {}

    waiting = (await jobs.progress(authority_id, job_id)).waiting
    async with open_press(hand.papers, waiting) as press:
        while await _batch(dated, hand, job_id, at_a_time, unprintable, press):
            if tell is not None:
                tell(await jobs.progress(authority_id, job_id))
    await jobs.finish_job(authority_id, job_id, acting.at)
    return await jobs.progress(authority_id, job_id)


async def _batch(
    acting: Acting,
    hand: LeaseHand,
    job_id: int,
    at_a_time: int,
    unprintable: dict[int, tuple[Refusal, ...]],
    press: Press,
) -> int:
    """Issue the next items of a job; how many were taken, those refused too."""
    authority_id = acting.authority_id

    async def work() -> int:
        items = await jobs.take_items(authority_id, job_id, at_a_time)
        held = await leases.lock_leases(authority_id, [item.lease_id for item in items])

        rows = [held[item.lease_id] for item in items if item.lease_id not in unprintable]
        outcome = await issue_checked(acting, hand, rows, press)
        refused = {**unprintable, **outcome.refused}

        settled = [
            (item.id, _words(refused[item.lease_id]).decode() if item.lease_id in refused else None)
            for item in items
        ]
        await jobs.settle_items(authority_id, settled, acting.at)
        lines = [(f"lease:{each.lease_id}", {**each.noted(), "job": job_id}) for each in outcome.issued]
        await append_all(authority_id, acting.actor, "issue_lease", lines, acting.at)
        return len(items)

    while True:
        try:
            return await run_in_uow(work)
        except Unprintable as error:
            # Nothing of the batch was kept: once more, without that paper.
            unprintable[error.lease_id] = error.refusals
