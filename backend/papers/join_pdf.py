"""Joins printed leases into one file to print (合订打印): what their papers share is in it once.

For papers this program printed: every object stands in the cross-reference table, references are plain. Each
paper begins on a right-hand page, so that a stack printed on both sides falls apart at the right places.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import IO, Final

from .pdf_file import HEADER, text_string

PRODUCER: Final = "Anju 安居"
_REFERENCE: Final = re.compile(rb"(?<![0-9])([1-9][0-9]*) 0 R\b")
_START: Final = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*\Z")
_TABLE: Final = re.compile(rb"xref\s+0 ([0-9]+)\s*\n")
_ROOT: Final = re.compile(rb"/Root ([0-9]+) 0 R")
_PAGES: Final = re.compile(rb"/Pages ([0-9]+) 0 R")
_COUNT: Final = re.compile(rb"/Count ([0-9]+)")
_ENTRY: Final = 20
_MOST_SHARED: Final = 4096


class Joining:
    """A file that grows; objects are numbered from 1, and 1 is the root of all pages."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._length = out.write(HEADER)
        self._offsets = [0]
        self._shared: dict[bytes, int] = {}
        self._papers: list[int] = []
        self._pages = 0

    def add(self, paper: bytes) -> None:
        """One paper more."""
        objects, root = _objects(paper)
        pages = int(_found(_PAGES, objects[root]))
        numbers: dict[int, int] = {}
        fresh = self._share(objects, numbers, {root, pages})
        for number in (pages, *fresh):
            numbers[number] = self._reserve()
        for number in fresh:
            self._put(numbers[number], _renumbered(objects[number], numbers))
        body, count = objects[pages], int(_found(_COUNT, objects[pages]))
        if count % 2:
            blank = self._reserve()
            self._put(blank, b"<</Type/Page/Parent %d 0 R/Contents[]>>" % numbers[pages])
            body = body.replace(b"/Count %d" % count, b"/Count %d" % (count + 1), 1)
        node = _renumbered(body, numbers)
        if count % 2:
            node = node.replace(b"]/MediaBox", b" %d 0 R]/MediaBox" % blank, 1)
        self._put(numbers[pages], node.replace(b"<</Type/Pages", b"<</Type/Pages/Parent 1 0 R", 1))
        self._papers.append(numbers[pages])
        self._pages += count + count % 2

    def _share(self, objects: dict[int, bytes], numbers: dict[int, int], own: set[int]) -> list[int]:
        """Which objects are not in the file yet; those at the start that are, word for word, are used again."""
        running, same, fresh = hashlib.sha256(), True, []
        for number, body in sorted(objects.items()):
            if number in own or (body.startswith(b"<</Title") and b"/Producer" in body):
                continue
            same = same and all(int(each) in numbers for each in _references(body))
            if same:
                running.update(b"%d " % number + body)
                known = self._shared.get(running.digest())
                if known is None:
                    known = self._reserve()
                    numbers[number] = known
                    self._put(known, _renumbered(body, numbers))
                    if len(self._shared) < _MOST_SHARED:
                        self._shared[running.digest()] = known
                numbers[number] = known
            else:
                fresh.append(number)
        return fresh

    def finish(self, digest: bytes) -> None:
        """Write the root of all pages, the description and the table; ``digest`` names the content."""
        kids = b" ".join(b"%d 0 R" % number for number in self._papers)
        self._put(1, b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._pages, kids), at=0)
        info, root = self._reserve(), self._reserve()
        self._put(info, b"<</Producer %b>>" % text_string(PRODUCER))
        self._put(root, b"<</Type/Catalog/Pages 1 0 R/Lang(zh-CN)>>")
        start, count = self._length, len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for offset in self._offsets:
            self._write(b"%010d 00000 n \n" % offset)
        name = digest.hex().encode("ascii")
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (count, root, info, name, name, start))

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _put(self, number: int, body: bytes, at: int | None = None) -> None:
        self._offsets[number - 1 if at is None else at] = self._length
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write(self, part: bytes) -> None:
        self._length += self._out.write(part)


def join_pdf(papers: Iterable[bytes], out: IO[bytes]) -> int:
    """Join papers in their order; how many there were. The same papers are the same bytes."""
    joining, content, count = Joining(out), hashlib.sha256(), 0
    for paper in papers:
        content.update(hashlib.sha256(paper).digest())
        joining.add(paper)
        count += 1
    joining.finish(content.digest()[:16])
    return count


def _objects(paper: bytes) -> tuple[dict[int, bytes], int]:
    """The objects of a paper by their numbers, and the number of its root."""
    start = int(_found(_START, paper[-64:]))
    head = _TABLE.match(paper, start)
    if head is None:
        raise ValueError("the paper has no cross-reference table / 文书没有交叉引用表")
    entries = paper[head.end() :]
    offsets = {
        number: int(entries[number * _ENTRY : number * _ENTRY + 10]) for number in range(1, int(head[1]))
    }
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], start], strict=True))
    bodies = {number: _body(paper, number, at, ends[at]) for number, at in offsets.items()}
    return bodies, int(_found(_ROOT, paper[start:]))


def _body(paper: bytes, number: int, start: int, end: int) -> bytes:
    part = paper[start:end].rstrip()
    return part.removeprefix(b"%d 0 obj\n" % number).removesuffix(b"\nendobj")


def _found(pattern: re.Pattern[bytes], within: bytes) -> bytes:
    found = pattern.search(within)
    if found is None:
        raise ValueError(f"the paper lacks {pattern.pattern!r} / 文书缺少这一部分")
    return found[1]


def _references(body: bytes) -> Iterator[bytes]:
    return (found[1] for found in _REFERENCE.finditer(body.partition(b"stream\n")[0]))


def _renumbered(body: bytes, numbers: dict[int, int]) -> bytes:
    """An object with its references as they are in the joint file; what a stream holds is left alone."""
    words, mark, content = body.partition(b"stream\n")
    moved = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], words)
    return moved + mark + content
