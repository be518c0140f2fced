"""Lets allocations lapse (逾期失效) whose signing window is over; their homes stand vacant again.

zhaoyang:20(3)4: whoever signs late is deemed to give up the home, not the place on the list.
"""

from datetime import date

from msgspec import Struct

from ..domain.allocation.placing import cited
from ..domain.vocabulary.days import ONE_DAY
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import warning
from ..store.audit import append
from ..store.queries import allocations
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand
from .check_fields import keepable
from .free_homes import free_homes

WINDOW = "allocation.signing_window"


class Lapsed(Struct, frozen=True):
    """An allocation that lapsed, and why."""

    allocation_id: int
    household_id: int
    unit_id: int | None
    last_day: date
    finding: Refusal


async def lapse_allocations(acting: Acting, at_hand: AtHand) -> tuple[Lapsed, ...]:
    """Settle every open allocation whose last day to sign lies before the business day."""
    keepable(acting)
    authority_id = acting.authority_id
    async with uow():
        due = await allocations.lock_due_to_lapse(authority_id, acting.on)
        if not due:
            return ()

        article = cited(acting.authority, rules_of(acting, at_hand), WINDOW)
        lapsed = tuple(
            Lapsed(
                each.id, each.household_id, each.unit_id, each.window_last_day,
                warning("window_over", "window_last_day", article, last_day=each.window_last_day),
            )
            for each in due
        )  # fmt: skip

        settled = [(each.id, each.window_last_day + ONE_DAY) for each in due]
        await allocations.settle_allocations(authority_id, "lapsed", settled)
        freed = await free_homes(acting, [each.unit_id for each in due], "逾期未签约")
        payload = {"on": acting.on, "allocations": [each.id for each in due], "freed": freed}
        subject = f"authority:{authority_id}"
        await append(authority_id, acting.actor, "lapse_allocations", subject, payload, acting.at)
    return lapsed
