"""Records that a household gives up its allocation (放弃选房), with the ban the policy sets (hongshan:23(9))."""

from datetime import date
from typing import Final

from msgspec import Struct

from ..domain.allocation.allocation_states import step_refusals
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import allocations, bans, households, people
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import Finding, ask_policy, findings_of
from .at_hand import AtHand
from .check_fields import ALLOCATION, ahead, keepable, missing
from .free_homes import free_homes
from .mask_numbers import masked_words

CONDUCT: Final = "gave_up_selection"
GIVEN_UP_ON: Final = Both("放弃日期", "day of giving up")


class GiveUpAllocation(Struct, frozen=True):
    """Which allocation is given up, when, and what the household says."""

    allocation_id: int
    given_up_on: date
    reason: str


class GivenUp(Struct, frozen=True):
    """Who is banned by it and from when they may apply again; nobody where the policy sets no ban."""

    banned: tuple[str, ...]
    reapply_from: date | None
    findings: tuple[Finding, ...]


def _refusals(acting: Acting, request: GiveUpAllocation, held: allocations.Allocation) -> list[Refusal]:
    day = request.given_up_on
    found = step_refusals(held.state, "given_up") + ahead(acting, GIVEN_UP_ON, "given_up_on", day)
    if day < held.confirmed_on:
        start = held.confirmed_on
        found.append(refusing("day_before", "given_up_on", what=GIVEN_UP_ON, day=day, start=start))
    if not request.reason.strip():
        found.append(refusing("reason_needed", "reason"))
    return found


async def _members_since(authority_id: int, held: allocations.Allocation, day: date) -> dict[int, str]:
    """Everybody, by name, who belonged to the household on a day from the confirmation to the giving up.

    Who leaves just before the giving up stays answerable; all are held until the unit of work is over.
    """
    await households.lock_household(authority_id, held.household_id)
    members = {
        row.person_id: row.name
        for row in await households.membership_history(authority_id, held.household_id)
        if row.from_day <= day and (row.to_day is None or held.confirmed_on < row.to_day)
    }
    await people.lock_persons(authority_id, list(members))
    return members


async def give_up_allocation(acting: Acting, at_hand: AtHand, request: GiveUpAllocation) -> GivenUp:
    """Settle an allocation as given up, free its home, and ban applicant and co-applicants by the policy."""
    keepable(acting, request)
    authority_id, day = acting.authority_id, request.given_up_on
    async with uow():
        held = await allocations.lock_allocation(authority_id, request.allocation_id)
        if held is None:
            raise Refused(missing(ALLOCATION, "allocation_id", request.allocation_id))
        members = await _members_since(authority_id, held, day)

        found = _refusals(acting, request, held)
        if found:
            raise Refused(*found)
        facts = {"conduct": CONDUCT, "returned_on": day}
        decision = ask_policy(acting, at_hand, "ban", facts, "given_up_on")
        findings = findings_of(decision)
        until: date | None = None
        rows: list[bans.NewBan] = []
        if decision is not None and decision.outcome == "banned":
            until, article = decision.values["reapply_from"], findings[0].rule
            reason = masked_words(request.reason.strip())
            rows = [bans.NewBan(who, CONDUCT, article, day, until, reason) for who in members]

        await allocations.settle_allocations(authority_id, "given_up", [(held.id, day)])
        await free_homes(acting, [held.unit_id], "放弃配租")
        ban_ids = await bans.add_bans(authority_id, rows, acting.at)
        payload = {"on": day, "reason": masked_words(request.reason), "unit": held.unit_id, "bans": ban_ids}
        await append(
            authority_id, acting.actor, "give_up_allocation", f"allocation:{held.id}", payload, acting.at
        )
    banned = tuple(members.values()) if rows else ()
    return GivenUp(banned, until, findings)
