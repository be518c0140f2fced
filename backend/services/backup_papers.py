"""The papers of an installation as one tar stream, out and in again; also what the doctor looks at.

A paper is named by the SHA-256 of its bytes, whatever folders and endings stand around the name. Names that
begin with a dot are drafts of a paper being written, and no papers yet.
"""

import hashlib
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final

from ..store.home import OURS_ALONE, hand_to_owner
from .keeping_error import KeepingError

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PIECE: Final = 256 * 1024
MOST_NAMED: Final = 100


class Hashed:
    """A file that is read through its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, length: int = _PIECE) -> bytes:
        """Some bytes; as of a file."""
        piece = self._file.read(length)
        self._hash.update(piece)
        return piece

    def is_named(self, name: str) -> bool:
        """Whether what was read bears its own digest as its name."""
        return _digest_in(name) == self._hash.hexdigest()


def _digest_in(name: str) -> str:
    return PurePosixPath(name).name.partition(".")[0]


def is_digest_name(name: str) -> bool:
    """Whether a file is named as a paper is."""
    return _DIGEST.fullmatch(_digest_in(name)) is not None


def paper_files(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file of the folder with its path below it, in the order of the paths; drafts left out."""
    place = folder / below
    if not place.is_dir():
        return
    with os.scandir(place) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from paper_files(folder, name)
        elif not entry.name.startswith("."):
            yield name, entry


def pack_papers(folder: Path, sink: IO[bytes]) -> tuple[int, tuple[str, ...]]:
    """Write all papers to a stream; how many, and the first whose bytes are not what their names say."""
    count, doubtful = 0, []
    with tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, entry in paper_files(folder):
            if not entry.is_file(follow_symlinks=False):
                doubtful.append(name)
                continue
            try:
                with open(entry.path, "rb") as file:
                    info = tarfile.TarInfo(name)
                    info.size, info.mode = os.fstat(file.fileno()).st_size, 0o600
                    read = Hashed(file)
                    tar.addfile(info, read)
            except OSError as error:
                raise KeepingError("cannot_read", place=entry.path, detail=error.strerror or error) from None
            # The library keeps a note of every file; a hundred thousand of them would fill the memory.
            tar.members.clear()  # type: ignore[attr-defined]
            count += 1
            if not read.is_named(name):
                doubtful.append(name)
    return count, tuple(doubtful[:MOST_NAMED])


def unpack_papers(stream: IO[bytes], folder: Path, home: Path) -> tuple[int, tuple[str, ...]]:
    """Write the papers of a stream below a folder; the same answer as :func:`pack_papers`."""
    count, doubtful = 0, []
    _make(folder, home)
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for info in tar:
            path = PurePosixPath(info.name)
            content = tar.extractfile(info)
            if content is None or not info.isreg() or path.is_absolute() or ".." in path.parts:
                raise tarfile.ReadError(info.name)
            _make((folder / path).parent, home)
            read = Hashed(content)
            handle = os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:
                while piece := read.read():
                    file.write(piece)
            hand_to_owner(folder / path, home)
            tar.members.clear()  # type: ignore[attr-defined]
            count += 1
            if not read.is_named(info.name):
                doubtful.append(info.name)
    return count, tuple(doubtful[:MOST_NAMED])


def _make(folder: Path, home: Path) -> None:
    """A folder for the home's owner alone, with those above it up to the home."""
    if not folder.is_dir():
        _make(folder.parent, home)
        folder.mkdir(mode=OURS_ALONE)
        hand_to_owner(folder, home)
