"""Estates, buildings and homes are registered once, shown with what is beyond the standard, and keep their states."""

import asyncio
from datetime import date, timedelta

import pytest

from backend.domain.vocabulary.refusal import Refused
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.add_building import AddBuilding, add_building
from backend.services.add_estate import AddEstate, InvestorShare, add_estate
from backend.services.add_operator import AddOperator, add_operator
from backend.services.add_unit import AddUnit, add_unit
from backend.services.change_unit_state import ChangeUnitState, change_unit_state
from backend.store import audit
from backend.store.queries import stock
from backend.store.queries.bulk import new_ids
from backend.store.unit_of_work import uow

from .conftest import DAY, NOW, RACERS, Town, at_the_start, column, refused

pytestmark = pytest.mark.asyncio
ONE_DAY = timedelta(days=1)


async def acts(town: Town) -> list[str]:
    return await column("audit_entry", "act", town.acting.authority_id)


async def test_an_authority_is_set_up_once_and_its_trail_begins(hongshan: Town) -> None:
    acting, hand = hongshan.acting, hongshan.hand
    again = AddAuthority("hongshan", "另一个局", "hongshan", "150402")
    assert set(await refused(add_authority(acting, hand, again))) == {"already_there"}
    wrong = AddAuthority(" ", "", "beijing", "1504", credit_code="11111")
    found = await refused(add_authority(acting, hand, wrong))
    assert set(found) == {"empty", "unknown_word", "code_form"}
    assert "hongshan" in found["unknown_word"].zh
    assert await audit.verify(acting.authority_id) is None
    assert await acts(hongshan) == ["add_authority", "add_building", "add_estate"]


async def test_an_operator_is_added_once_and_found_in_its_own_authority_only(
    hongshan: Town, zhaoyang: Town
) -> None:
    operator = (await add_operator(hongshan.acting, hongshan.hand, AddOperator("安居运营公司"))).operator_id
    assert set(await refused(add_operator(hongshan.acting, hongshan.hand, AddOperator("安居运营公司 ")))) == {
        "already_there"
    }
    slip = AddOperator("乙", credit_code="9115040200000000XX")
    assert set(await refused(add_operator(hongshan.acting, hongshan.hand, slip))) == {"code_form"}
    mine = AddEstate("二期", "", "government", True, operator_id=operator)
    await add_estate(hongshan.acting, hongshan.hand, mine)
    found = await refused(add_estate(zhaoyang.acting, zhaoyang.hand, mine))
    assert found["not_found"].en == f"There is no operator “{operator}”. Check it and try again."
    absent = AddEstate("三期", "", "government", True, operator_id=1)
    strange = await refused(add_estate(hongshan.acting, hongshan.hand, absent))
    assert strange["not_found"].en.replace("“1”", f"“{operator}”") == found["not_found"].en


async def test_an_estate_says_everything_that_is_wrong_at_once(hongshan: Town) -> None:
    shares = (InvestorShare("区政府", 700_000), InvestorShare("区政府", 400_000), InvestorShare("", -1))
    found = await refused(
        add_estate(hongshan.acting, hongshan.hand, AddEstate("", "", "castle", True, shares=shares))
    )
    assert set(found) == {"empty", "unknown_word", "out_of_range", "shares_beyond_whole", "already_there"}
    assert "109.9999%" in found["shares_beyond_whole"].zh


async def test_homes_without_government_money_are_not_for_sale_by_shares(hongshan: Town) -> None:
    added = await add_estate(hongshan.acting, hongshan.hand, AddEstate("园区公寓", "", "employer", False))
    assert [(each.code, each.article) for each in added.warnings] == [("not_sellable", "hongshan:10")]


async def test_a_home_is_registered_once_with_its_warnings(hongshan: Town) -> None:
    acting, hand = hongshan.acting, hongshan.hand
    large = await add_unit(acting, hand, AddUnit(hongshan.building, "101", "80.01"))
    assert [each.code for each in large.warnings] == [
        "area_beyond_standard", "medium_share_beyond", "mean_area_beyond",
    ]  # fmt: skip
    assert {each.article for each in large.warnings} == {"hongshan:8"}
    assert {each.severity for each in large.warnings} == {"warning"}
    again = AddUnit(hongshan.building, "101", "48.61")
    assert set(await refused(add_unit(acting, hand, again))) == {"already_there"}
    wrong = AddUnit(hongshan.building, " ", "0.00", floor=7, total_floors=6, state="let")
    assert set(await refused(add_unit(acting, hand, wrong))) == {"empty", "out_of_range", "state_follows"}
    assert await column("unit", "room_number", acting.authority_id) == ["101"]


async def test_the_building_of_another_authority_is_not_there(hongshan: Town, zhaoyang: Town) -> None:
    unit = AddUnit(zhaoyang.building, "101", "48.61")
    assert set(await refused(add_unit(hongshan.acting, hongshan.hand, unit))) == {"not_found"}
    building = AddBuilding(zhaoyang.estate, "2号楼")
    assert set(await refused(add_building(hongshan.acting, hongshan.hand, building))) == {"not_found"}
    twice = AddBuilding(hongshan.estate, "1号楼")
    assert set(await refused(add_building(hongshan.acting, hongshan.hand, twice))) == {"already_there"}


