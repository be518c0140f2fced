"""Changes the state of a home (房屋状态) from a day on; what was before stays readable."""

from datetime import date
from typing import Final

from msgspec import Struct

from ..domain.stock.unit_states import by_hand_refusals, step_refusals
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import stock
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import HOME, ahead, missing
from .mask_numbers import masked_words

FROM_DAY: Final = Both("起始日期", "first day")
USES: Final = {
    "allocation": Both("待签约的配租", "an allocation that waits to be signed"),
    "tenancy": Both("在住的租住关系", "a live tenancy"),
}


class ChangeUnitState(Struct, frozen=True):
    """The state a home is to be in from a day on, and why."""

    unit_id: int
    state: str
    from_day: date
    reason: str


class UnitStateChanged(Struct, frozen=True):
    """The step that was taken."""

    before: str | None
    after: str


def _refusals(
    acting: Acting, request: ChangeUnitState, unit: stock.UnitNow, use: stock.UnitUse | None
) -> list[Refusal]:
    found = by_hand_refusals(request.state)
    if not found and unit.state is not None:
        found += step_refusals(unit.name, unit.state, request.state)
    if use is not None:
        found.append(refusing("unit_in_use", "unit_id", unit=unit.name, use=USES[use.kind], since=use.since))
    found += ahead(acting, FROM_DAY, "from_day", request.from_day)
    if unit.from_day is not None and request.from_day < unit.from_day:
        words = {"what": FROM_DAY, "day": request.from_day, "start": unit.from_day}
        found.append(refusing("day_before", "from_day", "", **words))
    if not request.reason.strip():
        found.append(refusing("reason_needed", "reason"))
    return found


async def change_unit_state(acting: Acting, at_hand: AtHand, request: ChangeUnitState) -> UnitStateChanged:
    """Close the present state of a home and open the next, under the lock of the home."""
    authority_id, unit_id = acting.authority_id, request.unit_id
    async with uow():
        await stock.lock_units(authority_id, [unit_id])
        unit = (await stock.units_now(authority_id, [unit_id])).get(unit_id)
        if unit is None:
            raise Refused(missing(HOME, "unit_id", unit_id))
        use = (await stock.uses_of(authority_id, [unit_id])).get(unit_id)

        found = _refusals(acting, request, unit, use)
        if found:
            raise Refused(*found)

        await stock.move_states(
            authority_id, [unit_id], request.state, request.from_day, request.reason.strip(), acting.at
        )
        payload = {
            "before": unit.state, "after": request.state, "from": request.from_day, "reason": masked_words(request.reason)
        }  # fmt: skip
        await append(authority_id, acting.actor, "change_unit_state", f"unit:{unit_id}", payload, acting.at)
    return UnitStateChanged(unit.state, request.state)
