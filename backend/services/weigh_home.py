"""Holds the home of an application against the register: is it there, is it free."""

from collections.abc import Iterator, Sequence

from ..domain.allocation.result_rows import ResultRow
from ..domain.stock.unit_rows import unit_name
from ..domain.stock.unit_states import FREE, STATES
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.queries import stock
from .acting import Acting
from .import_words import from_refusal, note
from .read_homes import Homes, door_given
from .read_placing import RESERVED_ON


def home_complaints(
    acting: Acting, rows: Sequence[ResultRow], homes: Homes, unit: stock.UnitNow | None
) -> Iterator[Complaint]:
    """Why the home cannot be allotted, said on every row of the application: none of them can be placed."""
    for row in rows:
        if row.estate and door_given(row) not in homes.units:
            yield _unknown(row, homes)
    for refusal in _not_free(acting, unit, homes) if unit is not None else ():
        for row in rows:
            yield from_refusal(row.row, "房号", refusal)


def _unknown(row: ResultRow, homes: Homes) -> Complaint:
    lacking, lacking_en = f"没有“{row.estate}”这个项目", f"there is no estate “{row.estate}”"
    if row.estate in homes.estates:
        lacking, lacking_en = "项目中没有这个楼栋、单元或房号", "the estate has no such building or door"
    unit = unit_name(*door_given(row))
    return note(row.row, "房号", "home_unknown", unit=unit, lacking=lacking, lacking_en=lacking_en)


def _not_free(acting: Acting, unit: stock.UnitNow, homes: Homes) -> Iterator[Refusal]:
    """The same order of reasons as for a single allotment."""
    use = homes.uses.get(unit.id)
    if use is not None and use.kind == "allocation":
        yield refusing("unit_taken", unit=unit.name, taken_at=use.since)
        return
    state = "let" if use is not None else unit.state or "vacant"
    if state not in FREE:
        yield refusing("unit_not_free", unit=unit.name, state=STATES[state])
    elif unit.from_day is not None and acting.on < unit.from_day:
        yield refusing("day_before", what=RESERVED_ON, day=acting.on, start=unit.from_day)
