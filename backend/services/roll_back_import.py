"""Takes a written list out of the register again (撤回导入), as a whole and while nothing of it is used."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import imports, people, stock
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .import_making import Made
from .import_refusals import BATCH, wrong_state
from .used_households import HouseholdsNow, own_members, used_households


class RollBackImport(Struct, frozen=True):
    """The batch to be taken back, and why."""

    batch_id: int
    reason: str = ""


class ImportRolledBack(Struct, frozen=True):
    """How many rows had made something."""

    rows: int


def _used(count: int, example: str) -> Refused:
    return Refused(refusing("batch_used", "batch_id", "", count=count, example=example))


def _ids(made: Sequence[Made], what: str) -> list[int]:
    return [each for row in made if (each := getattr(row, what)) is not None]


async def _take_back_units(acting: Acting, made: Sequence[Made]) -> None:
    authority_id, units = acting.authority_id, _ids(made, "unit")
    await stock.lock_units(authority_id, units)
    states = {row.unit: row.state for row in made if row.unit is not None and row.state is not None}
    used = await imports.used_units(authority_id, states)
    if used is not None:
        raise _used(used.count, used.example)
    for what, of in (("state", "unit"), ("unit", "unit"), ("building", "building"), ("share", "estate"),
                     ("estate", "estate"), ("operator", "operator")):  # fmt: skip
        await imports.undo(authority_id, what, _ids(made, of))


async def _take_back_results(acting: Acting, made: Sequence[Made]) -> None:
    authority_id = acting.authority_id
    new_households, persons = _ids(made, "household"), _ids(made, "person")
    homes = list({*new_households, *_ids(made, "member_of")})
    reserved, allotted = _ids(made, "reserved"), _ids(made, "allocation")
    await imports.household_classes(authority_id, homes, lock=True)
    await people.lock_persons(authority_id, persons)
    await stock.lock_units(authority_id, reserved)
    found = HouseholdsNow(
        await imports.allocations_of(authority_id, homes),
        await imports.tenancies_of(authority_id, homes),
        await imports.members_of(authority_id, homes),
    )
    used = used_households(made, found)
    if used:
        raise _used(len(used), used[0])
    await imports.undo(authority_id, "allocation", allotted)
    await imports.undo(authority_id, "member", own_members(made, found))
    await imports.undo(authority_id, "household", new_households)
    await imports.undo(authority_id, "person", persons)
    await _free(acting, reserved)


async def _free(acting: Acting, reserved: Sequence[int]) -> None:
    """Homes the batch reserved stand vacant again."""
    held = await imports.still_reserved(acting.authority_id, reserved)
    latest = max(held.values(), default=acting.on)
    if acting.on < latest:
        words = {"what": Both("撤回日期", "business day"), "day": acting.on, "start": latest}
        raise Refused(refusing("day_before", "on", "", **words))
    await stock.move_states(acting.authority_id, list(held), "vacant", acting.on, "撤回导入", acting.at)


async def roll_back_import(acting: Acting, at_hand: AtHand, request: RollBackImport) -> ImportRolledBack:
    """Undo what a batch made; what somebody else uses by now, such as a building, stays."""
    authority_id, batch_id = acting.authority_id, request.batch_id
    async with uow():
        batch = await imports.lock_batch(authority_id, batch_id)
        if batch is None:
            raise Refused(missing(BATCH, "batch_id", batch_id))
        if batch.state != "committed":
            raise wrong_state(batch.state, Both("撤回", "rolling it back"))
        rows = [row.made async for row in imports.rows_of(authority_id, batch_id) if row.made is not None]
        made = [msgspec.json.decode(each, type=Made) for each in rows]

        await (_take_back_units if batch.kind == "units" else _take_back_results)(acting, made)
        await imports.mark_rolled_back(authority_id, batch_id, acting.at)
        payload = {"kind": batch.kind, "rows": len(made), "reason": request.reason}
        subject = f"import_batch:{batch_id}"
        await append(authority_id, acting.actor, "roll_back_import", subject, payload, acting.at)
    return ImportRolledBack(len(made))
