"""The peer of the bench: the same lease by reportlab's platypus, as plainly as its manual teaches."""

import io
from collections.abc import Callable
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PlatypusTable

from backend.domain.lease import document as lease
from backend.papers.lease_body import heading
from backend.papers.typefaces import FONTS

WIDTH = 155 * mm
BODY = ParagraphStyle("body", fontName="song", fontSize=12, leading=24, firstLineIndent=24, wordWrap="CJK")
FLAT = ParagraphStyle("flat", BODY, firstLineIndent=0)
HEADING = ParagraphStyle("heading", fontName="hei", fontSize=14, leading=24, spaceBefore=12, keepWithNext=1)
TITLE = ParagraphStyle("title", fontName="hei", fontSize=22, leading=40, alignment=1)
CELL = ParagraphStyle("cell", fontName="song", fontSize=10.5, leading=15, wordWrap="CJK")


def register() -> None:
    """Make the two faces known to reportlab."""
    for name in ("song", "hei"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


class NumberedCanvas(Canvas):
    """Page x of y: pages are kept until their count is known."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._kept:
            self.__dict__.update(state)
            self.setFont("song", 10.5)
            self.drawCentredString(A4[0] / 2, 42, f"第 {self._pageNumber} 页　共 {len(self._kept)} 页")
            super().showPage()
        super().save()


def words(paragraph: lease.Paragraph) -> Paragraph:
    """A paragraph in reportlab's mark-up."""
    shapes: dict[str, Callable[[str], str]] = {
        "plain": str,
        "value": "<u>{}</u>".format,
        "strong": '<font name="hei">{}</font>'.format,
    }
    text = "".join(shapes[run.kind](escape(run.text)) for run in paragraph.runs)
    return Paragraph(text, BODY if paragraph.indent else FLAT)


def table(annex: lease.Table) -> list[object]:
    """An annex: its title, and a table whose head is repeated."""
    rows = [list(annex.columns), *([Paragraph(escape(cell), CELL) for cell in row] for row in annex.rows)]
    total = sum(annex.widths)
    drawn = PlatypusTable(rows, [WIDTH * width / total for width in annex.widths], repeatRows=1)
    drawn.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, 0), "hei", 10.5)])
    return [Paragraph(annex.title, HEADING), drawn]


def platypus_pdf(document: lease.LeaseDocument) -> bytes:
    """The lease by platypus."""
    story: list[object] = [Paragraph(document.title, TITLE), Spacer(1, 90)]
    story += [Paragraph(escape(f"{label}：{value}"), FLAT) for label, value in document.cover_lines]
    story += [Paragraph(document.check_url, FLAT), PageBreak()]
    for party in document.parties:
        story.append(Paragraph(escape(f"{party.role}：{party.name}"), FLAT))
        story += [Paragraph(escape(line), FLAT) for line in party.lines]
    story += [words(each) for each in document.preamble]
    for article in document.articles:
        story.append(Paragraph(heading(article), HEADING))
        story += [words(each) for each in article.paragraphs]
    for annex in document.tables:
        story += table(annex)
    ending: list[object] = [words(each) for each in document.closing]
    for party in document.signatures.parties:
        ending += [
            Paragraph(f"{party.role}：{party.name}", FLAT),
            *(Paragraph(line, FLAT) for line in party.lines),
        ]
    story.append(KeepTogether(ending))
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=30 * mm,
        rightMargin=25 * mm,
        topMargin=25 * mm,
        bottomMargin=25 * mm,
        invariant=1,
    ).build(story, canvasmaker=NumberedCanvas)
    return buffer.getvalue()
