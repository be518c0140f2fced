"""Holds one new home of a list against its estate and the standards."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..domain.policy.pack import InForce
from ..domain.stock.standards import unit_warnings
from ..domain.stock.unit_rows import UnitRow
from ..domain.stock.unit_states import BY_HAND, STATES
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.quantities import hundredths
from ..store.queries import imports
from .acting import Acting
from .compare_unit import NOTHING
from .import_words import note

SOURCE_NAMES: Final = {
    "government": "政府新建", "employer": "企事业单位", "society": "社会组织", "returned_public": "公有住房",
    "lent": "社会存量", "other": "其他",
}  # fmt: skip


class EstateGiven(Struct):
    """What the rows of an estate say of it: of each the first that says anything."""

    name: str
    source: str | None = None
    share_percent: str | None = None
    operator: str = ""


def estate_doubts(
    row: UnitRow, first: EstateGiven, kept: imports.EstateContent | None
) -> Iterator[Complaint]:
    """Where a row says something else of its estate than the register, or than the first row that did."""
    where = ("登记为", "in the register") if kept else ("首行为", "in its first row")
    source, operator = first.source, first.operator
    if kept is not None:
        source, operator = kept.source, kept.operator or operator
    pairs = [
        ("房源来源", SOURCE_NAMES.get(source or "", ""), SOURCE_NAMES.get(row.source or "", "")),
        ("运营单位", operator, row.operator),
        ("政府投资比例(%)", first.share_percent or "", "" if kept else row.government_share_percent or ""),
    ]
    for column, counts, given in pairs:
        if given and given != counts:
            words = {"where": where[0], "where_en": where[1], "kept": counts or NOTHING, "given": given}
            yield note(row.row, column, "estate_differs", estate=row.estate, **words)


def new_unit_complaints(acting: Acting, row: UnitRow, source: str, rules: InForce) -> Iterator[Complaint]:
    """What stands against a home that is new, or is only shown with it."""
    if row.floor == 0:
        yield note(row.row, "楼层", "floor_zero")
    if row.state not in BY_HAND:
        yield note(row.row, "状态", "state_by_paper", given=STATES[row.state].zh)
    area = hundredths(row.floor_area_m2)
    for beyond in unit_warnings(area, row.floors, source, acting.authority, rules):
        yield Complaint(row.row, "建筑面积(㎡)", "warning", beyond.code, beyond.zh, beyond.en)
