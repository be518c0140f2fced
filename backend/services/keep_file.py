"""Keeps the bytes of papers and uploads (文书存档): each file lies under the digest of its content.

A file is on the disk before the unit of work that names it commits. One left over by a rollback or a kill is
harmless: nothing names it. One that is not whole, after a power cut, is written anew by whoever keeps it next.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from ..store.home import OURS_ALONE, hand_to_owner

LETTERS: Final = 2
"""How many letters of a digest name its folder."""
FEW: Final = 3
"""So many files are brought to the disk one by one; of more all are, at once."""


def place_of(folder: Path, digest: bytes, ending: str) -> Path:
    """Where a file of a digest lies: ``ab/ab12….pdf``."""
    name = digest.hex()
    return folder / name[:LETTERS] / f"{name}.{ending}"


def keep_file(folder: Path, content: bytes, ending: str) -> bytes:
    """The digest of a content that lies in the folder from now on."""
    (digest,) = keep_files(folder, [content], ending)
    return digest


def keep_files(folder: Path, contents: Iterable[bytes], ending: str) -> list[bytes]:
    """The digests of several contents, in their order; all are on the disk when this returns."""
    digests = [write_file(folder, content, ending) for content in contents]
    to_disk(folder, digests, ending)
    return digests


def write_file(folder: Path, content: bytes, ending: str) -> bytes:
    """The digest of a content that lies in the folder, but perhaps not on the disk yet."""
    digest = hashlib.sha256(content).digest()
    if kept_file(folder, digest, ending) is None:
        place = place_of(folder, digest, ending)
        _make(place.parent, folder.parent)
        _write(place, content, folder.parent)
    return digest


def to_disk(folder: Path, digests: Sequence[bytes], ending: str) -> None:
    """Have files that were written on the disk, with their names."""
    if len(digests) > FEW and hasattr(os, "sync"):
        os.sync()
        return
    places = [place_of(folder, digest, ending) for digest in digests]
    for each in (*places, *{place.parent for place in places}):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def kept_file(folder: Path, digest: bytes, ending: str) -> bytes | None:
    """The content of a digest; None where it is not there, or is not what its name says."""
    try:
        content = place_of(folder, digest, ending).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).digest() == digest else None


def keep_made(folder: Path, make: Callable[[IO[bytes]], object], ending: str) -> bytes:
    """The digest of a file that is written as it is made, however large it grows."""
    _make(folder, folder.parent)
    draft = folder / f".made.{os.getpid()}.{ending}"
    with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
        make(file)
        file.flush()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").digest()
    place = place_of(folder, digest, ending)
    _make(place.parent, folder.parent)
    hand_to_owner(draft, folder.parent)
    draft.replace(place)
    to_disk(folder, [digest], ending)
    return digest


def _make(folder: Path, home: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
        for each in (folder, folder.parent):
            hand_to_owner(each, home)


def _write(place: Path, content: bytes, home: Path) -> None:
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
    hand_to_owner(draft, home)
    draft.replace(place)
