"""Workbooks out (表格输出): any list as an XLSX that is ready to print and safe to open.

Text is always written as text, so an identity number keeps its digits and nothing that begins with
``= + - @`` is ever taken for a formula. The same list gives the same bytes: no clock, no random names.
"""

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, Literal

import msgspec

from ..domain.stock.cells import SERIAL_EPOCH
from ..domain.vocabulary.days import day_text
from .sheet_scan import column_letters

Kind = Literal["text", "whole", "decimal", "money", "day"]
FONT: Final = "宋体"
WIDEST: Final = 48
NARROWEST: Final = 6
MOST_LINES: Final = 1_048_000
LONGEST_TEXT: Final = 32_767
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
TITLE, HEADING, TEXT, RISKY, WHOLE, DECIMAL, MONEY, DAY, FOOTER = range(1, 10)
_STYLE: Final[dict[Kind, int]] = {
    "text": TEXT,
    "whole": WHOLE,
    "decimal": DECIMAL,
    "money": MONEY,
    "day": DAY,
}


class ListColumn(msgspec.Struct, frozen=True):
    """A column of a list: heading, and what its values are.

    ``text`` takes text, ``whole`` a whole number, ``decimal`` decimal text (an area), ``money`` whole fen
    (shown in yuan), ``day`` a date. None is a blank cell.
    """

    name: str
    kind: Kind = "text"


def xml_text(text: str) -> str:
    """Text fit for XML and for a spreadsheet, which reads ``_x0041_`` as a character."""
    plain = _ESCAPE_LIKE.sub("_x005F_", _NO_XML.sub("\ufffd", text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_cell(cell: str, style: int, text: str) -> str:
    """A cell that holds text, whatever it looks like."""
    return (
        f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'
    )


def write_list(
    target: Path | IO[bytes],
    title: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Any]],
    *,
    made_by: str = "",
    checked_by: str = "",
    made_on: date | None = None,
) -> int:
    """Write a list and tell how many rows it has; the last line names 制表, 复核 and the day."""
    letters = [column_letters(at) for at in range(len(columns))]
    widths = [_width(column.name) for column in columns]
    count = 0
    with tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024) as body:
        for row in rows:
            count += 1
            if count > MOST_LINES:
                raise ValueError(f"a sheet holds {MOST_LINES} rows; split the list “{title}”")
            body.write(_row(count + 2, letters, columns, row, widths).encode())
        signed = _signature(made_by, checked_by, made_on)
        body.seek(0)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in _fixed_parts(title, letters[-1]):
                archive.writestr(_member(name), text)
            with archive.open(_member("xl/worksheets/sheet1.xml"), "w") as sheet:
                sheet.write(_before_rows(title, columns, letters, widths).encode())
                while block := body.read(1024 * 1024):
                    sheet.write(block)
                sheet.write(_after_rows(count, letters[-1], signed).encode())
    return count


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    return member


def _row(
    number: int, letters: list[str], columns: Sequence[ListColumn], row: Sequence[Any], widths: list[int]
) -> str:
    cells = []
    for at, (column, value) in enumerate(zip(columns, row, strict=True)):
        if value is None or value == "":
            cells.append(f'<c r="{letters[at]}{number}" s="{_STYLE[column.kind]}"/>')
            continue
        shown, cell = _cell(f"{letters[at]}{number}", column, value)
        cells.append(cell)
        if widths[at] < WIDEST:
            widths[at] = max(widths[at], _width(shown))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(cell: str, column: ListColumn, value: Any) -> tuple[str, str]:
    """What a value looks like, for the width, and its cell."""
    style = _STYLE[column.kind]
    if column.kind == "text":
        text = str(value)
        if len(text) > LONGEST_TEXT:
            raise ValueError(
                f"{cell} ({column.name}) has {len(text)} characters; a cell holds {LONGEST_TEXT}"
            )
        return text, text_cell(cell, RISKY if text.startswith(_RISKY) else style, text)
    if column.kind == "day":
        return day_text(value), f'<c r="{cell}" s="{style}"><v>{value.toordinal() - SERIAL_EPOCH}</v></c>'
    if column.kind == "money":
        sign, (yuan, fen) = "-" if value < 0 else "", divmod(abs(value), 100)
        return f"{sign}{yuan:,}.{fen:02d}", f'<c r="{cell}" s="{style}"><v>{sign}{yuan}.{fen:02d}</v></c>'
    number = str(value)
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", number):
        raise ValueError(
            f"{cell} ({column.name}) is no number a sheet can keep: {number[:40]!r}; make it text"
        )
    return number, f'<c r="{cell}" s="{style}"><v>{number}</v></c>'


