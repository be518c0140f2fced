"""Holds a list of homes against the register: what is there already, what differs, what is to be made."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..domain.stock.unit_rows import UnitRow, unit_name
from ..domain.vocabulary.complaint import Complaint
from ..store.queries import authorities, imports, stock
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand
from .compare_unit import differences, door_of
from .import_words import note
from .weigh_unit import EstateGiven, estate_doubts, new_unit_complaints


class WeighedUnits(Struct, frozen=True):
    """What the register says of a list, the rows that are there already, and what lacks.

    ``run_by`` is the operator that an estate on record gets, where it has none.
    """

    complaints: list[Complaint]
    there: set[int]
    new_estates: list[EstateGiven]
    new_buildings: list[tuple[str, str]]
    new_operators: list[str]
    run_by: dict[int, str]


def _estates(rows: Iterable[UnitRow]) -> dict[str, EstateGiven]:
    found: dict[str, EstateGiven] = {}
    for row in rows:
        given = found.setdefault(row.estate, EstateGiven(row.estate))
        if row.floor == 0:
            continue
        given.source = given.source or row.source
        given.share_percent = given.share_percent or row.government_share_percent
        given.operator = given.operator or row.operator
    return found


async def weigh_units(acting: Acting, at_hand: AtHand, rows: Sequence[UnitRow]) -> WeighedUnits:
    """Every row against the register as it stands now."""
    authority_id, rules = acting.authority_id, rules_of(acting, at_hand)
    estates = _estates(rows)
    known = await imports.estates_named(authority_id, list(estates))
    kept = await imports.units_of_estates(authority_id, list(known))
    doors = {(each.estate, each.building, each.entrance, each.room_number): each for each in kept}
    found: list[Complaint] = []
    there: set[int] = set()
    for row in rows:
        registered = doors.get(door_of(row))
        if registered is not None:
            there.add(row.row)
            unit = unit_name(*door_of(row))
            for column, before, given in differences(row, registered):
                found.append(note(row.row, column, "unit_differs", unit=unit, kept=before, given=given))
            continue
        found += estate_doubts(row, estates[row.estate], known.get(row.estate))
        source = known[row.estate].source if row.estate in known else estates[row.estate].source
        found += new_unit_complaints(acting, row, source or "other", rules)
    made = [row for row in rows if row.row not in there]
    ids = {each.id: name for name, each in known.items()}
    buildings = {(ids[id_], name) for id_, name in await stock.buildings_by_name(authority_id, list(ids))}
    lacking = dict.fromkeys((row.estate, row.building) for row in made)
    new = [each for name, each in estates.items() if name not in known]
    run_by = {
        kept.id: estates[name].operator
        for name, kept in known.items()
        if kept.operator is None and estates[name].operator
    }
    names = [*dict.fromkeys([*(each.operator for each in new if each.operator), *run_by.values()])]
    operators = await authorities.operators_by_name(authority_id, names)
    new_buildings = [each for each in lacking if each not in buildings]
    new_operators = [name for name in names if name not in operators]
    return WeighedUnits(found, there, new, new_buildings, new_operators, run_by)
