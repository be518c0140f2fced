"""Lists come in whole: what the samples describe stands in the register, and nothing else ever does."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from backend.papers.workbook_faults import WorkbookError
from backend.services.give_up_allocation import GiveUpAllocation, give_up_allocation
from backend.services.import_refusals import WORDS as REFUSED
from backend.services.import_words import WORDS
from backend.services.mark_import import MarkImport, mark_import
from backend.store import audit
from backend.store.engine import fetch
from backend.store.queries import stock
from backend.store.queries.lease import end_tenancy, open_tenancy
from backend.store.unit_of_work import uow

from ..papers.books import SAMPLES
from .conftest import DAY, NOW, Town, refused
from .import_office import Office, codes, office, results, said, sample, units

__all__ = ["office"]
pytestmark = pytest.mark.asyncio


def sheet(name: str) -> list[dict[str, Any]]:
    """The rows of a clean sample, read by another library than the one under test."""
    book_ = openpyxl.load_workbook(SAMPLES / f"{name}.xlsx", read_only=True, data_only=True)
    lines = list(book_.worksheets[0].iter_rows(values_only=True))
    names = [str(each) for each in lines[0]]
    return [dict(zip(names, line, strict=True)) for line in lines[1:] if any(line)]


def value(row: dict[str, Any], name: str) -> Any:
    return next(row[key] for key in row if key.replace("*", "").startswith(name))


# --- the samples


async def units_stand_as_described(office: Office) -> None:
    rows = sheet("units_clean")
    assert len(rows) == 300
    kept = await office.counts()
    estates = {value(row, "项目名称") for row in rows}
    assert (kept["estate"], kept["unit"], kept["unit_state"]) == (len(estates), 300, 300)
    assert kept["building"] == len({(value(row, "项目名称"), value(row, "楼栋")) for row in rows})
    areas = await office.column("unit", "floor_area_hundredths_m2")
    assert sum(areas) == sum(int(Decimal(str(value(row, "建筑面积"))) * 100) for row in rows)
    assert set(await office.column("estate_share", "share_millionths")) == {1_000_000}
    assert await office.column("operator", "name") == ["赤峰市红山区安居住房运营管理有限公司"]
    for row in (rows[0], rows[137], rows[-1]):
        found = await fetch(
            "SELECT u.*, e.source, e.government_invested, s.state, s.from_day FROM unit AS u"
            " JOIN building AS b ON b.id = u.building_id JOIN estate AS e ON e.id = b.estate_id"
            " JOIN unit_state AS s ON s.unit_id = u.id WHERE u.authority_id = $1 AND e.name = $2 AND b.name = $3"
            " AND u.entrance = $4 AND u.room_number = $5",
            office.acting.authority_id, *(value(row, each) for each in ("项目名称", "楼栋", "单元", "房号")),
        )  # fmt: skip
        (unit,) = found
        assert unit["floor_area_hundredths_m2"] == int(Decimal(str(value(row, "建筑面积"))) * 100)
        assert (unit["layout"], unit["floor"]) == (value(row, "户型"), int(value(row, "楼层")))
        assert (unit["state"], unit["from_day"], unit["source"]) == ("vacant", DAY, "government")
        assert unit["government_invested"]
        assert msgspec.json.decode(unit["meters"])["electricity"] == value(row, "电表号")
        items = [each["item"] for each in msgspec.json.decode(unit["fixtures"])]
        assert items == [
            part.partition("×")[0] for part in value(row, "设施清单").replace(";", ";").split(";")
        ]


async def results_stand_as_described(office: Office, names: tuple[str, ...] = ()) -> None:
    rows = sheet("allocation_clean")
    applications = Counter(value(row, "申请编号") for row in rows)
    kept = await office.counts()
    assert (kept["person"], kept["household_member"]) == (len(rows), len(rows))
    assert (kept["household"], kept["allocation"]) == (len(applications), len(applications))
    assert sorted(applications.values()) == await office.column("household", "household_size")
    orders = sorted(int(order) for row in rows if (order := value(row, "选房顺序号")) is not None)
    assert await office.column("allocation", "choice_order") == orders
    assert sorted(str(value(row, "申请人姓名")) for row in rows) == sorted(
        await office.column("person", "name")
    )
    states = Counter(
        row[0]
        for row in await fetch(
            "SELECT state FROM unit_state WHERE authority_id = $1 AND to_day IS NULL",
            office.acting.authority_id,
        )
    )
    assert states == {"reserved": len(applications), "vacant": 300 - len(applications)}
    for number in list(applications)[::23]:
        own = [row for row in rows if value(row, "申请编号") == number]
        found = await fetch(
            "SELECT p.name, m.relation, u.room_number, e.name AS estate, a.confirmed_on FROM allocation AS a"
            " JOIN household_member AS m ON m.household_id = a.household_id JOIN person AS p ON p.id = m.person_id"
            " JOIN unit AS u ON u.id = a.unit_id JOIN building AS b ON b.id = u.building_id"
            " JOIN estate AS e ON e.id = b.estate_id WHERE a.authority_id = $1 AND a.application_number = $2",
            office.acting.authority_id, number,
        )  # fmt: skip
        assert {row["name"] for row in found} == {value(row, "申请人姓名") for row in own}
        assert {(row["estate"], row["room_number"]) for row in found} == {
            (value(own[0], "项目名称"), str(value(own[0], "房号")))
        }
        assert [row["relation"] for row in found].count("self") == 1
        assert {row["confirmed_on"] for row in found} == {date(2026, 8, 20)}


async def test_the_clean_pair_stands_as_it_describes(office: Office) -> None:
    found = await office.check("units", sample("units_clean"))
    assert (found.outlook.units, len(found.outlook.estates)) == (300, 3)
    assert set((await office.counts()).values()) == {0}
    done = await office.commit(found.batch_id)
    assert (done.new, done.there, done.waiting, done.refused) == (300, 0, 0, 0)
    await units_stand_as_described(office)

    done = await office.bring_in("allocations", sample("allocation_clean"))
    assert (done.new, done.refused) == (189, 0)
    await results_stand_as_described(office)
    acts = await office.column("audit_entry", "act")
    assert Counter(acts) == {"add_authority": 1, "check_import": 2, "commit_import": 2}
    assert await audit.verify(office.acting.authority_id) is None


async def test_a_commit_that_drops_a_row_is_noticed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stock.add_units

    async def forgetful(authority_id: int, rows: Any, at: Any) -> set[int]:
        await whole(authority_id, rows[1:], at)
        return {row.id for row in rows}

    async def silent(authority_id: int, rows: Any, at: Any) -> None:
        return None

    monkeypatch.setattr(stock, "add_units", forgetful)
    monkeypatch.setattr(stock, "add_states", silent)
    await office.bring_in("units", sample("units_clean"))
    with pytest.raises(AssertionError):
        await units_stand_as_described(office)


async def test_of_the_messy_pair_every_good_row_stands_and_every_fault_is_named(office: Office) -> None:
    faults = (line.split("\t") for line in (SAMPLES / "messy_faults.txt").read_text().splitlines())
    planted: dict[str, set[int]] = {"units": set(), "allocation": set()}
    for kind, row, _ in faults:
        planted[kind].add(int(row.removeprefix("row ")))
    for kind, name, good in (("units", "units", 298), ("allocations", "allocation", 158)):
        found = await office.check(kind, sample(f"{name}_messy"))
        assert {each.row for each in found.checked.complaints} == planted[name]
        assert all("请" in each.zh for each in found.checked.complaints if each.severity == "error")
        assert found.checked.counts() == {"good": good, "doubt": 0, "error": len(planted[name])}
        reasons = await refused(office.commit(found.batch_id, "all"))
        assert str(len(planted[name])) in reasons["rows_in_error"].zh
        done = await office.commit(found.batch_id, "good")
        assert (done.new, done.waiting, done.refused) == (good, 0, len(planted[name]))
    kept = await office.counts()
    assert (kept["unit"], kept["person"], kept["household_member"]) == (298, 158, 158)
    assert {"䶮文", "张𬱖", "额尔敦巴雅尔"} <= set(await office.column("person", "name"))


async def test_a_mended_list_adds_what_was_missing_and_nothing_else(office: Office) -> None:
    """The applicant's number lost its digits: the others wait in the home until the row is mended."""
    await office.bring_in("units", units({}, {}))
    spouse = {1: "HS2026-0001", 3: "李秀英", 6: "配偶", 7: 2, 11: "101", 12: None}
    lost = results({7: 2, 5: 150402198105240005}, spouse)
    found = await office.check("allocations", lost)
    assert said(found, "applicant_waits").row == 2
    assert (await office.commit(found.batch_id, "good")).new == 1
    assert await office.column("household_member", "relation") == ["spouse"]
    assert await office.column("allocation", "choice_order") == [None]

    mended = results({7: 2}, spouse)
    found = await office.check("allocations", mended)
    assert codes(found) == {}
    done = await office.commit(found.batch_id)
    assert (done.new, done.there) == (1, 1)
    assert await office.column("household_member", "relation") == ["self", "spouse"]
    assert await office.column("household", "household_size") == [2]
    assert await office.column("allocation", "choice_order") == [1]
    assert (await office.counts())["allocation"] == 1


