"""Answers one question as bytes: the decision, or the error that names what was wrong and where."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from ..domain.decide import decide
from ..domain.policy.case import Decision
from ..domain.policy.pack import Pack
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.calendar import WorkingCalendar
from ..domain.vocabulary.faults import Fault
from ..policy_packs.reader import AUTHORITIES, CALENDAR, read_calendar, read_pack
from .strict_json import read_object

_ENVELOPE: Final = ("kind", "authority", "on", "facts")
_encode: Final = msgspec.json.Encoder().encode


class Answer(msgspec.Struct, frozen=True):
    """A decision with the question it answers and the pack it rests on."""

    kind: str
    authority: str
    on: date
    pack: msgspec.Raw
    outcome: str
    values: dict[str, Any]
    findings: list[msgspec.Raw]
    parameters: list[msgspec.Raw]


class PolicyLibrary:
    """The packs and the calendar, each read when first asked for.

    ``calendar``: a folder of years that go before the shipped ones; the digest covers it.
    """

    def __init__(self, calendar: Path | None = None) -> None:
        self._folders = [CALENDAR] if calendar is None else [CALENDAR, calendar]
        self._packs: dict[str, Pack] = {}
        self._calendar: WorkingCalendar | None = None

    @property
    def calendar(self) -> WorkingCalendar:
        """The working-day calendar."""
        if self._calendar is None:
            self._calendar = read_calendar(*self._folders)
        return self._calendar

    def pack(self, authority: object) -> Pack:
        """An authority's pack. Raises ``unknown_authority``."""
        found = self._packs.get(authority) if isinstance(authority, str) else None
        if found is None:
            if not isinstance(authority, str):
                raise Fault("wrong_form", "$.authority", form=Both("文字", "text"))
            if authority not in AUTHORITIES:
                raise Fault("unknown_authority", "$.authority", given=authority, known="、".join(AUTHORITIES))
            found = self._packs[authority] = read_pack(authority, *self._folders)
        return found


def day_asked(text: object) -> date:
    """The day a question is about. Raises a fault unless it is written 2026-08-15."""
    if isinstance(text, str) and len(text) == len("2026-08-15") and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise Fault("wrong_form", "$.on", form=Both('日期,如 "2026-08-15"', 'a day, "2026-08-15"'))


def check_envelope(asked: dict[str, Any]) -> None:
    """Raise a fault for a part of the question that is missing, unknown or of the wrong form."""
    for name in _ENVELOPE:
        if name not in asked:
            raise Fault("missing", f"$.{name}", field=name)
    for name in asked:
        if name not in _ENVELOPE:
            raise Fault("unknown_field", f"$.{name}", field=name)
    if not isinstance(asked["kind"], str):
        raise Fault("wrong_form", "$.kind", form=Both("文字", "text"))
    if not isinstance(asked["facts"], dict):
        raise Fault("wrong_form", "$.facts", form=Both("一组事实 {…}", "an object {…}"))


def decide_object(asked: dict[str, Any], library: PolicyLibrary) -> Answer:
    """The answer to a question given as plain data. Raises :class:`Fault`."""
    check_envelope(asked)
    pack = library.pack(asked["authority"])
    on = day_asked(asked["on"])
    kind = asked["kind"]
    found: Decision = decide(kind, on, asked["facts"], pack, library.calendar)
    return Answer(
        kind, pack.head.id, on, pack.shown, found.outcome, found.values, found.findings, found.parameters
    )


def error_object(fault: Fault) -> dict[str, Any]:
    """The ``error`` object of an answer that could not be given."""
    return {"code": fault.code, "path": fault.path, "message": fault.message}


def answer_line(line: bytes, library: PolicyLibrary) -> tuple[bytes, Fault | None]:
    """One line of JSON answered as one line of JSON; the fault where there was one."""
    try:
        return _encode(decide_object(read_object(line), library)), None
    except Fault as fault:
        return _encode({"error": error_object(fault)}), fault
