"""The sample lists: the clean pair is good throughout, of the messy pair exactly the planted faults are named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.domain.allocation import result_check
from backend.domain.allocation.result_check import check_results
from backend.domain.allocation.result_rows import RESULTS
from backend.domain.stock.unit_rows import UNITS, check_units
from backend.domain.vocabulary.complaint import Checked
from backend.papers.workbook_reader import ListReader

from .books import SAMPLES

ON = date(2026, 11, 21)
CODES = {
    "area impossible": {"area_impossible", "area_not_positive"},
    "row twice": {"row_twice"},
    "identity number kept as a number: digits lost": {"id_lost_precision"},
    "check digit wrong": {"id_checksum"},
    "no such day": {"no_such_day"},
}


def check(name: str) -> Checked[Any]:
    """The check of one sample."""
    path = Path(SAMPLES / f"{name}.xlsx")
    if name.startswith("units"):
        return check_units(ListReader(path, UNITS).rows())
    return check_results(ListReader(path, RESULTS).rows(), ON)


def planted(kind: str) -> dict[int, str]:
    """The rows of the messy list with a fault, and which."""
    lines = (line.split("\t") for line in (SAMPLES / "messy_faults.txt").read_text().splitlines())
    return {int(row.removeprefix("row ")): fault for name, row, fault in lines if name == kind}


def found(kind: str) -> dict[int, set[str]]:
    """The rows reported, and with what."""
    reported: dict[int, set[str]] = {}
    for complaint in check(f"{kind}_messy").complaints:
        reported.setdefault(complaint.row, set()).add(complaint.code)
    return reported


@pytest.mark.parametrize(("name", "rows"), [("units_clean", 300), ("allocation_clean", 189)])
def test_the_clean_lists_are_good_throughout(name: str, rows: int) -> None:
    checked = check(name)
    assert checked.complaints == []
    assert checked.counts() == {"good": rows, "doubt": 0, "error": 0}
    assert len(checked.rows) == rows


@pytest.mark.parametrize(("kind", "rows"), [("units", 304), ("allocation", 171)])
def test_of_the_messy_lists_exactly_the_planted_faults_are_named(kind: str, rows: int) -> None:
    expected = planted(kind)
    reported = found(kind)
    assert set(reported) == set(expected)
    for row, fault in expected.items():
        assert reported[row] <= CODES[fault], (row, fault)
    checked = check(f"{kind}_messy")
    assert len(checked.rows) == rows - len(expected)
    assert {row.row for row in checked.rows}.isdisjoint(expected)
    assert all("请" in each.zh and len(each.en) > 20 for each in checked.complaints)


def test_a_check_that_forgets_identity_numbers_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_check, "document_faults", lambda *_: [])
    assert set(found("allocation")) != set(planted("allocation"))


def test_names_of_the_messy_list_keep_their_rare_characters() -> None:
    names = {row.name for row in check("allocation_messy").rows}
    assert {"䶮文", "张𬱖", "额尔敦巴雅尔"} <= names
    assert not any(name != name.strip() for name in names)