# --- once, or not at all


async def test_the_same_file_adds_nothing_and_says_when_it_came(office: Office) -> None:
    content = units({}, {})
    found = await office.check("units", content)
    assert (await office.check("units", content)).batch_id == found.batch_id
    await office.commit(found.batch_id)
    before = await office.counts()
    again = await office.check("units", content)
    assert again.batch_id is None
    assert again.earlier is not None
    assert (again.earlier.at, again.earlier.rows) == (NOW, 2)
    assert "batch_wrong_state" in await refused(office.commit(found.batch_id))

    other = await office.check("units", units({}, {3: "102", 2: " １单元 "}))
    assert (codes(other), other.outlook.there, other.outlook.units) == ({}, 2, 0)
    assert (await office.commit(other.batch_id)).new == 0
    assert await office.counts() == before


async def test_a_check_alone_and_a_commit_that_breaks_leave_the_registers_empty(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await office.check("units", units({}, {}))
    assert await office.column("import_row", "verdict") == ["good", "good"]

    async def broken(*_: object) -> None:
        raise ConnectionError("pulled out")

    with monkeypatch.context() as planted:
        planted.setattr(stock, "add_states", broken)
        with pytest.raises(ConnectionError):
            await office.commit(found.batch_id)
    assert set((await office.counts()).values()) == {0}
    assert (await office.commit(found.batch_id)).new == 2


async def test_a_file_that_is_no_list_leaves_no_trace(office: Office) -> None:
    with pytest.raises(WorkbookError):
        await office.check("units", b"PK\x03\x04")
    assert await office.column("import_batch", "id") == []
    assert await office.column("audit_entry", "act") == ["add_authority"]


async def test_what_changed_since_the_check_is_not_written_over(office: Office) -> None:
    found = await office.check("units", units({4: 50}))
    await office.bring_in("units", units({}))
    reasons = await refused(office.commit(found.batch_id))
    assert "48.61" in reasons["changed_since_check"].zh
    assert (await office.counts())["unit"] == 1


async def test_another_authority_sees_nothing_of_it(office: Office, zhaoyang: Town) -> None:
    found = await office.check("units", units({}))
    other = Office(zhaoyang.acting, zhaoyang.hand)
    assert "not_found" in await refused(other.commit(found.batch_id))
    assert (await other.check("units", units({}))).earlier is None


async def test_nothing_personal_is_kept_open(office: Office) -> None:
    """Neither a row's content nor the words said of it, which quote names."""
    await office.bring_in("units", units({}, {}))
    wrong = {5: "150402198105240006", 11: "102"}
    await office.bring_in("allocations", results({}, wrong), "good")
    found = await office.check("allocations", results({3: "苏小梅"}, wrong))
    assert "苏晓梅" in said(found, "other_name").zh
    rows = await fetch(
        "SELECT r::text AS r FROM import_row AS r WHERE authority_id = $1", office.acting.authority_id
    )
    kept = "".join(row["r"] for row in rows)
    assert len(rows) == 6
    for secret in ("苏晓梅", "苏小梅", "梁晓梅", "150402"):
        assert secret not in kept
        assert secret.encode().hex() not in kept


# --- taking back


async def test_a_batch_is_taken_back_while_unused(office: Office) -> None:
    homes = await office.check("units", sample("units_clean"))
    await office.commit(homes.batch_id)
    results_ = await office.check("allocations", sample("allocation_clean"))
    await office.commit(results_.batch_id)
    assert homes.batch_id is not None
    assert results_.batch_id is not None
    reasons = await refused(office.roll_back(homes.batch_id))
    assert "80条" in reasons["batch_used"].zh
    assert "号楼" in reasons["batch_used"].zh
    await office.roll_back(results_.batch_id)
    assert "batch_wrong_state" in await refused(office.roll_back(results_.batch_id))
    kept = await office.counts()
    assert (kept["person"], kept["household"], kept["allocation"], kept["unit"]) == (0, 0, 0, 300)
    await office.roll_back(homes.batch_id)
    assert set((await office.counts()).values()) == {0}
    assert len(await office.column("import_row", "id")) == 489
    assert (await office.bring_in("units", sample("units_clean"))).new == 300


@pytest.mark.parametrize("use", ["tenancy", "given_up", "member", "choice"])
async def test_what_is_in_use_is_not_taken_back(office: Office, use: str) -> None:
    await office.bring_in("units", units({}, {}))
    change = {8: None, 9: None, 10: None, 11: None} if use == "choice" else {}
    found = await office.check("allocations", results(change))
    await office.commit(found.batch_id)
    authority_id = office.acting.authority_id
    (household,) = await office.column("household", "id")
    (allocation,) = await office.column("allocation", "id")
    unit = (await office.column("unit", "id"))[0]
    if use == "tenancy":
        async with uow():
            tenancy = await open_tenancy(
                authority_id, household, unit, [], state="living", from_day=DAY, at=NOW
            )
            await end_tenancy(authority_id, tenancy, DAY)
    elif use == "given_up":
        await give_up_allocation(office.acting, office.hand, GiveUpAllocation(allocation, DAY, "不要了"))
    elif use == "member":
        spouse = {1: "HS2026-0001", 3: "李秀英", 6: "配偶", 7: 2, 11: "101", 12: None}
        await office.bring_in("allocations", results({7: 2}, spouse), reason="补入")
    else:
        await fetch("UPDATE allocation SET unit_id = $2 WHERE authority_id = $1", authority_id, unit)
    assert found.batch_id is not None
    before = await office.counts()
    reasons = await refused(office.roll_back(found.batch_id))
    assert "HS2026-0001" in reasons["batch_used"].zh
    assert await office.counts() == before


async def test_what_others_use_by_now_stays(office: Office) -> None:
    first = await office.check("units", units({}))
    await office.commit(first.batch_id)
    await office.bring_in("units", units({3: "201"}))
    assert first.batch_id is not None
    await office.roll_back(first.batch_id)
    kept = await office.counts()
    assert (kept["unit"], kept["building"], kept["estate"], kept["estate_share"]) == (1, 1, 1, 1)


# --- the marked copy


async def test_the_marked_copy_bears_every_complaint(office: Office, tmp_path: Path) -> None:
    content = sample("units_messy")
    found = await office.check("units", content)
    target = tmp_path / "标注.xlsx"
    assert found.batch_id is not None
    request = MarkImport(found.batch_id, content, target)
    assert await mark_import(office.acting, office.hand, request) == 6
    cells = (cell for page in openpyxl.load_workbook(target) for line in page.iter_rows() for cell in line)
    marks = {cell.row: cell.value for cell in cells if "请改正" in str(cell.value)}
    assert set(marks) == {99, 144, 154, 157, 176, 207}
    assert "4861" in str(marks[99])
    assert "file_there" in await refused(mark_import(office.acting, office.hand, request))
    wrong = msgspec.structs.replace(request, content=units({}), target=tmp_path / "x.xlsx")
    assert "other_file" in await refused(mark_import(office.acting, office.hand, wrong))


# --- many rows


async def test_a_thousand_homes_and_households_take_a_moment(office: Office) -> None:
    many = [{3: f"{at}", 11: f"E{at}"} for at in range(1, 1201)]
    assert (await office.bring_in("units", units(*many))).new == 1200
    listed = [{11: f"{at}", 12: at, 3: "苏晓梅"} for at in range(1, 1001)]
    assert (await office.bring_in("allocations", results(*listed))).new == 1000
    assert (await office.counts())["allocation"] == 1000


async def test_every_word_of_the_register_has_its_english() -> None:
    place, han = re.compile(r"\{(\w+)"), re.compile("[\u4e00-\u9fff]")
    for zh, en in [*((zh, en) for _, zh, en in WORDS.values()), *REFUSED.values()]:
        assert han.search(zh)
        assert not han.search(en)
        only_zh = set(place.findall(zh)) ^ set(place.findall(en))
        assert all(f"{each}_en" in en or each.endswith("_en") for each in only_zh), zh
