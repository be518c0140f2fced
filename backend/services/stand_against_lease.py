"""What the registers hold against a lease: its allocation, its home, its household, the lease before, who lets."""

from collections.abc import Iterator
from typing import Final

from ..domain.allocation.allocation_states import STATES as ALLOCATION_STATES
from ..domain.allocation.placing import Placing, cited, placing_refusals
from ..domain.lease.given import LeaseGiven
from ..domain.lease.lease_states import NUMBERED, follows_refusals, lease_name
from ..domain.lease.lease_states import STATES as LEASE_STATES
from ..domain.lease.life_words import life_refusal
from ..domain.stock.unit_states import STATES as UNIT_STATES
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import ONE_DAY
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing, warning
from ..store.queries import leases
from .acting import Acting
from .read_lease_ground import Ground, Subject

WINDOW: Final = "allocation.signing_window"
RENEWED: Final = frozenset({"reserved", "living"})
"""States of a tenancy that goes on under another lease."""


def first_refusals(
    acting: Acting, ground: Ground, given: LeaseGiven, subject: Subject, placing: Placing
) -> Iterator[Refusal]:
    """Whether the allocation still holds, the home waits for it, and the household may still be placed."""
    held, home, rules = subject.allocation, ground.homes[subject.unit_id], ground.law.pack.on(acting.on)
    assert held is not None, "a first lease rests on an allocation"
    if held.state != "allotted":
        state = ALLOCATION_STATES[held.state]
        words = {"application": held.application_number, "state": state}
        yield life_refusal("allocation_not_open", "allocation_id", "", **words)
    elif held.window_last_day is not None and held.window_last_day < acting.on:
        article = cited(acting.authority, rules, WINDOW)
        yield warning("window_over", "allocation_id", article, last_day=held.window_last_day)
    if home.id in ground.taken:
        yield life_refusal("home_lived_in", "unit_id", home=home.name, start=given.start)
    elif home.state != "reserved":
        state = UNIT_STATES[home.state or "vacant"]
        yield life_refusal("home_not_reserved", "unit_id", home=home.name, state=state)
    yield from placing_refusals(placing, acting.authority, rules, acting.on)


def renewal_refusals(ground: Ground, given: LeaseGiven, previous: leases.LeaseRow) -> Iterator[Refusal]:
    """Whether the tenancy goes on, and the lease begins on the day after the one before."""
    name = lease_name(previous.number, previous.id)
    if previous.state not in NUMBERED or ground.tenancies.get(previous.tenancy_id or 0) not in RENEWED:
        what = Both(f"合同{name}的租住关系", f"tenancy of the lease {name}")
        words = {"what": what, "state": LEASE_STATES[previous.state], "act": Both("续租", "renewing it")}
        yield refusing("wrong_state", "previous_lease_id", "", **words)
    _, number, to_day = ground.last.get(previous.tenancy_id or 0, (0, previous.number, previous.to_day))
    yield from follows_refusals(given.start, number or name, to_day - ONE_DAY)


def lessor_refusals(ground: Ground, operator_id: int | None) -> Iterator[Refusal]:
    """Whether it is known who lets."""
    if operator_id not in ground.lessors and None not in ground.lessors:
        yield life_refusal("no_lessor", "lessor", who=ground.authority.name)
