"""States of an allocation (配租结果): open until signed, lapsed or given up."""

from typing import Final

from ..vocabulary.both import Both
from ..vocabulary.refusal import Refusal
from ..vocabulary.refusing import refusing

STATES: Final[dict[str, Both]] = {
    "allotted": Both("已配租", "allotted"),
    "signed": Both("已签约", "signed"),
    "lapsed": Both("逾期失效", "lapsed"),
    "given_up": Both("已放弃", "given up"),
}
STEPS: Final[dict[str, tuple[str, ...]]] = {
    "allotted": ("signed", "lapsed", "given_up"),
    "signed": (),
    "lapsed": (),
    "given_up": (),
}
OPEN: Final = frozenset({"allotted"})
_ACTS: Final[dict[str, Both]] = {
    "signed": Both("签约", "signing"),
    "lapsed": Both("作逾期处理", "letting it lapse"),
    "given_up": Both("办理放弃", "giving up"),
    "allotted": Both("选房", "choosing a home"),
}


def step_refusals(present: str, step: str) -> list[Refusal]:
    """Why an allocation cannot take a step; choosing a home is a step of an open one to itself."""
    if step in STEPS[present] or (step == present and present in OPEN):
        return []
    what = Both("配租结果", "allocation")
    return [refusing("wrong_state", "allocation", what=what, state=STATES[present], act=_ACTS[step])]
