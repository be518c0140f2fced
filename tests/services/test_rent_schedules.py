"""A rent schedule is filed by one person, approved and published by another, and only then prices a home."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from backend.domain.rent.schedule_filing import Approval
from backend.policy_packs.schedules import SCHEDULES, read_schedule
from backend.services.acting import Acting
from backend.services.approve_rent_schedule import ApproveRentSchedule, approve_rent_schedule
from backend.services.file_rent_schedules import FileOutcome, FileRentSchedules, Filing, file_rent_schedules
from backend.services.price_unit import PriceUnit, UnitPrice, price_unit
from backend.services.publish_rent_schedule import Publication, PublishRentSchedule, publish_rent_schedule
from backend.services.show_rent_schedules import named, show_rent_schedules
from backend.store import audit
from backend.store.engine import fetch

from .conftest import DAY, Town, column, refused

pytestmark = pytest.mark.asyncio
OLD, NEW = "2020-31.toml", "2025-18.toml"
OLD_NUMBER, NEW_NUMBER = "红政字〔2020〕31号", "红政字〔2025〕18号"

Plant = Callable[..., Path]


@pytest.fixture
def planted(tmp_path: Path) -> Plant:
    """The folder as shipped, with one fragment of a file changed; a new name makes another file of it."""
    folder = tmp_path / "hongshan"
    folder.mkdir()
    for file in (SCHEDULES / "hongshan").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())

    def plant(name: str, *changes: tuple[str, str], into: str = "") -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, "the fault was not planted"
            text = text.replace(old, new, 1)
        (folder / (into or name)).write_text(text, encoding="utf-8")
        return tmp_path

    return plant


def checker(town: Town, name: str = "李秀英") -> Acting:
    return msgspec.structs.replace(town.acting, actor=name)


async def load(town: Town, home: Path = SCHEDULES) -> Filing:
    return await file_rent_schedules(town.acting, town.hand, FileRentSchedules(home))


def said(filing: Filing) -> dict[str, tuple[str, list[str]]]:
    return {entry.file: (entry.outcome, [why.code for why in entry.reasons]) for entry in filing.files}


def outcome(filing: Filing, file: str) -> FileOutcome:
    return next(entry for entry in filing.files if entry.file == file)


async def id_of(town: Town, number: str) -> int:
    return named((await show_rent_schedules(town.acting, town.hand)).schedules, number)


async def approve(town: Town, number: str, *given: object, by: str = "李秀英") -> None:
    request = ApproveRentSchedule(await id_of(town, number), Approval(*given))  # type: ignore[arg-type]
    await approve_rent_schedule(checker(town, by), town.hand, request)


async def publish(town: Town, number: str, day: date | None = None, by: str = "李秀英") -> Publication:
    request = PublishRentSchedule(await id_of(town, number), day)
    return await publish_rent_schedule(checker(town, by), town.hand, request)


async def in_force(town: Town, *numbers: str) -> None:
    await load(town)
    for number in numbers or (OLD_NUMBER, NEW_NUMBER):
        await approve(town, number)
        await publish(town, number)


async def states(town: Town) -> dict[str, tuple[str, date | None]]:
    shown = await show_rent_schedules(town.acting, town.hand)
    return {
        entry.schedule.title: (entry.schedule.state, entry.schedule.effective_to) for entry in shown.schedules
    }


async def test_a_folder_is_filed_as_drafts_and_the_same_file_twice_adds_nothing(hongshan: Town) -> None:
    doubt = ["demonstration_only"]
    assert said(await load(hongshan)) == {OLD: ("filed", doubt), NEW: ("filed", doubt)}
    assert said(await load(hongshan)) == {OLD: ("there", []), NEW: ("there", [])}
    assert {state for state, _ in (await states(hongshan)).values()} == {"drafted"}
    authority = hongshan.acting.authority_id
    assert len(await column("rent_schedule", "id", authority)) == 2
    assert len(await column("rent_schedule_line", "id", authority)) == 126
    assert (await column("audit_entry", "act", authority)).count("file_rent_schedules") == 2
    assert await audit.verify(authority) is None


async def test_what_is_filed_is_read_back_as_it_was(hongshan: Town) -> None:
    await in_force(hongshan)
    shown = await show_rent_schedules(hongshan.acting, hongshan.hand)
    assert [entry.filed_by for entry in shown.schedules] == [hongshan.acting.actor] * 2
    for entry, name in zip(shown.schedules, (OLD, NEW), strict=True):
        paper = read_schedule(SCHEDULES / "hongshan" / name)
        assert msgspec.structs.replace(entry.schedule, demonstration=True) == paper.schedule
        assert entry.file_digest == paper.digest


async def test_two_who_file_at_once_file_once(hongshan: Town) -> None:
    both = await asyncio.gather(load(hongshan), load(hongshan))
    assert sorted(outcome(filing, NEW).outcome for filing in both) == ["filed", "there"]
    assert len(await column("rent_schedule", "id", hongshan.acting.authority_id)) == 2


OVER = ('household = "any", fen_per_m2 = 540 }', 'household = "any", fen_per_m2 = 541 }')


@pytest.mark.parametrize(
    ("name", "change", "codes"),
    [
        (NEW, OVER, ["line_over_cap"]),
        (NEW, ('approving_body  = "红山区人民政府"\n', ""), ["approval_missing"]),
        (NEW, ('household = "low_income", fen_per_m2 = 412', 'household = "dibao", fen_per_m2 = 412'),
         ["line_twice"]),
        (OLD, ("effective_to    = 2025-12-31", "effective_to = 2026-01-01"), ["schedules_overlap"]),
        (OLD, ("effective_to    = 2025-12-31", "effective_to = 2025-12-30"), ["schedules_gap"]),
        (NEW, (NEW_NUMBER, OLD_NUMBER), ["file_changed"]),
        (NEW, ("approved_on     = 2025-12-08", "approved_on = 9999-12-31"), ["file_malformed"]),
    ],
)  # fmt: skip
async def test_a_file_that_may_not_be_used_is_refused_whole_and_hinders_no_other(
    hongshan: Town, planted: Plant, name: str, change: tuple[str, str], codes: list[str]
) -> None:
    filing = await load(hongshan, planted(name, change))
    assert said(filing) == {OLD: ("filed", ["demonstration_only"]), NEW: ("refused", codes)}
    (why,) = outcome(filing, NEW).reasons
    assert why.zh.endswith("。")
    assert why.en.endswith(".")
    assert len(await column("rent_schedule", "id", hongshan.acting.authority_id)) == 1
    if codes == ["line_over_cap"]:
        assert "西屯·丙·公租" in why.zh
        assert "不超过¥5.40;任何人都不能放行" in why.zh
        assert why.article == "hongshan:29"


async def test_a_changed_file_under_the_same_number_is_refused_in_words(
    hongshan: Town, planted: Plant
) -> None:
    await in_force(hongshan)
    home = planted(OLD, ('household = "any", fen_per_m2 = 142 }', 'household = "any", fen_per_m2 = 141 }'))
    filing = await load(hongshan, home)
    assert said(filing) == {OLD: ("refused", ["file_changed"]), NEW: ("there", [])}
    (why,) = outcome(filing, OLD).reasons
    assert OLD_NUMBER in why.zh
    assert "已被替代" in why.zh
    assert "superseded" in why.en


async def test_maker_and_checker_are_two_persons(hongshan: Town) -> None:
    await load(hongshan)
    maker = hongshan.acting.actor
    for name in (maker, f" {maker[0]} {maker[1:]} "):
        assert set(await refused(approve(hongshan, NEW_NUMBER, by=name))) == {"same_person"}
    await approve(hongshan, NEW_NUMBER)
    assert set(await refused(publish(hongshan, NEW_NUMBER, by=maker))) == {"same_person"}
    await publish(hongshan, NEW_NUMBER)
    assert (await states(hongshan))[NEW_NUMBER] == ("published", None)


async def test_a_schedule_nobody_is_known_to_have_filed_is_not_approved(hongshan: Town) -> None:
    authority = hongshan.acting.authority_id
    await fetch(
        "INSERT INTO rent_schedule (authority_id, effective_from, market_survey_source, market_surveyed_on,"
        " file_digest, state, created_at) VALUES ($1, $2, '调查', $2, $3, 'drafted', $4)",
        authority, DAY, bytes(32), hongshan.acting.at,
    )  # fmt: skip
    (row,) = await column("rent_schedule", "id", authority)
    found = await refused(
        approve_rent_schedule(checker(hongshan), hongshan.hand, ApproveRentSchedule(int(row)))
    )
    assert "filer_unknown" in found


async def test_an_illegal_step_names_the_step_and_the_present_state(hongshan: Town) -> None:
    await load(hongshan)
    found = await refused(publish(hongshan, NEW_NUMBER))
    assert set(found) == {"illegal_schedule_step"}
    assert "现在是“起草”,不能公布;只能批准" in found["illegal_schedule_step"].zh
    await approve(hongshan, NEW_NUMBER)
    await publish(hongshan, NEW_NUMBER)
    for again in (approve(hongshan, NEW_NUMBER), publish(hongshan, NEW_NUMBER)):
        found = await refused(again)
        assert "schedule is published" in found["illegal_schedule_step"].en


async def test_the_checker_may_not_depart_from_the_approval_as_filed(hongshan: Town) -> None:
    await load(hongshan)
    late = date(2026, 12, 1)
    found = await refused(approve(hongshan, NEW_NUMBER, "红政字〔2025〕19号", "区政府", late))
    assert set(found) == {"approval_differs", "day_ahead", "days_out_of_order"}
    assert set(await refused(publish(hongshan, OLD_NUMBER, late))) >= {"day_ahead"}
    await approve(hongshan, NEW_NUMBER, NEW_NUMBER, "红山区人民政府", date(2025, 12, 8))
    assert (await states(hongshan))[NEW_NUMBER] == ("approved", None)


async def test_a_draft_without_approval_is_approved_when_it_has_one(hongshan: Town, planted: Plant) -> None:
    home = planted(
        NEW,
        (f'approval_number = "{NEW_NUMBER}"\n', ""),
        ('approving_body  = "红山区人民政府"\n', ""),
        ("approved_on     = 2025-12-08\n", ""),
        ("published_on    = 2025-12-15\n", ""),
        ("effective_from  = 2026-01-01", "effective_from = 2027-01-01"),
        ('"published"', '"drafted"'),
        into="2027-01.toml",
    )
    await in_force(hongshan)
    assert said(await load(hongshan, home))["2027-01.toml"][0] == "filed"
    draft = "2027-01-01"
    assert set(await refused(approve(hongshan, draft))) == {"approval_missing"}
    taken = await refused(approve(hongshan, draft, OLD_NUMBER, "红山区人民政府", date(2026, 11, 20)))
    assert set(taken) == {"approval_twice"}
    await approve(hongshan, draft, "红政字〔2026〕9号", "红山区人民政府", date(2026, 11, 20))
    done = await publish(hongshan, "红政字〔2026〕9号")
    assert done.schedule.published_on == DAY
    assert [(old.title, old.effective_to) for old in done.superseded] == [(NEW_NUMBER, date(2026, 12, 31))]
    assert (await states(hongshan))[NEW_NUMBER] == ("superseded", date(2026, 12, 31))
    unit = await hongshan.unit("101", location="西屯", grade="丙")
    numbers = [(await price(hongshan, unit, on)).priced.approval_number for on in (DAY, date(2027, 1, 1))]
    assert numbers == [NEW_NUMBER, "红政字〔2026〕9号"]


async def price(town: Town, unit: int, on: date, household: str = "migrant_worker") -> UnitPrice:
    request = PriceUnit(unit, "public_rental", household, on)  # type: ignore[arg-type]
    return await price_unit(town.acting, town.hand, request)


@pytest.mark.parametrize("order", [(OLD_NUMBER, NEW_NUMBER), (NEW_NUMBER, OLD_NUMBER)])
async def test_publishing_supersedes_the_one_before_from_its_day_whichever_comes_first(
    hongshan: Town, order: tuple[str, str]
) -> None:
    await in_force(hongshan, *order)
    assert await states(hongshan) == {
        OLD_NUMBER: ("superseded", date(2025, 12, 31)),
        NEW_NUMBER: ("published", None),
    }
    trail = await column("audit_entry", "payload ->> 'filed_by'", hongshan.acting.authority_id)
    assert [name for name in trail if name] == [hongshan.acting.actor] * 4


async def test_a_home_is_priced_by_the_published_schedule_of_the_day_with_its_working(hongshan: Town) -> None:
    unit = await hongshan.unit("101", location="西屯", grade="丙")
    await load(hongshan)
    none = await refused(price(hongshan, unit, DAY))
    assert set(none) == {"no_schedule_in_effect"}
    assert "起草" in none["no_schedule_in_effect"].zh
    for number in (OLD_NUMBER, NEW_NUMBER):
        await approve(hongshan, number)
        assert set(await refused(price(hongshan, unit, date(2020, 12, 31)))) == {"no_schedule_in_effect"}
        await publish(hongshan, number)
    found = await price(hongshan, unit, DAY)
    assert (found.home, found.priced.rate_fen_per_m2, found.priced.monthly_rent_fen) == (
        "安居苑 1号楼 1单元 101", 540, 26249,
    )  # fmt: skip
    assert f"按红山区人民政府{NEW_NUMBER}" in found.priced.says.zh
    assert "¥5.40×48.61㎡=¥262.49" in found.priced.says.zh
    assert any(b"hongshan:29" in bytes(raw) for raw in found.priced.findings)
    assert found.warnings == []
    rates = [
        (await price(hongshan, unit, on, household)).priced.rate_fen_per_m2
        for on, household in ((DAY, "dibao"), (date(2025, 12, 31), "dibao"), (date(2026, 1, 1), "low_income"))
    ]
    assert rates == [300, 300, 355]
    late = await price(hongshan, unit, date(2028, 1, 2))
    assert [why.code for why in late.warnings] == ["not_adjusted", "not_published_lately"]


async def test_a_home_that_cannot_be_priced_says_what_it_lacks(hongshan: Town, zhaoyang: Town) -> None:
    await in_force(hongshan)
    bare = await hongshan.unit("101")
    found = await refused(price(hongshan, bare, DAY))
    assert set(found) == {"not_given"}
    assert "片区" in found["not_given"].zh or "等级" in found["not_given"].zh
    outside = await hongshan.unit("102", location="东郊", grade="甲")
    assert set(await refused(price(hongshan, outside, DAY))) == {"location_unknown"}
    theirs = await zhaoyang.unit("101", location="西屯", grade="丙")
    assert set(await refused(price(hongshan, theirs, DAY))) == {"not_found"}
    assert set(await refused(price(zhaoyang, theirs, DAY))) == {"no_schedule_in_effect"}


async def test_what_is_overdue_is_said_when_filing_and_listing(hongshan: Town) -> None:
    await in_force(hongshan)
    later = Town(hongshan.on(date(2028, 1, 2)), *hongshan[1:])
    overdue = ["not_adjusted", "not_published_lately"]
    assert [why.code for why in (await load(later)).warnings] == overdue
    assert [why.code for why in (await show_rent_schedules(later.acting, later.hand)).warnings] == overdue
    assert (await show_rent_schedules(hongshan.acting, hongshan.hand)).warnings == []


async def test_a_schedule_older_than_its_policy_still_keeps_the_cap(hongshan: Town, planted: Plant) -> None:
    home = planted(
        OLD,
        ('household = "any", fen_per_m2 = 142 }', 'household = "any", fen_per_m2 = 5000 }'),
        ("effective_from  = 2021-01-01", "effective_from  = 2019-01-01"),
    )
    filing = await load(hongshan, home)
    assert "line_over_cap" in said(filing)[OLD][1]


async def test_one_bad_file_of_a_folder_hinders_no_other(hongshan: Town, planted: Plant) -> None:
    home = planted(OLD)
    (home / "hongshan" / "a.toml").mkdir()
    (home / "hongshan" / "b.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    outcomes = said(await load(hongshan, home))
    assert outcomes["a.toml"] == outcomes["b.toml"] == ("refused", ["file_malformed"])
    assert outcomes[OLD][0] == outcomes[NEW][0] == "filed"


async def test_an_approval_number_typed_with_other_brackets_is_the_one_filed(hongshan: Town) -> None:
    await load(hongshan)
    await approve(hongshan, NEW_NUMBER, "红政字 [2025] 18 号")
    assert (await states(hongshan))[NEW_NUMBER][0] == "approved"


@pytest.mark.parametrize("name", ["王建国1", "王建国\u3164", "王建国(经办)"])
async def test_nobody_files_or_approves_under_a_marked_name(hongshan: Town, name: str) -> None:
    marked = msgspec.structs.replace(hongshan.acting, actor=name)
    found = await refused(file_rent_schedules(marked, hongshan.hand, FileRentSchedules(SCHEDULES)))
    assert set(found) == {"acting_name"}
    await load(hongshan)
    assert "acting_name" in await refused(approve(hongshan, NEW_NUMBER, by=name))
