"""Reads the file of a backup; refuses one that is cut short, changed or foreign, naming the part."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Self

from ..store.sealing import Key
from .backup_archive import MANIFEST, MARK, SIGNATURE
from .backup_manifest import Manifest, Part, check_signature, decode_manifest
from .keeping_error import KeepingError

PIECE: Final = 256 * 1024
LONGEST_SMALL_PART: Final = 64 * 1024 * 1024
_BEGINS: Final = b"PK\x03\x04"
_NAME_AT: Final = 30
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
"""What the ZIP library raises on bytes that make no sense."""


class Archive:
    """An open backup; :meth:`check` must have passed before anything is made of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        try:
            with place.open("rb") as file:
                begins = file.read(_NAME_AT + len(MARK))
            self._zip = zipfile.ZipFile(place)
        except OSError as error:
            raise KeepingError("cannot_read", place=place, detail=error.strerror or error) from None
        except _DAMAGE:
            reason = "truncated" if _is_ours(begins) else "foreign"
            raise KeepingError(reason, place=place) from None
        if not _is_ours(begins):
            self._zip.close()
            raise KeepingError("foreign", place=place)
        self._content = self.small(MANIFEST)
        self.manifest: Manifest = decode_manifest(self._content, place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def check(self) -> None:
        """Read every part once. Raises :class:`KeepingError` naming the first that is not as it was written."""
        names = self._zip.namelist()
        known = [MARK, *(part.name for part in self.manifest.parts), MANIFEST, SIGNATURE]
        for name in known:
            if name not in names:
                raise KeepingError("part_missing", place=self.place, part=name)
        for name in names:
            if name not in known or names.count(name) > 1:
                raise KeepingError("part_unknown", place=self.place, part=name)
        for part in self.manifest.parts:
            found = hashlib.sha256()
            for piece in self.pieces(part):
                found.update(piece)
            if found.hexdigest() != part.digest:
                raise self._changed(part.name)

    def check_signature(self, key: Key) -> None:
        """Raise :class:`KeepingError` unless the manifest is the one the installation signed."""
        check_signature(self._content, self.small(SIGNATURE), key, self.place)

    def pieces(self, part: Part) -> Iterator[bytes]:
        """The bytes of a part, a piece at a time, no more than the manifest says."""
        with self.stream(part) as stream:
            left = part.bytes
            while piece := self._read(stream, part.name, min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise self._changed(part.name)
                yield piece

    async def apieces(self, part: Part) -> AsyncIterator[bytes]:
        """The same, as the database takes them."""
        for piece in self.pieces(part):
            yield piece

    @contextmanager
    def stream(self, part: Part) -> Iterator[IO[bytes]]:
        """A part, open for reading."""
        with self._opened(part.name) as stream:
            yield stream

    def _opened(self, name: str) -> IO[bytes]:
        try:
            if self._zip.getinfo(name).compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return self._zip.open(name)
        except _DAMAGE:
            pass
        raise self._changed(name)

    def _read(self, stream: IO[bytes], name: str, length: int) -> bytes:
        try:
            return stream.read(length)
        except _DAMAGE:
            raise self._changed(name) from None

    def small(self, name: str) -> bytes:
        """A part that fits into memory, by its name."""
        if name not in self._zip.namelist():
            raise KeepingError("part_missing", place=self.place, part=name)
        with self._opened(name) as stream:
            return self._read(stream, name, LONGEST_SMALL_PART)

    def _changed(self, name: str) -> KeepingError:
        return KeepingError("part_changed", place=self.place, part=name)


def _is_ours(begins: bytes) -> bool:
    """Whether a file begins with a ZIP part of the mark's name."""
    return begins.startswith(_BEGINS) and begins[_NAME_AT:] == MARK.encode()
