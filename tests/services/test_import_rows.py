"""Every row of a list is held against the register, and what stands against it is said on its row."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from backend.domain.vocabulary.identity import made_up_number
from backend.services.give_up_allocation import GiveUpAllocation, give_up_allocation
from backend.store.engine import fetch
from backend.store.queries.lease import open_tenancy
from backend.store.unit_of_work import uow

from .conftest import DAY, NOW, Town, refused, someone
from .import_office import Office, codes, office, results, said, units

__all__ = ["office"]
pytestmark = pytest.mark.asyncio


# --- rows against the register: homes


async def test_a_home_that_differs_is_named_with_both(office: Office) -> None:
    await office.bring_in("units", units({}))
    found = await office.check("units", units({4: "50.00", 11: "E9"}, {}))
    assert codes(found) == {(2, "建筑面积(㎡)"): "unit_differs", (2, "电表号"): "unit_differs"}
    assert "登记为“48.61”,本行为“50.00”" in said(found, "unit_differs").zh
    done = await office.commit(found.batch_id, "good")
    assert (done.new, done.refused) == (1, 1)


async def test_doubts_of_homes_wait_for_a_reason(office: Office) -> None:
    odd = units({}, {9: "另一家公司"}, {10: "已租"}, {5: 0}, {7: "企业自建"})
    found = await office.check("units", odd)
    assert codes(found) == {
        (3, "运营单位"): "estate_differs", (4, "状态"): "state_by_paper", (5, "楼层"): "floor_zero",
        (6, "房源来源"): "estate_differs",
    }  # fmt: skip
    assert found.outlook.operators == ("安居公司",)
    mended = await office.check("units", units({}, {9: "另一家公司"}, {10: "已租"}))
    assert "doubts_open" in await refused(office.commit(mended.batch_id, "all"))
    assert "reason_needed" in await refused(office.commit(mended.batch_id, "all", reason=" "))
    done = await office.commit(mended.batch_id, "good")
    assert (done.new, done.waiting) == (1, 2)
    again = await office.check("units", units({}, {9: "另一家公司"}, {10: "已租"}))
    assert again.earlier is not None
    done = await office.commit(again.batch_id, "all", reason="经核对,按原表登记")
    assert (done.new, done.there) == (2, 1)
    assert await office.column("unit_state", "state") == ["let", "vacant", "vacant"]
    payloads = await office.column("audit_entry", "payload::text")
    assert any("经核对" in each and '"confirmed":2' in each for each in payloads)


async def test_chosen_rows_alone_are_written(office: Office) -> None:
    found = await office.check("units", units({}, {}, {}))
    done = await office.commit(found.batch_id, "good", only=frozenset({3}))
    assert (done.new, done.waiting) == (1, 2)
    assert await office.column("unit", "room_number") == ["102"]


# --- rows against the register: households


async def test_homes_that_cannot_be_allotted_are_errors(office: Office) -> None:
    await office.bring_in("units", units({}, {}, {10: "维修"}))
    await office.bring_in("allocations", results({}))
    own = [
        {1: f"HS2026-001{at}", 5: made_up_number("150402", date(1970, 1, 1 + at)), 12: 20 + at}
        for at in range(4)
    ]
    places = ({8: "无名苑"}, {11: "103"}, {11: "999"}, {11: "101"})
    found = await office.check(
        "allocations", results(*({**a, **b} for a, b in zip(own, places, strict=True)))
    )
    assert codes(found) == {
        (2, "房号"): "home_unknown", (3, "房号"): "unit_not_free", (4, "房号"): "home_unknown",
        (5, "房号"): "unit_taken",
    }  # fmt: skip
    assert "没有“无名苑”这个项目" in said(found, "home_unknown").zh


async def test_a_place_in_the_order_goes_to_one_household(office: Office) -> None:
    homeless = {8: None, 9: None, 10: None, 11: None}
    await office.bring_in("allocations", results(homeless))
    late = {**homeless, 1: "HS2026-0009", 12: 1, 5: made_up_number("150402", date(1970, 1, 1))}
    found = await office.check("allocations", results(late))
    assert codes(found) == {(2, "选房顺序号"): "order_taken"}
    assert "HS2026-0001" in said(found, "order_taken").zh


async def a_person_elsewhere(office: Office) -> tuple[int, int]:
    """The household and person of an application that stands."""
    await office.bring_in("units", units({}, {}))
    await office.bring_in("allocations", results({}))
    return (await office.column("household", "id"))[0], (await office.column("person", "id"))[0]


AGAIN = {1: "HS2026-0077", 11: "102", 12: 7}


async def test_who_waits_for_a_home_gets_no_second(office: Office) -> None:
    await a_person_elsewhere(office)
    found = await office.check("allocations", results(AGAIN))
    assert codes(found) == {(2, "证件号码"): "already_allotted"}
    assert "依据第16条" in said(found, "already_allotted").zh


async def test_who_lives_in_a_home_gets_no_second(office: Office) -> None:
    household, person = await a_person_elsewhere(office)
    (unit,) = await fetch("SELECT unit_id FROM allocation WHERE household_id = $1", household)
    await fetch(
        "UPDATE allocation SET state = 'signed', settled_on = $2 WHERE household_id = $1", household, DAY
    )
    async with uow():
        await open_tenancy(
            office.acting.authority_id, household, unit[0], [person], state="living", from_day=DAY, at=NOW
        )
    found = await office.check("allocations", results(AGAIN))
    assert codes(found) == {(2, "证件号码"): "already_protected"}
    assert "幸福里 1号楼 1单元 101" in said(found, "already_protected").zh


async def test_who_gave_up_is_banned_with_the_article(office: Office) -> None:
    await a_person_elsewhere(office)
    (allocation,) = await office.column("allocation", "id")
    await give_up_allocation(office.acting, office.hand, GiveUpAllocation(allocation, DAY, "不要了"))
    found = await office.check("allocations", results(AGAIN))
    assert "banned" in codes(found).values()
    assert "第23条" in said(found, "banned").zh


async def test_a_ban_on_the_day_of_confirmation_holds_though_it_is_over_when_the_list_comes(
    office: Office,
) -> None:
    await a_person_elsewhere(office)
    (allocation,) = await office.column("allocation", "id")
    await give_up_allocation(office.acting, office.hand, GiveUpAllocation(allocation, DAY, "不要了"))
    over = DAY + timedelta(days=30)
    await fetch("UPDATE ban SET reapply_from = $1", over)
    office.acting = structs.replace(office.acting, on=over)
    within = (DAY + timedelta(days=29)).isoformat()
    found = await office.check("allocations", results({**AGAIN, 13: within}))
    assert "banned" in codes(found).values()
    found = await office.check("allocations", results({**AGAIN, 13: over.isoformat()}))
    assert "banned" not in codes(found).values()


async def test_persons_known_under_other_names_and_of_other_households_are_doubts(hongshan: Town) -> None:
    office = Office(hongshan.acting, hongshan.hand)
    await office.bring_in("units", units({}, {}, {}))
    alone, spouse = someone(name="苏晓梅"), someone(name="李秀英")
    household, _ = await hongshan.household(alone, spouse, household_class="dibao")
    listed = results(
        {3: "苏小梅", 5: alone.document_number, 7: 1},
        {3: "梁晓梅", 7: 2},
        {1: "HS2026-0002", 3: "李秀英", 5: spouse.document_number, 6: "配偶", 7: 2, 11: "102", 12: None},
    )
    found = await office.check("allocations", listed)
    assert codes(found) == {(2, "申请人姓名"): "other_name", (4, "证件号码"): "member_elsewhere"}
    assert str(household) in said(found, "member_elsewhere").zh
    assert (await office.commit(found.batch_id, "good", reason="已核对")).new == 2
    assert len(await office.column("household", "id")) == 2
    assert household in await office.column("allocation", "household_id")


async def test_a_result_that_differs_is_named_with_both(office: Office) -> None:
    await office.bring_in("units", units({}, {}))
    await office.bring_in("allocations", results({}))
    found = await office.check("allocations", results({2: "新就业人员", 11: "102", 12: 3, 13: "2026-08-21"}))
    assert {key[1]: code for key, code in codes(found).items()} == {
        "家庭类别": "class_differs", "房号": "allocation_differs", "选房顺序号": "allocation_differs",
        "确认日期": "allocation_differs",
    }  # fmt: skip
    settled = "UPDATE allocation SET state = 'lapsed', settled_on = $2 WHERE authority_id = $1"
    await fetch(settled, office.acting.authority_id, DAY)
    joining = results({7: 2}, {1: "HS2026-0001", 3: "李秀英", 6: "配偶", 7: 2, 11: "101", 12: None})
    found = await office.check("allocations", joining)
    assert codes(found) == {(3, ""): "allocation_settled"}


async def test_an_old_and_a_new_number_are_one_person(office: Office) -> None:
    await office.bring_in("units", units({}, {}))
    found = await office.check(
        "allocations", results({5: "150402198105240005"}, {5: "150402810524000", 3: "苏晓梅"})
    )
    assert codes(found)[3, "证件号码"] in ("same_person", "id_fifteen_digits")
    assert said(found, "same_person").row == 3


async def test_a_window_that_is_over_is_a_doubt_with_its_article(zhaoyang: Town) -> None:
    office = Office(zhaoyang.acting, zhaoyang.hand)
    await office.bring_in("units", units({}))
    found = await office.check("allocations", results({13: "2026-08-20"}))
    assert codes(found) == {(2, "确认日期"): "window_over"}
    assert "昭阳" in said(found, "window_over").zh or "第20条" in said(found, "window_over").zh


async def test_a_household_in_doubt_waits_as_a_whole(office: Office) -> None:
    await office.bring_in("units", units({}, {}))
    spouse = {1: "HS2026-0001", 3: "李秀英", 6: "配偶", 7: 3, 11: "101", 12: None}
    found = await office.check("allocations", results({7: 3}, spouse))
    assert codes(found) == {(2, "家庭人口"): "household_size"}
    assert "nothing_to_take" in await refused(office.commit(found.batch_id, "good"))
    assert (await office.commit(found.batch_id, "good", reason="按名单")).new == 2
    assert await office.column("household", "household_size") == [2]