def _width(text: str) -> int:
    """The width of text in half-width characters, with room to breathe, within bounds."""
    longest = max((sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
                   for line in text[:WIDEST].split("\n")), default=0)  # fmt: skip
    return min(max(longest + 2, NARROWEST), WIDEST)


def _signature(made_by: str, checked_by: str, made_on: date | None) -> str:
    day = day_text(made_on) if made_on else "        年    月    日"
    return (
        f"制表人:{made_by or '____________'}        复核人:{checked_by or '____________'}        日期:{day}"
    )


def _before_rows(title: str, columns: Sequence[ListColumn], letters: list[str], widths: list[int]) -> str:
    cols = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(widths, start=1)
    )
    headings = "".join(
        text_cell(f"{letter}2", HEADING, column.name) for letter, column in zip(letters, columns, strict=True)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/>'
        f'<cols>{cols}</cols><sheetData><row r="1" ht="32" customHeight="1">{text_cell("A1", TITLE, title)}</row>'
        f'<row r="2" ht="22" customHeight="1">{headings}</row>'
    )


def _after_rows(count: int, last: str, signed: str) -> str:
    end = count + 4
    merged = [f"A1:{last}1", f"A{end}:{last}{end}"] if last != "A" else []
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    merge_list = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    return (
        f'<row r="{end}">{text_cell(f"A{end}", FOOTER, signed)}</row></sheetData>'
        f'<autoFilter ref="A2:{last}{count + 2}"/>{merge_list}<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )


def _sheet_name(title: str) -> str:
    """A sheet's name: no sign a spreadsheet forbids, at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:31].strip() or "列表"


def _fixed_parts(title: str, last: str) -> Iterable[tuple[str, str]]:
    """All parts but the sheet."""
    name = xml_text(_sheet_name(title)).replace('"', "&quot;")
    yield (
        "[Content_Types].xml",
        (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/></Types>'
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    yield (
        "xl/workbook.xml",
        (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="{name}" sheetId="1" '
            f'r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'
            f"'{name}'!$1:$2</definedName></definedNames></workbook>"
        ),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
            f'Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
        ),
    )
    yield "xl/styles.xml", _styles()


def _styles() -> str:
    """The few styles a list has, in the order of their numbers."""
    fonts = "".join(
        f'<font>{bold}<sz val="{size}"/><name val="{FONT}"/><charset val="134"/></font>'
        for bold, size in (("", 11), ("<b/>", 16), ("<b/>", 11))
    )
    side = "".join(
        f'<{edge} style="thin"><color rgb="FFD9D5CC"/></{edge}>'
        for edge in ("left", "right", "top", "bottom")
    )
    cells = (
        (0, 0, 0, 0, ""),
        (49, 1, 0, 0, 'horizontal="center" vertical="center"'),
        (49, 2, 2, 1, 'horizontal="center" vertical="center" wrapText="1"'),
        (49, 0, 0, 1, 'vertical="center" wrapText="1"'),
        (49, 0, 0, 1, 'vertical="center" wrapText="1"'),
        (1, 0, 0, 1, 'horizontal="right" vertical="center"'),
        (166, 0, 0, 1, 'horizontal="right" vertical="center"'),
        (4, 0, 0, 1, 'horizontal="right" vertical="center"'),
        (165, 0, 0, 1, 'horizontal="center" vertical="center"'),
        (49, 0, 0, 0, 'horizontal="left" vertical="center"'),
    )
    quoted = ' quotePrefix="1"'
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{quoted if at == RISKY else ""}>'
        f"<alignment {align}/></xf>"
        for at, (number, font, fill, border, align) in enumerate(cells)
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="165" '
        'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
        f'<numFmt numFmtId="166" formatCode="0.00####"/></numFmts><fonts count="3">{fonts}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1EEE6"/></patternFill></fill></fills>'
        f'<borders count="2"><border/><border>{side}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
