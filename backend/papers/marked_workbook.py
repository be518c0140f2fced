"""The user's own workbook handed back with what is wrong (标注错误的工作簿).

Only the list's sheet and the styles are touched, in place: a column 错误原因 is added and faulty cells
are filled. Styles, widths, pictures, other sheets are the file's own, byte for byte, which no library
that reads and rewrites a workbook would keep.
"""

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, Literal

from ..domain.stock.template import Template
from ..domain.vocabulary.complaint import GRAVITY, Complaint
from .sheet_scan import column_letters, column_number
from .workbook_reader import MARK, ListReader
from .workbook_verdict import MEGABYTE, SheetStream
from .workbook_writer import text_cell

FILL_RGB: Final = "FFFBD5D0"
MARK_WIDTH: Final = 60
_ROW: Final = re.compile(rb'(<row\b[^>]*?\sr="([0-9]{1,7})"[^>]*?)(/>|>(.*?)</row>)', re.DOTALL)
_CELL: Final = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})[0-9]+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_STYLE: Final = re.compile(rb'\ss="([0-9]+)"')
_LABEL: Final = {
    "zh": {"error": "请改正", "doubt": "请核对", "warning": "提示"},
    "en": {"error": "Mend", "doubt": "Check", "warning": "Note"},
}


def mark_workbook(
    source: Path | bytes,
    template: Template,
    complaints: Iterable[Complaint],
    target: Path | IO[bytes],
    language: Literal["zh", "en"] = "zh",
) -> None:
    """Write the workbook again with each row's faults beside it and the faulty cells filled."""
    reader = ListReader(source, template)
    by_row: dict[int, list[Complaint]] = {}
    for complaint in sorted(complaints, key=lambda each: -GRAVITY[each.severity]):
        by_row.setdefault(complaint.row, []).append(complaint)
    original = reader.opened.archive
    styles = _Styles(original.read(reader.opened.styles) if reader.opened.styles else b"")
    marker = _Marker(reader, by_row, styles, language)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as marked:
        for part in original.infolist():
            if part.filename == reader.opened.styles:
                continue
            member = zipfile.ZipInfo(part.filename, part.date_time)
            member.compress_type = zipfile.ZIP_DEFLATED
            with marked.open(member, "w") as copy:
                if part.filename == reader.heading.sheet.part:
                    marker.write(copy)
                    continue
                with original.open(part) as own:
                    while block := own.read(MEGABYTE):
                        copy.write(block)
        if reader.opened.styles:
            marked.writestr(zipfile.ZipInfo(reader.opened.styles, original.getinfo(reader.opened.styles).date_time),
                            styles.content(), zipfile.ZIP_DEFLATED)  # fmt: skip


