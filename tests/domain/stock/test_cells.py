"""Cells: every spelling that is clear is read, whatever is not is named."""

from datetime import date, datetime, time
from typing import Any

import pytest

from backend.domain.stock.cells import Spoilt, read_day, read_note, read_number, read_text, tidy, whole_number
from backend.domain.stock.unit_rows import Fixture, read_area, read_fixtures, read_share
from backend.domain.vocabulary.complaint import Wrong
from backend.domain.vocabulary.complaint_words import WORDS

FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    "written",
    ["2026-9-1", "2026.9.1", "2026/9/1", "2026年9月1日", "20260901", 20260901, 46266, "46266", FIRST,
     datetime.combine(FIRST, time()), "２０２６．９．１", "2026-09-01 00:00:00", " 2026 年 9 月 1 日\n", "2026年9月1号"],
)  # fmt: skip
def test_a_day_in_any_spelling(written: Any) -> None:
    assert read_day(written) == FIRST


@pytest.mark.parametrize(
    ("written", "code"),
    [("2026-02-30", "no_such_day"), (20261301, "no_such_day"), ("2026年13月1日", "no_such_day"),
     ("26.9.1", "day_form"), ("2026-9", "day_form"), ("九月一日", "day_form"), ("2026-9/1", "day_form"),
     (1, "day_form"), (datetime.combine(FIRST, time(8, 30)), "day_time"), (-46266, "day_form"),
     (Spoilt("formula", "O5"), "formula"), ("²⁰²⁶-9-1", "day_form")],
)  # fmt: skip
def test_what_is_no_clear_day_is_named(written: Any, code: str) -> None:
    found = read_day(written)
    assert isinstance(found, Wrong)
    assert found.code == code


@pytest.mark.parametrize(
    ("written", "kept"),
    [("安居苑\n", "安居苑"), ("红山家园\n二期", "红山家园二期"), ("\u3000安居苑 ", "安居苑"), ("１号楼", "1号楼"),
     ("A\u00a0 座", "A座"), ("Happy   Home", "Happy Home"), (101, "101"), ("\u200b101\ufeff", "101"), ("３－２", "3-2"),
     ("䶮园", "䶮园"), ("𬱖里", "𬱖里")],
)  # fmt: skip
def test_text_loses_only_what_a_keyboard_added(written: Any, kept: str) -> None:
    assert read_text(written) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [(date(2026, 3, 2), "text_is_day"), (1234567890123456, "digits_lost"), ("a\x07b", "control_character"),
     ("长" * 201, "too_long"), (Spoilt("error_value", "A5"), "error_value")],
)  # fmt: skip
def test_text_that_a_spreadsheet_spoilt_is_named(written: Any, code: str) -> None:
    found = read_text(written)
    assert isinstance(found, Wrong)
    assert found.code == code


def test_a_remark_keeps_its_words_apart() -> None:
    assert read_note("第一行\n第二行") == "第一行 第二行"
    assert read_note(date(2026, 9, 1)) == "2026年9月1日"


@pytest.mark.parametrize(
    ("written", "area"),
    [("48.61", "48.61"), ("４５．３６", "45.36"), ("45.36㎡", "45.36"), ("45.36 平方米", "45.36"), (50, "50.00"),
     ("48.6", "48.60"), ("48.610000000000007", "48.61"), ("1,0.5", None), ("48。61", None), ("约48", None)],
)  # fmt: skip
def test_an_area_is_exact(written: Any, area: str | None) -> None:
    found = read_area(written)
    assert found == area if area is not None else isinstance(found, Wrong)


@pytest.mark.parametrize(
    ("written", "code", "taken"),
    [(4861, "area_impossible", None), ("-48.6", "area_not_positive", None), (0, "area_not_positive", None),
     (1000, "area_unlikely", "1000.00"), ("1000.01", "area_impossible", None), (201, "area_unlikely", "201.00"),
     ("7.99", "area_unlikely", "7.99"), ("48.614", "area_rounded", "48.61"), ("48.615", "area_rounded", "48.62")],
)  # fmt: skip
def test_an_area_that_can_hardly_be_is_named(written: Any, code: str, taken: str | None) -> None:
    found = read_area(written)
    assert isinstance(found, Wrong)
    assert (found.code, found.value) == (code, taken)


def test_usual_areas_are_no_doubt() -> None:
    assert read_area(8) == "8.00"
    assert read_area(200) == "200.00"


@pytest.mark.parametrize(
    ("written", "share"),
    [(100, "100"), ("60%", "60"), ("６０％", "60"), ("33.33", "33.33"), (0, "0"), ("0.5%", "0.5")],
)
def test_a_share_in_per_cent(written: Any, share: str) -> None:
    assert read_share(written) == share


def test_a_share_as_a_fraction_is_a_doubt_and_above_a_hundred_an_error() -> None:
    fraction = read_share("0.6")
    assert isinstance(fraction, Wrong)
    assert (fraction.code, fraction.value, fraction.severity) == ("share_fraction", "60", "doubt")
    assert read_share(1).value == "100"  # type: ignore[union-attr]
    over = read_share("100.01")
    assert isinstance(over, Wrong)
    assert (over.code, over.severity) == ("share_over", "error")


def test_fixtures_in_their_spellings() -> None:
    door, board = Fixture("防盗门", 1, 80000), Fixture("橱柜", 2, 150050)
    assert read_fixtures("防盗门×1@800;橱柜×2@1500.5") == (door, board)
    assert read_fixtures("防盗门x1@800;\n橱柜*2@1500.50元；") == (door, board)
    assert read_fixtures("热水器") == (Fixture("热水器"),)
    for faulty in ("防盗门×@800", "防盗门×0", "防盗门@@8", "×2"):
        found = read_fixtures(faulty)
        assert isinstance(found, Wrong), faulty
        assert found.code == "fixtures_form"


def test_numbers_are_whole_numbers_over_a_power_of_ten() -> None:
    assert read_number("1,234.50", "1") == (12345, 10)
    assert read_number("-0.5", "1") == (-5, 10)
    assert read_number(".5", "1") == (5, 10)
    assert isinstance(read_number("1e5", "1"), Wrong)
    assert whole_number(1, 30, "人")("3人") == 3
    assert whole_number(1, 30)("3.0") == 3
    assert whole_number(1, 30)("2.5").code == "not_whole"
    assert whole_number(1, 30)(31).code == "out_of_range"


def test_tidying_twice_changes_nothing() -> None:
    for text in ("红山 家园（二期）", "Ａ 座 B 区", "一\n二  三"):
        assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_fault_tells_in_both_languages_how_to_mend_it(code: str) -> None:
    _, zh, en = WORDS[code]
    assert zh.endswith("。")
    assert en.endswith(".")
    assert any(word in zh for word in ("请", "改", "确认"))
    assert {piece.split("}")[0] for piece in zh.split("{")[1:]} >= {
        piece.split("}")[0] for piece in en.split("{")[1:]
    } - {"column"}
