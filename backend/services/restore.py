"""Restores (恢复) an installation from its backup file into an empty place: all of it, or nothing."""

import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ..store.engine import DB, connection_settings
from ..store.home import OURS_ALONE, key_directory, papers_directory
from ..store.key_file import put_key, unseal_key
from ..store.sealing import Key
from ..store.server import open_database
from ..store.unit_of_work import uow
from .back_up import PAPERS
from .backup_manifest import Manifest
from .backup_papers import unpack_papers
from .backup_reader import Archive
from .keeping_error import KeepingError
from .open_installation import access_of
from .restore_database import check_migrations, load_database, note_restored


async def restore(
    file: Path,
    home: Path,
    passphrase: str,
    actor: str,
    at: datetime,
    environ: Mapping[str, str] = os.environ,
) -> Manifest:
    """Bring a backup into an empty home, and into the empty database of ``DATABASE_URL`` where one is named.

    Everything is built in a folder beside the home and takes its name at the end.
    """
    place = home.absolute()
    _must_be_empty(place)
    with Archive(file) as archive:
        archive.check()
        key = unseal_key(archive.small(archive.manifest.key.name), passphrase)
        archive.check_signature(key)
        check_migrations(archive.manifest, file)
        with _beside(place) as draft:
            _put_files(archive, key, draft)
            await _put_database(archive, draft, place, actor, at, environ)
        return archive.manifest


def _must_be_empty(home: Path) -> None:
    if home.is_symlink() or (home.exists() and (not home.is_dir() or any(home.iterdir()))):
        raise KeepingError("home_not_empty", place=home)


@contextmanager
def _beside(home: Path) -> Iterator[Path]:
    """A folder on the same disk, with the home's owner and mode; gone at the end unless it was renamed."""
    draft = home.with_name(f".{home.name}.restoring-{secrets.token_hex(6)}")
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir(mode=OURS_ALONE)
        if home.exists():
            facts = home.stat()
            draft.chmod(facts.st_mode & 0o7777)
            if os.geteuid() == 0:
                os.chown(draft, facts.st_uid, facts.st_gid)
    except OSError as error:
        raise KeepingError("home_immovable", place=home, detail=error.strerror or error) from None
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_files(archive: Archive, key: Key, draft: Path) -> None:
    put_key(key_directory(draft), key)
    saved = archive.manifest.papers
    try:
        with archive.stream(saved.part) as stream:
            count, doubtful = unpack_papers(stream, papers_directory(draft), draft)
    except tarfile.TarError:
        raise KeepingError("part_changed", place=archive.place, part=PAPERS) from None
    except OSError as error:
        raise KeepingError("home_immovable", place=draft, detail=error.strerror or error) from None
    if count != saved.files or not set(doubtful) <= set(saved.doubtful):
        raise KeepingError("not_as_saved", what_zh="文书文件", what_en="the files of the papers")
    os.sync()


async def _put_database(
    archive: Archive, draft: Path, home: Path, actor: str, at: datetime, environ: Mapping[str, str]
) -> None:
    """Fill the database and give the folder its name: the embedded one once it has stopped, another last."""
    with open_database(draft, environ) as database:
        access = access_of(database)
        before, DB.config = DB.config, connection_settings(access.owner_url)
        try:
            async with uow("repeatable read"):
                await load_database(archive, access)
                await note_restored(archive.manifest, actor, at)
                if not database.is_embedded:
                    _rename(draft, home)
        except BaseException:
            if not database.is_embedded and not draft.exists():
                shutil.rmtree(home, ignore_errors=True)
            raise
        finally:
            DB.config = before
    if database.is_embedded:
        _rename(draft, home)


def _rename(draft: Path, home: Path) -> None:
    """An empty folder of that name gives way; one that was filled meanwhile does not."""
    try:
        draft.rename(home)
    except OSError as error:
        raise KeepingError("home_immovable", place=home, detail=error.strerror or error) from None