class _Styles:
    """A workbook's styles, to which filled copies are added as they are needed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._fills = re.search(rb"<(\w+:)?fills\b[^>]*>.*?</(?:\w+:)?fills>", content, re.DOTALL)
        self._formats = re.search(rb"<(\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", content, re.DOTALL)
        inner = self._formats[2] if self._formats else b""
        self._known = [
            found[0]
            for found in re.finditer(rb"<((?:\w+:)?xf)\b[^>]*?(?:/>|(?<!/)>.*?</\1>)", inner, re.DOTALL)
        ]
        self._added: list[bytes] = []
        self._filled: dict[int, int] = {}

    def filled(self, style: int) -> int:
        """The number of a style that is the same but filled; the style itself where none can be added."""
        if self._fills is None or self._formats is None or style >= len(self._known):
            return style
        if style not in self._filled:
            fill = len(re.findall(rb"<(?:\w+:)?fill[ >]", self._fills[0]))
            tag = re.match(rb"<[^>]*?(?=/?>)", self._known[style])
            head = tag[0] if tag else b""
            plain = re.sub(rb'\s(?:fillId|applyFill)="[^"]*"', b"", head)
            changed = plain + b' fillId="%d" applyFill="1"' % fill + self._known[style][len(head) :]
            self._filled[style] = len(self._known) + len(self._added)
            self._added.append(changed)
        return self._filled[style]

    def content(self) -> bytes:
        """The styles with what was added."""
        if not self._added or self._fills is None or self._formats is None:
            return self._content
        prefix = self._fills[1] or b""
        fill = b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="%s"/></%spatternFill></%sfill>' % (
            prefix, prefix, prefix, FILL_RGB.encode(), prefix, prefix,
        )  # fmt: skip
        changed = _append(self._content, b"fills", fill, 1)
        return _append(changed, b"cellXfs", b"".join(self._added), len(self._added))


def _append(content: bytes, name: bytes, more: bytes, by: int) -> bytes:
    """Elements added at the end of a counted list of elements."""

    def grown(found: re.Match[bytes]) -> bytes:
        head = re.sub(rb'count="([0-9]+)"', lambda count: b'count="%d"' % (int(count[1]) + by), found[1])
        return head + found[2] + more + found[3]

    pattern = rb"(<(?:\w+:)?%s\b[^>]*>)(.*?)(</(?:\w+:)?%s>)" % (name, name)
    return re.sub(pattern, grown, content, count=1, flags=re.DOTALL)


class _Marker:
    """Writes the list's sheet with its marks."""

    def __init__(
        self, reader: ListReader, by_row: dict[int, list[Complaint]], styles: _Styles, language: str
    ) -> None:
        self._reader = reader
        self._by_row = by_row
        self._styles = styles
        self._label = _LABEL[language]
        self._language = language
        self._at = self._free_column()

    def _free_column(self) -> int:
        """The first column to the right of the headings in which nothing stands, or the mark's own."""
        heading = self._reader.heading
        if heading.mark is not None:
            return heading.mark
        taken: set[bytes] = set()
        for piece in SheetStream(self._reader.opened, heading.sheet).pieces():
            taken.update(re.findall(rb'<c [^>]*?\br="([A-Z]{1,3})[0-9]+"[^>]*(?<!/)>(?!</c>)', piece))
        at = heading.width
        while column_letters(at).encode() in taken:
            at += 1
        return at

    def write(self, target: IO[bytes]) -> None:
        """The sheet, row by row."""
        stream = SheetStream(self._reader.opened, self._reader.heading.sheet)
        head_written = False
        for piece in stream.pieces():
            if not head_written:
                target.write(self._head(stream.head))
                head_written = True
            target.write(_ROW.sub(self._row, piece))
        target.write(stream.tail)

    def _head(self, head: bytes) -> bytes:
        """What stands before the rows, with a width for the new column and without the stated extent."""
        plain = re.sub(rb"<(?:\w+:)?dimension\b[^>]*/>", b"", head)
        prefix = (re.search(rb"<(\w+:)?sheetData", plain) or [b"", None])[1] or b""
        if prefix and b' xmlns="' not in plain:
            plain = plain.replace(b"worksheet ", b'worksheet xmlns="%s" ' % _main(plain, prefix), 1)
        number = self._at + 1
        col = b'<%scol min="%d" max="%d" width="%d" customWidth="1"/>' % (prefix, number, number, MARK_WIDTH)
        ranges = re.findall(rb'<(?:\w+:)?col\b[^>]*?\bmin="([0-9]+)"[^>]*?\bmax="([0-9]+)"', plain)
        spans = [(int(low), int(high)) for low, high in (*ranges, *_turned(plain))]
        if any(high >= number for low, high in spans):
            return plain
        if spans:
            return re.sub(rb"(</(?:\w+:)?cols>)", lambda found: col + found[1], plain, count=1)
        cols = b"<%scols>%s</%scols><%ssheetData" % (prefix, col, prefix, prefix)
        return plain.replace(b"<%ssheetData" % prefix, cols, 1)

    def _row(self, found: re.Match[bytes]) -> bytes:
        number = int(found[2])
        complaints = self._by_row.get(number, [])
        if not complaints and number != self._reader.heading.row:
            return found[0]
        cells = {column_number(cell[1].decode()): cell[0] for cell in _CELL.finditer(found[4] or b"")}
        name = column_letters(self._at)
        if number == self._reader.heading.row:
            last = cells.get(self._reader.heading.width - 1, b"")
            style = _STYLE.search(last.partition(b">")[0])
            cells[self._at] = text_cell(f"{name}{number}", int(style[1]) if style else 0, MARK).encode()
        for complaint in complaints:
            at = self._reader.heading.positions.get(complaint.column)
            if at is not None:
                cells[at] = self._fill(cells.get(at), f"{column_letters(at)}{number}")
        if complaints:
            said = "\n".join(f"{self._label[each.severity]}:{self._words(each)}" for each in complaints)
            cells[self._at] = text_cell(f"{name}{number}", self._styles.filled(0), said).encode()
        head = re.sub(rb'\sspans="[^"]*"', b"", found[1])
        return head + b">" + b"".join(cells[at] for at in sorted(cells)) + b"</row>"

    def _words(self, complaint: Complaint) -> str:
        return complaint.zh if self._language == "zh" else complaint.en

    def _fill(self, cell: bytes | None, name: str) -> bytes:
        """A cell with its own style, filled."""
        if cell is None:
            return b'<c r="%s" s="%d"/>' % (name.encode(), self._styles.filled(0))
        head, end, rest = cell.partition(b"/>" if cell.endswith(b"/>") and b"><" not in cell else b">")
        style = _STYLE.search(head)
        own = int(style[1]) if style else 0
        return _STYLE.sub(b"", head) + b' s="%d"' % self._styles.filled(own) + end + rest


def _main(head: bytes, prefix: bytes) -> bytes:
    found = re.search(rb'xmlns:%s="([^"]*)"' % prefix.rstrip(b":"), head)
    return found[1] if found else b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _turned(head: bytes) -> list[tuple[bytes, bytes]]:
    """Column ranges whose end is written before their beginning."""
    found = re.findall(rb'<(?:\w+:)?col\b[^>]*?\bmax="([0-9]+)"[^>]*?\bmin="([0-9]+)"', head)
    return [(low, high) for high, low in found]
