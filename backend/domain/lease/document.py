"""What stands on the paper of a lease (合同文本), as one frozen value: words and tables, nothing of their look."""

from typing import Literal

import msgspec


class Run(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text: printed words, a value filled in (underlined), or words set off (Civil Code 496)."""

    text: str
    kind: Literal["plain", "value", "strong"] = "plain"


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """One paragraph; ``indent`` sets its first line in by two characters."""

    runs: tuple[Run, ...]
    indent: bool = True


class Article(msgspec.Struct, frozen=True, gc=False):
    """One article (条): printed as 第一条 and its title, then its paragraphs."""

    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]


class Table(msgspec.Struct, frozen=True, gc=False):
    """A list annexed to the words; ``widths`` are shares, ``number_columns`` are set to the right."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    number_columns: tuple[int, ...] = ()


class Party(msgspec.Struct, frozen=True, gc=False):
    """Who signs: 出租人 or 承租人, the name, and lines of address, credit code, telephone."""

    role: str
    name: str
    lines: tuple[str, ...]


class SignatureBlock(msgspec.Struct, frozen=True, gc=False):
    """Where the parties sign and seal, with the lines for place and day."""

    parties: tuple[Party, ...]
    place_and_day: tuple[str, ...]


class LeaseDocument(msgspec.Struct, frozen=True):
    """A whole lease, ready to be printed; the same value always gives the same bytes."""

    title: str
    subtitle: str
    number: str
    cover_lines: tuple[tuple[str, str], ...]
    parties: tuple[Party, ...]
    preamble: tuple[Paragraph, ...]
    articles: tuple[Article, ...]
    tables: tuple[Table, ...]
    closing: tuple[Paragraph, ...]
    signatures: SignatureBlock
    check_url: str
    check_code: str
    language: Literal["zh"] = "zh"
