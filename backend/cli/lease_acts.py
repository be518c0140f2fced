"""The acts of ``anju lease``, each one call of a service."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from ..domain.lease.derive import EnteredRent
from ..domain.lease.given import LeaseGiven
from ..domain.lease.signing import CheckInItem, Reading, Signatory, Signing
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.refusal import Refused
from ..services.acting import Acting
from ..services.begin_due_leases import begin_due_leases
from ..services.bulk_results import bulk_results
from ..services.check_fields import missing
from ..services.check_leases import CheckLease, check_leases
from ..services.confirm_warnings import Confirmation
from ..services.draft_leases import DraftLease, draft_leases
from ..services.enter_lessor import EnterLessor, enter_lessor
from ..services.issue_lease import IssueLease, issue_lease
from ..services.keep_file import place_of
from ..services.lapse_signings import lapse_signings
from ..services.list_check import ISSUABLE, list_check
from ..services.note_filing import NoteFiling, note_filing
from ..services.note_lost_original import NoteLostOriginal, note_lost_original
from ..services.open_installation import Installation
from ..services.read_lease_ground import LEASE
from ..services.redraft_lease import LeaseDrafted
from ..services.reprint_paper import ReprintPaper, reprint_paper
from ..services.run_bulk_issue import run_bulk_issue
from ..services.sign_lease import SignLease, sign_lease
from ..services.start_bulk_issue import StartBulkIssue, start_bulk_issue
from ..services.supplement_lease import SupplementLease, supplement_lease
from ..services.void_lease import VoidLease, void_lease
from ..services.withdraw_batch import WithdrawBatch, withdraw_batch
from ..store.queries import leases, papers
from .lease_screen import show_check_list, show_drafts, show_line, show_progress

AT_A_TIME: Final = 200
Act = Callable[[Acting, Installation, argparse.Namespace], Awaitable[int]]


def _confirmed(asked: argparse.Namespace) -> Confirmation | None:
    return Confirmation(tuple(asked.confirm), asked.reason) if asked.confirm else None


async def _lease_id(acting: Acting, named: str) -> int:
    """A lease by its number, or by its id."""
    found = await leases.lease_numbered(acting.authority_id, named)
    if found is None and not named.isdecimal():
        raise Refused(missing(LEASE, "lease", named))
    return int(named) if found is None else found


async def _lessor(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    request = EnterLessor(
        asked.name, asked.address, asked.telephone, asked.account, asked.credit_code, asked.representative,
        asked.place, asked.operator,
    )  # fmt: skip
    await enter_lessor(acting, installation, request)
    print(f"{asked.name}:已登记为出租人。 / Entered as the lessor.")
    return 0


async def _draft(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    chosen = asked.allocation or []
    if asked.batch is not None:
        chosen += await leases.allocations_without_lease(acting.authority_id, asked.batch)
    entered = None if asked.rent_fen is None else EnteredRent(asked.rent_fen, asked.source)
    given = LeaseGiven(asked.start, asked.end, asked.tenure, entered_rent=entered, term_source=asked.source)
    requests = iter(
        DraftLease(msgspec.structs.replace(given, allocation_id=each), _confirmed(asked)) for each in chosen
    )
    drafts: list[LeaseDrafted] = []
    while part := list(islice(requests, AT_A_TIME)):
        drafts += await draft_leases(acting, installation, part)
        print(f"已起草 {len(drafts)}/{len(chosen)} / drafted", end="\r", file=sys.stderr, flush=True)
    if not chosen:
        print("没有可以起草的配租结果。 / There is no allocation to draft a lease for.", file=sys.stderr)
        return 1
    print(file=sys.stderr)
    return show_drafts(drafts)


async def _check(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    chosen = [await _lease_id(acting, each) for each in asked.lease]
    if not chosen:
        lines = await leases.lease_lines(acting.authority_id, ISSUABLE, asked.batch)
        chosen = [line.id for line in lines]
    requests = iter(CheckLease(each, confirmed=_confirmed(asked)) for each in chosen)
    checked: list[LeaseDrafted] = []
    while part := list(islice(requests, AT_A_TIME)):
        checked += await check_leases(acting, installation, part)
    status = show_drafts(each for each in checked if asked.lease or each.state != "checked")
    show_check_list(await list_check(acting, asked.batch, chosen))
    return status


async def _issue(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    lease = await _lease_id(acting, asked.lease)
    issued = await issue_lease(acting, installation, IssueLease(lease))
    file = place_of(installation.papers, issued.digest, "pdf")
    if asked.out is not None:
        asked.out.write_bytes(file.read_bytes())
    print(f"{issued.number} {issued.home}:已签发。 / Issued.\n    {asked.out or file}")
    return 0


async def _bulk(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    if asked.withdraw is not None:
        gone = await withdraw_batch(acting, installation, WithdrawBatch(asked.withdraw, asked.reason))
        print(f"已撤回:作废 {gone.void} 份,未签发 {gone.not_issued} 份。", end=" ")
        print(f"/ Withdrawn: {gone.void} void, {gone.not_issued} not issued.")
        return 0
    job = asked.resume
    if job is None:
        listed = await list_check(acting, asked.batch)
        show_check_list(listed)
        if not asked.yes:
            print("核对无误后加 --yes 签发。 / If the list is right, add --yes to issue.", file=sys.stderr)
            return 1
        title = f"{asked.batch or '全部'} {day_text(acting.on)}"
        job = (await start_bulk_issue(acting, installation, StartBulkIssue(title, asked.batch))).job_id
    print(f"任务 {job} / job {job}", file=sys.stderr)
    done = await run_bulk_issue(acting, installation, job, show_progress)
    made = await bulk_results(acting, installation, job)
    if asked.out is not None:
        await _save(acting, installation, job, asked.out)
    for digest, ending, zh, en in (
        (made.print_digest, "pdf", "合订打印", "to print"),
        (made.refused_digest, "xlsx", "未签发清单", "refused"),
    ):
        if digest is not None:
            file = place_of(installation.papers, digest, ending)
            if asked.out is not None:
                target: Path = asked.out / f"{zh}.{ending}"
                target.write_bytes(file.read_bytes())
                file = target
            print(f"{zh} / {en}: {file}")
    print(
        f"已签发 {done.issued} 份,未签发 {done.refused} 份。 / Issued {done.issued}, refused {done.refused}."
    )
    return 1 if done.refused else 0


async def _save(acting: Acting, installation: Installation, job: int, folder: Path) -> None:
    """One PDF each, named by its number."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in await papers.papers_of_job(acting.authority_id, job):
        file = place_of(installation.papers, paper.digest, "pdf")
        (folder / f"{paper.number}.pdf").write_bytes(file.read_bytes())


