"""States of a lease (合同状态) and of its supplements, and the steps between them; any other step is refused."""

from datetime import date
from typing import Final

from ..vocabulary.both import Both
from ..vocabulary.days import ONE_DAY
from ..vocabulary.refusal import Refusal
from .life_words import life_refusal

STATES: Final[dict[str, Both]] = {
    "draft": Both("草稿", "draft"),
    "checked": Both("已核对", "checked"),
    "issued": Both("已签发", "issued"),
    "signed": Both("已签订", "signed"),
    "in_force": Both("履行中", "in force"),
    "ended": Both("已终止", "ended"),
    "void": Both("已作废", "void"),
}
STEPS: Final[dict[str, tuple[str, ...]]] = {
    "draft": ("draft", "checked", "void"),
    "checked": ("draft", "checked", "issued", "void"),
    "issued": ("signed", "void"),
    "signed": ("in_force", "ended"),
    "in_force": ("ended",),
    "ended": (),
    "void": (),
}
"""Where a lease may go from each state: void only before it is signed, changed only before it is issued."""

ACTS: Final[dict[str, Both]] = {
    "draft": Both("修改", "change it"),
    "checked": Both("核对", "check it"),
    "issued": Both("签发", "issue it"),
    "signed": Both("办理签订", "sign it"),
    "in_force": Both("开始履行", "let it take effect"),
    "ended": Both("终止", "end it"),
    "void": Both("作废", "void it"),
    "supplement": Both("签订补充协议", "supplement it"),
}
"""What a step is called, as something one does; ``supplement`` leaves the state as it is."""

OPEN: Final = frozenset({"draft", "checked"})
"""Not issued yet: the terms may still change."""
NUMBERED: Final = frozenset({"issued", "signed", "in_force", "ended"})
"""Issued and not void: the paper stands."""
SUPPLEMENTED: Final = frozenset({"signed", "in_force"})
"""A supplement changes a contract that is made; before that the lease is voided and made anew."""


def lease_name(number: str | None, lease_id: int) -> str:
    """What a lease is called: by its number, or by its id before it has one."""
    return number or f"#{lease_id}"


def step_refusals(lease: str, present: str, step: str) -> list[Refusal]:
    """Why a lease cannot take a step, naming the step and its present state; nothing where it can."""
    if step in STEPS[present] or (step == "supplement" and present in SUPPLEMENTED):
        return []
    allowed = [ACTS[each] for each in dict.fromkeys(STEPS[present])]
    if present in SUPPLEMENTED:
        allowed.append(ACTS["supplement"])
    words = {"lease": lease, "state": STATES[present], "act": ACTS[step]}
    if not allowed:
        return [life_refusal("lease_final", "state", "", **words)]
    listed = Both("、".join(each.zh for each in allowed), " or ".join(each.en for each in allowed))
    return [life_refusal("lease_step", "state", "", allowed=listed, **words)]


def supplement_day_refusals(effective_from: date, start: date, end: date) -> list[Refusal]:
    """Why a change cannot begin on a day: it lies outside the lease, whose last day is ``end``."""
    if start <= effective_from <= end:
        return []
    return [life_refusal("supplement_outside", "effective_from", day=effective_from, start=start, end=end)]


def follows_refusals(start: date, previous: str, previous_end: date) -> list[Refusal]:
    """Why a renewal cannot begin on a day: the leases of a tenancy neither overlap nor leave days out."""
    due = previous_end + ONE_DAY
    if start == due:
        return []
    code = "leases_overlap" if start < due else "leases_gap"
    return [life_refusal(code, "start", lease=previous, end=previous_end, start=start)]
