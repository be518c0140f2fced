"""One question being answered: the rules of its day, the steps taken, the values used."""

from datetime import date
from typing import Any

import msgspec

from ..vocabulary.calendar import WorkingCalendar
from .pack import InForce
from .provision import Provision


class LawLacking(Exception):  # noqa: N818 - a pack that lacks something, not a failing program
    """A rule needs a value or the words of a finding that the pack does not have on the day."""

    def __init__(self, authority: str, name: str) -> None:
        super().__init__(
            f"政策包 {authority} 在所问之日缺少“{name}”,无法作出决定。请补上后再问。\n"
            f"The pack {authority} lacks “{name}” on the day asked; nothing can be decided. Add it and ask again."
        )
        self.name = name


class Decision(msgspec.Struct, frozen=True):
    """What was decided, by which findings, from which dated values."""

    outcome: str
    values: dict[str, Any]
    findings: list[msgspec.Raw]
    parameters: list[msgspec.Raw]
    steps: list[str]


class Case:
    """What a rule has at hand: the day, the values in force, the calendar; it notes what it uses.

    Every value that is looked up is listed among the parameters once; every step that is taken
    is listed among the findings in order.
    """

    __slots__ = ("authority", "calendar", "findings", "on", "parameters", "rules", "steps")

    def __init__(self, authority: str, on: date, rules: InForce, calendar: WorkingCalendar) -> None:
        self.authority = authority
        self.on = on
        self.rules = rules
        self.calendar = calendar
        self.findings: list[msgspec.Raw] = []
        self.parameters: dict[str, msgspec.Raw] = {}
        self.steps: list[str] = []

    def step(self, code: str, **values: object) -> None:
        """Note that a rule applied; the pack has its words under this code."""
        words = self.rules.findings.get(code)
        if words is None:
            raise LawLacking(self.authority, code)
        self.steps.append(code)
        self.findings.append((not values and words.fixed) or words.filled(values))

    def _use(self, name: str) -> Provision:
        provision = self.rules.provisions.get(name)
        if provision is None:
            raise LawLacking(self.authority, name)
        self.parameters[name] = provision.shown
        return provision

    def number(self, name: str) -> int:
        """A whole number in force on the day (months, days, per cent, fen)."""
        value = self._use(name).value
        assert type(value) is int, f"{name} should be a whole number, is {value!r}"
        return value

    def flag(self, name: str) -> bool:
        """A yes or no in force on the day."""
        value = self._use(name).value
        assert type(value) is bool, f"{name} should be true or false, is {value!r}"
        return value

    def choice(self, name: str) -> str:
        """A word in force on the day."""
        value = self._use(name).value
        assert type(value) is str, f"{name} should be a word, is {value!r}"
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words in force on the day."""
        value = self._use(name).value
        assert type(value) is tuple, f"{name} should be a list, is {value!r}"
        return value

    def has(self, name: str) -> bool:
        """Whether the policy sets this value at all on the day."""
        return name in self.rules

    def given_or_number(self, name: str, given: int | msgspec.UnsetType) -> int:
        """A threshold as the question gives it, else the authority's own of the day; either is listed."""
        if given is msgspec.UNSET:
            return self.number(name)
        article = self.rules.provisions[name].article
        entry = {"name": name, "value": given, "from": None, "source": "question", "article": article}
        self.parameters[name] = msgspec.Raw(msgspec.json.encode(entry))
        return given

    def decide(self, outcome: str, **values: object) -> Decision:
        """The decision, with all that was noted on the way."""
        return Decision(outcome, values, self.findings, list(self.parameters.values()), self.steps)
