"""Check of a list of allocation results: persons and households held against each other.

Order: each row by itself, the rows of a household, households against each other. A fault of one row
never refuses its neighbours; a household tells which of its rows are refused.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from msgspec import Struct

from ..stock.cells import tidy
from ..stock.template import RowReader
from ..stock.unit_rows import unit_name
from ..vocabulary.complaint import Checked, Complaint, Wrong, complain
from ..vocabulary.days import day_text
from ..vocabulary.document_kinds import DocumentKind
from ..vocabulary.identity import document_faults, normal_document_number
from .result_rows import (
    APPLICATION,
    BATCH,
    BUILDING,
    CLASS,
    CONFIRMED,
    DOOR,
    ENTRANCE,
    ESTATE,
    KIND,
    NUMBER,
    ORDER,
    RELATION,
    RESULTS,
    SIZE,
    ResultRow,
    surely_right,
)
from .result_words import CLASSES

EARLIEST_YEAR: Final = 1990
_UNIT: Final = (ESTATE, BUILDING, ENTRANCE, DOOR)
_OF_HOUSEHOLD: Final = (BATCH, CLASS, SIZE, ORDER, CONFIRMED)
"""Columns that say the same for every row of a household; in later rows they may be left blank."""
_NAMES: Final = [column.name for column in RESULTS.columns]
_CLASS_NAMES: Final = {code: word for word, code in reversed(CLASSES.items())}


class Household(Struct, frozen=True):
    """The rows of one application: those that can be taken, and the numbers of those that can't."""

    application_number: str
    applicant: ResultRow | None
    rows: tuple[ResultRow, ...]
    refused_rows: tuple[int, ...]


class CheckedResults(Checked[ResultRow], frozen=True):
    """A checked list of allocation results, its rows also grouped by household."""

    households: list[Household]


class _Line(Struct, gc=False):
    """One row under check."""

    row: int
    values: list[Any]
    refused: bool
    twice: bool = False


