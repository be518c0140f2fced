"""Leases in bulk: numbers without a gap whatever happens, no second number or paper, a file to print, a list."""

import asyncio
import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import msgspec
import openpyxl
import pypdf
import pytest
import pytest_asyncio

from backend.services.bulk_results import bulk_results
from backend.services.issue_lease import IssueLease, issue_lease
from backend.services.keep_file import place_of
from backend.services.lease_content import open_paper
from backend.services.list_check import list_check
from backend.services.press import Sheet, Spoiled, open_press
from backend.services.run_bulk_issue import run_bulk_issue
from backend.services.start_bulk_issue import StartBulkIssue, start_bulk_issue
from backend.services.void_lease import VoidLease, void_lease
from backend.services.withdraw_batch import WithdrawBatch, withdraw_batch
from backend.store import audit
from backend.store.engine import DatabaseAccess, fetch
from backend.store.queries.jobs import Progress
from backend.store.queries.lease_checks import LEASES, lease_faults

from .conftest import DAY, Town, refused
from .lease_office import RENT_FEN, Office, open_office, tenant

pytestmark = pytest.mark.asyncio
BATCH = StartBulkIssue("2026年第一批", "2026年第一批")
WRITERS = 16
KILLS = 20


@pytest_asyncio.fixture
async def office(hongshan: Town, tmp_path: Path) -> AsyncIterator[Office]:
    """The office of Hongshan."""
    yield await open_office(hongshan, tmp_path / "papers")


async def numbers(office: Office) -> list[int]:
    """The numbers taken, in order."""
    sql = "SELECT number_place FROM lease WHERE authority_id = $1 AND number IS NOT NULL ORDER BY 1"
    return [row[0] for row in await fetch(sql, office.authority_id)]


async def whole(office: Office, count: int) -> None:
    """Every lease has its number, its paper, and its file; nothing is there twice or missing."""
    assert await numbers(office) == list(range(1, count + 1))
    assert await lease_faults(office.authority_id) == []
    assert await audit.verify(office.authority_id) is None
    lines = [row for row in await office.rows("audit_entry", "act, subject") if row[0] == "issue_lease"]
    assert len(set(lines)) == len(lines) == count
    papers = await office.rows("paper", "digest, byte_count")
    assert len(papers) == count
    for digest, length in papers:
        content = place_of(office.hand.papers, digest, "pdf").read_bytes()
        assert (len(content), hashlib.sha256(content).digest()) == (length, digest)


async def test_a_batch_is_listed_first_then_issued_in_the_order_of_buildings(office: Office) -> None:
    ids = await office.many(7)
    frozen = (
        "UPDATE unit_state SET state = 'frozen' WHERE unit_id = (SELECT unit_id FROM lease WHERE id = $1)"
    )
    await fetch(frozen, ids[3])
    doubtful = await office.draft(await office.allotted(meters={}))
    assert [each.code for each in doubtful.refusals] == ["no_meters"]

    listed = await list_check(office.acting, "2026年第一批")
    assert (len(listed.ready), listed.monthly_rent_fen) == (7, 7 * RENT_FEN)
    assert listed.deposit_fen == 7 * 100000
    assert [(doubt.count, doubt.refusal.code) for doubt in listed.doubts] == [(1, "no_meters")]
    assert await office.rows("job", "id") == []

    told: list[Progress] = []
    job = (await start_bulk_issue(office.acting, office.hand, BATCH)).job_id
    done = await run_bulk_issue(office.acting, office.hand, job, told.append, at_a_time=3)
    assert done == Progress(issued=6, refused=1)
    assert [each.waiting for each in told] == [4, 1, 0]
    assert await office.rows("job", "state") == [("done",)]
    assert set(await refused(run_bulk_issue(office.acting, office.hand, job))) == {"job_not_open"}
    await whole(office, 6)

    made = await bulk_results(office.acting, office.hand, job)
    assert (made.papers, made.refused) == (6, 1)
    again = await bulk_results(office.acting, office.hand, job)
    assert again == made
    rooms = await printed_rooms(office, made.print_digest)
    assert rooms == sorted(rooms)
    assert len(rooms) == 6
    assert made.refused_digest is not None
    book = openpyxl.load_workbook(place_of(office.hand.papers, made.refused_digest, "xlsx"))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert any("冻结" in cell for cell in cells)
    assert any("not reserved for this allocation" in cell for cell in cells)


