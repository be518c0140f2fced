"""Compares an application of a list with its allocation and household as they are registered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..domain.allocation.result_rows import ResultRow
from ..domain.allocation.result_words import CLASS_WORDS, CLASSES
from ..domain.stock.unit_rows import unit_name
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.days import day_text
from ..store.queries import allocations, stock
from .import_words import note
from .read_homes import door_given

CLASS_NAMES: Final = {CLASSES[word]: word for word in CLASS_WORDS}
"""What lists call a class of household."""


def differences(
    rows: Sequence[ResultRow],
    held: allocations.Allocation | None,
    unit: stock.UnitNow | None,
    order: int | None,
    household_id: int | None,
    classes: Mapping[int, str],
) -> Iterator[Complaint]:
    """Where a list says something else than the register; said on every row of the application."""
    head = rows[0]
    kept = classes.get(household_id or 0, head.household_class)
    for row in rows:
        if row.household_class != kept:
            words = {"kept": CLASS_NAMES[kept], "given": CLASS_NAMES[row.household_class]}
            yield note(row.row, "家庭类别", "class_differs", household=household_id, **words)
    if held is None:
        return
    pairs: list[tuple[str, object, object]] = []
    named = next((row for row in rows if row.estate), None)
    if named is not None and (unit is None or unit.id != held.unit_id):
        registered = f"编号 {held.unit_id}" if held.unit_id is not None else "尚未选房"
        pairs.append(("房号", registered, unit_name(*door_given(named))))
    if order is not None and held.choice_order not in (None, order):
        pairs.append(("选房顺序号", held.choice_order, order))
    if head.confirmed_on != held.confirmed_on:
        pairs.append(("确认日期", day_text(held.confirmed_on), day_text(head.confirmed_on)))
    number = head.application_number
    for column, kept_there, given in pairs:
        for row in rows:
            yield note(row.row, column, "allocation_differs", number=number, kept=kept_there, given=given)
