"""An office that can issue leases: a published rent schedule, a lessor, allotted homes with fixtures and meters."""

import itertools
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from backend.domain.lease.given import LeaseGiven
from backend.domain.lease.signing import CheckInItem, Reading, Signatory, Signing
from backend.domain.rent.schedule_filing import Approval
from backend.domain.stock.unit_rows import Fixture
from backend.services.acting import Acting
from backend.services.allot_home import AllotHome, allot_home
from backend.services.answer_question import PolicyLibrary
from backend.services.approve_rent_schedule import ApproveRentSchedule, approve_rent_schedule
from backend.services.check_person import check_person
from backend.services.confirm_warnings import Confirmation
from backend.services.draft_leases import DraftLease, draft_leases
from backend.services.enter_lessor import EnterLessor, enter_lessor
from backend.services.file_rent_schedules import FileRentSchedules, file_rent_schedules
from backend.services.issue_checked import IssuedPaper
from backend.services.issue_lease import IssueLease, issue_lease
from backend.services.publish_rent_schedule import PublishRentSchedule, publish_rent_schedule
from backend.services.redraft_lease import LeaseDrafted
from backend.services.show_rent_schedules import named, show_rent_schedules
from backend.store.engine import fetch
from backend.store.queries import allocations as allocations_store
from backend.store.queries import households as households_store
from backend.store.queries import people as people_store
from backend.store.queries import stock
from backend.store.queries.bulk import new_ids
from backend.store.sealing import Sealing

from .conftest import DAY, Town, someone

NUMBER = "红政字〔2025〕18号"
BATCH = "2026年第一批"
START, END = date(2026, 12, 1), date(2031, 11, 30)
RENT_FEN = 17257
"""48.61 m² at 3.55 yuan: 西屯, 丙, a low-income household of public rental."""
FIXTURES = (Fixture("防盗门", 1, 80000), Fixture("橱柜", 1, 150000))
METERS = {"electricity": "D10086", "water": "S10086"}
SCAN = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"
_rooms = itertools.count(101)


class Hand(NamedTuple):
    """The part of an installation that leases need."""

    library: PolicyLibrary
    sealing: Sealing
    papers: Path


