"""A font of ours on disk (字体文件): which characters it has, how wide they are, and a cut-out of a few of them.

Read are only the fonts that ``contracts/fonts/make_fonts.py`` makes: TrueType outlines without composites or hints,
glyphs in the order of their characters. So a subset is a handful of slices, where a general reader parses the whole file.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final, Literal

EM: Final = 1000
_CHECKSUM_OF_A_FONT: Final = 0xB1B0AFBA


class FontFile:
    """One face; the file stays on disk, mapped into memory."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.path = path
        self._tables = self._directory()
        self._head = self._table("head")
        self._hhea = self._table("hhea")
        self._maxp = self._table("maxp")
        self.bounds: tuple[int, int, int, int] = struct.unpack_from(">4h", self._head, 36)
        self.glyph_count: int = struct.unpack_from(">H", self._maxp, 4)[0]
        self._full_metrics: int = struct.unpack_from(">H", self._hhea, 34)[0]
        self._glyf = self._tables["glyf"][0]
        self._places = self._outline_places()
        self._firsts, self._groups = self._characters()

    def glyph(self, char: str) -> int:
        """The glyph of a character; 0 where the face has none."""
        code = ord(char)
        at = bisect_right(self._firsts, code) - 1
        if at < 0:
            return 0
        first, last, glyph = self._groups[at]
        return glyph + code - first if code <= last else 0

    def advance(self, glyph: int) -> int:
        """How far the pen moves, in thousandths of the em."""
        at = self._tables["hmtx"][0] + 4 * min(glyph, self._full_metrics - 1)
        return int.from_bytes(self._data[at : at + 2], "big")

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font of ``.notdef`` and these glyphs, numbered from 1 in the order given."""
        outlines = [self._outline(glyph) for glyph in (0, *glyphs)]
        count = len(outlines)
        places = array("I", accumulate(map(len, outlines), initial=0))
        if sys.byteorder == "little":
            places.byteswap()
        head = bytearray(self._head)
        head[8:12] = bytes(4)
        head[50:52] = b"\0\1"
        return _assemble(
            {
                b"glyf": b"".join(outlines),
                b"head": bytes(head),
                b"hhea": self._hhea[:34] + struct.pack(">H", count),
                b"hmtx": b"".join(map(self._metric, (0, *glyphs))),
                b"loca": places.tobytes(),
                b"maxp": self._maxp[:4] + struct.pack(">H", count) + self._maxp[6:],
            }
        )

    def _directory(self) -> dict[str, tuple[int, int]]:
        count = struct.unpack_from(">H", self._data, 4)[0]
        entries = (struct.unpack_from(">4sLLL", self._data, 12 + 16 * each) for each in range(count))
        return {tag.decode("ascii"): (offset, length) for tag, _, offset, length in entries}

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _characters(self) -> tuple[list[int], list[tuple[int, int, int]]]:
        table = self._table("cmap")
        count = struct.unpack_from(">H", table, 2)[0]
        for platform, encoding, offset in (
            struct.unpack_from(">HHL", table, 4 + 8 * each) for each in range(count)
        ):
            if (platform, encoding) == (3, 10):
                groups = struct.unpack_from(">L", table, offset + 12)[0]
                found = [struct.unpack_from(">3L", table, offset + 16 + 12 * each) for each in range(groups)]
                return [first for first, _, _ in found], [(a, b, c) for a, b, c in found]
        raise ValueError(f"{self.path}: no table of all characters (cmap 3, 10); make it with make_fonts.py")

    def _outline_places(self) -> "array[int]":
        if struct.unpack_from(">h", self._head, 50)[0] != 1:
            places = _big_endian("H", self._table("loca"))
            return array("I", (2 * place for place in places))
        return _big_endian("I", self._table("loca"))

    def _outline(self, glyph: int) -> bytes:
        start = self._glyf
        outline = self._data[start + self._places[glyph] : start + self._places[glyph + 1]]
        return outline + bytes(-len(outline) % 4)

    def _metric(self, glyph: int) -> bytes:
        at = self._tables["hmtx"][0]
        full = self._full_metrics
        if glyph < full:
            return self._data[at + 4 * glyph : at + 4 * glyph + 4]
        bearing = at + 4 * full + 2 * (glyph - full)
        return self._data[at + 4 * full - 4 : at + 4 * full - 2] + self._data[bearing : bearing + 2]


def _big_endian(kind: Literal["H", "I"], table: bytes) -> "array[int]":
    numbers = array(kind, table)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _checksum(padded: bytes) -> int:
    return sum(_big_endian("I", padded)) & 0xFFFFFFFF


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, with the checksums it must carry."""
    count = len(tables)
    power = count.bit_length() - 1
    start = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    entries, bodies, offset, total = [start], [], 12 + 16 * count, 0
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        checksum = _checksum(padded)
        entries.append(struct.pack(">4sLLL", tag, checksum, offset, len(table)))
        bodies.append(padded)
        total += checksum
        offset += len(padded)
    front = b"".join(entries)
    whole = (_checksum(front) + total) & 0xFFFFFFFF
    adjustment = struct.pack(">L", (_CHECKSUM_OF_A_FONT - whole) & 0xFFFFFFFF)
    at = list(tables).index(b"head")
    bodies[at] = bodies[at][:8] + adjustment + bodies[at][12:]
    return front + b"".join(bodies)
