"""Checks packs: quoted fragments stand in the text, timelines have no gap or overlap, values are fresh."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from ..domain.policy.provision import FindingWords, Provision
from .reader import HOME, SHARED, read_chapters, read_head

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
    complaints = timeline_faults(pack, provisions) + stale_values(pack, provisions, today)
    if pack != SHARED:
        head = read_head(folder)
        text = (folder / "text.txt").read_text(encoding="utf-8")
        complaints += unfound_fragments(pack, [*provisions, *findings], text)
        _, shared = read_chapters(folder.parent / SHARED)
        known = {entry.code for entry in (*findings, *shared)}
        complaints += [
            Complaint(pack, "standing", code, "没有这条说明", "there is no finding of this code", grave=True)
            for code in head.standing
            if code not in known
        ]
    return complaints


def pack_folders(home: Path = HOME) -> list[Path]:
    """The folders of all packs, the shared one included."""
    return [*sorted(file.parent for file in home.glob("*/pack.toml")), home / SHARED]
