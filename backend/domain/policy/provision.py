"""The typed shape of a policy pack: dated values with their sources, and the words of findings."""

from datetime import date
from functools import cached_property
from typing import Final, Literal

import msgspec

from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.money import yuan_text

Source = Literal["text", "authority", "law", "reading", "uncertain", "secondary"]
Basis = Literal["text", "authority", "law", "reading", "uncertain"]
Value = int | str | bool | tuple[str, ...] | None

SOURCES: Final = ("text", "authority", "law", "reading", "uncertain", "secondary")
BASES: Final = ("text", "authority", "law", "reading", "uncertain")


class Provision(msgspec.Struct, frozen=True, dict=True):
    """One value of a policy from one day on, with the article it rests on.

    ``since`` None: the text is undated. ``until``: the first day it is no longer in force.
    ``value`` None: silent (the text leaves it open) or repealed.
    """

    name: str
    since: date | None
    until: date | None
    value: Value
    unit: str
    source: Source
    article: str
    words: tuple[str, ...]
    confirmed: date
    label: Both
    note: Both | None = None
    silent: bool = False
    repealed: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the entry covers a day (half-open)."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @cached_property
    def shown(self) -> msgspec.Raw:
        """The entry as an answer lists it among its parameters."""
        entry = {
            "name": self.name,
            "value": self.value,
            "from": self.since,
            "source": self.source,
            "article": self.article,
        }
        return msgspec.Raw(msgspec.json.encode(entry))


class FindingWords(msgspec.Struct, frozen=True, dict=True):
    """What an answer says when a rule applied: rule, basis, and words with places to fill in."""

    code: str
    rule: str
    basis: Basis
    says: Both
    words: tuple[str, ...] = ()

    @cached_property
    def fixed(self) -> msgspec.Raw | None:
        """The finding ready to print, where nothing has to be filled in."""
        if "{" in self.says.zh or "{" in self.says.en:
            return None
        return self._printed(self.says.zh, self.says.en)

    def _printed(self, zh: str, en: str) -> msgspec.Raw:
        entry = {"rule": self.rule, "basis": self.basis, "says": {"zh": zh, "en": en}}
        return msgspec.Raw(msgspec.json.encode(entry))

    def filled(self, values: dict[str, object]) -> msgspec.Raw:
        """The finding with its places filled: days and money as a person reads them."""
        zh = {name: _for_reader(name, value, chinese=True) for name, value in values.items()}
        en = {name: _for_reader(name, value, chinese=False) for name, value in values.items()}
        return self._printed(self.says.zh.format(**zh), self.says.en.format(**en))


def _for_reader(name: str, value: object, *, chinese: bool) -> str:
    if isinstance(value, date):
        return day_text(value) if chinese else f"{value.day} {value:%B %Y}"
    if isinstance(value, int) and "_fen" in name:
        return yuan_text(value)
    return str(value)
