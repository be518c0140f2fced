"""Writes the file of a backup: a ZIP that begins with a mark and ends with its manifest and signature.

Any unzip program can look into it. Parts are written in pieces, never whole.
"""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Final, Self

from .backup_manifest import Part
from .keeping_error import KeepingError

MARK: Final = "ANJU-BACKUP"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
_ABOUT: Final = "安居备份 / a backup of Anju\nanju restore FILE --into HOME\n".encode()


class PartWriter:
    """Takes the bytes of one part."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.length = 0

    def write(self, data: bytes) -> int:
        """Add bytes; as of a file."""
        self._hash.update(data)
        self.length += len(data)
        return self._stream.write(data)

    async def take(self, data: bytes) -> None:
        """Add bytes; as the database hands them over."""
        self.write(data)

    def as_part(self, name: str) -> Part:
        """What the manifest says of it."""
        return Part(name, self.length, self._hash.hexdigest())


class ArchiveWriter:
    """Writes the parts one after the other; the directory at the end, when nothing went wrong."""

    def __init__(self, stream: IO[bytes], at: datetime) -> None:
        self._zip = zipfile.ZipFile(stream, "w", allowZip64=True)
        self._moment = at.timetuple()[:6]
        self.add(MARK, _ABOUT)

    @contextmanager
    def part(self, name: str, *, packed: bool = False) -> Iterator[PartWriter]:
        """One part, open for its bytes."""
        info = zipfile.ZipInfo(name, self._moment)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as stream:
            yield PartWriter(stream)

    def add(self, name: str, content: bytes) -> Part:
        """One small part at once."""
        with self.part(name) as writer:
            writer.write(content)
        return writer.as_part(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            # Else the library would write its directory to a file that is closed by then.
            self._zip.fp = None
        self._zip.close()


@contextmanager
def new_file(place: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all, for its owner alone, and replaces none.

    Raises :class:`KeepingError` where a file of that name is there or none can be written.
    """
    if not place.parent.is_dir():
        raise KeepingError("no_folder", place=place.parent)
    if os.path.lexists(place):
        raise KeepingError("file_there", place=place)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(6)}.part")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _into_place(draft, place)
    except FileExistsError:
        raise KeepingError("file_there", place=place) from None
    except OSError as error:
        raise KeepingError("cannot_write", place=place, detail=error.strerror or error) from None
    finally:
        draft.unlink(missing_ok=True)


def _into_place(draft: Path, place: Path) -> None:
    """A link never replaces; a disk without links (a USB stick) gets a look and a renaming."""
    try:
        os.link(draft, place)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(place):
            raise FileExistsError(place) from None
        draft.rename(place)
