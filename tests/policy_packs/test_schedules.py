"""Schedules as filed: those that ship are whole, and every planted fault is refused by name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from backend.domain.rent.schedule import Priced, RateFacts, price
from backend.domain.rent.schedule_life import schedule_warnings
from backend.policy_packs.reader import PackError
from backend.policy_packs.schedules import (
    SCHEDULES,
    FiledSchedule,
    SchedulesRefused,
    case_of,
    read_schedule,
    read_schedules,
)
from backend.services.answer_question import PolicyLibrary

NOW, BEFORE = "2025-18.toml", "2020-31.toml"


@pytest.fixture
def planted(tmp_path: Path) -> Callable[..., Path]:
    """The files as shipped with one fragment of one of them changed."""
    folder = tmp_path / "hongshan"
    folder.mkdir()
    for file in (SCHEDULES / "hongshan").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())

    def plant(old: str, new: str, name: str = NOW, times: int = 1) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, "the fault was not planted"
        (folder / name).write_text(text.replace(old, new, times), encoding="utf-8")
        return folder / name

    return plant


def filed(library: PolicyLibrary, home: Path = SCHEDULES) -> list[FiledSchedule]:
    return read_schedules("hongshan", library.pack("hongshan"), library.calendar, home)


def refused(library: PolicyLibrary, home: Path) -> list[str]:
    with pytest.raises(SchedulesRefused) as caught:
        filed(library, home)
    assert all(why.zh in str(caught.value) and why.en in str(caught.value) for _, why in caught.value.reasons)
    return [f"{file} {why.code}" for file, why in caught.value.reasons]


def test_the_schedules_that_ship_are_whole(library: PolicyLibrary) -> None:
    old, new = filed(library)
    assert (old.schedule.state, new.schedule.state) == ("superseded", "published")
    assert old.schedule.demonstration
    assert new.schedule.demonstration
    assert old.digest != new.digest
    for entry in (old, new):
        spans = {"low_rent": (80, 150), "public_rental": (300, 550), "commercial_rent": (900, 1400)}
        for line in entry.schedule.lines:
            low, high = spans[line.tenure]
            assert low <= line.rate_fen_per_m2 <= high
    at_the_cap = [
        line
        for line in new.schedule.lines
        if line.tenure == "public_rental" and line.rate_fen_per_m2 * 100 == line.market_fen_per_m2 * 60
    ]
    assert [(line.market_fen_per_m2, line.rate_fen_per_m2) for line in at_the_cap] == [(900, 540)]


def test_a_better_grade_or_a_lesser_need_never_pays_less(library: PolicyLibrary) -> None:
    order = ["dibao", "low_income", "lower_middle_income", "migrant_worker"]
    for entry in filed(library):
        held = entry.schedule
        for location in held.locations:
            for tenure in ("low_rent", "public_rental", "commercial_rent"):
                rates = [
                    [held.line_for(location, grade, tenure, who).rate_fen_per_m2 for who in order]  # type: ignore[union-attr]
                    for grade in held.grades
                ]
                assert all(row == sorted(row) for row in rates)
                assert all(
                    list(column) == sorted(column, reverse=True) for column in zip(*rates, strict=True)
                )


def test_a_shipped_schedule_prices_a_home(library: PolicyLibrary) -> None:
    schedules = [entry.schedule for entry in filed(library)]
    facts = RateFacts("西屯", "丙", "public_rental", "migrant_worker", "48.61")
    on = date(2026, 9, 1)
    case = case_of(on, library.pack("hongshan"), library.calendar)
    priced = price(facts, schedules, case)
    assert isinstance(priced, Priced)
    assert (priced.rate_fen_per_m2, priced.monthly_rent_fen) == (540, 26249)
    assert schedule_warnings(schedules, case) == []


def test_an_authority_without_schedules_has_none(library: PolicyLibrary, tmp_path: Path) -> None:
    assert read_schedules("hongshan", library.pack("hongshan"), library.calendar, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('authority       = "hongshan"', 'authority = "guangzhou"', "authority"),
        ('state           = "published"', 'state = "valid"', "state"),
        ('state           = "published"', "", "state"),
        ("demonstration   = true", 'demonstration = "yes"', "demonstration"),
        ("approved_on     = 2025-12-08", 'approved_on = "2025-12-08"', "approved_on"),
        ("approved_on     = 2025-12-08", "approved_on = 2025-12-08T00:00:00", "approved_on"),
        ("effective_from  = 2026-01-01", "", "effective_from"),
        ('approving_body  = "红山区人民政府"', 'approving_body = " "', "approving_body"),
        ('approving_body  = "红山区人民政府"', 'aproving_body = "红山区人民政府"', "aproving_body"),
        ('"丙"]', '"丙", "丙"]', "grades"),
        ('"丙"]', '"丙 "]', "grades[2]"),
        ('["甲", "乙", "丙"]', "[]", "grades"),
        ("surveyed_on = 2025-10-20", "surveyed = 2025-10-20", "market_survey.surveyed"),
        (", surveyed_on = 2025-10-20", "", "market_survey.surveyed_on"),
        ("fen_per_m2 = 1400 }", "fen_per_m2 = 14.00 }", "market[0].fen_per_m2"),
        ("fen_per_m2 = 1400 }", "fen_per_m2 = 0 }", "market[0].fen_per_m2"),
        ('grade = "乙", fen_per_m2 = 1268', 'grade = "甲", fen_per_m2 = 1268', "market[1]"),
        ("fen_per_m2 = 110 }", 'fen_per_m2 = "110" }', "rates[0].fen_per_m2"),
        ("fen_per_m2 = 110 }", "fen_per_m2 = -1 }", "rates[0].fen_per_m2"),
        ("fen_per_m2 = 110 }", "fen_per_m2 = true }", "rates[0].fen_per_m2"),
        ("fen_per_m2 = 110 }", "rate = 110 }", "rates[0].rate"),
        ('tenure = "low_rent"', 'tenure = "廉租"', "rates[0].tenure"),
        ('household = "dibao"', 'household = "poor"', "rates[0].household"),
        (
            '{ location = "站前", grade = "甲", tenure',
            '{ location = "站前", grade = "丁", tenure',
            "rates[0]",
        ),
        ("rates = [", "rates = 3\nrest = [", "rest"),
        ("market = [", "market = [[", "the file"),
    ],
)
def test_a_malformed_file_is_refused_by_file_key_and_form(
    planted: Callable[..., Path], old: str, new: str, key: str
) -> None:
    file = planted(old, new)
    with pytest.raises(PackError) as caught:
        read_schedule(file)
    assert caught.value.key == key
    assert f"hongshan/{NOW}: {key}: found " in str(caught.value)
    assert caught.value.accepted
    assert f"hongshan/{NOW} 的 {key.replace('the file', '整个文件')}" in caught.value.zh


def test_a_file_that_is_not_utf8_is_refused(planted: Callable[..., Path]) -> None:
    file = planted("站前", "站前")
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(PackError) as caught:
        read_schedule(file)
    assert caught.value.key == "the file"


@pytest.mark.parametrize(
    ("old", "new", "name", "expected"),
    [
        (
            'household = "any", fen_per_m2 = 540 }',
            'household = "any", fen_per_m2 = 541 }',
            NOW,
            "line_over_cap",
        ),
        ('approval_number = "红政字〔2025〕18号"\n', "", NOW, "approval_missing"),
        ("published_on    = 2025-12-15\n", "", NOW, "approval_missing"),
        ("approved_on     = 2025-12-08", "approved_on = 2025-12-16", NOW, "days_out_of_order"),
        ('"丙"]', '"丙", "丁"]', NOW, "line_missing"),
        (
            '  { location = "西屯", grade = "丙", tenure = "commercial_rent", household = "any", '
            "fen_per_m2 = 900 },\n",
            "",
            NOW,
            "line_missing",
        ),
        (
            'household = "low_income", fen_per_m2 = 412 }',
            'household = "dibao", fen_per_m2 = 412 }',
            NOW,
            "line_twice",
        ),
    ],
)
def test_a_planted_fault_of_one_schedule_is_refused(
    planted: Callable[..., Path], library: PolicyLibrary, old: str, new: str, name: str, expected: str
) -> None:
    file = planted(old, new, name)
    assert set(refused(library, file.parents[1])) == {f"hongshan/{name} {expected}"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("effective_to    = 2025-12-31", "effective_to = 2026-01-01", "schedules_overlap"),
        ("effective_to    = 2025-12-31", "effective_to = 2025-12-30", "schedules_gap"),
        ("红政字〔2020〕31号", "红政字〔2025〕18号", "approval_twice"),
    ],
)
def test_a_planted_fault_between_schedules_is_refused(
    planted: Callable[..., Path], library: PolicyLibrary, old: str, new: str, expected: str
) -> None:
    file = planted(old, new, BEFORE)
    assert refused(library, file.parents[1]) == [f"hongshan/ {expected}"]


def test_all_faults_of_all_files_are_said_at_once(
    planted: Callable[..., Path], library: PolicyLibrary
) -> None:
    planted('household = "any", fen_per_m2 = 540 }', 'household = "any", fen_per_m2 = 600 }')
    planted('approving_body  = "红山区人民政府"\n', "")
    file = planted("effective_to    = 2025-12-31", "effective_to = 2025-11-30", BEFORE)
    assert refused(library, file.parents[1]) == [
        f"hongshan/{NOW} approval_missing",
        f"hongshan/{NOW} line_over_cap",
        "hongshan/ schedules_gap",
    ]