async def printed_rooms(office: Office, digest: bytes | None) -> list[str]:
    """The numbers of the leases as the file to print has them, one for each paper; each begins on an odd page."""
    assert digest is not None
    pages = pypdf.PdfReader(place_of(office.hand.papers, digest, "pdf")).pages
    found = []
    for at, page in enumerate(pages):
        text = page.extract_text()
        if "合同编号" in text and "租赁期限" in text and at % 2 == 0 and "号" in text:
            found.append(text[text.index("红公租合") :].split("号")[0])
    return list(dict.fromkeys(found))


async def test_sixteen_writers_leave_no_gap(office: Office) -> None:
    ids = await office.many(80)
    single = ids[::10]
    batch = StartBulkIssue("一批", lease_ids=tuple(each for each in ids if each not in single))
    job = (await start_bulk_issue(office.acting, office.hand, batch)).job_id

    async def one(lease: int) -> None:
        await issue_lease(office.acting, office.hand, IssueLease(lease))

    await asyncio.gather(
        *(run_bulk_issue(office.acting, office.hand, job, at_a_time=3) for _ in range(WRITERS)),
        *(one(lease) for lease in single),
    )
    await whole(office, 80)
    items = await office.rows("job_item", "state")
    assert items == [("issued",)] * 72


async def test_a_run_killed_at_twenty_moments_resumes_without_a_second_number_or_paper(
    office: Office, access: DatabaseAccess
) -> None:
    count = 96
    await office.many(count)
    job = (await start_bulk_issue(office.acting, office.hand, BATCH)).job_id
    command = [sys.executable, "-m", "tests.services.bulk_worker", access.application_url]
    command += [str(office.hand.papers), str(office.authority_id), str(job), "4", DAY.isoformat()]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdin is not None
    assert worker.stdout is not None
    chance, ends, seen = random.Random(20261121), [], []
    try:
        for turn in range(KILLS + 1):
            print("go", file=worker.stdin, flush=True)
            process = int(worker.stdout.readline())
            if turn < KILLS:
                await amid_the_work(office, (seen or [0])[-1] + 4 * chance.randrange(2), chance)
                os.kill(process, signal.SIGKILL)
            ends.append(int(worker.stdout.readline()))
            seen.append(len(await numbers(office)))
            assert await numbers(office) == list(range(1, seen[-1] + 1))
            assert await lease_faults(office.authority_id) == []
    finally:
        worker.stdin.close()
        worker.wait(timeout=30)
    assert ends == [-signal.SIGKILL] * KILLS + [0]
    assert 0 < seen[KILLS - 1] < count, f"no kill fell amid the work: {seen}"
    assert await office.rows("job", "state") == [("done",)]
    await whole(office, count)


async def amid_the_work(office: Office, issued: int, chance: random.Random) -> None:
    """Wait until so many are issued, and then for a random moment more."""
    for _ in range(1000):
        if len(await numbers(office)) >= issued:
            break
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.2 * chance.random())


async def test_a_name_that_cannot_be_printed_holds_nobody_else_up(office: Office) -> None:
    await office.many(4)
    await office.draft(await office.allotted(tenant(name="苏\U000323af")))
    job = (await start_bulk_issue(office.acting, office.hand, BATCH)).job_id
    done = await run_bulk_issue(office.acting, office.hand, job, at_a_time=5)
    assert done == Progress(issued=4, refused=1)
    ((found,),) = [row for row in await office.rows("job_item", "refusals") if row[0]]
    assert "unprintable" in found
    await whole(office, 4)


async def test_helpers_print_the_same_papers_and_end_with_their_worker(office: Office) -> None:
    (lease,) = await office.checked()
    issued = await issue_lease(office.acting, office.hand, IssueLease(lease))
    ((sealed,),) = await office.rows("paper", "value_sealed")
    document = open_paper(office.hand.sealing, office.authority_id, sealed)
    rare = msgspec.structs.replace(document, number="\U000323af")
    async with open_press(office.hand.papers, 1000, helpers=2) as press:
        sheets = await press.print([document, rare, document])
        helpers = [helper for helper, _ in press._helpers]  # type: ignore[attr-defined]
    assert [type(sheet) for sheet in sheets] == [Sheet, Spoiled, Sheet]
    assert {sheet.digest for sheet in sheets if isinstance(sheet, Sheet)} == {issued.digest}
    assert [helper.returncode for helper in helpers] == [0, 0]


