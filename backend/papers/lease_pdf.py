"""A lease as a PDF (合同打印): the same document is the same bytes, in any process, whatever was printed before."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from ..domain.lease.document import LeaseDocument, Paragraph, Run
from .fitting import one_line
from .lease_body import COLON, article_boxes, heading, paragraph, party_boxes, signature_boxes
from .lease_cover import CHECK_CODE_LABEL, CHECK_LABEL, NUMBER_LABEL, cover_boxes
from .paper_boxes import (
    LEADING,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    Box,
    Placed,
    lay_out,
    page_content,
)
from .paper_error import PaperError, missing_glyphs
from .pdf_file import QUICK, PdfFile, text_string
from .ruled_table import table_boxes
from .type_case import Base, TypeCase, Wording
from .typefaces import Typefaces, typefaces

PRODUCER: Final = "Anju 安居"
FOOT_SIZE: Final = 10.5
FOOT: Final = 42.0
HEAD_SIZE: Final = 9.0
HEAD: Final = 48.0
_TEMPLATES_KEPT: Final = 32
_ALWAYS: Final = (
    "".join(map(chr, range(0x20, 0x7F))) + "　，。、；：！？（）《》〔〕“”·—…¥￥％㎡〇第页共号元年月日"
)


class LeasePrinter:
    """Prints many leases; the parts that a template's papers share are made once."""

    def __init__(self, faces: Typefaces | None = None) -> None:
        self._faces = faces or typefaces()
        self._bases: OrderedDict[tuple[tuple[str, ...], tuple[str, ...]], Base] = OrderedDict()

    def print(self, document: LeaseDocument) -> bytes:
        """The PDF of a lease; a `PaperError` names what cannot be printed."""
        words = wording(document)
        case = TypeCase(self._base(words), words.values)
        if case.missing:
            raise unprintable_lease(document, case.missing)
        pages = [*lay_out(cover_boxes(document, case)), *lay_out(body_boxes(document, case))]
        file = PdfFile(case.base.begun)
        resources = case.write(file)
        contents = [_content(document, case, placed, at, len(pages)) for at, placed in enumerate(pages, 1)]
        return _finish(document, file, resources, contents)

    def print_all(self, documents: Iterable[LeaseDocument]) -> Iterator[bytes]:
        """The PDFs of many, one after the other."""
        return map(self.print, documents)

    def _base(self, words: Wording) -> Base:
        key = (words.song, words.hei)
        base = self._bases.get(key)
        if base is None:
            base = self._bases[key] = Base(self._faces, words)
            if len(self._bases) > _TEMPLATES_KEPT:
                self._bases.popitem(last=False)
        else:
            self._bases.move_to_end(key)
        return base


def lease_pdf(document: LeaseDocument) -> bytes:
    """The PDF of one lease."""
    return LeasePrinter().print(document)


def wording(document: LeaseDocument) -> Wording:
    """The characters of a lease: what its template prints, and what it has of its own."""
    runs = _runs(document)
    song = [_ALWAYS, CHECK_LABEL, CHECK_CODE_LABEL, NUMBER_LABEL]
    song += [run.text for run in runs if run.kind == "plain"]
    song += [label for label, _ in document.cover_lines]
    hei = [document.title, document.subtitle, COLON]
    hei += [run.text for run in runs if run.kind == "strong"]
    hei += [heading(article) for article in document.articles]
    values = [document.number, document.subtitle, document.check_url, document.check_code]
    values += [run.text for run in runs if run.kind == "value"]
    values += [value for _, value in document.cover_lines]
    for table in document.tables:
        hei += [table.title, *table.columns]
        values += [cell.replace("\n", "") for row in table.rows for cell in row]
    for party in (*document.parties, *document.signatures.parties):
        hei.append(party.role)
        values += [party.name, *party.lines]
    values += document.signatures.place_and_day
    return Wording(tuple(song), tuple(hei), tuple(values))


def unprintable_lease(document: LeaseDocument, missing: list[str]) -> PaperError:
    """The refusal for characters that no face has, with the words they stand in."""
    texts = [(label, value) for label, value in document.cover_lines]
    texts += [
        (f"{table.title} {column}", cell)
        for table in document.tables
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
    ]
    for party in (*document.parties, *document.signatures.parties):
        texts += [(party.role, text) for text in (party.name, *party.lines)]
    for article in document.articles:
        texts += [(heading(article), run.text) for words in article.paragraphs for run in words.runs]
    for place, text in texts:
        there = [char for char in missing if char in text]
        if there:
            return missing_glyphs(place, text, there)
    return missing_glyphs("合同 / lease", document.title, missing)


def _runs(document: LeaseDocument) -> list[Run]:
    paragraphs: list[Paragraph] = [*document.preamble, *document.closing]
    for article in document.articles:
        paragraphs += article.paragraphs
    return [run for each in paragraphs for run in each.runs]


def body_boxes(document: LeaseDocument, case: TypeCase) -> list[Box]:
    """All after the cover; the seals are kept with the last words."""
    boxes = party_boxes(document.parties, case)
    preamble = [box for words in document.preamble for box in paragraph(words, case)]
    boxes += _set_apart(preamble)
    for article in document.articles:
        boxes += article_boxes(article, case)
    for table in document.tables:
        boxes += table_boxes(table, case)
    closing = [box for words in document.closing for box in paragraph(words, case)]
    boxes += _set_apart(closing) if document.tables else closing
    boxes[-2:] = [box._replace(keep=True) for box in boxes[-2:]]
    return boxes + signature_boxes(document.signatures, case)


def _set_apart(boxes: list[Box]) -> list[Box]:
    """The boxes with half a line before them."""
    return [box if at else box._replace(skip=LEADING / 2) for at, box in enumerate(boxes)]


def _content(document: LeaseDocument, case: TypeCase, placed: list[Placed], page: int, pages: int) -> bytes:
    """One page's operators, with its number at the foot and the lease's number at the head."""
    foot = one_line(f"第 {page} 页　共 {pages} 页", case, FOOT_SIZE)
    lines = [(LEFT + (TEXT_WIDTH - foot.width) / 2, FOOT, foot)]
    if page > 1:
        number = one_line(document.number, case, HEAD_SIZE)
        mark = one_line(document.subtitle, case, HEAD_SIZE)
        right = LEFT + TEXT_WIDTH - number.width
        lines = [(LEFT, PAGE_HEIGHT - HEAD, mark), (right, PAGE_HEIGHT - HEAD, number), *lines]
    margin = [f"1 0 0 1 {x:.2f} {y:.2f} Tm {line.show}\n" for x, y, line in lines]
    return page_content(placed, margin[:-1], margin[-1]).encode("ascii")


def _finish(document: LeaseDocument, file: PdfFile, resources: bytes, contents: list[bytes]) -> bytes:
    shared = file.add(resources)
    parent = file.reserve()
    pages = []
    for content in contents:
        stream = file.stream(content, QUICK)
        pages.append(file.add(b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (parent, stream)))
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    file.put(
        parent,
        b"<</Type/Pages/Count %d/Kids[%b]/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R>>"
        % (len(pages), kids, PAGE_WIDTH, PAGE_HEIGHT, shared),
    )
    title = text_string(f"{document.title} {document.number}")
    info = file.add(b"<</Title %b/Producer %b>>" % (title, text_string(PRODUCER)))
    root = file.add(
        b"<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>" % parent
    )
    return file.finish(root, info, hashlib.sha256(msgspec.json.encode(document)).digest()[:16])
