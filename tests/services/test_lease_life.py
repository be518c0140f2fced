"""A lease goes from a draft to a home lived in; every step not allowed is refused, every paper is kept."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import asyncpg
import msgspec
import pypdf
import pytest
import pytest_asyncio

from backend.domain.lease.derive import EnteredRent
from backend.domain.lease.given import LeaseGiven
from backend.domain.lease.terms import Override, Reduction
from backend.domain.vocabulary.refusal import Refused
from backend.services.acting import Acting
from backend.services.begin_due_leases import begin_due_leases
from backend.services.change_members import ChangeMembers, change_members
from backend.services.check_leases import CheckLease, check_leases
from backend.services.check_members import MemberGiven
from backend.services.draft_leases import DraftLease, draft_leases
from backend.services.issue_lease import IssueLease, issue_lease
from backend.services.keep_file import place_of
from backend.services.lapse_signings import lapse_signings
from backend.services.lease_content import open_lease
from backend.services.note_filing import NoteFiling, note_filing
from backend.services.note_lost_original import NoteLostOriginal, note_lost_original
from backend.services.reprint_paper import ReprintPaper, reprint_paper
from backend.services.sign_lease import LeaseSigned, SignLease, sign_lease
from backend.services.supplement_lease import Supplemented, SupplementLease, supplement_lease
from backend.services.void_lease import VoidLease, void_lease
from backend.store import audit
from backend.store.engine import fetch
from backend.store.queries import leases
from backend.store.queries.lease_checks import lease_faults

from .conftest import DAY, RACERS, Town, at_the_start, refused, someone
from .lease_office import END, RENT_FEN, SCAN, START, Office, confirmed, open_office, signing, tenant

pytestmark = pytest.mark.asyncio
ONE_DAY = timedelta(days=1)
FIRST_NUMBER, SECOND_NUMBER = "红公租合〔2026〕000001号", "红公租合〔2026〕000002号"
REDUCTION = Reduction("10", "重度残疾", "红残助〔2026〕3号")


@pytest_asyncio.fixture
async def office(hongshan: Town, tmp_path: Path) -> Office:
    """The office of Hongshan."""
    return await open_office(hongshan, tmp_path / "papers")


async def codes(work: Awaitable[object]) -> set[str]:
    """The codes of the refusals of an act; the words of one that is missing quote its place in the contract."""
    with pytest.raises(Refused) as caught:
        await work
    return {each.code for each in caught.value.refusals}


async def sign(office: Office, lease: int, on: date = DAY, **changes: object) -> LeaseSigned:
    scan = changes.pop("scan", SCAN)
    agreed = changes.pop("confirmed", None)
    request = SignLease(lease, signing(on, **changes), scan, agreed)  # type: ignore[arg-type]
    return await sign_lease(office.on(max(on, DAY)), office.hand, request)


async def state_of(office: Office, lease: int) -> str:
    return (await leases.leases_by_id(office.authority_id, [lease]))[lease].state


# --- drafts and checks


async def test_a_draft_is_saved_with_everything_that_stands_against_it(office: Office) -> None:
    allocation = await office.allotted(someone(name="苏晓梅"), fixtures=(), meters={}, grade=None)
    made = await office.draft(allocation, end=date(2032, 1, 1), tenure="low_rent")
    found = {each.code: each for each in made.refusals}
    assert set(found) == {"value_missing", "term_above_limit", "no_fixtures", "no_meters", "grade_unknown"}
    assert found["term_above_limit"].article == "hongshan:26"
    assert found["no_fixtures"].article == "hongshan:26(1)"
    assert all(each.zh.endswith("。") and each.en.endswith(".") for each in made.refusals)
    assert made.state == "draft"
    assert (await office.rows("lease", "state, number"))[0] == ("draft", None)
    why = await codes(issue_lease(office.acting, office.hand, IssueLease(made.lease_id)))
    assert why == {"lease_step", *found}
    assert await office.rows("number_series", "kind") == []
    assert await office.rows("tenancy", "id") == []


async def test_a_draft_is_mended_and_checked_by_the_register_of_the_day(office: Office) -> None:
    made = await office.draft(await office.allotted(meters={}), end=date(2032, 1, 1))
    assert {each.code for each in made.refusals} == {"term_above_limit", "no_meters"}
    given = LeaseGiven(START, END, allocation_id=(await office.rows("allocation", "id"))[0][0])
    request = CheckLease(made.lease_id, given, confirmed("no_meters"))
    (checked,) = await check_leases(office.acting, office.hand, [request])
    assert (checked.state, checked.refusals) == ("checked", ())
    await fetch("UPDATE unit SET fixtures = '[]'")
    (again,) = await check_leases(office.acting, office.hand, [CheckLease(made.lease_id)])
    assert (again.state, [each.code for each in again.refusals]) == ("draft", ["no_fixtures"])


async def test_a_limit_set_as_normal_is_overridden_by_a_named_person_and_an_approval(office: Office) -> None:
    allocation = await office.allotted()
    unsigned = Override("lease.longest_term", "李秀英", "")
    made = await office.draft(allocation, end=date(2032, 1, 1), overrides=(unsigned,))
    assert {"term_above_limit", "override_unsigned"} <= {each.code for each in made.refusals}
    signed = Override("lease.longest_term", "李秀英", "红住建批〔2026〕7号", "大病照护")
    given = LeaseGiven(START, date(2032, 1, 1), allocation_id=allocation, overrides=(signed,))
    (checked,) = await check_leases(office.acting, office.hand, [CheckLease(made.lease_id, given)])
    assert checked.state == "checked"
    issued = await issue_lease(office.acting, office.hand, IssueLease(made.lease_id))
    pages = pypdf.PdfReader(place_of(office.hand.papers, issued.digest, "pdf")).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert "李秀英" in text
    assert "红住建批〔2026〕7号" in text


async def test_a_name_that_cannot_be_printed_is_known_at_the_check_and_takes_no_number(
    office: Office,
) -> None:
    made = await office.draft(await office.allotted(tenant(name="苏\U000323af")))
    assert made.state == "checked"
    request = IssueLease(made.lease_id)
    assert await codes(issue_lease(office.acting, office.hand, request)) == {"unprintable"}
    assert await office.rows("number_series", "kind") == []
    (checked,) = await check_leases(office.acting, office.hand, [CheckLease(made.lease_id)])
    assert [each.code for each in checked.refusals] == ["unprintable"]
    assert "U+323AF" in checked.refusals[0].zh
    assert await codes(issue_lease(office.acting, office.hand, request)) == {"lease_step"}


async def test_an_allocation_has_one_lease(office: Office) -> None:
    allocation = await office.allotted()
    await office.draft(allocation)
    assert set(await refused(office.draft(allocation))) == {"lease_there"}
    assert set(await refused(office.draft(0))) == {"not_found"}


async def test_where_the_text_is_silent_a_lease_goes_as_far_as_checked(
    zhaoyang: Town, tmp_path: Path
) -> None:
    office = await open_office(zhaoyang, tmp_path / "papers")
    allocation = await office.allotted()
    bare = await office.draft(allocation)
    assert {"term_source_missing"} <= {each.code for each in bare.refusals}
    assert bare.state == "draft"
    rent = EnteredRent(12000, "昭阳区政府常务会议纪要〔2026〕4号")
    given = LeaseGiven(START, END, allocation_id=allocation, entered_rent=rent, term_source="会议纪要")
    (checked,) = await check_leases(office.acting, office.hand, [CheckLease(bare.lease_id, given)])
    assert (checked.state, checked.monthly_rent_fen) == ("checked", 12000)
    why = await refused(issue_lease(office.acting, office.hand, IssueLease(bare.lease_id)))
    assert {"no_contract", "rent_entered", "number_format_missing"} <= set(why)
    assert await office.rows("number_series", "kind") == []


# --- issue


async def test_an_issue_is_one_act_number_tenancy_rent_and_paper(office: Office) -> None:
    issued = await office.issued()
    assert (issued.number, issued.monthly_rent_fen) == (FIRST_NUMBER, RENT_FEN)
    fields = "state, number_place, monthly_rent_fen, deposit_fen, from_day, to_day, issued_on"
    assert await office.rows("lease", fields) == [("issued", 1, RENT_FEN, 100000, START, END + ONE_DAY, DAY)]
    assert await office.rows("tenancy", "state, from_day") == [("reserved", START)]
    assert await office.rows("tenancy_member", "live, from_day") == [(True, START)]
    assert await office.rows("rent_term", "monthly_rent_fen, tenure, from_day, to_day, rests_on") == [
        (RENT_FEN, "public_rental", START, None, "红政字〔2025〕18号")
    ]
    assert await office.rows("allocation", "state") == [("allotted",)]
    assert (await office.rows("unit_state", "state"))[-1] == ("reserved",)
    ((digest, length, number),) = await office.rows("paper", "digest, byte_count, number")
    content = place_of(office.hand.papers, digest, "pdf").read_bytes()
    assert (hashlib.sha256(content).digest(), len(content), number) == (digest, length, FIRST_NUMBER)
    pages = pypdf.PdfReader(place_of(office.hand.papers, digest, "pdf")).pages
    assert FIRST_NUMBER in pages[0].extract_text()
    assert (await office.rows("audit_entry", "act"))[-1] == ("issue_lease",)
    assert await audit.verify(office.authority_id) is None
    assert await lease_faults(office.authority_id) == []


async def test_nothing_personal_lies_open_in_the_rows(office: Office) -> None:
    await office.issued()
    number = (await open_content(office)).tenant.document_number
    assert len(number) == 18
    for table in ("lease", "paper", "audit_entry", "rent_term", "tenancy"):
        for row in await fetch(f"SELECT {table}::text AS line FROM {table}"):
            assert number not in row["line"]
            assert number.encode().hex() not in row["line"]


async def open_content(office: Office):  # type: ignore[no-untyped-def]
    ((sealed,),) = await office.rows("lease", "content_sealed")
    return open_lease(office.hand.sealing, office.authority_id, sealed).terms


async def test_of_many_who_issue_one_lease_one_does(office: Office) -> None:
    (lease,) = await office.checked()
    await at_the_start()

    async def racer() -> str:
        try:
            return (await issue_lease(office.acting, office.hand, IssueLease(lease))).number
        except Refused as why:
            return why.refusals[0].code

    ends = await asyncio.gather(*(racer() for _ in range(RACERS)))
    assert sorted(ends) == sorted([FIRST_NUMBER, *["lease_step"] * (RACERS - 1)])
    assert await lease_faults(office.authority_id) == []


CHANGED_SINCE: list[tuple[str, str]] = [
    ("UPDATE unit_state SET state = 'frozen' WHERE to_day IS NULL", "home_not_reserved"),
    ("UPDATE allocation SET state = 'given_up', settled_on = confirmed_on", "allocation_not_open"),
    ("UPDATE unit SET fixtures = '[]'", "no_fixtures"),
    ("UPDATE rent_schedule SET state = 'approved'", "no_schedule_in_effect"),
    ("UPDATE allocation SET window_last_day = confirmed_on, confirmed_on = confirmed_on - 1", ""),
]


@pytest.mark.parametrize(("change", "code"), CHANGED_SINCE, ids=[code for _, code in CHANGED_SINCE])
async def test_what_changed_since_the_check_is_seen_at_issue(office: Office, change: str, code: str) -> None:
    (lease,) = await office.checked()
    await fetch(change)
    if not code:
        late = office.on(DAY + ONE_DAY)
        assert set(await refused(issue_lease(late, office.hand, IssueLease(lease)))) == {"window_over"}
        return
    assert code in await codes(issue_lease(office.acting, office.hand, IssueLease(lease)))
    assert await office.rows("paper", "id") == []


async def test_a_failing_paper_takes_no_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (lease,) = await office.checked()
    with monkeypatch.context() as broken:
        broken.setattr("backend.services.issue_checked.write_papers", _fails)
        with pytest.raises(RuntimeError):
            await issue_lease(office.acting, office.hand, IssueLease(lease))
    assert await office.rows("number_series", "kind") == []
    assert (await issue_lease(office.acting, office.hand, IssueLease(lease))).number == FIRST_NUMBER


async def _fails(*_: object) -> None:
    raise RuntimeError("the disk is gone")


async def test_another_authority_sees_nothing_of_it(
    office: Office, make_town: Callable[[str], Awaitable[Town]]
) -> None:
    issued = await office.issued()
    other = (await make_town("guangzhou")).acting
    for act in (
        void_lease(other, office.hand, VoidLease(issued.lease_id, "试")),
        issue_lease(other, office.hand, IssueLease(issued.lease_id)),
        reprint_paper(other, office.hand, ReprintPaper(issued.number)),
    ):
        assert set(await refused(act)) == {"not_found"}


# --- papers


async def test_a_paper_is_printed_again_to_the_byte(office: Office) -> None:
    issued = await office.issued()
    place = place_of(office.hand.papers, issued.digest, "pdf")
    first = place.read_bytes()
    again = await reprint_paper(office.acting, office.hand, ReprintPaper(issued.number))
    assert (again.content, again.made_again) == (first, False)
    for harm in (
        place.unlink,
        lambda: place.write_bytes(first[:-9]),
        lambda: place.write_bytes(b"x" + first),
    ):
        harm()
        mended = await reprint_paper(office.acting, office.hand, ReprintPaper(issued.number))
        assert (mended.content, mended.made_again) == (first, True)
        assert place.read_bytes() == first
    assert (await office.rows("audit_entry", "act"))[-4:] == [("reprint_paper",)] * 4


async def test_a_paper_that_is_not_the_same_is_not_printed(office: Office, owner: asyncpg.Connection) -> None:
    issued = await office.issued()
    place_of(office.hand.papers, issued.digest, "pdf").unlink()
    await owner.execute("UPDATE paper SET digest = sha256('another')")
    assert set(await refused(reprint_paper(office.acting, office.hand, ReprintPaper(issued.number)))) == {
        "paper_gone"
    }


async def test_a_paper_changes_its_standing_and_nothing_else(office: Office) -> None:
    await office.issued()
    await fetch("UPDATE paper SET standing = 'replaced', standing_until = made_on")
    for change in ("SET digest = sha256('x')", "SET number = 'x'", "SET value_sealed = ''"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await fetch(f"UPDATE paper {change}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await fetch("DELETE FROM paper")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await fetch("DELETE FROM lease")


# --- void


async def test_a_void_lease_keeps_its_number_and_the_home_waits_on(office: Office) -> None:
    issued = await office.issued()
    assert set(await refused(void_lease(office.acting, office.hand, VoidLease(issued.lease_id, "")))) == {
        "reason_needed"
    }
    gone = await void_lease(office.acting, office.hand, VoidLease(issued.lease_id, "姓名有误"))
    assert gone.number == FIRST_NUMBER
    assert await office.rows("lease", "state, number") == [("void", FIRST_NUMBER)]
    assert await office.rows("paper", "standing, standing_until") == [("void", DAY)]
    assert await office.rows("tenancy", "state, from_day = to_day") == [("ended", True)]
    assert await office.rows("rent_term", "from_day = to_day") == [(True,)]
    assert await lease_faults(office.authority_id) == []
    assert (await reprint_paper(office.acting, office.hand, ReprintPaper(FIRST_NUMBER))).standing == "void"

    ((allocation,),) = await office.rows("allocation", "id")
    again = await office.draft(allocation)
    assert (await issue_lease(office.acting, office.hand, IssueLease(again.lease_id))).number == SECOND_NUMBER
    assert await lease_faults(office.authority_id) == []


async def test_a_signed_lease_is_not_voided(office: Office) -> None:
    issued = await office.issued()
    await sign(office, issued.lease_id)
    why = await refused(void_lease(office.acting, office.hand, VoidLease(issued.lease_id, "试")))
    assert "已签订" in why["lease_step"].zh
    assert "void it is not possible" in why["lease_step"].en


# --- signing


async def test_a_signing_hands_over_the_home(office: Office) -> None:
    issued = await office.issued()
    done = await sign(office, issued.lease_id)
    assert done == LeaseSigned(FIRST_NUMBER, "signed", date(2026, 12, 21))
    assert await office.rows("allocation", "state, settled_on") == [("signed", DAY)]
    assert (await office.rows("unit_state", "state"))[-1] == ("let",)
    assert await office.rows("tenancy", "state") == [("reserved",)]
    fields = "signed_on, scan_kind, scan_digest, keys_handed, deposit_received_fen"
    assert await office.rows("lease_signing", fields) == [
        (DAY, "pdf", hashlib.sha256(SCAN).digest(), 3, 100000)
    ]
    assert place_of(office.hand.papers, hashlib.sha256(SCAN).digest(), "pdf").read_bytes() == SCAN

    assert await begin_due_leases(office.on(START - ONE_DAY), office.hand) == ()
    assert await begin_due_leases(office.on(START), office.hand) == (issued.lease_id,)
    assert await state_of(office, issued.lease_id) == "in_force"
    assert await office.rows("tenancy", "state") == [("living",)]
    assert await lease_faults(office.authority_id) == []


async def test_a_lease_signed_on_its_first_day_is_in_force_at_once(office: Office) -> None:
    allocation = await office.allotted()
    made = await office.draft(allocation, start=DAY, end=date(2031, 11, 20))
    await issue_lease(office.acting, office.hand, IssueLease(made.lease_id))
    assert (await sign(office, made.lease_id)).state == "in_force"
    assert await office.rows("tenancy", "state") == [("living",)]


BAD_SIGNINGS: list[tuple[dict[str, object], str]] = [
    ({"scan": b"PK\x03\x04 no scan"}, "scan_unreadable"),
    ({"scan": b"%PDF-" + bytes(10 * 1024 * 1024)}, "scan_too_large"),
    ({"keys": None}, "keys_missing"),
    ({"readings": ()}, "reading_missing"),
    ({"deposit_received_fen": 50000}, "deposit_not_received"),
    ({"signatories": ()}, "signatory_missing"),
    ({"name": "旁人"}, "tenant_signs"),
    ({"on": DAY - ONE_DAY}, "signed_before_issue"),
]


@pytest.mark.parametrize(("changes", "code"), BAD_SIGNINGS, ids=[code for _, code in BAD_SIGNINGS])
async def test_a_signing_with_a_gap_is_refused(office: Office, changes: dict[str, object], code: str) -> None:
    issued = await office.issued()
    assert set(await refused(sign(office, issued.lease_id, **changes))) == {code}  # type: ignore[arg-type]
    assert await state_of(office, issued.lease_id) == "issued"
    assert await office.rows("lease_signing", "id") == []


async def test_a_proxy_signs_by_an_authority_and_a_deposit_in_parts_by_a_reason(office: Office) -> None:
    issued = await office.issued()
    agreed = confirmed("deposit_not_received", reason="分两期交清")
    changes = {"name": "苏晓兰", "proxy_authority": "公证书(2026)赤证字第1号", "deposit_received_fen": 50000}
    await sign(office, issued.lease_id, confirmed=agreed, **changes)
    assert await office.rows("lease_signing", "proxy_authority, deposit_received_fen") == [
        ("公证书(2026)赤证字第1号", 50000)
    ]


async def test_an_unsigned_lease_lapses_with_its_window(office: Office) -> None:
    issued = await office.issued()
    await fetch("UPDATE allocation SET window_last_day = $1", DAY + timedelta(days=7))
    on_time, late = office.on(DAY + timedelta(days=7)), office.on(DAY + timedelta(days=8))
    assert await lapse_signings(on_time, office.hand) == ((), ())
    void, lapsed = await lapse_signings(late, office.hand)
    assert void == (issued.number,)
    assert len(lapsed) == 1
    assert await state_of(office, issued.lease_id) == "void"
    assert await office.rows("allocation", "state") == [("lapsed",)]
    assert (await office.rows("unit_state", "state"))[-1] == ("vacant",)
    assert await office.rows("tenancy", "state") == [("ended",)]
    assert await lease_faults(office.authority_id) == []


async def test_a_lost_original_and_a_filing_are_noted(office: Office) -> None:
    issued = await office.issued()
    lost = NoteLostOriginal(issued.lease_id, DAY, "搬家时遗失")
    assert set(await refused(note_lost_original(office.acting, office.hand, lost))) == {"not_signed"}
    await sign(office, issued.lease_id)
    await note_lost_original(office.acting, office.hand, lost)
    await note_filing(office.acting, office.hand, NoteFiling(issued.lease_id, DAY, "红备〔2026〕1号"))
    assert await office.rows("lease_signing", "original_lost_on, filed_on, filing_number") == [
        (DAY, DAY, "红备〔2026〕1号")
    ]
    early = NoteFiling(issued.lease_id, DAY - ONE_DAY, "x")
    assert set(await refused(note_filing(office.acting, office.hand, early))) == {"day_before"}


# --- supplements and renewals


async def supplement(office: Office, lease: int, kind: str, day: date, **changes: object) -> Supplemented:
    request = SupplementLease(lease, kind, day, "登记信息变更", **changes)  # type: ignore[arg-type]
    return await supplement_lease(office.acting, office.hand, request)


async def in_force(office: Office) -> int:
    issued = await office.issued()
    await sign(office, issued.lease_id)
    await begin_due_leases(office.on(START), office.hand)
    return issued.lease_id


async def test_a_supplement_corrects_a_name_on_a_paper_of_its_own(office: Office) -> None:
    lease = await in_force(office)
    assert set(await refused(supplement(office, lease, "names_corrected", START))) == {"supplement_empty"}
    await fetch("UPDATE person SET name = '苏晓楣'")
    made = await supplement(office, lease, "names_corrected", START)
    assert made.number == "红公租补〔2026〕000001号"
    assert "苏晓梅" in made.changes[0]
    assert "苏晓楣" in made.changes[0]
    text = pypdf.PdfReader(place_of(office.hand.papers, made.digest, "pdf")).pages[0].extract_text()
    assert made.number in text
    again = ReprintPaper(made.number, "supplement")
    assert (
        hashlib.sha256((await reprint_paper(office.acting, office.hand, again)).content).digest()
        == made.digest
    )
    assert set(await refused(supplement(office, lease, "names_corrected", START))) == {"supplement_empty"}


async def test_a_supplement_changes_the_rent_from_its_day(office: Office) -> None:
    lease = await in_force(office)
    day = date(2027, 3, 1)
    why = await refused(supplement(office, lease, "rent_changed", START, reduction=REDUCTION))
    assert set(why) == {"day_before"}
    made = await supplement(office, lease, "rent_changed", day, reduction=REDUCTION)
    assert any("¥155.31" in change for change in made.changes)
    assert await office.rows("rent_term", "monthly_rent_fen, from_day, to_day, supplement_id IS NULL") == [
        (RENT_FEN, START, day, True),
        (15531, day, None, False),
    ]
    assert await lease_faults(office.authority_id) == []


async def test_a_supplement_adds_a_person_to_household_and_tenancy(office: Office) -> None:
    lease = await in_force(office)
    ((household,),) = await office.rows("household", "id")
    joining = ChangeMembers(
        household, START, joining=(MemberGiven(tenant(name="苏小禾"), "child"),), reason="出生"
    )
    await change_members(office.on(START), office.hand, joining)
    request = SupplementLease(lease, "person_added", START, "出生")
    made = await supplement_lease(office.on(START), office.hand, request)
    assert "苏小禾" in made.changes[0]
    assert await office.rows("tenancy_member", "live") == [(True,), (True,)]


async def test_a_supplement_needs_a_signed_lease_and_a_day_within_it(office: Office) -> None:
    issued = await office.issued()
    assert set(await refused(supplement(office, issued.lease_id, "names_corrected", START))) == {"lease_step"}
    await sign(office, issued.lease_id)
    late = await refused(supplement(office, issued.lease_id, "rent_changed", END + ONE_DAY))
    assert set(late) == {"supplement_outside"}
    assert set(await refused(supplement(office, issued.lease_id, "anything", START))) == {"unknown_word"}


async def test_a_renewal_follows_its_lease_without_a_gap(office: Office) -> None:
    lease = await in_force(office)
    late: Acting = msgspec.structs.replace(office.acting, on=date(2031, 11, 1))
    given = LeaseGiven(END + ONE_DAY, date(2036, 11, 30), previous_lease_id=lease)
    for start, code in ((END, "leases_overlap"), (END + 2 * ONE_DAY, "leases_gap")):
        wrong = msgspec.structs.replace(given, start=start)
        (made,) = await draft_leases(late, office.hand, [DraftLease(wrong)])
        assert code in {each.code for each in made.refusals}
        await void_lease(late, office.hand, VoidLease(made.lease_id, "日期有误"))
    (made,) = await draft_leases(late, office.hand, [DraftLease(given)])
    assert [each.code for each in made.refusals] == []
    renewed = await issue_lease(late, office.hand, IssueLease(made.lease_id))
    assert renewed.number == "红公租合〔2031〕000001号"
    assert await office.rows("rent_term", "from_day, to_day") == [
        (START, END + ONE_DAY),
        (END + ONE_DAY, None),
    ]

    await void_lease(late, office.hand, VoidLease(made.lease_id, "改签"))
    open_ = [row for row in await office.rows("rent_term", "from_day, to_day") if row[1] is None]
    assert open_ == [(START, None)]
    assert await lease_faults(office.authority_id) == []
