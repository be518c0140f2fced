"""Reads what is on record about a household that is to be placed, and about the home, under their locks."""

from datetime import date
from typing import Final

from msgspec import Struct

from ..domain.allocation.placing import Member, Placing, cited
from ..domain.stock.unit_states import FREE, STATES
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing, warning
from ..store.queries import allocations, bans, households, people, stock
from .acting import Acting
from .ask_policy import Finding, ask_policy, findings_of, rules_of
from .at_hand import AtHand
from .check_fields import ESTATE, HOME, missing

RESERVED_ON: Final = Both("办理日期", "business day")


class Window(Struct, frozen=True):
    """The last day to sign, where the policy has a window; what it rests on; what is to be confirmed."""

    last_day: date | None
    findings: tuple[Finding, ...]
    refusals: list[Refusal]


async def read_placing(
    acting: Acting, household_id: int, waiting_since: date | None, own_allocation: int | None = None
) -> Placing | None:
    """The household with all its persons held until the unit of work is over; None where there is none.

    ``own_allocation`` does not stand against the household: it is the one that is being worked on.
    """
    authority_id = acting.authority_id
    if await households.lock_household(authority_id, household_id) is None:
        return None
    members = await households.members_on(authority_id, [household_id], acting.on)
    persons = [member.person_id for member in members]
    await people.lock_persons(authority_id, persons)
    open_ = await allocations.open_allocations_of(authority_id, persons)
    return Placing(
        tuple(Member(member.person_id, member.name, member.role) for member in members),
        tuple(await allocations.live_homes_of(authority_id, persons)),
        tuple(each for each in open_ if each.allocation_id != own_allocation),
        tuple(await bans.bans_of(authority_id, persons)),
        waiting_since,
    )


async def estate_refusals(acting: Acting, estate_id: int | None, unit: stock.UnitNow | None) -> list[Refusal]:
    """Why a home cannot be one of the estate a result names, where it names one."""
    if estate_id is None:
        return []
    estate = await stock.estate(acting.authority_id, estate_id)
    if estate is None:
        return [missing(ESTATE, "estate_id", estate_id)]
    if unit is None or unit.estate_id == estate_id:
        return []
    return [refusing("other_estate", "unit_id", estate=estate.name)]


async def read_unit(acting: Acting, unit_id: int) -> tuple[stock.UnitNow | None, list[Refusal]]:
    """A home held until the unit of work is over, and why it cannot be allotted."""
    authority_id = acting.authority_id
    await stock.lock_units(authority_id, [unit_id])
    unit = (await stock.units_now(authority_id, [unit_id])).get(unit_id)
    if unit is None:
        return None, [missing(HOME, "unit_id", unit_id)]
    use = (await stock.uses_of(authority_id, [unit_id])).get(unit_id)
    if use is not None and use.kind == "allocation":
        return unit, [refusing("unit_taken", "unit_id", unit=unit.name, taken_at=use.since)]
    state = "let" if use is not None else unit.state or "vacant"
    if state not in FREE:
        return unit, [refusing("unit_not_free", "unit_id", unit=unit.name, state=STATES[state])]
    if unit.from_day is not None and acting.on < unit.from_day:
        start = unit.from_day
        return unit, [refusing("day_before", "unit_id", what=RESERVED_ON, day=acting.on, start=start)]
    return unit, []


async def reserve(acting: Acting, unit: stock.UnitNow, reason: str) -> None:
    """Put a free home into the state reserved; one reserved already stays as it is."""
    if unit.state != "reserved":
        await stock.move_states(acting.authority_id, [unit.id], "reserved", acting.on, reason, acting.at)


def signing_window(acting: Acting, at_hand: AtHand, confirmed_on: date) -> Window:
    """How long the household has to sign (zhaoyang:20(3)4); a window that is over needs a person's word."""
    decision = ask_policy(
        acting, at_hand, "signing_window", {"result_confirmed_on": confirmed_on}, "confirmed_on"
    )
    if decision is None:
        return Window(None, (), [])
    last, findings = decision.values["last_day"], findings_of(decision)
    article = cited(acting.authority, rules_of(acting, at_hand), "allocation.signing_window")
    over = decision.outcome == "lapsed"
    found = [warning("window_over", "confirmed_on", article, last_day=last)] if over else []
    return Window(last, findings, found)
