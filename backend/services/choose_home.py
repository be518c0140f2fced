"""Lets a household with a place in the order choose its home (选房), in its turn (hongshan:23(9))."""

from datetime import date

from msgspec import Struct

from ..domain.allocation.allocation_states import step_refusals
from ..domain.allocation.placing import ORDER_OF_CHOICE, cited, placing_refusals
from ..domain.policy.pack import InForce
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import allocations, stock
from ..store.unit_of_work import uow
from .acting import Acting
from .allot_home import Allotted
from .ask_policy import rules_of
from .at_hand import AtHand
from .check_fields import ALLOCATION, WAITING_SINCE, ahead, keepable, missing
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .mask_numbers import masked_payload, masked_words
from .read_placing import Window, estate_refusals, read_placing, read_unit, reserve, signing_window

CHOSEN_ON = Both("选房日期", "day of choice")


class ChooseHome(Struct, frozen=True):
    """The home a household chooses and the day of it, from which a signing window runs."""

    allocation_id: int
    unit_id: int
    chosen_on: date
    waiting_since: date | None = None
    confirmed: Confirmation | None = None


async def _turn_refusals(
    acting: Acting,
    rules: InForce,
    request: ChooseHome,
    held: allocations.Allocation,
    unit: stock.UnitNow | None,
) -> list[Refusal]:
    """Why the allocation cannot choose this home: settled, housed already, not its turn, another estate."""
    found = step_refusals(held.state, "allotted") + ahead(acting, CHOSEN_ON, "chosen_on", request.chosen_on)
    if request.waiting_since is not None:
        found += ahead(acting, WAITING_SINCE, "waiting_since", request.waiting_since)
    if held.unit_id is not None or held.choice_order is None:
        homes = await stock.units_now(acting.authority_id, [held.unit_id or 0])
        what, act = ALLOCATION, Both("再选房", "another choice")
        chosen = ", ".join(home.name for home in homes.values())
        return [*found, refusing("wrong_state", "allocation_id", what=what, state=chosen, act=act)]
    if request.chosen_on < held.confirmed_on:
        words = {"what": CHOSEN_ON, "day": request.chosen_on, "start": held.confirmed_on}
        found.append(refusing("day_before", "chosen_on", "", **words))
    earlier = await allocations.first_before(
        acting.authority_id, held.batch, held.estate_id, held.choice_order
    )
    if earlier is not None:
        article = cited(acting.authority, rules, ORDER_OF_CHOICE)
        found.append(refusing("not_in_turn", "allocation_id", article, order=earlier))
    return [*found, *await estate_refusals(acting, held.estate_id, unit)]


async def choose_home(acting: Acting, at_hand: AtHand, request: ChooseHome) -> Allotted:
    """Turn a place in the order of choice into a home, and reserve it."""
    keepable(acting, request)
    authority_id, rules = acting.authority_id, rules_of(acting, at_hand)
    async with uow():
        held = await allocations.lock_allocation(authority_id, request.allocation_id)
        if held is None:
            raise Refused(missing(ALLOCATION, "allocation_id", request.allocation_id))
        placing = await read_placing(acting, held.household_id, request.waiting_since, held.id)
        unit, found = await read_unit(acting, request.unit_id)

        assert placing is not None, "a foreign key keeps the household of an allocation"
        found += await _turn_refusals(acting, rules, request, held, unit)
        found += placing_refusals(placing, acting.authority, rules, acting.on, request.chosen_on)
        window = Window(None, (), [])
        if request.chosen_on <= acting.on:
            window = signing_window(acting, at_hand, request.chosen_on)
        warnings = confirm_warnings([*found, *window.refusals], request.confirmed)

        assert unit is not None, "a home that is not there was refused"
        await allocations.give_home(authority_id, held.id, unit.id, window.last_day)
        await reserve(acting, unit, masked_words(f"选房 {held.application_number}"))
        payload = masked_payload({
            "unit": unit.id, "chosen": request.chosen_on, "window": window.last_day,
            **noted(request.confirmed, warnings),
        })  # fmt: skip
        await append(authority_id, acting.actor, "choose_home", f"allocation:{held.id}", payload, acting.at)
    return Allotted(held.id, unit.name, window.last_day, warnings, window.findings)
