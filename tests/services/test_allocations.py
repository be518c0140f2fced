"""A home is allotted once, a person has one; windows lapse, giving up bans by the policy, bans are lifted."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from backend.domain.vocabulary.refusal import Refused
from backend.services import read_placing
from backend.services.allot_home import AllotHome, Allotted, allot_home
from backend.services.change_members import ChangeMembers, change_members
from backend.services.change_unit_state import ChangeUnitState, change_unit_state
from backend.services.check_members import MemberGiven
from backend.services.choose_home import ChooseHome, choose_home
from backend.services.confirm_warnings import Confirmation
from backend.services.give_up_allocation import GivenUp, GiveUpAllocation, give_up_allocation
from backend.services.lapse_allocations import lapse_allocations
from backend.services.lift_ban import LiftBan, lift_ban
from backend.store import audit
from backend.store.engine import fetch
from backend.store.queries import stock
from backend.store.queries.lease import end_tenancy, open_tenancy
from backend.store.unit_of_work import uow

from .conftest import DAY, NOW, RACERS, Town, at_the_start, column, refused, someone

pytestmark = pytest.mark.asyncio
ONE_DAY = timedelta(days=1)


async def allot(
    town: Town, household: int, unit: int | None = None, *, on: date = DAY, **changes: Any
) -> Allotted:
    values = {"batch": "2026年第一批", "application_number": f"HS{household}", "confirmed_on": on}
    return await allot_home(town.on(on), town.hand, AllotHome(household, unit_id=unit, **(values | changes)))


async def state(town: Town, unit: int, day: date = DAY) -> str | None:
    return await stock.state_on(town.acting.authority_id, unit, day)


async def let(town: Town, household: int, persons: tuple[int, ...], unit: int) -> int:
    async with uow():
        return await open_tenancy(
            town.acting.authority_id, household, unit, persons, state="living", from_day=DAY, at=NOW
        )


async def allotted(town: Town, column_: str = "state") -> list[Any]:
    return await column("allocation", column_, town.acting.authority_id)


async def test_a_home_is_reserved_and_hongshan_sets_no_window(hongshan: Town) -> None:
    unit, (household, _) = await hongshan.unit("101"), await hongshan.household()
    made = await allot(hongshan, household, unit)
    assert (made.home, made.window_last_day) == ("安居苑 1号楼 1单元 101", None)
    assert await state(hongshan, unit) == "reserved"
    assert await allotted(hongshan) == ["allotted"]
    held = ChangeUnitState(unit, "vacant", DAY, "腾出")
    found = await refused(change_unit_state(hongshan.acting, hongshan.hand, held))
    assert set(found) == {"unit_in_use"}
    assert "2026年11月21日 17:30起" in found["unit_in_use"].zh


async def test_zhaoyang_gives_ten_working_days_and_a_calendar_gap_is_said(zhaoyang: Town) -> None:
    unit, (household, _) = await zhaoyang.unit("101"), await zhaoyang.household()
    made = await allot(zhaoyang, household, unit)
    assert made.window_last_day == date(2026, 12, 4)
    assert any(finding.rule == "zhaoyang:20(3)4" for finding in made.findings)
    other, (second, _) = await zhaoyang.unit("102"), await zhaoyang.household()
    gap = await refused(allot(zhaoyang, second, other, on=date(2099, 1, 5)))
    assert set(gap) == {"calendar_gap"}


async def test_a_window_that_is_over_already_needs_a_persons_word(zhaoyang: Town) -> None:
    unit, (household, _) = await zhaoyang.unit("101"), await zhaoyang.household()
    found = await refused(allot(zhaoyang, household, unit, confirmed_on=date(2026, 9, 1)))
    assert [(each.severity, each.article) for each in found.values()] == [("warning", "zhaoyang:20(3)4")]
    sure = Confirmation(("window_over",), "补录")
    made = await allot(zhaoyang, household, unit, confirmed_on=date(2026, 9, 1), confirmed=sure)
    assert [each.code for each in made.warnings] == ["window_over"]


async def test_a_second_clerk_is_told_when_the_home_was_taken(hongshan: Town) -> None:
    unit, (first, _), (second, _) = (
        await hongshan.unit("101"),
        await hongshan.household(),
        await hongshan.household(),
    )
    await allot(hongshan, first, unit)
    found = await refused(allot(hongshan, second, unit))
    assert set(found) == {"unit_taken"}
    assert "2026年11月21日 17:30" in found["unit_taken"].zh


async def test_everything_that_is_wrong_is_said_at_once(hongshan: Town, zhaoyang: Town) -> None:
    unit, foreign = await hongshan.unit("101", state="repair"), await zhaoyang.unit("101")
    household, _ = await hongshan.household()
    wrong = await refused(
        allot(hongshan, household, unit, batch=" ", confirmed_on=DAY + ONE_DAY, choice_order=0)
    )
    assert set(wrong) == {"empty", "day_ahead", "out_of_range", "unit_not_free"}
    assert "现为维修" in wrong["unit_not_free"].zh
    nothing = await refused(allot(hongshan, household))
    assert set(nothing) == {"home_or_place"}
    theirs, _ = await zhaoyang.household()
    alien = await refused(allot(hongshan, theirs, foreign))
    assert set(alien) == {"not_found"}
    absent = await refused(allot(hongshan, theirs + 10**6, foreign + 10**6))
    digits = re.compile(r"\d+")
    assert digits.sub("?", alien["not_found"].zh) == digits.sub("?", absent["not_found"].zh)
    assert await allotted(hongshan) == []
    assert await state(zhaoyang, foreign) == "vacant"


async def test_an_application_and_a_place_have_one_result(hongshan: Town) -> None:
    (first, _), (second, _) = await hongshan.household(), await hongshan.household()
    await allot(hongshan, first, choice_order=1)
    found = await refused(allot(hongshan, second, choice_order=1, application_number=f"HS{first}"))
    assert set(found) == {"already_there", "place_taken"}


@pytest.mark.parametrize("housed", [0, 1])
async def test_applicant_and_co_applicants_have_one_home(hongshan: Town, housed: int) -> None:
    people = [someone(), someone(name="汤宇华")]
    first, persons = await hongshan.household(people[housed])
    unit, other = await hongshan.unit("101"), await hongshan.unit("102")
    await let(hongshan, first, persons, unit)
    second, _ = await hongshan.household(*people, confirmed=Confirmation(("household_there",), "分户"))
    found = await refused(allot(hongshan, second, other))
    assert [(each.code, each.article) for each in found.values()] == [("already_protected", "hongshan:16")]
    assert "安居苑 1号楼 1单元 101" in found["already_protected"].zh
    taken = await refused(allot(hongshan, (await hongshan.household())[0], unit))
    assert "现为已租" in taken["unit_not_free"].zh


async def test_a_tenant_who_left_the_household_is_still_housed(hongshan: Town) -> None:
    husband = someone(name="汤宇华")
    first, persons = await hongshan.household(someone(), husband)
    await let(hongshan, first, persons, await hongshan.unit("101"))
    left = ChangeMembers(first, DAY, "离婚", leaving=(persons[1],))
    await change_members(hongshan.acting, hongshan.hand, left)
    second, _ = await hongshan.household(husband)
    found = await refused(allot(hongshan, second, await hongshan.unit("102")))
    assert [(each.code, each.article) for each in found.values()] == [("already_protected", "hongshan:16")]


async def test_a_member_who_joined_a_housed_household_is_housed(hongshan: Town) -> None:
    first, persons = await hongshan.household()
    await let(hongshan, first, persons, await hongshan.unit("101"))
    husband = someone(name="汤宇华")
    joined = ChangeMembers(first, DAY, "结婚", joining=(MemberGiven(husband, "spouse"),))
    await change_members(hongshan.acting, hongshan.hand, joined)
    second, _ = await hongshan.household(husband)
    found = await refused(allot(hongshan, second, await hongshan.unit("102")))
    assert [(each.code, each.article) for each in found.values()] == [("already_protected", "hongshan:16")]


async def test_a_home_given_back_no_longer_stands_in_the_way(hongshan: Town) -> None:
    household, persons = await hongshan.household()
    tenancy = await let(hongshan, household, persons, await hongshan.unit("101"))
    async with uow():
        assert await end_tenancy(hongshan.acting.authority_id, tenancy, DAY)
    assert (await allot(hongshan, household, await hongshan.unit("102"))).home


async def test_whoever_joins_a_waiting_household_may_not_have_another_home(hongshan: Town) -> None:
    wife, husband = someone(), someone(name="汤宇华")
    (first, _), (second, _) = await hongshan.household(wife), await hongshan.household(husband)
    await allot(hongshan, first, await hongshan.unit("101"))
    await allot(hongshan, second, await hongshan.unit("102"))
    marriage = ChangeMembers(first, DAY, "结婚", joining=(MemberGiven(husband, "spouse"),))
    found = await refused(change_members(hongshan.acting, hongshan.hand, marriage))
    assert [(each.code, each.article) for each in found.values()] == [("already_allotted", "hongshan:16")]


async def test_a_wait_beyond_five_years_needs_a_reason_and_an_approval(hongshan: Town) -> None:
    unit, (household, _) = await hongshan.unit("101"), await hongshan.household()
    since = date(2021, 11, 20)
    assert set(await refused(allot(hongshan, household, unit, waiting_since=since))) == {"wait_over"}
    bare = Confirmation(("wait_over",), " ")
    found = await refused(allot(hongshan, household, unit, waiting_since=since, confirmed=bare))
    assert set(found) == {"reason_needed", "approval_needed"}
    whole = Confirmation(("wait_over",), "房源不足", "红住建批〔2026〕3号")
    await allot(hongshan, household, unit, waiting_since=since, confirmed=whole)
    kept = await column("audit_entry", "payload::text", hongshan.acting.authority_id)
    assert any("红住建批〔2026〕3号" in each and "wait_over" in each for each in kept)


async def test_an_error_is_not_confirmed_away(hongshan: Town) -> None:
    unit, (first, _), (second, _) = (
        await hongshan.unit("101"),
        await hongshan.household(),
        await hongshan.household(),
    )
    await allot(hongshan, first, unit)
    sure = Confirmation(("unit_taken", "wait_over"), "领导同意", "1号")
    assert set(await refused(allot(hongshan, second, unit, confirmed=sure))) == {"unit_taken"}


async def test_places_choose_in_their_order(hongshan: Town) -> None:
    units = [await hongshan.unit(room) for room in ("101", "102")]
    made = [
        (
            await allot(hongshan, (await hongshan.household())[0], choice_order=at, estate_id=hongshan.estate)
        ).allocation_id
        for at in (1, 2)
    ]
    early = ChooseHome(made[1], units[0], DAY)
    found = await refused(choose_home(hongshan.acting, hongshan.hand, early))
    assert [(each.code, each.article) for each in found.values()] == [("not_in_turn", "hongshan:23(9)")]
    first = await choose_home(hongshan.acting, hongshan.hand, ChooseHome(made[0], units[0], DAY))
    assert first.home == "安居苑 1号楼 1单元 101"
    assert set(await refused(choose_home(hongshan.acting, hongshan.hand, early))) == {"unit_taken"}
    await choose_home(hongshan.acting, hongshan.hand, ChooseHome(made[1], units[1], DAY))
    assert await allotted(hongshan, "unit_id") == units
    again = await refused(
        choose_home(hongshan.acting, hongshan.hand, ChooseHome(made[0], await hongshan.unit("103"), DAY))
    )
    assert set(again) == {"wrong_state"}


async def test_a_place_given_up_lets_the_next_choose(hongshan: Town, zhaoyang: Town) -> None:
    unit = await hongshan.unit("101")
    made = [
        (await allot(hongshan, (await hongshan.household())[0], choice_order=at)).allocation_id
        for at in (1, 2)
    ]
    gone = GiveUpAllocation(made[0], DAY, "户型不合适")
    assert set(await refused(give_up_allocation(zhaoyang.acting, zhaoyang.hand, gone))) == {"not_found"}
    await give_up_allocation(hongshan.acting, hongshan.hand, gone)
    await choose_home(hongshan.acting, hongshan.hand, ChooseHome(made[1], unit, DAY))
    foreign = ChooseHome(made[1], unit, DAY)
    assert set(await refused(choose_home(zhaoyang.acting, zhaoyang.hand, foreign))) == {"not_found"}


async def test_a_place_chooses_in_its_estate_and_not_before_its_day(hongshan: Town) -> None:
    unit, (household, _) = await hongshan.unit("101"), await hongshan.household()
    other = await allot(hongshan, household, choice_order=1)
    early = ChooseHome(other.allocation_id, unit, DAY - ONE_DAY)
    assert set(await refused(choose_home(hongshan.acting, hongshan.hand, early))) == {"day_before"}
    late = ChooseHome(other.allocation_id, unit, DAY + ONE_DAY)
    assert set(await refused(choose_home(hongshan.acting, hongshan.hand, late))) == {"day_ahead"}
    elsewhere = await refused(allot(hongshan, household, choice_order=2, estate_id=1))
    assert {"not_found", "already_there", "already_allotted"} == set(elsewhere)


async def test_a_window_that_is_over_lapses_and_frees_the_home(zhaoyang: Town, hongshan: Town) -> None:
    unit, (household, _) = await zhaoyang.unit("101"), await zhaoyang.household()
    made = await allot(zhaoyang, household, unit)
    assert made.window_last_day is not None
    last = made.window_last_day
    assert await lapse_allocations(zhaoyang.on(last), zhaoyang.hand) == ()
    assert await lapse_allocations(hongshan.on(last + ONE_DAY), hongshan.hand) == ()
    (lapsed,) = await lapse_allocations(zhaoyang.on(last + ONE_DAY), zhaoyang.hand)
    assert (lapsed.allocation_id, lapsed.unit_id, lapsed.last_day) == (made.allocation_id, unit, last)
    assert (lapsed.finding.code, lapsed.finding.article) == ("window_over", "zhaoyang:20(3)4")
    assert await state(zhaoyang, unit, last) == "reserved"
    assert await state(zhaoyang, unit, last + ONE_DAY) == "vacant"
    assert (await allotted(zhaoyang), await allotted(zhaoyang, "settled_on")) == (
        ["lapsed"],
        [last + ONE_DAY],
    )
    assert await lapse_allocations(zhaoyang.on(last + ONE_DAY), zhaoyang.hand) == ()
    settled = GiveUpAllocation(made.allocation_id, last + ONE_DAY, "不要了")
    found = await refused(give_up_allocation(zhaoyang.on(last + ONE_DAY), zhaoyang.hand, settled))
    assert set(found) == {"wrong_state"}
    assert "逾期失效" in found["wrong_state"].zh
    (again, _) = await zhaoyang.household()
    assert (await allot(zhaoyang, again, unit, on=last + ONE_DAY)).home


async def test_giving_up_bans_applicant_and_co_applicants_for_three_years(hongshan: Town) -> None:
    unit, wife, husband = await hongshan.unit("101"), someone(), someone(name="汤宇华")
    household, persons = await hongshan.household(wife, husband)
    made = await allot(hongshan, household, unit)
    day = DAY + timedelta(days=2)
    request = GiveUpAllocation(made.allocation_id, day, "户型不合适")
    given_up = await give_up_allocation(hongshan.on(day), hongshan.hand, request)
    assert given_up.banned == ("苏晓梅", "汤宇华")
    assert given_up.reapply_from == date(2029, 11, 24)
    assert given_up.findings[0].rule == "hongshan:23(9)"
    assert await state(hongshan, unit, day) == "vacant"
    assert await column("ban", "person_id", hongshan.acting.authority_id) == sorted(persons)
    number = {"batch": "2026年第二批"}
    for on, barred in ((date(2029, 11, 23), True), (date(2029, 11, 24), False)):
        work = allot(hongshan, household, unit, on=on, **number)
        if barred:
            found = await refused(work)
            assert {(each.code, each.article) for each in found.values()} == {("banned", "hongshan:23(9)")}
            assert "2029年11月24日" in found["banned"].zh
        else:
            assert (await work).home


async def test_a_co_applicant_carries_the_ban_into_another_household(hongshan: Town) -> None:
    husband = someone(name="汤宇华")
    household, _ = await hongshan.household(someone(), husband)
    made = await allot(hongshan, household, choice_order=1)
    await give_up_allocation(
        hongshan.acting, hongshan.hand, GiveUpAllocation(made.allocation_id, DAY, "放弃")
    )
    other, _ = await hongshan.household(husband)
    assert set(await refused(allot(hongshan, other, choice_order=2))) == {"banned"}


async def test_zhaoyang_sets_no_ban_for_giving_up(zhaoyang: Town) -> None:
    unit, (household, _) = await zhaoyang.unit("101"), await zhaoyang.household()
    made = await allot(zhaoyang, household, unit)
    request = GiveUpAllocation(made.allocation_id, DAY, "放弃")
    given_up = await give_up_allocation(zhaoyang.acting, zhaoyang.hand, request)
    assert (given_up.banned, given_up.reapply_from) == ((), None)
    assert await column("ban", "id", zhaoyang.acting.authority_id) == []
    assert await state(zhaoyang, unit) == "vacant"


async def test_a_policy_that_does_not_regulate_bans_sets_none(
    make_town: Callable[[str], Awaitable[Town]],
) -> None:
    guangzhou = await make_town("guangzhou")
    made = await allot(guangzhou, (await guangzhou.household())[0], choice_order=1)
    request = GiveUpAllocation(made.allocation_id, DAY, "放弃")
    given_up = await give_up_allocation(guangzhou.acting, guangzhou.hand, request)
    assert given_up == GivenUp((), None, ())


async def test_giving_up_says_everything_that_is_wrong_at_once(hongshan: Town) -> None:
    made = await allot(hongshan, (await hongshan.household())[0], choice_order=1)
    early = GiveUpAllocation(made.allocation_id, DAY - ONE_DAY, " ")
    found = await refused(give_up_allocation(hongshan.acting, hongshan.hand, early))
    assert set(found) == {"day_before", "reason_needed"}
    late = GiveUpAllocation(made.allocation_id, DAY + ONE_DAY, "放弃")
    assert set(await refused(give_up_allocation(hongshan.acting, hongshan.hand, late))) == {"day_ahead"}


async def test_a_ban_is_lifted_by_an_order_and_once(hongshan: Town, zhaoyang: Town) -> None:
    household, _ = await hongshan.household()
    made = await allot(hongshan, household, choice_order=1)
    await give_up_allocation(
        hongshan.acting, hongshan.hand, GiveUpAllocation(made.allocation_id, DAY, "放弃")
    )
    (ban,) = await column("ban", "id", hongshan.acting.authority_id)
    later = hongshan.on(DAY + timedelta(days=30))
    order = LiftBan(ban, "红住建复〔2026〕8号", "复议撤销")
    assert set(await refused(lift_ban(zhaoyang.acting, zhaoyang.hand, order))) == {"not_found"}
    assert set(await refused(lift_ban(later, hongshan.hand, LiftBan(ban, "", "")))) == {
        "empty",
        "reason_needed",
    }
    assert set(await refused(lift_ban(hongshan.on(DAY - ONE_DAY), hongshan.hand, order))) == {"day_before"}
    await lift_ban(later, hongshan.hand, order)
    assert set(await refused(lift_ban(later, hongshan.hand, order))) == {"ban_over"}
    assert (await allot(hongshan, household, choice_order=2, on=later.on, batch="第二批")).allocation_id
    assert await column("ban", "lifted_on", hongshan.acting.authority_id) == [later.on]


async def race(*work: Any) -> tuple[list[Allotted], list[Refused]]:
    await at_the_start()
    done = await asyncio.gather(*work, return_exceptions=True)
    won = [each for each in done if isinstance(each, Allotted)]
    lost = [each for each in done if isinstance(each, Refused)]
    assert len(won) + len(lost) == len(done), [
        each for each in done if not isinstance(each, Allotted | Refused)
    ]
    return won, lost


async def test_32_clerks_allot_one_home(hongshan: Town) -> None:
    unit = await hongshan.unit("101")
    homes = [(await hongshan.household())[0] for _ in range(RACERS)]
    won, lost = await race(*(allot(hongshan, each, unit) for each in homes))
    assert len(won) == 1
    assert {refusal.code for each in lost for refusal in each.refusals} == {"unit_taken"}
    assert await allotted(hongshan) == ["allotted"]
    assert await column("unit_state", "state", hongshan.acting.authority_id) == ["reserved", "vacant"]
    assert await audit.verify(hongshan.acting.authority_id) is None


async def test_32_clerks_allot_homes_to_one_person(hongshan: Town) -> None:
    shared = someone(name="汤宇华")
    homes = [(await hongshan.household(someone(), shared))[0] for _ in range(RACERS)]
    units = [await hongshan.unit(str(100 + at)) for at in range(RACERS)]
    pairs = zip(homes, units, strict=True)
    won, lost = await race(*(allot(hongshan, each, unit) for each, unit in pairs))
    assert len(won) == 1
    assert {refusal.code for each in lost for refusal in each.refusals} == {"already_allotted"}
    states = await column("unit_state", "state", hongshan.acting.authority_id)
    assert states.count("reserved") == 1


async def test_32_clerks_file_one_application(hongshan: Town) -> None:
    homes = [(await hongshan.household())[0] for _ in range(RACERS)]
    number = {"application_number": "HS2026-0001"}
    won, lost = await race(
        *(allot(hongshan, each, choice_order=at + 1, **number) for at, each in enumerate(homes))
    )
    assert len(won) == 1
    assert {refusal.code for each in lost for refusal in each.refusals} == {"already_there"}


async def test_without_the_lock_on_homes_the_constraint_still_lets_one_win(
    hongshan: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = await hongshan.unit("101")
    homes = [(await hongshan.household())[0] for _ in range(16)]

    async def planted(authority_id: int, unit_ids: list[int]) -> set[int]:
        return set(unit_ids)

    monkeypatch.setattr(read_placing.stock, "lock_units", planted)
    won, lost = await race(*(allot(hongshan, each, unit) for each in homes))
    assert len(won) == 1
    assert all(each.refusals for each in lost)
    assert {refusal.code for each in lost for refusal in each.refusals} == {"unit_taken"}


async def test_without_the_lock_on_persons_two_homes_for_one_person_would_be_found(
    hongshan: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = someone(name="汤宇华")
    homes = [(await hongshan.household(someone(), shared))[0] for _ in range(16)]
    units = [await hongshan.unit(str(100 + at)) for at in range(16)]

    async def planted(authority_id: int, person_ids: list[int]) -> set[int]:
        return set(person_ids)

    monkeypatch.setattr(read_placing.people, "lock_persons", planted)
    pairs = zip(homes, units, strict=True)
    won, _ = await race(*(allot(hongshan, each, unit) for each, unit in pairs))
    assert len(won) > 1


async def test_a_failure_half_way_leaves_nothing(hongshan: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    unit, (household, _) = await hongshan.unit("101"), await hongshan.household()
    before = await fetch(
        "SELECT count(*) FROM audit_entry WHERE authority_id = $1", hongshan.acting.authority_id
    )

    async def planted(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("backend.services.allot_home.append", planted)
    with pytest.raises(RuntimeError):
        await allot(hongshan, household, unit)
    after = await fetch(
        "SELECT count(*) FROM audit_entry WHERE authority_id = $1", hongshan.acting.authority_id
    )
    assert (await allotted(hongshan), await state(hongshan, unit)) == ([], "vacant")
    assert before == after