class _Check:
    """The lines read so far and what is wrong with them."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.complaints: list[Complaint] = []
        self.reader = RowReader(RESULTS, self.complaints)
        self.heads: dict[str, list[Any]] = {}
        self.persons: dict[tuple[DocumentKind, str], _Line] = {}

    def complain(self, line: _Line, column: str, code: str, **words: object) -> None:
        """Note what is wrong with a line; an error refuses it."""
        complaint = complain(line.row, column, code, **words)
        line.refused = line.refused or complaint.severity == "error"
        self.complaints.append(complaint)

    def read(self, row: int, cells: list[Any]) -> _Line:
        """One row by itself, and whether its person stood in an earlier row."""
        self._fill_from_head(cells)
        values = self.reader.read(row, cells)
        line = _Line(row, values, self.reader.failed)
        self._check_document(line)
        self._check_day(line)
        given = [values[at] for at in (ESTATE, BUILDING, DOOR)]
        if any(given) != all(given) or (values[ENTRANCE] and not any(given)):
            self.complain(line, "房号", "unit_incomplete")
        if not line.refused:
            self._check_person(line)
        return line

    def _fill_from_head(self, cells: list[Any]) -> None:
        """A household's own columns are often written in its first row only."""
        application = cells[APPLICATION]
        if not isinstance(application, str) or not application:
            return
        head = self.heads.setdefault(tidy(application), cells)
        if head is cells:
            return
        for at in _OF_HOUSEHOLD:
            if cells[at] == "" and at != ORDER:
                cells[at] = head[at]
        if not any(cells[at] for at in _UNIT):
            for at in _UNIT:
                cells[at] = head[at]

    def _check_document(self, line: _Line) -> None:
        kind, text = line.values[KIND], line.values[NUMBER]
        if kind is None or not text or (kind is DocumentKind.RESIDENT_ID and surely_right(text, self.on)):
            return
        number = normal_document_number(kind, text)
        line.values[NUMBER] = number
        for fault in document_faults(kind, number, self.on):
            wrong = Wrong(fault.code, said=(fault.severity, fault.zh, fault.en))
            self.complaints.append(wrong.at(line.row, "证件号码"))
            line.refused |= fault.severity == "error"

    def _check_day(self, line: _Line) -> None:
        confirmed_on = line.values[CONFIRMED]
        if confirmed_on is None:
            return
        if confirmed_on > self.on:
            self.complain(line, "确认日期", "day_ahead", given=day_text(confirmed_on))
        elif confirmed_on.year < EARLIEST_YEAR:
            self.complain(
                line, "确认日期", "day_long_ago", given=day_text(confirmed_on), earliest=EARLIEST_YEAR
            )

    def _check_person(self, line: _Line) -> None:
        earlier = self.persons.setdefault((line.values[KIND], line.values[NUMBER]), line)
        if earlier is line:
            return
        number, other = line.values[APPLICATION], earlier.values[APPLICATION]
        if number != other:
            self.complain(line, "证件号码", "person_elsewhere", first=earlier.row, other=other)
            self.complain(earlier, "证件号码", "person_elsewhere_below", again=line.row, other=number)
            return
        line.twice = True
        if line.values == earlier.values:
            self.complain(line, "", "row_twice", first=earlier.row)
            return
        self.complain(line, "证件号码", "person_twice", first=earlier.row)
        self.complain(earlier, "证件号码", "person_again_below", again=line.row)

    def household(self, number: str, lines: list[_Line]) -> None:
        """The rows of one application against each other."""
        first = lines[0]
        self._check_agreement(lines)
        self._check_applicant(number, lines)
        size = next((line.values[SIZE] for line in lines if line.values[SIZE] is not None), None)
        persons = sum(not line.twice for line in lines)
        if size is not None and size != persons:
            self.complain(first, "家庭人口", "household_size", number=number, given=size, rows=persons)
        if not any(line.values[ORDER] is not None or line.values[ESTATE] for line in lines):
            self.complain(first, "房号", "unit_or_order", number=number)

    def _check_agreement(self, lines: list[_Line]) -> None:
        """What is the household's own reads the same in all its rows."""
        said: dict[int, tuple[Any, int]] = {}
        for line in lines:
            for at in (*_OF_HOUSEHOLD, *_UNIT):
                value = line.values[at]
                if value is None or value == "":
                    continue
                known, first = said.setdefault(at, (value, line.row))
                if known != value:
                    words = {"given": _say(value), "other": _say(known)}
                    self.complain(line, _NAMES[at], "household_differs", first=first, **words)

    def _check_applicant(self, number: str, lines: list[_Line]) -> None:
        """One applicant; where no row says who, a first row without a relation is the applicant's."""
        first: _Line | None = None
        for line in lines:
            if line.values[RELATION] == "applicant" and not line.twice:
                if first is not None:
                    self.complain(line, "与申请人关系", "two_applicants", number=number, first=first.row)
                first = first or line
        if first is None and not lines[0].values[RELATION]:
            lines[0].values[RELATION] = "applicant"
        elif first is None:
            self.complain(lines[0], "与申请人关系", "no_applicant", number=number)
        for line in lines:
            if line.values[RELATION] == "":
                line.values[RELATION] = "other"
                self.complain(line, "与申请人关系", "relation_missing")

    def between_households(self, groups: dict[str, list[_Line]]) -> None:
        """No unit and no place in a batch's order of choice goes to two households."""
        units: dict[tuple[str, ...], tuple[str, _Line]] = {}
        orders: dict[tuple[str, int], tuple[str, _Line]] = {}
        for number, lines in groups.items():
            line = next((each for each in lines if not each.refused), None)
            if line is None:
                continue
            if line.values[ESTATE]:
                place = tuple(line.values[at] for at in _UNIT)
                other, earlier = units.setdefault(place, (number, line))
                if earlier is not line:
                    self._allotted_twice(lines, number, earlier, other)
            order = next((each.values[ORDER] for each in lines if each.values[ORDER] is not None), None)
            if order is not None:
                other, earlier = orders.setdefault((line.values[BATCH], order), (number, line))
                if earlier is not line:
                    words = {"given": order, "other": other, "first": earlier.row}
                    self.complain(line, "选房顺序号", "order_twice", **words)

    def _allotted_twice(self, lines: list[_Line], number: str, earlier: _Line, other: str) -> None:
        unit = unit_name(*(earlier.values[at] for at in _UNIT))
        for line in lines:
            if not line.refused:
                words = {"unit": unit, "first": earlier.row, "other": other}
                self.complain(line, "房号", "unit_allotted_twice", **words)
        self.complain(earlier, "房号", "unit_allotted_below", unit=unit, again=lines[0].row, other=number)


def _say(value: Any) -> str:
    return day_text(value) if isinstance(value, date) else _CLASS_NAMES.get(value, str(value))


def check_results(rows: Iterable[tuple[int, list[Any]]], on: date) -> CheckedResults:
    """Every row read and held against the others; rows are (number in the sheet, cells), ``on`` is today."""
    check = _Check(on)
    lines = [check.read(row, cells) for row, cells in rows]
    groups: dict[str, list[_Line]] = {}
    for line in lines:
        number = line.values[APPLICATION]
        if number:
            groups.setdefault(number, []).append(line)
    for number, members in groups.items():
        check.household(number, members)
    check.between_households(groups)
    taken = {line.row: ResultRow(line.row, *line.values) for line in lines if not line.refused}
    households = [_household(number, members, taken) for number, members in groups.items()]
    return CheckedResults([line.row for line in lines], list(taken.values()), check.complaints, households)


def _household(number: str, members: list[_Line], taken: dict[int, ResultRow]) -> Household:
    rows = tuple(taken[line.row] for line in members if line.row in taken)
    applicant = next((row for row in rows if row.relation == "applicant"), None)
    return Household(number, applicant, rows, tuple(line.row for line in members if line.refused))
