"""Verifies the audit trails (审计日志), against heads kept outside the database where there are any."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from ..store.audit import START, Break, Head, read_head, verify
from ..store.queries.examinations import all_authorities, audit_entries
from ..store.unit_of_work import uow
from .backup_archive import new_file
from .keeping_error import KeepingError


class Trail(Struct, frozen=True):
    """An authority's trail: how many entries, its head, the first break or None."""

    authority_id: int
    code: str
    name: str
    entries: int
    head: Head
    broken: Break | None


class AnchoredHead(Struct, frozen=True, forbid_unknown_fields=True):
    """One trail's head as an anchor file says it; ``hash`` in hexadecimal, to be read aloud."""

    authority_id: int
    code: str
    sequence: int
    hash: str


class Anchors(Struct, frozen=True, forbid_unknown_fields=True):
    """An anchor file (锚点): the heads of all trails at one moment, to be kept away from the database."""

    anju_audit_anchor: int
    written_at: datetime
    heads: tuple[AnchoredHead, ...]


def read_anchors(file: Path) -> Anchors:
    """The anchors of a file. Raises :class:`KeepingError`."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Anchors)
        if all(len(bytes.fromhex(head.hash)) == len(START) for head in found.heads):
            return found
    except OSError as error:
        raise KeepingError("cannot_read", place=file, detail=error.strerror or error) from None
    except (msgspec.MsgspecError, ValueError):
        pass
    raise KeepingError("no_anchor", place=file)


async def verify_audit(code: str | None = None, anchors: Sequence[Anchors] = ()) -> list[Trail]:
    """Every trail, or one authority's, read from its first entry to its head in one snapshot.

    An anchored authority that has gone counts as broken from its first entry.
    """
    kept = [head for anchor in anchors for head in anchor.heads]
    async with uow("repeatable read"):
        there = await all_authorities()
        known = {each.code for each in there}
        if code is not None and code not in known | {head.code for head in kept}:
            raise KeepingError("unknown_authority", given=code, known="、".join(sorted(known)) or "—")
        found = []
        for each in there:
            if code in (None, each.code):
                heads = [
                    Head(head.sequence, bytes.fromhex(head.hash))
                    for head in kept
                    if head.authority_id == each.authority_id
                ]
                found.append(
                    Trail(
                        each.authority_id,
                        each.code,
                        each.name,
                        await audit_entries(each.authority_id),
                        await read_head(each.authority_id) or Head(0, START),
                        await verify(each.authority_id, heads),
                    )
                )
    ids = {each.authority_id for each in there}
    gone = {head.authority_id: head for head in kept if head.authority_id not in ids}
    return found + [
        Trail(head.authority_id, head.code, head.code, 0, Head(0, START), Break(1, "missing"))
        for head in gone.values()
        if code in (None, head.code)
    ]


async def write_anchors(file: Path, at: datetime) -> Anchors:
    """Write the heads of all trails to a new file."""
    async with uow("repeatable read"):
        heads = []
        for each in await all_authorities():
            head = await read_head(each.authority_id) or Head(0, START)
            heads.append(AnchoredHead(each.authority_id, each.code, head.sequence, head.hash.hex()))
    anchors = Anchors(1, at, tuple(heads))
    with new_file(file) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(anchors), indent=1) + b"\n")
    return anchors
