"""Writes a list of allocation results into the register: persons, households, members, allocations."""

from collections.abc import Sequence

from ..domain.allocation.result_rows import ResultRow
from ..store.queries import allocations, households, imports, stock
from ..store.queries.bulk import new_ids
from .acting import Acting
from .at_hand import AtHand
from .check_members import role_of
from .import_making import Made
from .import_refusals import changed_since_check
from .placed_result import Placed, WeighedResults
from .weigh_member import relation_of
from .write_persons import write_households, write_persons


def _member(row: ResultRow, household_id: int, person_id: int) -> households.NewMember:
    relation = relation_of(row)
    return households.NewMember(household_id, person_id, role_of(relation), relation, row.confirmed_on)


async def _allocations(acting: Acting, placed: Sequence[Placed], household: dict[str, int]) -> dict[str, int]:
    """An allocation for each application that has none, its home reserved."""
    lacking = [each for each in placed if each.allocation is None]
    ids = await new_ids(len(lacking))
    new = []
    for id_, each in zip(ids, lacking, strict=True):
        head = each.rows[0]
        unit_id = None if each.unit is None else each.unit.id
        new.append(
            allocations.NewAllocation(
                id_, household[head.application_number], head.batch, head.application_number, head.confirmed_on,
                each.estate_id, unit_id, each.choice_order, each.window_last_day, head.note or None,
            )
        )  # fmt: skip
    for start in range(0, len(new), imports.AT_A_TIME):
        part = new[start : start + imports.AT_A_TIME]
        if len(await allocations.add_allocations(acting.authority_id, part, acting.at)) != len(part):
            raise changed_since_check()
    return {each.rows[0].application_number: id_ for id_, each in zip(ids, lacking, strict=True)}


async def write_results(
    acting: Acting, at_hand: AtHand, batch_id: int, weighed: WeighedResults
) -> dict[int, Made]:
    """Make everything that lacks; what each row made, so that it can be undone."""
    authority_id, placed = acting.authority_id, weighed.placed
    persons, added = await write_persons(acting, at_hand, weighed)
    new_households = await write_households(acting, placed)
    household = {
        each.rows[0].application_number: each.household_id for each in placed if each.household_id is not None
    } | new_households
    joining = [
        (row, household[row.application_number]) for each in placed for row in each.rows if row.row not in each.there
    ]  # fmt: skip
    for start in range(0, len(joining), imports.AT_A_TIME):
        part = joining[start : start + imports.AT_A_TIME]
        members = [_member(row, home, persons[row.row]) for row, home in part]
        await households.add_members(authority_id, members, acting.at)
    new_allocations = await _allocations(acting, placed, household)
    reserved = [
        each.unit.id
        for each in placed
        if each.allocation is None and each.unit is not None and each.unit.state != "reserved"
    ]
    await stock.move_states(
        authority_id, reserved, "reserved", acting.on, f"配租(导入第{batch_id}批)", acting.at
    )
    orders = {
        each.allocation.id: each.choice_order
        for each in placed
        if each.allocation and each.allocation.choice_order is None and each.choice_order is not None
    }
    await imports.set_places(authority_id, orders)
    return _made(placed, household, added, new_households, new_allocations, set(reserved), persons)


def _made(
    placed: Sequence[Placed],
    household: dict[str, int],
    added: dict[int, int],
    new_households: dict[str, int],
    new_allocations: dict[str, int],
    reserved: set[int],
    persons: dict[int, int],
) -> dict[int, Made]:
    made: dict[int, Made] = {}
    for each in placed:
        number = each.rows[0].application_number
        unit = each.unit.id if each.unit is not None else None
        for row in each.rows:
            first = row is each.rows[0]
            allotted = new_allocations.get(number) if first else None
            if row.row in each.there and allotted is None:
                continue
            joined = row.row not in each.there
            made[row.row] = Made(
                person=added.get(row.row),
                household=new_households.get(number) if first else None,
                member_of=household[number] if joined else None,
                member=persons[row.row] if joined else None,
                allocation=allotted,
                home=unit if allotted else None,
                reserved=unit if allotted and unit in reserved else None,
            )
    return made
