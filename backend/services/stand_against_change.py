"""Reads what stands against a change of a household that waits for a home or lives in one."""

from collections.abc import Mapping
from datetime import date

from ..domain.allocation.placing import ONE_HOME, Member, Placing, ban_refusals, cited, one_home_refusals
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.queries import allocations, bans
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand


async def stand_against_change(
    acting: Acting,
    at_hand: AtHand,
    household_id: int,
    present: Mapping[int, object],
    after: Mapping[int, str],
    joining: Mapping[int, str],
    day: date,
) -> list[Refusal]:
    """Why a household with a home or a place may not change so; hold its persons and those who join.

    One who was there when the home was confirmed stays, else the home would go to strangers; who joins
    has no other home (H1) and no ban on the day nor on the business day (H2).
    """
    authority_id = acting.authority_id
    confirmed = await allocations.holders_of(authority_id, household_id)
    found = []
    if confirmed is not None:
        earlier = confirmed & present.keys() or present.keys()
        if not earlier & after.keys():
            found.append(refusing("nobody_stays", "leaving"))
    elif not (joining and await allocations.live_homes_of(authority_id, list(present))):
        return []
    persons = list(joining)
    placing = Placing(
        tuple(Member(who, name) for who, name in joining.items()),
        tuple(await allocations.live_homes_of(authority_id, persons)),
        tuple(await allocations.open_allocations_of(authority_id, persons)),
        tuple(await bans.bans_of(authority_id, persons)),
    )
    article = cited(acting.authority, rules_of(acting, at_hand), ONE_HOME)
    return [*found, *one_home_refusals(placing, article), *ban_refusals(placing, acting.on, day)]