async def test_the_state_of_a_past_day_can_be_read(hongshan: Town) -> None:
    unit, authority = await hongshan.unit("101"), hongshan.acting.authority_id
    spring = hongshan.on(DAY + timedelta(days=100))
    for offset, state in ((10, "repair"), (30, "vacant"), (30, "frozen")):
        step = ChangeUnitState(unit, state, DAY + timedelta(days=offset), "漏水维修")
        await change_unit_state(spring, hongshan.hand, step)
    states = [
        await stock.state_on(authority, unit, DAY + timedelta(days=each)) for each in (-1, 0, 9, 10, 29, 30)
    ]
    assert states == [None, "vacant", "vacant", "repair", "repair", "frozen"]
    history = await stock.states_of(authority, unit)
    assert [row.state for row in history] == ["vacant", "repair", "vacant", "frozen"]
    ends = [row.to_day for row in history]
    assert ends[:-1] == [row.from_day for row in history[1:]]
    assert ends[-1] is None


async def test_an_illegal_step_names_the_step_and_the_present_state(hongshan: Town) -> None:
    unit = await hongshan.unit("101", state="repair")
    step = ChangeUnitState(unit, "reserved", DAY, "留给引进人才")
    found = await refused(change_unit_state(hongshan.acting, hongshan.hand, step))
    assert set(found) == {"illegal_step"}
    assert "现为维修,不能变更为预留" in found["illegal_step"].zh
    assert "is under repair; it cannot become reserved" in found["illegal_step"].en


async def test_a_change_of_state_says_everything_that_is_wrong_at_once(hongshan: Town) -> None:
    unit, hand = await hongshan.unit("101"), hongshan.hand
    early = ChangeUnitState(unit, "sold", DAY - ONE_DAY, " ")
    found = await refused(change_unit_state(hongshan.acting, hand, early))
    assert set(found) == {"state_follows", "day_before", "reason_needed"}
    assert "2026年11月20日" in found["day_before"].zh
    late = ChangeUnitState(unit, "palace", DAY + ONE_DAY, "因故")
    assert set(await refused(change_unit_state(hongshan.acting, hand, late))) == {"unknown_word", "day_ahead"}
    assert await column("unit_state", "state", hongshan.acting.authority_id) == ["vacant"]


async def test_the_home_of_another_authority_cannot_be_told_from_none(hongshan: Town, zhaoyang: Town) -> None:
    unit = await zhaoyang.unit("101")
    step = ChangeUnitState(unit, "repair", DAY, "漏水")
    found = await refused(change_unit_state(hongshan.acting, hongshan.hand, step))
    none = ChangeUnitState(unit + 10**6, "repair", DAY, "漏水")
    other = await refused(change_unit_state(hongshan.acting, hongshan.hand, none))
    assert found["not_found"].zh.replace(str(unit), "?") == other["not_found"].zh.replace(
        str(unit + 10**6), "?"
    )
    assert await stock.state_on(zhaoyang.acting.authority_id, unit, date(2026, 11, 21)) == "vacant"


async def test_32_clerks_take_the_same_step_and_one_wins(hongshan: Town) -> None:
    unit = await hongshan.unit("101")
    step = ChangeUnitState(unit, "repair", DAY, "漏水")
    work = [change_unit_state(hongshan.acting, hongshan.hand, step) for _ in range(RACERS)]
    await at_the_start()
    done = await asyncio.gather(*work, return_exceptions=True)
    lost = [each for each in done if isinstance(each, Refused)]
    assert len(lost) == RACERS - 1
    assert {refusal.code for each in lost for refusal in each.refusals} == {"illegal_step"}
    history = await stock.states_of(hongshan.acting.authority_id, unit)
    assert [(row.state, row.to_day) for row in history] == [("vacant", DAY), ("repair", None)]


async def test_many_rows_are_added_in_one_statement_and_those_there_are_left(hongshan: Town) -> None:
    authority = hongshan.acting.authority_id
    here = await hongshan.unit("1")
    rows = [
        stock.NewUnit(
            each, hongshan.building, "1单元", str(at), "桥北街1号", 4861, fixtures='[{"item": "门"}]'
        )
        for at, each in enumerate(await new_ids(500))
    ]
    async with uow():
        added = await stock.add_units(authority, rows, NOW)
        states = [stock.NewState(each, "vacant", DAY, "登记") for each in sorted(added)]
        await stock.add_states(authority, states, NOW)
    assert added == {row.id for row in rows} - {rows[1].id}
    doors = await stock.units_by_door(authority, [hongshan.building])
    assert doors[hongshan.building, "1单元", "1"] == here
    assert len(doors) == 500
    assert await stock.lock_units(authority, [rows[0].id]) == {rows[0].id}
    assert await stock.add_units(authority, [], NOW) == set()
