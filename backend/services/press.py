"""Prints papers and keeps their files (打印): in this process, or in helpers beside it where there are many.

A helper is a process of its own that reads documents and answers with the digest of each paper. It ends when
its input does, so none outlives a worker that is killed.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from ..domain.lease.document import LeaseDocument
from ..papers.paper_error import PaperError
from .keep_file import to_disk, write_file
from .lease_hand import printer

PDF: Final = "pdf"
FRAME: Final = 8
MANY: Final = 100
"""So many papers are worth the start of helpers."""
_encode: Final = msgspec.msgpack.Encoder().encode


class Sheet(Struct, frozen=True, tag=True):
    """A paper that was printed: under which digest it lies, how long it is."""

    digest: bytes
    byte_count: int


class Spoiled(Struct, frozen=True, tag=True):
    """A paper that cannot be printed, and why."""

    code: str
    zh: str
    en: str


_decode_sheet: Final = msgspec.msgpack.Decoder[Sheet | Spoiled](Sheet | Spoiled)


def print_one(papers: Path, document: LeaseDocument) -> Sheet | Spoiled:
    """Print a document and write its file."""
    try:
        content = printer().print(document)
    except PaperError as error:
        return Spoiled(error.code, error.zh, error.en)
    return Sheet(write_file(papers, content, PDF), len(content))


class Press:
    """Prints in this process."""

    def __init__(self, papers: Path) -> None:
        self._papers = papers

    async def print(self, documents: Sequence[LeaseDocument]) -> list[Sheet | Spoiled]:
        """Print documents in their order; the files of all that could be are on the disk after it."""
        sheets = await self._printed(documents)
        made = [sheet.digest for sheet in sheets if isinstance(sheet, Sheet)]
        to_disk(self._papers, made, PDF)
        return sheets

    async def _printed(self, documents: Sequence[LeaseDocument]) -> list[Sheet | Spoiled]:
        return [print_one(self._papers, document) for document in documents]


class Presses(Press):
    """Prints in helpers; several batches may be in work, each helper takes one document after the other."""

    def __init__(self, papers: Path, helpers: Sequence[Process]) -> None:
        super().__init__(papers)
        self._helpers = [(helper, asyncio.Lock()) for helper in helpers]

    async def _printed(self, documents: Sequence[LeaseDocument]) -> list[Sheet | Spoiled]:
        count = len(self._helpers)
        parts = await asyncio.gather(
            *(self._part(at, documents[at::count]) for at in range(count) if documents[at::count])
        )
        return [parts[at % count][at // count] for at in range(len(documents))]

    async def _part(self, at: int, documents: Sequence[LeaseDocument]) -> list[Sheet | Spoiled]:
        helper, lock = self._helpers[at]
        assert helper.stdin is not None, "a helper has its input"
        assert helper.stdout is not None, "a helper has its output"
        async with lock:
            frames = [_encode(document) for document in documents]
            helper.stdin.writelines(len(frame).to_bytes(FRAME, "big") + frame for frame in frames)
            sheets = []
            for _ in documents:
                length = int.from_bytes(await helper.stdout.readexactly(FRAME), "big")
                sheets.append(_decode_sheet.decode(await helper.stdout.readexactly(length)))
            return sheets


@asynccontextmanager
async def open_press(papers: Path, how_many: int, helpers: int | None = None) -> AsyncIterator[Press]:
    """A press for so many papers: with a helper for each core where they are many."""
    count = (os.cpu_count() or 1) if helpers is None else helpers
    if how_many < MANY or count < 2:
        yield Press(papers)
        return
    command = (sys.executable, "-m", "backend.services.press_helper", str(papers))
    started = [await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE) for _ in range(count)]
    try:
        yield Presses(papers, started)
    finally:
        for helper in started:
            assert helper.stdin is not None, "a helper has its input"
            helper.stdin.close()
        await asyncio.gather(*(helper.wait() for helper in started))
