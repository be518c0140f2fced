"""The text of printed leases as a reader gets it; ``python -m tests.papers.golden`` writes the golden copies anew."""

import io
from pathlib import Path

from pypdf import PdfReader

from backend.papers.lease_pdf import LeasePrinter

from .leases import LEASES

GOLDEN = Path(__file__).parent.parent / "golden"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf), strict=True).pages]


def text_of(pdf: bytes) -> str:
    """The text of all pages, a form feed after each."""
    return "".join(f"{page}\n\f\n" for page in pages_of(pdf))


def golden_file(name: str) -> Path:
    """Where the golden text of a lease lies."""
    return GOLDEN / f"lease_{name}.txt"


def main() -> None:
    """Write the golden texts; look at the difference before it is kept."""
    printer = LeasePrinter()
    for name, make in LEASES.items():
        golden_file(name).write_text(text_of(printer.print(make())), encoding="utf-8")


if __name__ == "__main__":
    main()
