"""What a row of a list made in the register, and what a check leaves behind for the commit."""

from typing import Any

import msgspec
from msgspec import Struct

from ..domain.allocation.result_rows import ResultRow
from ..domain.stock.unit_rows import UnitRow
from ..domain.vocabulary.complaint import Complaint

CONTENT = "import_row"
"""What a row's content is sealed as."""


class Made(Struct, frozen=True, omit_defaults=True):
    """The ids of what a row made; ``state`` is the home's first, ``reserved`` the home it reserved.

    ``joined`` is the household, older than the row, that its person joined.
    """

    operator: int | None = None
    estate: int | None = None
    building: int | None = None
    unit: int | None = None
    state: str | None = None
    person: int | None = None
    household: int | None = None
    member_of: int | None = None
    member: int | None = None
    allocation: int | None = None
    reserved: int | None = None
    home: int | None = None


class KeptUnit(Struct, frozen=True):
    """A row of homes as it was checked, with what was said of it; None where it could not be read."""

    row: UnitRow | None
    said: list[tuple[str, str]]


class KeptResult(Struct, frozen=True):
    """A row of allocation results as it was checked, with what was said of it."""

    row: ResultRow | None
    said: list[tuple[str, str]]


KEPT: dict[str, Any] = {"units": KeptUnit, "allocations": KeptResult}


def findings_text(complaints: list[Complaint]) -> str:
    """Where and what, without the words: those may quote a person's number and are kept sealed."""
    places = [{"column": each.column, "severity": each.severity, "code": each.code} for each in complaints]
    return msgspec.json.encode(places).decode()


def complaints_of(row: int, findings: str, said: list[tuple[str, str]]) -> list[Complaint]:
    """The complaints of a row as they were, words and all."""
    places = msgspec.json.decode(findings, type=list[dict[str, Any]])
    return [Complaint(row, each["column"], each["severity"], each["code"], *words)
            for each, words in zip(places, said, strict=True)]  # fmt: skip
