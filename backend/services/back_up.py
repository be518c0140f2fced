"""Backs up (备份) a whole installation into one file: database, papers, the key under a passphrase."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..store import table_copy
from ..store.audit import START, Head, append, read_head, verify
from ..store.home import key_directory, papers_directory
from ..store.key_file import load_key, seal_key
from ..store.migrate import known_migrations
from ..store.queries.examinations import all_authorities, known_check_value
from ..store.sealing import Key
from ..store.unit_of_work import uow
from .backup_archive import MANIFEST, SIGNATURE, ArchiveWriter, new_file
from .backup_manifest import (
    FORMAT,
    AuditAnchor,
    Manifest,
    PapersPart,
    TablePart,
    encode_manifest,
    sign,
)
from .backup_papers import pack_papers
from .keeping_error import KeepingError

KEY: Final = "key"
PAPERS: Final = "papers.tar"


class BackedUp(Struct, frozen=True):
    """The file that was written, what it holds, and its length."""

    file: Path
    bytes: int
    manifest: Manifest


async def back_up(home: Path, file: Path, passphrase: str, actor: str, at: datetime) -> BackedUp:
    """Write a new backup file of the database units of work go to, with the owner's rights, and its home.

    The database is read in one snapshot and the papers after it, so that every paper a row names is there.
    """
    place = file.absolute()
    if place.resolve().is_relative_to(home.resolve()):
        raise KeepingError("inside_home", place=home)
    with new_file(place) as stream:
        async with uow("repeatable read"):
            await table_copy.read_only()
            key = await _key(home)
            sealed = seal_key(key, passphrase)
            with ArchiveWriter(stream, at) as archive:
                manifest = await _write(archive, key, sealed, papers_directory(home), at)
        length = stream.tell()
    await _note(manifest.anchors, actor, at, {"file": place.name, "rows": manifest.rows})
    return BackedUp(place, length, manifest)


async def _key(home: Path) -> Key:
    names = await table_copy.carried_out()
    if not names:
        raise KeepingError("not_migrated")
    unknown = set(names) - set(known_migrations())
    if unknown:
        raise KeepingError("database_newer", unknown=", ".join(sorted(unknown)))
    return load_key(key_directory(home), await known_check_value())


async def _write(archive: ArchiveWriter, key: Key, sealed: bytes, papers: Path, at: datetime) -> Manifest:
    key_part = archive.add(KEY, sealed)
    await table_copy.say_the_same_everywhere()
    tables = []
    for shape in await table_copy.shapes():
        name = f"database/{shape.name}.copy"
        with archive.part(name, packed=True) as part:
            rows = await table_copy.copy_out(shape, part.take)
        tables.append(TablePart(shape.name, shape.columns, rows, part.as_part(name)))
    anchors = await _anchors()
    with archive.part(PAPERS) as part:
        files, doubtful = pack_papers(papers, part)  # type: ignore[arg-type]
    manifest = Manifest(
        FORMAT, table_copy.program_version(), at, await table_copy.server_version(),
        tuple(await table_copy.carried_out()), key.check_value, key_part, tuple(tables),
        await table_copy.sequence_state(), PapersPart(files, doubtful, part.as_part(PAPERS)), anchors,
    )  # fmt: skip
    content = encode_manifest(manifest)
    archive.add(MANIFEST, content)
    archive.add(SIGNATURE, sign(content, key))
    return manifest


async def _anchors() -> tuple[AuditAnchor, ...]:
    """The head of every trail; a trail that is broken is saved too, and named."""
    found = []
    for each in await all_authorities():
        head = await read_head(each.authority_id) or Head(0, START)
        broken = await verify(each.authority_id)
        found.append(AuditAnchor(each.authority_id, each.code, head.sequence, head.hash, broken))
    return tuple(found)


async def _note(anchors: Iterable[AuditAnchor], actor: str, at: datetime, payload: dict[str, object]) -> None:
    """Who took everything out, in every trail that can still be added to."""
    async with uow():
        for anchor in sorted(anchors, key=lambda each: each.authority_id):
            if anchor.broken is None:
                subject = f"authority:{anchor.authority_id}"
                await append(anchor.authority_id, actor, "back_up", subject, payload, at)
