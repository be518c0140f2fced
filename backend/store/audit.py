"""The audit trail (审计日志): append-only by rights, hash-chained per authority under its head's lock."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from .engine import StoreError
from .unit_of_work import open_work, uow

START: Final = bytes(32)
"""The hash before the first entry."""
_AT_A_TIME: Final = 2000
_canonical = msgspec.json.Encoder(order="sorted", decimal_format="string").encode


class Entry(msgspec.Struct, frozen=True):
    """One line of the trail: who did what to which subject, and the words of it as canonical JSON."""

    authority_id: int
    sequence: int
    at: datetime
    actor: str
    act: str
    subject: str
    payload: str
    previous_hash: bytes
    hash: bytes


class Head(msgspec.Struct, frozen=True):
    """How far the trail reaches: the number and hash of its last entry."""

    sequence: int
    hash: bytes


class Break(msgspec.Struct, frozen=True):
    """The first entry that is not as it was written, by its number, and what is wrong with it."""

    sequence: int
    what: str


WORDS: Final[dict[str, tuple[str, str]]] = {
    "missing": (
        "审计日志缺少第 {sequence} 条:它被删除了。请用备份核对,并报告审计管理员。",
        "Entry {sequence} of the audit trail is missing: it was deleted. Compare with a backup and tell the "
        "audit administrator.",
    ),
    "out_of_place": (
        "审计日志第 {sequence} 条不在自己的位置上。请用备份核对,并报告审计管理员。",
        "Entry {sequence} of the audit trail is not in its place. Compare with a backup and tell the audit "
        "administrator.",
    ),
    "changed": (
        "审计日志第 {sequence} 条被改过:内容与它的校验值不符。请用备份核对,并报告审计管理员。",
        "Entry {sequence} of the audit trail was changed: it does not match its hash. Compare with a "
        "backup and tell the audit administrator.",
    ),
    "head": (
        "审计日志的末尾(第 {sequence} 条)与登记的不符:后面的条目被截去,或登记被改过。"
        "请用备份核对,并报告审计管理员。",
        "The end of the audit trail (entry {sequence}) is not the one on record: later entries were cut off, "
        "or the record was changed. Compare with a backup and tell the audit administrator.",
    ),
    "emptied": (
        "审计日志是空的,可管理单位已经建立,建立时就记有第 {sequence} 条:日志被整个删除了。请用备份核对,并报告审计管理员。",
        "The audit trail is empty, though the authority is there and entry {sequence} was made with it: the whole "
        "trail was deleted. Compare with a backup and tell the audit administrator.",
    ),
    "anchor": (
        "审计日志第 {sequence} 条与库外保存的校验值不符:日志被整体改写过。请用备份核对,并报告审计管理员。",
        "Entry {sequence} of the audit trail does not match the hash kept outside the database: the trail "
        "was rewritten. Compare with a backup and tell the audit administrator.",
    ),
}
"""What can be wrong with the trail, in Chinese and in English."""


def say(found: Break) -> dict[str, str]:
    """What a person reads about a break, in Chinese and English."""
    zh, en = WORDS[found.what]
    return {"zh": zh.format(sequence=found.sequence), "en": en.format(sequence=found.sequence)}


def chained(entry: Entry) -> bytes:
    """The hash an entry must have: sha256 over the previous hash and everything the entry says."""
    if entry.at == _UNREADABLE:
        return b""
    instant = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [entry.authority_id, entry.sequence, instant, entry.actor, entry.act, entry.subject, entry.payload]
    return hashlib.sha256(entry.previous_hash + _canonical(said)).digest()


async def append(
    authority_id: int, actor: str, act: str, subject: str, payload: Mapping[str, Any], at: datetime
) -> Entry:
    """Add one entry in the open unit of work; others of the authority wait for its end.

    Append last in a unit of work: the head's row stays locked until the commit.
    """
    connection = open_work("audit.append")
    head = await connection.fetchrow(_LOCK_HEAD, authority_id)
    if head is None:
        await connection.execute(_FIRST_HEAD, authority_id, START)
        head = await connection.fetchrow(_LOCK_HEAD, authority_id)
    if head is None:
        raise StoreError("no_such_authority", authority_id=authority_id)
    text = _canonical(payload).decode()
    sequence, previous = head["sequence"] + 1, bytes(head["hash"])
    bare = Entry(authority_id, sequence, at, actor, act, subject, text, previous, START)
    entry = msgspec.structs.replace(bare, hash=chained(bare))
    await connection.execute(_INSERT, *msgspec.structs.astuple(entry))
    await connection.execute(_MOVE_HEAD, authority_id, sequence, entry.hash)
    return entry


_LOCK_HEAD: Final = "SELECT sequence, hash FROM audit_head WHERE authority_id = $1 FOR UPDATE"
_FIRST_HEAD: Final = (
    "INSERT INTO audit_head (authority_id, sequence, hash) SELECT authority_id, 0, $2 FROM authority"
    " WHERE authority_id = $1 ON CONFLICT (authority_id) DO NOTHING"
)
_INSERT: Final = (
    "INSERT INTO audit_entry"
    " (authority_id, sequence, at, actor, act, subject, payload, previous_hash, hash)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
)
_MOVE_HEAD: Final = "UPDATE audit_head SET sequence = $2, hash = $3 WHERE authority_id = $1"
_UNREADABLE: Final = datetime.min.replace(tzinfo=UTC)
"""Stands for an instant that is none a program can read (44 BC, infinity); no entry was ever made then."""
_PAGE: Final = (
    "SELECT authority_id, sequence, CASE WHEN at >= '0001-01-01 00:00+00' AND at < '9999-12-31 00:00+00'"
    " THEN at ELSE '0001-01-01 00:00+00' END AS at, actor, act, subject, payload, previous_hash, hash"
    " FROM audit_entry"
    " WHERE authority_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3"
)


class Verifier:
    """Walks a trail entry by entry, remembering only the last one."""

    def __init__(self, authority_id: int, anchors: Iterable[Head] = ()) -> None:
        self.authority_id = authority_id
        self.last = Head(0, START)
        self._anchors = {anchor.sequence: anchor.hash for anchor in anchors}

    def check(self, entry: Entry) -> Break | None:
        """What is wrong with the next entry, if anything."""
        due = self.last.sequence + 1
        if entry.sequence > due:
            return Break(due, "missing")
        if entry.sequence < due or entry.authority_id != self.authority_id:
            return Break(due, "out_of_place")
        if entry.previous_hash != self.last.hash or entry.hash != chained(entry):
            return Break(due, "changed")
        if self._anchors.get(due, entry.hash) != entry.hash:
            return Break(due, "anchor")
        self.last = Head(due, entry.hash)
        return None

    def finish(self, head: Head | None) -> Break | None:
        """Whether the trail ends where its head and the anchors say."""
        beyond = max(self._anchors, default=0)
        if beyond > self.last.sequence:
            return Break(self.last.sequence + 1, "missing")
        if (head or Head(0, START)) != self.last:
            return Break(self.last.sequence + 1, "head")
        return None


def verify_entries(
    authority_id: int, entries: Iterable[Entry], head: Head | None, anchors: Iterable[Head] = ()
) -> Break | None:
    """The first break of a trail held in memory, or None."""
    verifier = Verifier(authority_id, anchors)
    for entry in entries:
        found = verifier.check(entry)
        if found is not None:
            return found
    return verifier.finish(head)


async def read_head(authority_id: int) -> Head | None:
    """How far the trail of an authority reaches; keep it outside the database as an anchor."""
    connection = open_work("audit.read_head")
    row = await connection.fetchrow(
        "SELECT sequence, hash FROM audit_head WHERE authority_id = $1", authority_id
    )
    return None if row is None else Head(row["sequence"], bytes(row["hash"]))


async def read_entries(authority_id: int) -> AsyncIterator[Entry]:
    """The whole trail of an authority in order, a page at a time."""
    connection = open_work("audit.read_entries")
    after = -(2**62)
    while True:
        page = await connection.fetch(_PAGE, authority_id, after, _AT_A_TIME)
        for entry in _entries(page):
            yield entry
        if len(page) < _AT_A_TIME:
            return
        after = page[-1]["sequence"]


def _entries(rows: Iterable[Any]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(*row)


async def verify(authority_id: int, anchors: Iterable[Head] = ()) -> Break | None:
    """Read an authority's whole trail and name its first break, or None.

    An authority without any entry is broken: its creation is an entry.
    ``anchors`` are heads kept outside the database: without one, whoever may rewrite every row may
    rewrite the whole trail.
    """
    verifier = Verifier(authority_id, anchors)
    # One snapshot, so that an entry appended meanwhile is no break.
    async with uow("repeatable read"):
        async for entry in read_entries(authority_id):
            found = verifier.check(entry)
            if found is not None:
                return found
        found = verifier.finish(await read_head(authority_id))
        if found is None and verifier.last.sequence == 0:
            there = await open_work("audit.verify").fetchval(_IS_THERE, authority_id)
            return Break(1, "emptied") if there else None
        return found


_IS_THERE: Final = "SELECT EXISTS (SELECT FROM authority WHERE authority_id = $1)"
