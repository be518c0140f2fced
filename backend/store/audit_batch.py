"""Many lines of the audit trail (审计日志) at once, chained as if they were added one after the other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from .audit import START, Entry, chained
from .engine import StoreError
from .unit_of_work import open_work

_canonical = msgspec.json.Encoder(order="sorted", decimal_format="string").encode
_LOCK_HEAD: Final = "SELECT sequence, hash FROM audit_head WHERE authority_id = $1 FOR UPDATE"
_MOVE_HEAD: Final = "UPDATE audit_head SET sequence = $2, hash = $3 WHERE authority_id = $1"
_INSERT: Final = (
    "INSERT INTO audit_entry"
    " (authority_id, sequence, at, actor, act, subject, payload, previous_hash, hash)"
    " SELECT $1, n.sequence, $2, $3, $4, n.subject, n.payload, n.previous, n.hash"
    " FROM unnest($5::bigint[], $6::text[], $7::json[], $8::bytea[], $9::bytea[])"
    " AS n (sequence, subject, payload, previous, hash)"
)


async def append_all(
    authority_id: int, actor: str, act: str, lines: Sequence[tuple[str, Mapping[str, Any]]], at: datetime
) -> None:
    """Add one entry for each subject with its payload, in their order, in the open unit of work.

    For an authority whose trail has begun. Append last: the head's row stays locked until the commit.
    """
    if not lines:
        return
    connection = open_work("audit_batch.append_all")
    head = await connection.fetchrow(_LOCK_HEAD, authority_id)
    if head is None:
        raise StoreError("no_such_authority", authority_id=authority_id)
    sequence, previous = head["sequence"], bytes(head["hash"])
    entries = []
    for subject, payload in lines:
        sequence += 1
        text = _canonical(payload).decode()
        bare = Entry(authority_id, sequence, at, actor, act, subject, text, previous, START)
        entry = msgspec.structs.replace(bare, hash=chained(bare))
        previous = entry.hash
        entries.append(entry)
    await connection.execute(
        _INSERT,
        authority_id,
        at,
        actor,
        act,
        [entry.sequence for entry in entries],
        [entry.subject for entry in entries],
        [entry.payload for entry in entries],
        [entry.previous_hash for entry in entries],
        [entry.hash for entry in entries],
    )
    await connection.execute(_MOVE_HEAD, authority_id, sequence, previous)
