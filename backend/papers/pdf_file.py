"""A PDF file, written object by object (PDF 文件): no clock and no chance in it, so the same content is the same bytes."""

import sys
import zlib
from array import array
from typing import Final, NamedTuple

import msgspec

from .font_file import EM

HEADER: Final = b"%PDF-1.7\n%\xe5\xae\x89\xe5\xb1\x85\n"
AS_IT_IS: Final = 0
QUICK: Final = 1
SMALL: Final = 9


class Begun(NamedTuple):
    """The first part of a file that many files share, with the place of each object in it."""

    written: bytes
    offsets: tuple[int, ...]


EMPTY: Final = Begun(HEADER, ())


class PdfFile:
    """Objects are numbered from 1 in the order they are asked for."""

    def __init__(self, begun: Begun = EMPTY) -> None:
        self._parts = [begun.written]
        self._length = len(begun.written)
        self._offsets = list(begun.offsets)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def put(self, number: int, body: bytes) -> None:
        """Write the object of a reserved number."""
        self._offsets[number - 1] = self._length
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._parts.append(part)
        self._length += len(part)

    def add(self, body: bytes) -> int:
        """Write an object and get its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, content: bytes, level: int, entries: bytes = b"") -> int:
        """Write a stream, packed at this level (0 leaves it as it is)."""
        packed = zlib.compress(content, level) if level else content
        how = b"/Filter/FlateDecode" if level else b""
        head = b"<<%b%b/Length %d>>\nstream\n" % (entries, how, len(packed))
        return self.add(head + packed + b"\nendstream")

    def begun(self) -> Begun:
        """What is written so far, for other files to go on from."""
        return Begun(b"".join(self._parts), tuple(self._offsets))

    def finish(self, root: int, info: int, digest: bytes) -> bytes:
        """The whole file; ``digest`` names the content, where others put the time."""
        table = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets)
        count = len(self._offsets) + 1
        name = digest.hex().encode("ascii")
        self._parts.append(
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (count, table, count, root, info, name, name, self._length)
        )
        return b"".join(self._parts)


def text_string(text: str) -> bytes:
    """A text of the file's own description: UTF-16BE with its mark, in hexadecimal."""
    return b"<%b>" % ("\ufeff" + text).encode("utf-16-be").hex().encode("ascii")


class FontObjects(msgspec.Struct, frozen=True):
    """What a font in the file is made of; the codes rise, and glyph 1 belongs to the first, glyph 2 to the second …"""

    name: str
    program: bytes
    bounds: tuple[int, int, int, int]
    characters: str
    codes: tuple[int, ...]
    advances: tuple[int, ...]


def write_font(file: PdfFile, font: FontObjects, level: int, program_level: int) -> int:
    """A font whose text can be copied and searched, whatever plane its characters are from."""
    name = font.name.encode("ascii")
    program = file.stream(font.program, program_level, b"/Length1 %d" % len(font.program))
    descriptor = file.add(
        b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 733/StemV 80/FontFile2 %d 0 R>>" % (name, *font.bounds, program)
    )
    glyphs = file.stream(_glyph_map(font.codes), level)
    widths = b"".join(
        b"%d[%d]" % pair for pair in zip(font.codes, font.advances, strict=True) if pair[1] != EM
    )
    descendant = file.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW %d/W[%b]/CIDToGIDMap %d 0 R/FontDescriptor %d 0 R>>"
        % (name, EM, widths, glyphs, descriptor)
    )
    unicode_map = file.stream(_to_unicode(font), level)
    return file.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, unicode_map)
    )


def _glyph_map(codes: tuple[int, ...]) -> bytes:
    """The glyph of each code up to the last, two bytes each."""
    glyphs = array("H", bytes(2 * (codes[-1] + 1)))
    for glyph, code in enumerate(codes, 1):
        glyphs[code] = glyph
    if sys.byteorder == "little":
        glyphs.byteswap()
    return glyphs.tobytes()


def _to_unicode(font: FontObjects) -> bytes:
    """The map from codes to characters; beyond the basic plane a character is two UTF-16 units."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def "
        "/CMapName/Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange"
    ]
    pairs = [
        f"<{code:04X}><{char.encode('utf-16-be').hex()}>"
        for code, char in zip(font.codes, font.characters, strict=True)
    ]
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end\n")
    return "\n".join(lines).encode("ascii")
