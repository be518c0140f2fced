"""Writes allocations with what came of them, the tenancies that follow, and the bans of giving up."""

from collections.abc import Callable, Sequence
from datetime import date

from ...store.queries import allocations, bans
from ...store.queries import demonstration as rows
from ...store.queries.bulk import new_ids
from ..acting import Acting
from ..ask_policy import ask_policy, findings_of
from ..at_hand import AtHand
from ..give_up_allocation import CONDUCT
from .load_people import Settled
from .placing import Outcome

Window = Callable[[date], date | None]
_FIRST_TO_LAST: tuple[Outcome, ...] = ("signed", "given_up", "lapsed", "allotted")
"""A home given up stands allotted to somebody else later: what is settled is written before what is open."""


async def load_allocations(acting: Acting, settled: Sequence[Settled], window: Window) -> None:
    """Every application's result, its window, and the day it was signed, lapsed or given up."""
    authority_id = acting.authority_id
    for outcome in _FIRST_TO_LAST:
        these = [each for each in settled if each.plan.placement.outcome == outcome]
        added = await allocations.add_allocations(
            authority_id, [_allocation(each, window) for each in these], acting.at
        )
        assert len(added) == len(these), f"an allocation that is {outcome} stands in the way of another"
        ends = [(each.allocation_id, each.plan.placement.settled_on) for each in these]
        days = [(allocation, day) for allocation, day in ends if day is not None]
        if days:
            await allocations.settle_allocations(authority_id, outcome, days)


def _allocation(each: Settled, window: Window) -> allocations.NewAllocation:
    placement = each.plan.placement
    confirmed_on = placement.batch.confirmed_on
    last_day = None if each.unit_id is None else window(confirmed_on)
    return allocations.NewAllocation(
        each.allocation_id, each.household_id, placement.batch.name, each.plan.application_number,
        confirmed_on, None, each.unit_id, each.plan.choice_order, last_day,
    )  # fmt: skip


async def load_tenancies(acting: Acting, settled: Sequence[Settled]) -> None:
    """A tenancy for everybody who moved in; it ended where the household bought the home."""
    moved = [each for each in settled if each.plan.placement.moved_in is not None]
    tenancies: list[rows.TenancyRow] = []
    residents: list[rows.ResidentRow] = []
    for tenancy_id, each in zip(await new_ids(len(moved)), moved, strict=True):
        start, end = each.plan.placement.moved_in, each.plan.placement.bought_on
        assert start is not None, "only who moved in is here"
        assert each.unit_id is not None, "who moved in has a home"
        state = "living" if end is None else "ended"
        tenancies.append(
            rows.TenancyRow(
                tenancy_id, each.household_id, each.unit_id, each.allocation_id, state, start, end
            )
        )
        for who, member in zip(each.person_ids, each.plan.members, strict=True):
            since = max(start, member.joined)
            if end is None or since < end:
                residents.append(rows.ResidentRow(tenancy_id, who, True if end is None else None, since, end))
    await rows.add_tenancies(acting.authority_id, tenancies, residents, acting.at)


async def load_bans(acting: Acting, at_hand: AtHand, settled: Sequence[Settled]) -> int:
    """A ban for every member of a household that gave up, where the policy sets one; how many."""
    found: list[bans.NewBan] = []
    for each in settled:
        day = each.plan.placement.settled_on
        if each.plan.placement.outcome != "given_up" or day is None:
            continue
        decision = ask_policy(acting, at_hand, "ban", {"conduct": CONDUCT, "returned_on": day})
        if decision is None or decision.outcome != "banned":
            continue
        article, until = findings_of(decision)[0].rule, decision.values["reapply_from"]
        found += [
            bans.NewBan(who, CONDUCT, article, day, until, "放弃选房")
            for who, member in zip(each.person_ids, each.plan.members, strict=True)
            if member.joined <= day
        ]
    return len(await bans.add_bans(acting.authority_id, found, acting.at))
