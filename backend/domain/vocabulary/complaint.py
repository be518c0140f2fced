"""What is wrong with a cell or a row of a list that was handed in, in words that tell how to mend it."""

from collections import Counter
from typing import Any, Final, Generic, Literal, TypeVar

import msgspec

from .complaint_words import WORDS
from .document_kinds import Severity

Standing = Literal["good", "doubt", "error"]
Row = TypeVar("Row")
GRAVITY: Final[dict[str, int]] = {"warning": 0, "doubt": 1, "error": 2}


class Complaint(msgspec.Struct, frozen=True, gc=False):
    """One thing wrong at one place.

    ``row`` is the sheet's own row number; ``column`` the heading, empty where the whole row is meant.
    An error can't be taken; a doubt waits for a person's word; a warning is only shown.
    """

    row: int
    column: str
    severity: Severity
    code: str
    zh: str
    en: str


class Checked(msgspec.Struct, Generic[Row], frozen=True):
    """A list after its check: the rows that can be taken and everything that is wrong.

    ``seen`` are the numbers of all rows that hold data; ``rows`` lack those with an error.
    """

    seen: list[int]
    rows: list[Row]
    complaints: list[Complaint]

    def standings(self) -> dict[int, Standing]:
        """Each row that is not simply good, with its standing."""
        worst: dict[int, Standing] = {}
        for complaint in self.complaints:
            if complaint.severity == "error":
                worst[complaint.row] = "error"
            elif complaint.severity == "doubt":
                worst.setdefault(complaint.row, "doubt")
        return worst

    def counts(self) -> dict[Standing, int]:
        """How many rows are good, in doubt, and in error."""
        worst = Counter(self.standings().values())
        good = len(self.seen) - worst.total()
        return {"good": good, "doubt": worst["doubt"], "error": worst["error"]}

    def by_row(self) -> dict[int, list[Complaint]]:
        """The full report: per row what is wrong with it, gravest first."""
        rows: dict[int, list[Complaint]] = {}
        for complaint in sorted(self.complaints, key=lambda each: (each.row, -GRAVITY[each.severity])):
            rows.setdefault(complaint.row, []).append(complaint)
        return rows

    def by_column(self) -> list["ColumnReport"]:
        """The summary: per column and fault how many rows, the commonest first."""
        found: dict[tuple[str, str, Severity], list[int]] = {}
        for each in self.complaints:
            found.setdefault((each.column, each.code, each.severity), []).append(each.row)
        reports = [ColumnReport(*key, count=len(rows), first_rows=rows[:10]) for key, rows in found.items()]
        return sorted(reports, key=lambda each: (-each.count, each.column, each.code))


class ColumnReport(msgspec.Struct, frozen=True):
    """One line of the summary: a fault of one column, how often, and where first."""

    column: str
    code: str
    severity: Severity
    count: int
    first_rows: list[int]


class Wrong(msgspec.Struct, frozen=True):
    """What a cell's reader answers when something is wrong; ``value`` is what a doubt would be taken for."""

    code: str
    words: dict[str, str] = {}
    value: Any = None
    said: tuple[Severity, str, str] | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.said[0] if self.said else WORDS[self.code][0]

    def at(self, row: int, column: str) -> Complaint:
        """The complaint at a place; every ``…`` of the words is filled in."""
        severity, zh, en = self.said or WORDS[self.code]
        if not self.said:
            words = {"column": column, **self.words}
            zh, en = zh.format(**words), en.format(**words)
        return Complaint(row, column, severity, self.code, zh, en)


def complain(row: int, column: str, code: str, **words: object) -> Complaint:
    """A complaint in the words of its code."""
    return Wrong(code, {name: str(word) for name, word in words.items()}).at(row, column)
