"""States of a home (房屋状态) and the steps between them; every step not in the table is refused."""

from typing import Final

from ..vocabulary.both import Both
from ..vocabulary.refusal import Refusal
from ..vocabulary.refusing import refusing

STATES: Final[dict[str, Both]] = {
    "vacant": Both("空置", "vacant"),
    "reserved": Both("预留", "reserved"),
    "let": Both("已租", "let"),
    "repair": Both("维修", "under repair"),
    "frozen": Both("冻结", "frozen"),
    "sold": Both("已售", "sold"),
}

STEPS: Final[dict[str, tuple[str, ...]]] = {
    "vacant": ("reserved", "repair", "frozen"),
    "reserved": ("vacant", "let"),
    "let": ("vacant", "repair", "sold"),
    "repair": ("vacant", "frozen"),
    "frozen": ("vacant", "repair"),
    "sold": ("vacant",),
}
"""Where a home may go from each state. Homes are sold to their tenants (hongshan:24, 31), and a home
bought back stands vacant again (hongshan:24(2).3, 38)."""

BY_HAND: Final = frozenset({"vacant", "reserved", "repair", "frozen"})
"""States a clerk sets; the others follow from a lease or a sale."""
FREE: Final = frozenset({"vacant", "reserved"})
"""States in which a home can be allotted, where nobody has it yet."""


def state_list(states: tuple[str, ...]) -> Both:
    """Several states as a person reads them."""
    return Both("、".join(STATES[each].zh for each in states), ", ".join(STATES[each].en for each in states))


def step_refusals(unit: str, present: str, step: str) -> list[Refusal]:
    """Why a home in its present state cannot take a step; nothing where it can."""
    if step in STEPS[present]:
        return []
    allowed = state_list(STEPS[present])
    state, wanted = STATES[present], STATES[step]
    return [refusing("illegal_step", "state", unit=unit, state=state, step=wanted, allowed=allowed)]


def by_hand_refusals(step: str) -> list[Refusal]:
    """Why a clerk cannot set a state by hand: no such state, or one that follows from a paper."""
    if step not in STATES:
        what = Both("房屋状态", "state of a home")
        return [refusing("unknown_word", "state", what=what, given=step, known=state_list(tuple(STATES)))]
    return [] if step in BY_HAND else [refusing("state_follows", "state", state=STATES[step])]