TWICE = (
    "ALTER TABLE lease DROP CONSTRAINT lease_number_key",
    "ALTER TABLE lease DROP CONSTRAINT lease_place_key",
    "DROP INDEX paper_one_per_lease_key",
    "ALTER TABLE paper DROP CONSTRAINT paper_number_key",
    "DROP INDEX lease_one_from_key",
    "DROP INDEX rent_term_one_open_key",
    "DROP INDEX rent_term_one_from_key",
)
COPY = (
    "INSERT INTO {0} (authority_id, {1}) SELECT authority_id, {1} FROM {0} ORDER BY id LIMIT 1"
)  # fmt: skip
PAPER = "kind, number, lease_id, value_sealed, digest, byte_count, template_version, made_on, standing, created_at"
TERM = "tenancy_id, lease_id, monthly_rent_fen, tenure, from_day, rests_on, created_at"
FIRST = "(SELECT min(id) FROM lease)"
PLANTED: dict[str, str] = {
    "number_twice": f"UPDATE lease SET number = (SELECT number FROM lease WHERE id = {FIRST}) WHERE number IS NOT NULL",
    "number_missing": "UPDATE number_series SET last_number = last_number + 1 WHERE kind = 'lease'",
    "number_beyond": "UPDATE number_series SET last_number = 1 WHERE kind = 'lease'",
    "paper_twice": COPY.format("paper", PAPER),
    "paper_missing": f"DELETE FROM paper WHERE lease_id = {FIRST}",
    "paper_other_number": f"UPDATE paper SET number = 'x' WHERE lease_id = {FIRST}",
    "standing_of_void": f"UPDATE paper SET standing = 'void', standing_until = made_on WHERE lease_id = {FIRST}",
    "leases_overlap": f"UPDATE lease SET tenancy_id = (SELECT tenancy_id FROM lease WHERE id = {FIRST})"
    " WHERE number IS NOT NULL",
    "rents_overlap": COPY.format("rent_term", TERM),
    "lived_in_without_rent": f"UPDATE rent_term SET to_day = from_day + 1 WHERE lease_id = {FIRST}",
    "item_without_lease": "UPDATE job_item SET state = 'issued', settled_at = now()"
    " WHERE lease_id = (SELECT id FROM lease WHERE number IS NULL)",
}


async def test_every_planted_fault_is_found(office: Office, owner: asyncpg.Connection) -> None:
    ids = await office.many(3)
    for lease in ids[:2]:
        await issue_lease(office.acting, office.hand, IssueLease(lease))
    await start_bulk_issue(office.acting, office.hand, StartBulkIssue("一批", lease_ids=(ids[2],)))
    await owner.execute("UPDATE tenancy SET state = 'living'")
    for statement in TWICE:
        await owner.execute(statement)
    assert await lease_faults(office.authority_id) == []
    assert PLANTED.keys() == LEASES.keys()
    for question, statement in PLANTED.items():
        attempt = owner.transaction()
        await attempt.start()
        await owner.execute(statement)
        assert await owner.fetch(LEASES[question], office.authority_id), question
        await attempt.rollback()
    assert await lease_faults(office.authority_id) == []


async def test_a_batch_is_withdrawn_on_its_day_only(office: Office) -> None:
    ids = await office.many(4)
    job = (await start_bulk_issue(office.acting, office.hand, BATCH)).job_id
    assert set(await refused(start_bulk_issue(office.acting, office.hand, BATCH))) == {"in_a_job"}
    await run_bulk_issue(office.acting, office.hand, job, at_a_time=4)
    await void_lease(office.acting, office.hand, VoidLease(ids[0], "姓名有误"))
    later = office.on(DAY + timedelta(days=1))
    assert set(await refused(withdraw_batch(later, office.hand, WithdrawBatch(job, "批次有误")))) == {
        "not_the_same_day"
    }
    assert set(await refused(withdraw_batch(office.acting, office.hand, WithdrawBatch(job, " ")))) == {
        "reason_needed"
    }
    gone = await withdraw_batch(office.acting, office.hand, WithdrawBatch(job, "批次有误"))
    assert (gone.void, gone.not_issued) == (3, 0)
    assert await office.rows("lease", "state") == [("void",)] * 4
    assert await office.rows("paper", "standing") == [("void",)] * 4
    assert await office.rows("tenancy", "state") == [("ended",)] * 4
    assert await office.rows("allocation", "state") == [("allotted",)] * 4
    assert await lease_faults(office.authority_id) == []
    assert set(await refused(withdraw_batch(office.acting, office.hand, WithdrawBatch(job, "再撤")))) == {
        "none_to_withdraw"
    }
