"""First look at a file: is it a workbook at all, and is it safe to read (文件级检查).

Nothing here trusts what a file says of itself: every part is unpacked under a limit, document type
definitions are refused, and rows are cut out of a sheet by their plain tags. Whatever is written
otherwise is refused with the advice to save it anew, never guessed at.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree

import msgspec

from .workbook_faults import (
    LARGEST_BYTES,
    LARGEST_STRINGS,
    LARGEST_UNPACKED,
    MOST_PARTS,
    WorkbookError,
)

MEGABYTE: Final = 1024 * 1024
PIECE: Final = MEGABYTE
LARGEST_ROW: Final = 8 * MEGABYTE
_PROLOG: Final = 64 * 1024
_BEFORE_ROOT: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT: Final = re.compile(rb"<[A-Za-z_]")
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Sheet(msgspec.Struct, frozen=True):
    """One sheet of a workbook: its name, the part it lies in, whether people see it."""

    name: str
    part: str
    visible: bool


class Opened(msgspec.Struct, frozen=True):
    """A workbook that may be read: its bytes, sheets, and the parts all sheets share."""

    archive: zipfile.ZipFile
    sheets: list[Sheet]
    strings: str | None
    styles: str | None
    from_1904: bool


def content_of(source: Path | bytes) -> bytes:
    """The bytes of a file, refused when empty or too big before they are read."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size == 0:
        raise WorkbookError("empty_file")
    if size > LARGEST_BYTES:
        raise WorkbookError("too_big", size=-(-size // MEGABYTE))
    return source if isinstance(source, bytes) else source.read_bytes()


def open_workbook(content: bytes) -> Opened:
    """The workbook in a file's bytes, or the one sentence that says why not."""
    if not content.startswith(b"PK"):
        raise _no_zip(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _UNREADABLE:
        raise WorkbookError("half_file") from None
    names = set(archive.namelist())
    _must_be_workbook(names)
    _must_unpack_small(archive)
    try:
        for name in sorted(names):
            if name.endswith((".xml", ".rels")):
                _must_have_no_definition(archive, name)
        return _opened(archive, names)
    except _UNREADABLE:
        raise WorkbookError("half_file") from None
    except (ElementTree.ParseError, ValueError, KeyError):
        raise WorkbookError("unusual") from None


def _no_zip(content: bytes) -> WorkbookError:
    """What a file is that does not begin as a workbook does."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return WorkbookError("encrypted")
        if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
            return WorkbookError("old_xls")
        return WorkbookError("not_workbook", kind="其他 Office 文件", kind_en="another office file")
    for magic, kind, kind_en in (
        (b"%PDF", " PDF 文件", "a PDF"),
        (b"\xff\xd8\xff", "图片", "a picture"),
        (b"\x89PNG", "图片", "a picture"),
        (b"GIF8", "图片", "a picture"),
        (b"Rar!", "压缩包", "an archive"),
        (b"7z\xbc\xaf", "压缩包", "an archive"),
        (b"\x1f\x8b", "压缩包", "an archive"),
    ):
        if content.startswith(magic):
            return WorkbookError("not_workbook", kind=kind, kind_en=kind_en)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"mime-version")):
        return WorkbookError("web_page")
    if _is_text(content[:65536]):
        return WorkbookError("csv")
    return WorkbookError("not_workbook", kind="其他文件或已损坏的文件", kind_en="another or a damaged file")


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in start:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            start[:-4].decode(encoding) if len(start) == 65536 else start.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(start) - 8:
                continue
        return True
    return False


def _must_be_workbook(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise WorkbookError("other_spreadsheet", kind="xlsb")
    if "xl/workbook.xml" in names:
        return
    if "content.xml" in names:
        raise WorkbookError("other_spreadsheet", kind="ods")
    if "word/document.xml" in names:
        raise WorkbookError("not_workbook", kind=" Word 文档", kind_en="a Word document")
    if any(name.startswith("ppt/") for name in names):
        raise WorkbookError("not_workbook", kind="演示文稿", kind_en="a presentation")
    raise WorkbookError("not_workbook", kind="压缩包", kind_en="an archive")


def _must_unpack_small(archive: zipfile.ZipFile) -> None:
    """Unpacking stops at the declared size, so the declared sizes are the limit that counts."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("encrypted")
    total = sum(part.file_size for part in parts)
    if total > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        limit = LARGEST_UNPACKED // MEGABYTE
        raise WorkbookError("unpacks_too_big", size=-(-total // MEGABYTE), limit=limit)


def _must_have_no_definition(archive: zipfile.ZipFile, name: str) -> None:
    """An XML bomb needs a document type definition, which can only stand before the root element."""
    with archive.open(name) as part:
        start = part.read(_PROLOG)
    before_root = _BEFORE_ROOT.match(start)
    root = start[before_root.end() :] if before_root else start
    if root.startswith((b"<!DOCTYPE", b"<!ENTITY")):
        raise WorkbookError("xml_bomb")
    if b"\x00" in start or _ROOT.match(root) is None:
        raise WorkbookError("unusual")


def _part(archive: zipfile.ZipFile, name: str, limit: int = 8 * MEGABYTE) -> bytes:
    size = archive.getinfo(name).file_size
    if size > limit:
        raise WorkbookError("unpacks_too_big", size=-(-size // MEGABYTE), limit=limit // MEGABYTE)
    return archive.read(name)


def _opened(archive: zipfile.ZipFile, names: set[str]) -> Opened:
    book = ElementTree.fromstring(_part(archive, "xl/workbook.xml"))
    links = ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))
    targets: dict[str, tuple[str, str]] = {}
    for link in links:
        target = link.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else "xl/" + target
        targets[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], part)
    shared = {kind: part for kind, part in targets.values() if part in names}
    sheets = []
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            link_id = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
            kind, part = targets.get(link_id, ("", ""))
            if kind == "worksheet" and part in names:
                visible = element.get("state", "visible") == "visible"
                sheets.append(Sheet(element.get("name", ""), part, visible))
    if not sheets:
        raise WorkbookError("no_sheet")
    from_1904 = any(
        element.tag.endswith("}workbookPr") and element.get("date1904") in ("1", "true")
        for element in book.iter()
    )
    strings = shared.get("sharedStrings")
    if strings is not None and archive.getinfo(strings).file_size > LARGEST_STRINGS:
        size = archive.getinfo(strings).file_size // MEGABYTE
        raise WorkbookError("unpacks_too_big", size=size, limit=LARGEST_STRINGS // MEGABYTE)
    return Opened(archive, sheets, strings, shared.get("styles"), from_1904)


_SHEET_DATA: Final = re.compile(rb"<(?:([A-Za-z0-9_]{1,20}):)?sheetData\s*(/?)>")
_EMPTY_ROWS: Final = re.compile(rb"<row\b[^>]*/>")


class SheetStream:
    """A sheet's rows in pieces of whole rows, each about a megabyte.

    ``head`` is what stands before the rows, once they begin; ``tail``, after the last, what follows them.
    """

    def __init__(self, opened: Opened, sheet: Sheet) -> None:
        self.opened = opened
        self.sheet = sheet
        self.head = b""
        self.tail = b""

    def pieces(self) -> Iterator[bytes]:
        """Whole rows, tags without their prefix. Raises when the sheet breaks off or a row never ends."""
        try:
            with self.opened.archive.open(self.sheet.part) as part:
                head = part.read(PIECE)
                found = _SHEET_DATA.search(head)
                while found is None and len(head) < LARGEST_ROW and (more := part.read(PIECE)):
                    head += more
                    found = _SHEET_DATA.search(head)
                if found is None:
                    raise WorkbookError("unusual")
                if found[2]:
                    return
                self.head = head[: found.end()]
                yield from self._rows(part, head[found.end() :], found[1])
        except _UNREADABLE:
            raise WorkbookError("half_file") from None

    def _rows(self, part: IO[bytes], rest: bytes, prefix: bytes | None) -> Iterator[bytes]:
        marks = (b"<" + prefix + b":", b"</" + prefix + b":") if prefix else None
        end = b"</" + (prefix + b":" if prefix else b"") + b"sheetData>"
        row_end = b"</" + (prefix + b":" if prefix else b"") + b"row>"
        while True:
            at = rest.find(end)
            piece, kept = (rest[:at], b"") if at >= 0 else _cut(rest, row_end)
            if marks:
                piece = piece.replace(marks[0], b"<").replace(marks[1], b"</")
            if piece:
                yield piece
            if at >= 0:
                self.tail = rest[at:] + part.read()
                return
            more = part.read(PIECE)
            if not more:
                raise WorkbookError("half_file")
            rest = kept + more
            if len(rest) > LARGEST_ROW:
                rest = _EMPTY_ROWS.sub(b"", rest)
            if len(rest) > LARGEST_ROW:
                raise WorkbookError("too_wide", sheet=self.sheet.name, limit=256)


def _cut(rest: bytes, row_end: bytes) -> tuple[bytes, bytes]:
    """What is whole rows so far, and what belongs to a row still to end."""
    at = rest.rfind(row_end)
    return (rest[: at + len(row_end)], rest[at + len(row_end) :]) if at >= 0 else (b"", rest)
