"""Papers are joined into one file page by page, what they share is in it once, each begins on an odd page."""

import io

import pypdf
import pytest

from backend.domain.lease.document import Article, LeaseDocument, Paragraph, Party, Run, SignatureBlock
from backend.papers.join_pdf import join_pdf
from backend.papers.lease_pdf import LeasePrinter


def paper(number: str, tenant: str, lines: int = 3) -> bytes:
    words = Paragraph((Run("甲方将房屋出租给乙方居住使用。"), Run(tenant, "value")))
    party = Party("乙方", tenant, ())
    document = LeaseDocument(
        "公共租赁住房租赁合同", "演示", number, (("合同编号", number),), (party,), (),
        (Article(1, "房屋", (words,) * lines),), (), (), SignatureBlock((party,), ()), "", "",
    )  # fmt: skip
    return PRINTER.print(document)


PRINTER = LeasePrinter()


def joined(papers: list[bytes]) -> bytes:
    out = io.BytesIO()
    assert join_pdf(papers, out) == len(papers)
    return out.getvalue()


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("lines", [3, 40, 80])
def test_the_pages_are_those_of_the_papers(lines: int) -> None:
    papers = [
        paper(f"红公租合〔2026〕{at:06d}号", name, lines)
        for at, name in enumerate(("苏晓梅", "吴䶮", "𬱖"), 1)
    ]
    found = texts(joined(papers))
    at = 0
    for each in papers:
        own = texts(each)
        assert at % 2 == 0
        assert found[at : at + len(own)] == own
        if len(own) % 2:
            assert found[at + len(own)].strip() == ""
        at += len(own) + len(own) % 2
    assert len(found) == at


def test_what_papers_share_is_in_the_file_once() -> None:
    papers = [
        paper(f"红公租合〔2026〕{at:06d}号", f"苏{name}") for at, name in enumerate("一二三四五六七八九十", 1)
    ]
    assert len(joined(papers)) < sum(map(len, papers)) // 3
    assert joined(papers) == joined(papers)
    assert joined(papers) != joined(papers[::-1])


def test_what_is_no_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="文书缺少"):
        joined([b"%PDF-1.7 nothing"])
