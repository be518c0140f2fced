"""What a job of leases leaves behind: one file to print in the order of buildings, and the list of the refused."""

import msgspec
from msgspec import Struct

from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.refusal import Refusal, Refused
from ..papers.join_pdf import join_pdf
from ..papers.refused_list import RefusedLease, refused_list
from ..store.audit import append
from ..store.queries import jobs, leases, papers
from ..store.unit_of_work import uow
from .acting import Acting
from .check_fields import missing
from .job_words import JOB
from .keep_file import keep_file, keep_made, kept_file
from .lease_hand import LeaseHand
from .press import PDF

XLSX = "xlsx"
_refusals = msgspec.json.Decoder(tuple[Refusal, ...]).decode


class BulkResults(Struct, frozen=True):
    """The digests of the file to print and of the list; None where nothing was issued, or nothing refused."""

    print_digest: bytes | None
    refused_digest: bytes | None
    papers: int
    refused: int


async def bulk_results(acting: Acting, hand: LeaseHand, job_id: int) -> BulkResults:
    """Make both files of a job anew from what it has issued so far, and keep them."""
    authority_id = acting.authority_id
    async with uow():
        job = await jobs.lock_job(authority_id, job_id)
        if job is None:
            raise Refused(missing(JOB, "job_id", job_id))
        digests = [bytes(each.digest) for each in await papers.papers_of_job(authority_id, job_id)]
        refused = await _refused(acting, job_id)

        printed = _joined(hand, digests)
        listed = _listed(hand, job.title, refused)
        await jobs.keep_results(authority_id, job_id, printed, listed)
        payload = {
            "papers": len(digests), "refused": len(refused), "print": printed and printed.hex(),
            "list": listed and listed.hex(),
        }  # fmt: skip
        await append(authority_id, acting.actor, "bulk_results", f"job:{job_id}", payload, acting.at)
    return BulkResults(printed, listed, len(digests), len(refused))


async def _refused(acting: Acting, job_id: int) -> list[RefusedLease]:
    items = [each for each in await jobs.items_of(acting.authority_id, job_id) if each.state == "refused"]
    lines = {
        line.id: line
        for line in await leases.lease_lines(acting.authority_id, lease_ids=[each.lease_id for each in items])
    }
    return [
        RefusedLease(
            lines[each.lease_id].home,
            lines[each.lease_id].tenant or "",
            tuple((why.zh, why.en, why.article) for why in _refusals(each.refusals or "[]")),
        )
        for each in items
    ]


def _joined(hand: LeaseHand, digests: list[bytes]) -> bytes | None:
    if not digests:
        return None
    contents = (_content(hand, digest) for digest in digests)
    return keep_made(hand.papers, lambda file: join_pdf(contents, file), PDF)


def _content(hand: LeaseHand, digest: bytes) -> bytes:
    content = kept_file(hand.papers, digest, PDF)
    if content is None:
        raise Refused(life_refusal("paper_gone", "job_id", number=digest.hex()))
    return content


def _listed(hand: LeaseHand, title: str, refused: list[RefusedLease]) -> bytes | None:
    return keep_file(hand.papers, refused_list(title, refused), XLSX) if refused else None