class Office(NamedTuple):
    """A town with what leases need; ``acting`` is its clerk on the business day."""

    town: Town
    hand: Hand

    @property
    def acting(self) -> Acting:
        return self.town.acting

    @property
    def authority_id(self) -> int:
        return self.town.acting.authority_id

    def on(self, day: date) -> Acting:
        return self.town.on(day)

    async def allotted(self, *people: Any, **changes: Any) -> int:
        """A household with a home allotted; the id of its allocation."""
        household, _ = await self.town.household(*(people or (tenant(self.acting.authority),)))
        values: dict[str, Any] = {
            "location": "西屯", "grade": "丙", "structure": "砖混", "layout": "一室一厅", "fixtures": FIXTURES,
            "meters": METERS,
        }  # fmt: skip
        unit = await self.town.unit(str(next(_rooms)), **(values | changes))
        request = AllotHome(household, BATCH, f"HS{household}", DAY, unit_id=unit)
        return (await allot_home(self.acting, self.hand, request)).allocation_id

    async def draft(self, allocation: int, **changes: Any) -> LeaseDrafted:
        """A draft of a lease of five years."""
        agreed = changes.pop("confirmed", None)
        given = LeaseGiven(**({"start": START, "end": END, "allocation_id": allocation} | changes))
        (made,) = await draft_leases(self.acting, self.hand, [DraftLease(given, agreed)])
        return made

    async def checked(self, count: int = 1) -> list[int]:
        """So many leases that may be issued."""
        allocations = [await self.allotted() for _ in range(count)]
        drafts = [DraftLease(LeaseGiven(START, END, allocation_id=each)) for each in allocations]
        made = await draft_leases(self.acting, self.hand, drafts)
        assert {each.state for each in made} == {"checked"}, made[0].refusals
        return [each.lease_id for each in made]

    async def many(self, count: int) -> list[int]:
        """So many checked leases, their homes and households made in a few statements."""
        authority, at = self.authority_id, self.acting.at
        ids = iter(await new_ids(4 * count))
        units = [next(ids) for _ in range(count)]
        households = [next(ids) for _ in range(count)]
        allocations = [next(ids) for _ in range(count)]
        people = [someone("hongshan", f"测{at}", phone="13800138000") for at in range(count)]
        persons = [check_person(self.acting, self.hand, each).row for each in people]
        await stock.add_units(authority, [_home(unit, self.town.building) for unit in units], at)
        states = [stock.NewState(unit, "reserved", DAY, "配租") for unit in units]
        await stock.add_states(authority, states, at)
        await people_store.add_persons(authority, persons, at)
        found = await people_store.persons_by_document(
            authority, [(each.document_kind, each.document_number_index) for each in persons]
        )
        members = [found[each.document_kind, each.document_number_index][0] for each in persons]
        rows = [households_store.NewHousehold(each, "low_income", 1) for each in households]
        await households_store.add_households(authority, rows, at)
        joined = [
            households_store.NewMember(household, person, "applicant", "self", DAY)
            for household, person in zip(households, members, strict=True)
        ]
        await households_store.add_members(authority, joined, at)
        allotted = [
            allocations_store.NewAllocation(each, household, BATCH, f"HS{household}", DAY, unit_id=unit)
            for each, household, unit in zip(allocations, households, units, strict=True)
        ]
        await allocations_store.add_allocations(authority, allotted, at)
        drafts = [DraftLease(LeaseGiven(START, END, allocation_id=each)) for each in allocations]
        made = await draft_leases(self.acting, self.hand, drafts)
        assert {each.state for each in made} == {"checked"}, made[0].refusals
        return [each.lease_id for each in made]

    async def issued(self) -> IssuedPaper:
        """A lease that is issued."""
        (lease,) = await self.checked()
        return await issue_lease(self.acting, self.hand, IssueLease(lease))

    async def rows(self, table: str, fields: str) -> list[tuple[Any, ...]]:
        """Some columns of all rows of the authority's."""
        sql = f"SELECT {fields} FROM {table} WHERE authority_id = $1 ORDER BY id"
        return [tuple(row) for row in await fetch(sql, self.authority_id)]


def _home(unit: int, building: int) -> stock.NewUnit:
    fixtures, meters = (msgspec.json.encode(each).decode() for each in (FIXTURES, METERS))
    return stock.NewUnit(
        unit, building, "2单元", str(next(_rooms)), "桥北街1号", 4861, "一室一厅", "砖混", "丙", "西屯",
        fixtures=fixtures, meters=meters,
    )  # fmt: skip


def confirmed(*codes: str, reason: str = "当事人书面说明") -> Confirmation:
    """A named person's word that warnings may stand."""
    return Confirmation(codes, reason)


def signing(day: date, name: str = "苏晓梅", **changes: Any) -> Signing:
    """A signing with everything handed over."""
    whole = Signing(
        day,
        (Signatory("lessor", "王建国"), Signatory("tenant", name)),
        3,
        100000,
        (CheckInItem("防盗门", 1, "完好"),),
        (Reading("electricity", "12.5"), Reading("water", "3")),
    )
    return msgspec.structs.replace(whole, **changes)


async def open_office(town: Town, papers: Path) -> Office:
    """Publish the rent, enter the lessor."""
    hand = Hand(town.hand.library, town.hand.sealing, papers)
    second = msgspec.structs.replace(town.acting, actor="李秀英")
    if town.acting.authority == "hongshan":
        await file_rent_schedules(town.acting, hand, FileRentSchedules())
        schedule = named((await show_rent_schedules(town.acting, hand)).schedules, NUMBER)
        await approve_rent_schedule(second, hand, ApproveRentSchedule(schedule, Approval()))
        await publish_rent_schedule(second, hand, PublishRentSchedule(schedule))
    lessor = EnterLessor(
        "红山区住房和城乡建设局",
        "桥北街1号",
        "0476-8220000",
        "红山农商行 0101 0000 0001",
        signing_place="红山区",
    )
    await enter_lessor(town.acting, hand, lessor)
    return Office(town, hand)


def tenant(authority: str = "hongshan", name: str = "苏晓梅") -> Any:
    """An applicant of that name with a telephone."""
    return someone(authority, name, phone="13800138000")
