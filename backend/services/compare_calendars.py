"""Lists the answers that a changed working-day calendar moves."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from ..domain.vocabulary.faults import Fault
from .answer_question import PolicyLibrary, decide_object
from .strict_json import read_object


class Moved(NamedTuple):
    """A question whose answer changes: its line, its kind, and what differs (before, after)."""

    line: int
    kind: str
    changes: dict[str, tuple[Any, Any]]


def _answer(asked: dict[str, Any], library: PolicyLibrary) -> dict[str, Any]:
    try:
        found = decide_object(asked, library)
    except Fault as fault:
        return {"error": fault.code}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found.values))
    return {"outcome": found.outcome, **plain}


def compare_calendars(
    lines: Iterable[tuple[int, bytes]], before: PolicyLibrary, after: PolicyLibrary
) -> list[Moved]:
    """The questions that get another outcome or other values under the second calendar."""
    moved: list[Moved] = []
    for number, line in lines:
        try:
            asked = read_object(line)
        except Fault:
            continue
        old, new = _answer(asked, before), _answer(asked, after)
        if old != new:
            names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
            changes = {name: (old.get(name), new.get(name)) for name in names}
            moved.append(Moved(number, str(asked.get("kind", "")), changes))
    return moved
