"""A policy pack as the rules ask it: what is in force on a day."""

from bisect import bisect_right
from datetime import date

import msgspec

from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.faults import Fault
from .provision import FindingWords, Provision, Source


class PackHead(msgspec.Struct, frozen=True):
    """What a policy is, since when and until when it is in force, and what it regulates.

    ``kinds`` maps a kind of question to the article it rests on (``-``: arithmetic no text settles).
    ``standing`` are the findings every answer under this policy carries.
    """

    id: str
    title: Both
    issued_by: Both
    bureau: Both
    in_force_from: date | None
    in_force_to: date | None
    source: Source
    kinds: dict[str, str]
    standing: tuple[str, ...]
    number: str = ""

    def check_in_force(self, on: date) -> None:
        """Raise ``not_in_force`` on a day before the policy began or after it ended."""
        start, end = self.in_force_from, self.in_force_to
        if (start is not None and on < start) or (end is not None and on > end):
            zh = f"{day_text(start) if start else ''}至{day_text(end) if end else '今'}"
            span = Both(zh, f"{start or ''} – {end or ''}")
            raise Fault("not_in_force", "$.on", title=self.title, day=on, span=span)


class InForce:
    """The values of a policy in force on the days of one stretch without a change."""

    def __init__(self, provisions: dict[str, Provision], findings: dict[str, FindingWords]) -> None:
        self.provisions = provisions
        self.findings = findings

    def __contains__(self, name: str) -> bool:
        found = self.provisions.get(name)
        return found is not None and found.value is not None

    def __getitem__(self, name: str) -> Provision:
        return self.provisions[name]


class Pack:
    """One authority's policy: its head, all dated values, the words of its findings, its digest."""

    def __init__(
        self, head: PackHead, provisions: list[Provision], findings: dict[str, FindingWords], digest: str
    ) -> None:
        self.head = head
        self.provisions = sorted(provisions, key=lambda entry: entry.since or date.min)
        self.findings = findings
        self.digest = digest
        self.shown = msgspec.Raw(msgspec.json.encode({"id": head.id, "digest": digest}))
        changes = {p.since for p in provisions} | {p.until for p in provisions}
        self._changes = sorted(day for day in changes if day is not None)
        self._stretches: dict[int, InForce] = {}

    def on(self, day: date) -> InForce:
        """What is in force on a day; asked again within the same stretch it costs a look-up."""
        stretch = bisect_right(self._changes, day)
        found = self._stretches.get(stretch)
        if found is None:
            values = {entry.name: entry for entry in self.provisions if entry.holds_on(day)}
            found = self._stretches[stretch] = InForce(values, self.findings)
        return found
