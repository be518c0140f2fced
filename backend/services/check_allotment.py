"""Checks a result of allocation (配租结果) as given, and whether its application or place has one already."""

from datetime import date
from typing import Final, Protocol

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.queries import allocations
from .acting import Acting
from .check_fields import APPLICATION, BATCH, WAITING_SINCE, ahead, beyond, blank
from .mask_numbers import masked_words

ORDER: Final = Both("选房顺序号", "place in the order of choice")
LAST_PLACE: Final = 999_999
"""The highest place a list may give."""


class Result(Protocol):
    """The part of a request that says what was allotted."""

    @property
    def batch(self) -> str: ...
    @property
    def application_number(self) -> str: ...
    @property
    def confirmed_on(self) -> date: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def estate_id(self) -> int | None: ...
    @property
    def choice_order(self) -> int | None: ...
    @property
    def waiting_since(self) -> date | None: ...


def result_refusals(acting: Acting, request: Result) -> list[Refusal]:
    """Everything wrong with a result as given, without what is on record."""
    found = blank(
        ("batch", BATCH, request.batch), ("application_number", APPLICATION, request.application_number)
    )
    found += ahead(acting, Both("确认日期", "day of confirmation"), "confirmed_on", request.confirmed_on)
    if request.unit_id is None and request.choice_order is None:
        found.append(refusing("home_or_place", "unit_id"))
    if request.waiting_since is not None:
        found += ahead(acting, WAITING_SINCE, "waiting_since", request.waiting_since)
    return found + beyond(
        ORDER, "choice_order", 1 if request.choice_order is None else request.choice_order, 1, LAST_PLACE
    )


async def taken_refusals(acting: Acting, request: Result) -> list[Refusal]:
    """Refusals for an application that has its result already, and for a place that is somebody's."""
    authority_id, batch, number = acting.authority_id, request.batch, request.application_number
    found = []
    if await allocations.allocations_by_number(authority_id, batch, [number]):
        given = masked_words(number)
        found.append(refusing("already_there", "application_number", what=APPLICATION, given=given))
    order = request.choice_order
    if order is not None and 1 <= order <= LAST_PLACE:
        if await allocations.allocation_at_place(authority_id, batch, request.estate_id, order) is not None:
            found.append(refusing("place_taken", "choice_order", order=order, batch=masked_words(batch)))
    return found
