"""Withdraws a batch of leases (整批撤回) on the day of its issue: void is what is not signed, nothing waits any more."""

from msgspec import Struct

from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import jobs, leases
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .job_words import JOB
from .mask_numbers import masked_words
from .void_leases import void_leases


class WithdrawBatch(Struct, frozen=True):
    """Which job, and why."""

    job_id: int
    reason: str


class BatchWithdrawn(Struct, frozen=True):
    """How many leases are void, how many were not issued any more, which are signed and stay."""

    void: int
    not_issued: int
    signed: tuple[str, ...]


def _refusals(acting: Acting, request: WithdrawBatch, job: jobs.JobRow) -> list[Refusal]:
    found: list[Refusal] = []
    if job.business_day != acting.on:
        found.append(life_refusal("not_the_same_day", "job_id", day=job.business_day))
    if not request.reason.strip():
        found.append(refusing("reason_needed", "reason"))
    return found


async def withdraw_batch(acting: Acting, at_hand: AtHand, request: WithdrawBatch) -> BatchWithdrawn:
    """Void every unsigned lease of a job issued today; their numbers are kept."""
    authority_id, job_id = acting.authority_id, request.job_id
    async with uow():
        job = await jobs.lock_job(authority_id, job_id)
        if job is None:
            raise Refused(missing(JOB, "job_id", job_id))
        items = await jobs.lock_items(authority_id, job_id)
        issued = [item.lease_id for item in items if item.state == "issued"]
        waiting = [item.lease_id for item in items if item.state == "waiting"]
        held = await leases.lock_leases(authority_id, issued)

        unsigned = [row for row in held.values() if row.state == "issued"]
        found = _refusals(acting, request, job)
        if not unsigned and not waiting:
            found.append(life_refusal("none_to_withdraw", "job_id"))
        if found:
            raise Refused(*found)

        await void_leases(acting, unsigned, request.reason.strip())
        await jobs.stop_job(authority_id, job_id, [row.id for row in unsigned], acting.at)
        signed = tuple(row.number or "" for row in held.values() if row.state not in ("issued", "void"))
        payload = {
            "void": [row.number for row in unsigned], "not_issued": len(waiting), "signed": signed,
            "reason": masked_words(request.reason),
        }  # fmt: skip
        await append(authority_id, acting.actor, "withdraw_batch", f"job:{job_id}", payload, acting.at)
    return BatchWithdrawn(len(unsigned), len(waiting), signed)