def _signing(asked: argparse.Namespace) -> Signing:
    readings = tuple(Reading(*each.split("=", 1)) for each in asked.meter if "=" in each)
    found = []
    for each in asked.found:
        thing, _, condition = each.partition(":")
        item, _, count = thing.partition("×")
        found.append(CheckInItem(item, int(count) if count.isdecimal() else 1, condition))
    signatories = (Signatory("lessor", asked.lessor), Signatory("tenant", asked.tenant))
    return Signing(asked.day, signatories, asked.keys, asked.deposit_fen, tuple(found), readings, asked.proxy)


async def _sign(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    lease = await _lease_id(acting, asked.lease)
    request = SignLease(lease, _signing(asked), asked.scan.read_bytes(), _confirmed(asked))
    done = await sign_lease(acting, installation, request)
    print(f"{done.number}:已签订。 / Signed.")
    if done.filing_due_on is not None:
        print(f"请在{day_text(done.filing_due_on)}前备案。 / To be filed by {done.filing_due_on}.")
    return 0


async def _void(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    done = await void_lease(
        acting, installation, VoidLease(await _lease_id(acting, asked.lease), asked.reason)
    )
    print(f"{done.number or asked.lease}:已作废,编号保留。 / Void; the number is kept.")
    return 0


async def _reprint(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    done = await reprint_paper(acting, installation, ReprintPaper(asked.number, asked.kind))
    asked.out.write_bytes(done.content)
    standing = "" if done.standing == "standing" else "(已作废 / void)"
    print(f"{asked.number}{standing}:{asked.out}")
    return 0


async def _supplement(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    lease = await _lease_id(acting, asked.lease)
    request = SupplementLease(lease, asked.kind, asked.day, asked.ground)
    done = await supplement_lease(acting, installation, request)
    print(f"{done.number}:已签发。 / Issued.")
    for change in done.changes:
        print(f"    {change}")
    return 0


async def _lost(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    lease = await _lease_id(acting, asked.lease)
    await note_lost_original(acting, installation, NoteLostOriginal(lease, asked.day, asked.note))
    print(f"{asked.lease}:已登记原件遗失。 / The loss of the original is noted.")
    return 0


async def _filed(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    lease = await _lease_id(acting, asked.lease)
    await note_filing(acting, installation, NoteFiling(lease, asked.day, asked.note))
    print(f"{asked.lease}:已登记备案。 / The filing is noted.")
    return 0


async def _day(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    begun = await begin_due_leases(acting, installation)
    void, lapsed = await lapse_signings(acting, installation)
    print(f"生效 {len(begun)} 份;逾期未签作废 {len(void)} 份,配租失效 {len(lapsed)} 户。")
    print(
        f"In force: {len(begun)}; void, not signed in time: {len(void)}; allocations lapsed: {len(lapsed)}."
    )
    return 0


async def _list(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    for line in await leases.lease_lines(acting.authority_id, asked.state, asked.batch):
        show_line(line)
    return 0


ACTS: Final[dict[str, Act]] = {
    "lessor": _lessor,
    "draft": _draft,
    "check": _check,
    "issue": _issue,
    "bulk": _bulk,
    "sign": _sign,
    "void": _void,
    "reprint": _reprint,
    "supplement": _supplement,
    "lost": _lost,
    "filed": _filed,
    "day": _day,
    "list": _list,
}
"""Every act by the word a person types."""
