"""Checks packs: quoted fragments stand in the text, timelines have no gap or overlap, values are fresh."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from ..domain.decide import KINDS
from ..domain.policy.pack import PackHead
from ..domain.policy.provision import FindingWords, Provision
from .reader import HOME, SHARED, read_chapters, read_choice_words, read_head

FRESH_DAYS: Final = 365


class Complaint(NamedTuple):
    """Something a person should look at; ``grave``: the pack must not be used as it is."""

    pack: str
    what: str
    where: str
    zh: str
    en: str
    grave: bool


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def unfound_fragments(pack: str, entries: Iterable[Provision | FindingWords], text: str) -> list[Complaint]:
    """Fragments that do not stand in the policy text to the letter, white space folded."""
    whole = _folded(text)
    return [
        Complaint(
            pack,
            "quote",
            entry.name if isinstance(entry, Provision) else entry.code,
            f"引文不在 text.txt 中:“{fragment}”",
            f"the quoted words do not stand in text.txt: “{fragment}”",
            grave=True,
        )
        for entry in entries
        for fragment in entry.words
        if _folded(fragment) not in whole
    ]


def timeline_faults(pack: str, provisions: Iterable[Provision]) -> list[Complaint]:
    """Gaps and overlaps between the entries of one name."""
    by_name: dict[str, list[Provision]] = {}
    for entry in provisions:
        by_name.setdefault(entry.name, []).append(entry)
    found: list[Complaint] = []
    for name, entries in by_name.items():
        entries.sort(key=lambda entry: entry.since or date.min)
        for before, after in pairwise(entries):
            start = after.since or date.min
            if start == (before.since or date.min) or (before.until is not None and start < before.until):
                zh, en = f"两条自{start}起重叠", f"two entries overlap from {start}"
                found.append(Complaint(pack, "overlap", name, zh, en, grave=True))
            elif before.until is not None and before.until < start:
                zh, en = f"{before.until}至{start}之间没有数值", f"no value from {before.until} until {start}"
                found.append(Complaint(pack, "gap", name, zh, en, grave=True))
    return found


def stale_values(pack: str, provisions: Iterable[Provision], today: date) -> list[Complaint]:
    """Values that nobody has confirmed for a year."""
    limit = today - timedelta(days=FRESH_DAYS)
    return [
        Complaint(
            pack,
            "stale",
            entry.name,
            f"上次确认为{entry.confirmed},已超过{FRESH_DAYS}天,请核对后更新确认日",
            f"last confirmed on {entry.confirmed}, over {FRESH_DAYS} days ago: check it and renew the day",
            grave=False,
        )
        for entry in provisions
        if entry.confirmed < limit
    ]


def check_pack(folder: Path, today: date) -> list[Complaint]:
    """All complaints about one pack. Raises :class:`PackError` where it cannot be read at all."""
    pack = folder.name
    provisions, findings = read_chapters(folder)
    head = None if pack == SHARED else read_head(folder)
    complaints = timeline_faults(pack, provisions) + stale_values(pack, provisions, today)
    complaints += span_faults(pack, provisions, head.in_force_from if head else None, today)
    complaints += finding_faults(pack, findings)
    complaints += choice_faults(pack, provisions, read_choice_words(folder.parent))
    if head is not None:
        text = (folder / "text.txt").read_text(encoding="utf-8")
        complaints += unfound_fragments(pack, [*provisions, *findings], text)
        _, shared = read_chapters(folder.parent / SHARED)
        known = {entry.code for entry in (*findings, *shared)}
        complaints += head_faults(pack, head, known, frozenset(KINDS))
    return complaints


def pack_folders(home: Path = HOME) -> list[Path]:
    """The folders of all packs, the shared one included."""
    return [*sorted(file.parent for file in home.glob("*/pack.toml")), home / SHARED]


def _complaint(pack: str, what: str, where: str, zh: str, en: str, *, grave: bool = True) -> Complaint:
    return Complaint(pack, what, where, zh, en, grave)


def span_faults(
    pack: str, provisions: Iterable[Provision], start: date | None, today: date
) -> list[Complaint]:
    """Values that begin after the policy, end before they begin, stop without a successor, or lie ahead."""
    by_name: dict[str, list[Provision]] = {}
    for entry in provisions:
        by_name.setdefault(entry.name, []).append(entry)
    found = []
    for name, entries in by_name.items():
        first = min(entries, key=lambda entry: entry.since or date.min)
        last = max(entries, key=lambda entry: entry.since or date.min)
        if start is not None and first.since is not None and first.since > start:
            zh, en = (
                f"政策自{start}施行,而数值自{first.since}才有",
                f"in force from {start}, no value until {first.since}",
            )
            found.append(_complaint(pack, "gap", name, zh, en))
        if last.until is not None and last.until <= today:
            zh, en = (
                f"{last.until}起没有数值;已废止的请写 repealed",
                f"no value from {last.until}; write repealed if it was",
            )
            found.append(_complaint(pack, "gap", name, zh, en))
        for entry in entries:
            if entry.until is not None and entry.since is not None and entry.until <= entry.since:
                zh, en = f"{entry.until}止,却自{entry.since}起", f"ends on {entry.until} before it begins"
                found.append(_complaint(pack, "overlap", name, zh, en))
            if entry.confirmed > today:
                zh, en = f"确认日{entry.confirmed}还没有到", f"confirmed on {entry.confirmed}, a day to come"
                found.append(_complaint(pack, "confirmed", name, zh, en))
    return found


_PLACES: Final = re.compile(r"\{(\w*)\}")
_SHARED_RULES: Final = frozenset({"civil-code", "reading", "state-council", "mohurd-order-11"})


def finding_faults(pack: str, findings: Iterable[FindingWords]) -> list[Complaint]:
    """Findings given twice, citing another authority, or whose two languages fill in different things."""
    found, seen = [], set()
    for entry in findings:
        if entry.code in seen:
            found.append(_complaint(pack, "finding", entry.code, "同一代码写了两次", "the code stands twice"))
        seen.add(entry.code)
        law = entry.rule.partition(":")[0]
        if law not in _SHARED_RULES and law != pack:
            zh, en = f"引用了别处的条文 {entry.rule}", f"cites another authority's article {entry.rule}"
            found.append(_complaint(pack, "finding", entry.code, zh, en))
        if set(_PLACES.findall(entry.says.zh)) != set(_PLACES.findall(entry.says.en)):
            zh, en = "中英文的填空不一致", "the places to fill in differ between the languages"
            found.append(_complaint(pack, "finding", entry.code, zh, en))
    return found


def choice_faults(pack: str, provisions: Iterable[Provision], words: dict[str, str]) -> list[Complaint]:
    """Words of choice and list values without their Chinese in ``choices.toml``."""
    found = []
    for entry in provisions:
        values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        if entry.unit not in ("choice", "list"):
            continue
        for word in values:
            if isinstance(word, str) and re.match("[a-z]", word) and word not in words:
                zh, en = f"“{word}”在 choices.toml 中没有中文", f"“{word}” has no Chinese in choices.toml"
                found.append(_complaint(pack, "choice", entry.name, zh, en))
    return found


def head_faults(pack: str, head: PackHead, known_codes: set[str], kinds: frozenset[str]) -> list[Complaint]:
    """A head whose days are turned round, or that names a kind or a finding that does not exist."""
    found = []
    if head.in_force_from and head.in_force_to and head.in_force_to < head.in_force_from:
        zh, en = "施行止日早于起日", "the last day in force is before the first"
        found.append(_complaint(pack, "head", "in_force_to", zh, en))
    for kind in head.kinds:
        if kind not in kinds:
            found.append(_complaint(pack, "head", f"kinds.{kind}", "没有这一类问题", "there is no such kind"))
    for code in head.standing:
        if code not in known_codes:
            found.append(
                _complaint(pack, "standing", code, "没有这条说明", "there is no finding of this code")
            )
    return found
