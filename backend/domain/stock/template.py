"""Templates of lists (模板): which columns there are, and how a row of cells becomes a row of values."""

from itertools import repeat
from typing import Any, Final

import msgspec

from ..vocabulary.complaint import Complaint, Wrong
from .cells import Raw, Reader, Spoilt


class Column(msgspec.Struct, frozen=True):
    """One column of a list: its heading, how a cell is read, what a blank one means."""

    name: str
    en: str
    read: Reader
    required: bool = False
    old: tuple[str, ...] = ()
    blank: Any = None
    repeats: bool = True


class Template(msgspec.Struct, frozen=True):
    """The columns of one kind of list, in the order they are printed."""

    name: str
    en: str
    columns: tuple[Column, ...]


MEMO_SIZE: Final = 2**12
_UNREAD: Final = Wrong("unread")


def _first_memo(column: Column) -> dict[Raw, Any]:
    return {} if column.required else {"": column.blank}


class RowReader:
    """Reads rows of a template; what a column says again and again is worked out once."""

    def __init__(self, template: Template, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        self.failed = False
        self._columns = template.columns
        self._memos = [_first_memo(column) for column in template.columns]

    def read(self, row: int, cells: list[Any]) -> list[Any]:
        """The values of a row, None for a faulty one; ``failed`` then says that the row has an error."""
        self.failed = False
        values = list(map(dict.get, self._memos, cells, repeat(_UNREAD)))
        for at in [at for at, value in enumerate(values) if value is _UNREAD]:
            values[at] = self._read_cell(row, at, cells[at])
        return values

    def _read_cell(self, row: int, at: int, raw: Raw) -> Any:
        column = self._columns[at]
        value = column.read(raw) if raw != "" else ""
        if type(value) is Wrong:
            return self._wrong(row, column, raw, value)
        if value == "":
            if column.required:
                self._complain(row, column, Wrong("missing"))
            return column.blank
        memo = self._memos[at]
        if column.repeats:
            if len(memo) >= MEMO_SIZE:
                memo.clear()
                memo.update(_first_memo(column))
            memo[raw] = value
        return value

    def _wrong(self, row: int, column: Column, raw: Raw, wrong: Wrong) -> Any:
        """What a faulty cell is taken for; a formula outside the required columns keeps its result."""
        if wrong.code == "formula" and isinstance(raw, Spoilt) and not column.required and raw.kept != "":
            self._complain(row, column, Wrong("formula_value", wrong.words))
            value = column.read(raw.kept)
            return self._wrong(row, column, raw.kept, value) if type(value) is Wrong else value
        self._complain(row, column, wrong)
        return wrong.value

    def _complain(self, row: int, column: Column, wrong: Wrong) -> None:
        complaint = wrong.at(row, column.name)
        self.failed = self.failed or complaint.severity == "error"
        self.complaints.append(complaint)
