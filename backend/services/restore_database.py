"""Puts the database of a backup into an empty one and proves that it is the same, before the commit."""

import hashlib
from datetime import datetime

from ..store import table_copy
from ..store.audit import START, Head, append, read_head, verify
from ..store.engine import DatabaseAccess
from ..store.migrate import known_migrations, migrate
from ..store.queries.examinations import all_authorities, known_check_value
from .backup_manifest import Manifest, TablePart
from .backup_reader import Archive
from .keeping_error import KeepingError


def check_migrations(manifest: Manifest, place: object) -> None:
    """Raise :class:`KeepingError` for a backup whose tables this program does not know how to make."""
    known = known_migrations()
    names = list(manifest.migrations)
    if not names or names != known[: len(names)]:
        unknown = [name for name in names if name not in known] or [manifest.program]
        raise KeepingError("backup_newer", place=place, what=", ".join(unknown))


async def load_database(archive: Archive, access: DatabaseAccess) -> None:
    """Make the tables as they were, fill them, prove them, and bring them up to this program.

    In the open unit of work of the owner; nothing of it stands before that is over.
    """
    manifest = archive.manifest
    count = await table_copy.objects()
    if count:
        raise KeepingError("database_not_empty", count=count)
    await table_copy.build_schema(access, manifest.migrations[-1])
    shapes = {shape.name: shape.columns for shape in await table_copy.shapes()}
    if shapes != {table.table: table.columns for table in manifest.tables}:
        raise _differs("表和列", "the tables and columns")
    await table_copy.say_the_same_everywhere()
    for table in manifest.tables:
        await table_copy.copy_in(table.table, table.columns, archive.apieces(table.part))
    await table_copy.set_sequence(manifest.sequence)
    await _prove(manifest)
    await migrate(access)
    await table_copy.analyze()


async def _prove(manifest: Manifest) -> None:
    """Count and digest every table anew, and hold sequence, key and trails against the manifest."""
    parts = {table.table: table for table in manifest.tables}
    for shape in await table_copy.shapes():
        await _prove_table(shape, parts[shape.name])
    if await table_copy.sequence_state() != manifest.sequence:
        raise _differs("编号序列", "the sequence of ids")
    if await known_check_value() not in (None, manifest.key_check_value):
        raise _differs("密钥校验值", "the check value of the key")
    anchors = {anchor.authority_id: anchor for anchor in manifest.anchors}
    if anchors.keys() != {each.authority_id for each in await all_authorities()}:
        raise _differs("管理单位", "the authorities")
    for authority_id, anchor in anchors.items():
        heads = [] if anchor.broken else [anchor.head]
        head = await read_head(authority_id) or Head(0, START)
        if head != anchor.head or await verify(authority_id, heads) != anchor.broken:
            raise _differs(f"{anchor.code} 的审计日志", f"the audit trail of {anchor.code}")


async def _prove_table(shape: table_copy.TableShape, saved: TablePart) -> None:
    found = hashlib.sha256()

    async def take(data: bytes) -> None:
        found.update(data)

    rows = await table_copy.copy_out(shape, take)
    if (rows, found.hexdigest()) != (saved.rows, saved.part.digest):
        raise _differs(f"表 {saved.table} 的内容", f"the rows of the table {saved.table}")


async def note_restored(manifest: Manifest, actor: str, at: datetime) -> None:
    """Say in every sound trail that what came after the backup is gone."""
    for anchor in sorted(manifest.anchors, key=lambda each: each.authority_id):
        if anchor.broken is None:
            payload = {"backup_made_at": manifest.made_at, "head": anchor.sequence}
            subject = f"authority:{anchor.authority_id}"
            await append(anchor.authority_id, actor, "restore", subject, payload, at)


def _differs(zh: str, en: str) -> KeepingError:
    return KeepingError("not_as_saved", what_zh=zh, what_en=en)
