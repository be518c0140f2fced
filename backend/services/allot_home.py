"""Allots a household a home, or a place in the order of choice (配租), and reserves the home.

hongshan:16, 19(4), 23(8), 23(9), 40; the signing window is that of zhaoyang:20(3)4.
"""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..domain.allocation.placing import placing_refusals
from ..domain.stock.cells import tidy
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.queries import allocations
from ..store.queries.bulk import new_ids
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import Finding, rules_of
from .at_hand import AtHand
from .check_allotment import result_refusals, taken_refusals
from .check_fields import (
    HOUSEHOLD,
    keepable,
    missing,
)
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .mask_numbers import masked_payload, masked_words
from .read_placing import Window, estate_refusals, read_placing, read_unit, reserve, signing_window


class AllotHome(Struct, frozen=True):
    """A result to be recorded: of a home, or of a place in the order of choice of an estate or of all."""

    household_id: int
    batch: str
    application_number: str
    confirmed_on: date
    unit_id: int | None = None
    estate_id: int | None = None
    choice_order: int | None = None
    waiting_since: date | None = None
    remark: str | None = None
    confirmed: Confirmation | None = None


class Allotted(Struct, frozen=True):
    """The allocation as it stands; ``home`` is empty for a mere place; no last day: no window in the policy."""

    allocation_id: int
    home: str
    window_last_day: date | None
    warnings: tuple[Refusal, ...]
    findings: tuple[Finding, ...]


async def allot_home(acting: Acting, at_hand: AtHand, request: AllotHome) -> Allotted:
    """Record a household's result; of several who want one home, or have one person, the first has it."""
    keepable(acting, request)
    authority_id, unit_id, rules = acting.authority_id, request.unit_id, rules_of(acting, at_hand)
    request = replace(
        request,
        batch=tidy(request.batch),
        application_number=tidy(request.application_number),
        remark=request.remark and masked_words(request.remark),
    )
    async with uow():
        placing = await read_placing(acting, request.household_id, request.waiting_since)
        unit, unit_found = (None, []) if unit_id is None else await read_unit(acting, unit_id)
        found = [*result_refusals(acting, request), *await taken_refusals(acting, request)]
        found += await estate_refusals(acting, request.estate_id, unit)

        if placing is None:
            found.append(missing(HOUSEHOLD, "household_id", request.household_id))
        else:
            found += placing_refusals(placing, acting.authority, rules, acting.on, request.confirmed_on)
        window = Window(None, (), [])
        if unit is not None and request.confirmed_on <= acting.on:
            window = signing_window(acting, at_hand, request.confirmed_on)
        warnings = confirm_warnings([*found, *unit_found, *window.refusals], request.confirmed)

        (allocation_id,) = await new_ids(1)
        new = allocations.NewAllocation(
            allocation_id, request.household_id, request.batch, request.application_number,
            request.confirmed_on, request.estate_id, unit_id, request.choice_order, window.last_day,
            request.remark,
        )  # fmt: skip
        if not await allocations.add_allocations(authority_id, [new], acting.at):
            # Somebody was quicker since the look above: look again to say what is taken.
            again = [] if unit_id is None else (await read_unit(acting, unit_id))[1]
            raise Refused(*await taken_refusals(acting, request), *again)
        if unit is not None:
            await reserve(acting, unit, masked_words(f"配租 {request.application_number}"))
        payload = masked_payload({
            "household": request.household_id, "unit": unit_id, "order": request.choice_order,
            "application": request.application_number, "window": window.last_day,
            **noted(request.confirmed, warnings),
        })  # fmt: skip
        subject = f"allocation:{allocation_id}"
        await append(authority_id, acting.actor, "allot_home", subject, payload, acting.at)
    home = "" if unit is None else unit.name
    return Allotted(allocation_id, home, window.last_day, warnings, window.findings)
