"""Nobody gets round a ban, one home for each person or an order of choice by changing who belongs when."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.vocabulary.refusal import Refused
from backend.services import change_members as changing
from backend.services.add_estate import AddEstate, add_estate
from backend.services.change_members import ChangeMembers, change_members
from backend.services.check_members import MemberGiven
from backend.services.choose_home import ChooseHome, choose_home
from backend.services.confirm_warnings import Confirmation
from backend.services.give_up_allocation import GiveUpAllocation, give_up_allocation
from backend.services.lapse_allocations import lapse_allocations
from backend.services.lift_ban import LiftBan, lift_ban
from backend.services.search_registers import Search, search_registers
from backend.store.engine import fetch

from .conftest import DAY, Town, at_the_start, column, refused, someone
from .test_allocations import allot, let, state

pytestmark = pytest.mark.asyncio
ONE_DAY = timedelta(days=1)


async def give_up(town: Town, allocation: int, *, day: date = DAY, on: date = DAY) -> Any:
    return await give_up_allocation(town.on(on), town.hand, GiveUpAllocation(allocation, day, "户型不合适"))


async def change(town: Town, household: int, **changes: Any) -> Any:
    request = ChangeMembers(household, changes.pop("day", DAY), "家庭变化", **changes)
    return await change_members(town.acting, town.hand, request)


async def test_a_banned_person_does_not_join_a_household_that_waits(hongshan: Town) -> None:
    bad = someone(name="汤宇华")
    made = await allot(hongshan, (await hongshan.household(bad))[0], choice_order=1)
    await give_up(hongshan, made.allocation_id)
    waiting, _ = await hongshan.household()
    marriage = (MemberGiven(bad, "spouse"),)
    await allot(hongshan, waiting, choice_order=2)
    found = await refused(change(hongshan, waiting, joining=marriage))
    assert [(each.code, each.article) for each in found.values()] == [("banned", "hongshan:23(9)")]
    free, _ = await hongshan.household()
    assert await change(hongshan, free, joining=marriage)


async def test_a_household_that_waits_is_not_swapped_for_strangers(hongshan: Town) -> None:
    household, (first,) = await hongshan.household()
    await allot(hongshan, household, choice_order=1)
    strangers = (MemberGiven(someone(name="汤宇华"), "self"),)
    assert set(await refused(change(hongshan, household, leaving=(first,), joining=strangers))) == {
        "nobody_stays"
    }
    later = replace(hongshan.acting, at=hongshan.acting.at + ONE_DAY)
    joins = ChangeMembers(household, DAY, "结婚", joining=(MemberGiven(someone(name="汤宇华"), "spouse"),))
    changed = await change_members(later, hongshan.hand, joins)
    (second,) = set(changed.relations) - {first}
    found = await refused(change(hongshan, household, leaving=(first,), new_applicant=second))
    assert set(found) == {"nobody_stays"}


async def test_a_household_that_is_housed_keeps_one_of_its_members(hongshan: Town) -> None:
    household, persons = await hongshan.household(someone(), someone(name="汤宇华"))
    await let(hongshan, household, persons, await hongshan.unit("101"))
    strangers = (MemberGiven(someone(name="赵四"), "self"),)
    assert set(await refused(change(hongshan, household, leaving=persons, joining=strangers))) == {
        "nobody_stays"
    }
    assert await change(hongshan, household, leaving=persons[:1], new_applicant=persons[1])


async def test_one_new_person_joins_one_of_two_waiting_households(
    hongshan: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [(await hongshan.household())[0] for _ in range(2)]
    for at, household in enumerate(waiting):
        await allot(hongshan, household, choice_order=at + 1)
    both, arrived, real = asyncio.Event(), [0], changing.keep_persons

    async def together(*given: Any) -> Any:
        arrived[0] += 1
        if arrived[0] == len(waiting):
            both.set()
        await asyncio.wait_for(both.wait(), 10)
        return await real(*given)

    monkeypatch.setattr(changing, "keep_persons", together)
    joining = (MemberGiven(someone(name="钱新"), "spouse"),)
    await at_the_start()
    done = await asyncio.gather(
        *(change(hongshan, each, joining=joining) for each in waiting), return_exceptions=True
    )
    assert sum(isinstance(each, changing.MembersChanged) for each in done) == 1
    lost = [each.refusals for each in done if isinstance(each, Refused)]
    assert [[each.code for each in refusals] for refusals in lost] == [["already_allotted"]]


async def test_ten_clerks_register_one_applicant(hongshan: Town) -> None:
    applicant = someone()
    await at_the_start()
    done = await asyncio.gather(*(hongshan.household(applicant) for _ in range(10)), return_exceptions=True)
    lost = [each for each in done if isinstance(each, Refused)]
    assert len(done) - len(lost) == 1
    assert {refusal.code for each in lost for refusal in each.refusals} == {"household_there"}
    assert len(await column("household", "id", hongshan.acting.authority_id)) == 1


async def test_whoever_leaves_before_the_giving_up_is_banned_too(hongshan: Town) -> None:
    household, persons = await hongshan.household(someone(), someone(name="汤宇华"), someone(name="汤小宝"))
    await change(hongshan, household, day=DAY - ONE_DAY, leaving=persons[2:])
    made = await allot(hongshan, household, choice_order=1)
    day = DAY + ONE_DAY
    leaves = ChangeMembers(household, day, "离婚", leaving=persons[1:2])
    await change_members(hongshan.on(day), hongshan.hand, leaves)
    given_up = await give_up(hongshan, made.allocation_id, day=day, on=day)
    assert given_up.banned == ("苏晓梅", "汤宇华")
    assert await column("ban", "person_id", hongshan.acting.authority_id) == sorted(persons[:2])


async def test_an_order_of_choice_rests_on_the_authoritys_own_article(
    hongshan: Town, make_town: Callable[[str], Awaitable[Town]]
) -> None:
    for town, article in ((hongshan, "hongshan:23(9)"), (await make_town("guangzhou"), "")):
        places = [await allot(town, (await town.household())[0], choice_order=order) for order in (1, 2)]
        early = ChooseHome(places[1].allocation_id, await town.unit("101"), DAY)
        found = await refused(choose_home(town.acting, town.hand, early))
        assert [(each.code, each.article) for each in found.values()] == [("not_in_turn", article)]


async def test_a_ban_holds_on_the_day_of_confirmation_too(hongshan: Town) -> None:
    household, _ = await hongshan.household()
    made = await allot(hongshan, household, choice_order=1)
    free = (await give_up(hongshan, made.allocation_id)).reapply_from
    again = {"batch": "第二批", "choice_order": 2, "on": free}
    found = await refused(allot(hongshan, household, **again, confirmed_on=free - ONE_DAY))
    assert [(each.code, each.article) for each in found.values()] == [("banned", "hongshan:23(9)")]
    assert "2029年11月21日" in found["banned"].zh
    assert (await allot(hongshan, household, **again)).allocation_id


async def test_a_home_lies_in_the_estate_of_its_result(hongshan: Town) -> None:
    request = AddEstate("康居苑", "桥北街2号", "government", True)
    other = (await add_estate(hongshan.acting, hongshan.hand, request)).estate_id
    household, unit = (await hongshan.household())[0], await hongshan.unit("101")
    found = await refused(allot(hongshan, household, unit, estate_id=other))
    assert set(found) == {"other_estate"}
    assert "康居苑" in found["other_estate"].zh
    assert (await allot(hongshan, household, unit, estate_id=hongshan.estate)).home


@pytest.mark.parametrize("number", [" HS1 ", "\uff28\uff33\uff11", "HS1\u3000"])
async def test_an_application_is_one_in_any_spelling(hongshan: Town, number: str) -> None:
    (first, _), (second, _) = await hongshan.household(), await hongshan.household()
    await allot(hongshan, first, choice_order=1, application_number="HS1", batch="2026年第1批")
    wide = {"batch": " 2026年第\uff11批", "application_number": number}
    assert set(await refused(allot(hongshan, second, choice_order=2, **wide))) == {"already_there"}


async def test_nothing_done_leaves_no_entry(hongshan: Town) -> None:
    household, (first,) = await hongshan.household()
    before = await column("audit_entry", "act", hongshan.acting.authority_id)
    assert await lapse_allocations(hongshan.acting, hongshan.hand) == ()
    for nothing in ({}, {"relations": {first: "self"}}, {"household_size": 1}, {"new_applicant": first}):
        assert set(await refused(change(hongshan, household, **nothing))) == {"nothing_changed"}
    assert await column("audit_entry", "act", hongshan.acting.authority_id) == before


async def test_a_home_is_not_freed_before_it_was_reserved(hongshan: Town, zhaoyang: Town) -> None:
    unit = await hongshan.unit("101")
    made = await allot(hongshan, (await hongshan.household())[0], unit, confirmed_on=DAY - 9 * ONE_DAY)
    early = give_up(hongshan, made.allocation_id, day=DAY - ONE_DAY, on=DAY - ONE_DAY)
    assert set(await refused(early)) == {"day_before"}
    assert await state(hongshan, unit) == "reserved"
    late = {"confirmed_on": date(2026, 9, 1), "confirmed": Confirmation(("window_over",), "补录")}
    await allot(zhaoyang, (await zhaoyang.household())[0], await zhaoyang.unit("101"), **late)
    lapse = lapse_allocations(zhaoyang.on(DAY - ONE_DAY), zhaoyang.hand)
    assert set(await refused(lapse)) == {"day_before"}


HUGE = 2**70
UNREADABLE = "一\x00批", "一\udcff批"


@pytest.mark.parametrize("text", UNREADABLE)
async def test_text_that_cannot_be_kept_is_refused_in_words(hongshan: Town, text: str) -> None:
    acting, hand = hongshan.acting, hongshan.hand
    household, _ = await hongshan.household()
    acts = (
        lambda: allot(hongshan, household, choice_order=1, batch=text),
        lambda: hongshan.household(remark=text),
        lambda: hongshan.household(someone(hukou=text)),
        lambda: change_members(acting, hand, ChangeMembers(household, DAY, text)),
        lambda: give_up_allocation(acting, hand, GiveUpAllocation(1, DAY, text)),
        lambda: lift_ban(acting, hand, LiftBan(1, text, "复议")),
        lambda: choose_home(acting, hand, ChooseHome(1, 1, DAY, None, Confirmation(("x",), text))),
        lambda: search_registers(acting, hand, Search(text)),
    )
    for act in acts:
        found = await refused(act())
        assert set(found) == {"unreadable_text"}
        assert text not in found["unreadable_text"].zh


async def test_numbers_beyond_what_is_kept_are_refused_in_words(hongshan: Town) -> None:
    acting, hand = hongshan.acting, hongshan.hand
    household, _ = await hongshan.household()
    acts = (
        lambda: allot(hongshan, HUGE, choice_order=1),
        lambda: allot(hongshan, household, HUGE),
        lambda: allot(hongshan, household, choice_order=2**40),
        lambda: choose_home(acting, hand, ChooseHome(HUGE, 1, DAY)),
        lambda: give_up_allocation(acting, hand, GiveUpAllocation(HUGE, DAY, "放弃")),
        lambda: lift_ban(acting, hand, LiftBan(HUGE, "1号", "复议")),
        lambda: change(hongshan, household, leaving=(HUGE,)),
        lambda: change(hongshan, household, relations={HUGE: "child"}),
        *(lambda limit=limit: search_registers(acting, hand, Search("苏", limit=limit)) for limit in (-1, 0, 501, HUGE)),
    )  # fmt: skip
    for act in acts:
        assert set(await refused(act())) == {"out_of_range"}
    never = await refused(allot(hongshan, household, choice_order=1, waiting_since=date.max))
    assert set(never) == {"day_ahead"}


async def test_somebody_acts(hongshan: Town) -> None:
    household, _ = await hongshan.household()
    nobody = hongshan._replace(acting=replace(hongshan.acting, actor=" "))
    acts = (
        lambda: allot(nobody, household, choice_order=1),
        lambda: nobody.household(),
        lambda: lapse_allocations(nobody.acting, nobody.hand),
        lambda: change(nobody, household, leaving=(1,)),
    )
    for act in acts:
        found = await refused(act())
        assert {(code, each.field) for code, each in found.items()} == {("empty", "actor")}


async def test_no_personal_number_stands_in_trail_remark_or_refusal(hongshan: Town) -> None:
    authority, number = hongshan.acting.authority_id, someone().document_number
    spread = f"{number[:6]} {number[6:14]}-{number[14:]}"
    sure = Confirmation(("wait_over",), spread, number)
    household, (person,) = await hongshan.household(remark=number)
    given = {"application_number": number, "remark": spread, "batch": f"批{number}", "confirmed": sure}
    old = date(2020, 1, 1)
    made = await allot(hongshan, household, await hongshan.unit("101"), waiting_since=old, **given)
    again = await refused(allot(hongshan, household, choice_order=1, **given))
    word = await refused(hongshan.household(household_class=number))
    await give_up_allocation(
        hongshan.acting, hongshan.hand, GiveUpAllocation(made.allocation_id, DAY, spread)
    )
    (ban,) = await column("ban", "id", authority)
    await lift_ban(hongshan.on(DAY + ONE_DAY), hongshan.hand, LiftBan(ban, number, spread))
    kept = [
        *await column("audit_entry", "payload::text", authority),
        *await column("ban", "remark", authority),
        *await column("allocation", "remark", authority),
        *await column("household", "coalesce(remark, '')", authority),
        *await column("unit_state", "reason", authority),
        *(each.zh + each.en for each in (*again.values(), *word.values())),
    ]
    for text in kept:
        assert number not in text
        assert spread not in text
        assert number[6:14] not in text
    assert await fetch("SELECT 1 FROM allocation WHERE application_number = $1", number)
    assert person
