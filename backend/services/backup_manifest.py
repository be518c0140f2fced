"""What a backup says of itself (清单): versions, counts, the digest of every part, the heads of the trails.

It is signed with the installation's own key, which the passphrase opens: who changes a part cannot write
a manifest to match.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from ..store.audit import Break, Head
from ..store.sealing import Key
from ..store.table_copy import SequenceState
from .keeping_error import KeepingError

FORMAT: Final = 1
_PURPOSE: Final = "anju backup manifest"


class Part(Struct, frozen=True):
    """One part of the archive: its name there, its length and SHA-256."""

    name: str
    bytes: int
    digest: str


class TablePart(Struct, frozen=True):
    """A table: its columns in the order of the part, and how many rows."""

    table: str
    columns: tuple[str, ...]
    rows: int
    part: Part


class PapersPart(Struct, frozen=True):
    """The papers: how many files; those whose bytes were not what their names say, when saved already."""

    files: int
    doubtful: tuple[str, ...]
    part: Part


class AuditAnchor(Struct, frozen=True):
    """How far an authority's trail reached, and its first break where it had one when saved already."""

    authority_id: int
    code: str
    sequence: int
    hash: bytes
    broken: Break | None = None

    @property
    def head(self) -> Head:
        """The anchor as the verifier wants it."""
        return Head(self.sequence, self.hash)


class Manifest(Struct, frozen=True):
    """All a restore is held against."""

    format: int
    program: str
    made_at: datetime
    postgresql: str
    migrations: tuple[str, ...]
    key_check_value: str
    key: Part
    tables: tuple[TablePart, ...]
    sequence: SequenceState
    papers: PapersPart
    anchors: tuple[AuditAnchor, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part that has a digest, in the order of the archive."""
        return (self.key, *(table.part for table in self.tables), self.papers.part)

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return sum(table.rows for table in self.tables)


class _Version(Struct):
    format: int
    program: str = "?"


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def decode_manifest(content: bytes, place: object) -> Manifest:
    """The manifest as read. Raises :class:`KeepingError` for one that is damaged or too new."""
    try:
        head = msgspec.json.decode(content, type=_Version)
        if head.format > FORMAT:
            raise KeepingError("backup_newer", place=place, what=head.program)
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError:
        raise KeepingError("part_changed", place=place, part="manifest.json") from None


def sign(content: bytes, key: Key) -> bytes:
    """The signature of a manifest: HMAC-SHA256 under a key derived from the installation's."""
    return hmac.digest(key.derived(_PURPOSE), content, hashlib.sha256)


def check_signature(content: bytes, given: bytes, key: Key, place: object) -> None:
    """Raise :class:`KeepingError` unless the manifest is the one that was signed."""
    if not hmac.compare_digest(sign(content, key), given):
        raise KeepingError("part_changed", place=place, part="manifest.json")
