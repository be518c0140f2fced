"""A file that is no list gets one clear sentence, in both languages, before anything of it is read."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from backend.domain.stock.unit_rows import UNITS
from backend.papers import workbook_verdict
from backend.papers.sheet_scan import MOST_FORMULAS
from backend.papers.workbook_faults import LARGEST_BYTES, WORDS, WorkbookError
from backend.papers.workbook_reader import ListReader
from backend.papers.workbook_verdict import open_workbook

from .books import MAIN, SHEET, UNIT_HEADING, UNIT_LINE, book, row_xml, saved, with_part, with_rows

GOOD = book(UNIT_HEADING, UNIT_LINE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
)


def verdict(content: bytes) -> str:
    """The code of the verdict on a file, or ``good``."""
    try:
        list(ListReader(content, UNITS).rows())
    except WorkbookError as error:
        fault = error.fault
        assert fault.zh.endswith("。")
        assert fault.en.endswith(".")
        assert "{" not in fault.zh + fault.en
        return fault.code
    return "good"


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def bomb(part: str) -> bytes:
    """The good list with a document type definition in one part."""
    return with_part(GOOD, part, lambda own: LAUGHS + re.sub(rb"^<\?xml[^>]*\?>", b"", own))


def defined(definition: bytes) -> bytes:
    """The good list with a definition before the root of its sheet."""
    return with_part(GOOD, SHEET, lambda own: definition + re.sub(rb"^<\?xml[^>]*\?>", b"", own))


def sheet_of(text: str) -> bytes:
    return with_part(GOOD, SHEET, lambda _: text.encode())


HEADING_ROW = row_xml(1, UNIT_HEADING)
CASES: list[tuple[str, bytes]] = [
    ("empty_file", b""),
    ("too_big", b"PK" + b"\x00" * LARGEST_BYTES),
    ("old_xls", OLE + "Workbook".encode("utf-16-le") + b"\x00" * 500),
    ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500),
    ("not_workbook", OLE + "WordDocument".encode("utf-16-le")),
    ("csv", "项目名称,楼栋,房号\n安居苑,1号楼,101\n".encode()),
    ("csv", "项目名称,楼栋,房号\n安居苑,1号楼,101\n".encode("gb18030") * 5000),
    ("csv", "项目名称\t楼栋\n".encode("utf-16")),
    ("web_page", b"<html><table><tr><td>1</td></tr></table></html>"),
    ("web_page", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ("not_workbook", b"%PDF-1.7 ..."),
    ("not_workbook", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    ("not_workbook", bytes(range(256)) * 4),
    ("not_workbook", zipped(word__document_dot_xml=b"<w/>")),
    ("not_workbook", zipped(readme_dot_txt=b"hello")),
    ("other_spreadsheet", zipped(content_dot_xml=b"<o/>", mimetype=b"application/vnd.oasis")),
    ("other_spreadsheet", zipped(xl__workbook_dot_bin=b"\x00")),
    ("half_file", GOOD[: len(GOOD) // 2]),
    ("half_file", GOOD[:-30]),
    ("half_file", b"PK\x03\x04"),
    ("half_file", sheet_of(f'<worksheet xmlns="{MAIN}"><sheetData>{HEADING_ROW}<row r="2">')),
    ("xml_bomb", bomb(SHEET)),
    ("xml_bomb", bomb("xl/workbook.xml")),
    ("xml_bomb", bomb("xl/styles.xml")),
    ("xml_bomb", defined(b'<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">')),
    ("xml_bomb", defined(b"<!-- <worksheet> --><?a <b?>\n<!DOCTYPE worksheet>")),
    ("unusual", defined(b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE worksheet>")),
    ("unusual", with_part(GOOD, SHEET, lambda own: own.decode().encode("utf-16"))),
    ("unusual", with_part(GOOD, "xl/workbook.xml", lambda own: own[:-20])),
    ("unusual", with_rows(HEADING_ROW + row_xml(2, UNIT_LINE).replace("</c>", "<!-- --></c>", 1))),
    ("unusual", with_rows(HEADING_ROW + row_xml(2, UNIT_LINE).replace('r="A2"', 'r="A900000"'))),
    ("unusual", with_rows(HEADING_ROW + row_xml(3, UNIT_LINE) + row_xml(2, UNIT_LINE))),
    ("empty_sheets", book()),
    ("wrong_template", book(["姓名", "电话"], ["甲", "1"])),
    ("wrong_template", book([name for name in UNIT_HEADING if name != "房号"], UNIT_LINE[:-1])),
    ("wrong_template", book(*[["封面"]] * 60, UNIT_HEADING, UNIT_LINE)),
    ("column_twice", book([*UNIT_HEADING, "房号"], [*UNIT_LINE, "102"])),
    ("no_rows", book(UNIT_HEADING)),
    ("no_rows", book(UNIT_HEADING, [], ["制表人:", None, "审核人:"])),
    ("good", GOOD),
]


@pytest.mark.parametrize(
    ("code", "content"), CASES, ids=[f"{at}-{code}" for at, (code, _) in enumerate(CASES)]
)
def test_one_clear_sentence(code: str, content: bytes) -> None:
    assert verdict(content) == code


def test_the_missing_columns_are_named() -> None:
    with pytest.raises(WorkbookError) as caught:
        ListReader(book(["项目名称", "楼栋", "面积"], ["安居苑", "1", 48]), UNITS)
    assert "“房号”" in caught.value.fault.zh
    assert "“楼栋”" not in caught.value.fault.zh


def test_a_locked_zip_and_a_million_parts() -> None:
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target) as archive:
        at = archive.start_dir
    locked = bytearray(GOOD)
    locked[at + 8] |= 1
    assert verdict(bytes(locked)) == "encrypted"
    many = io.BytesIO(GOOD)
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(2100):
            archive.writestr(f"xl/media/{number}", b"")
    assert verdict(many.getvalue()) == "unpacks_too_big"


def test_two_lists_in_one_file_are_not_guessed_at() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(GOOD))
    copy = workbook.copy_worksheet(workbook["房源表"])
    assert verdict(saved(workbook)) == "two_lists"
    copy.sheet_state = "hidden"
    assert verdict(saved(workbook)) == "good"


def test_a_million_columns() -> None:
    far = '<row r="2"><c r="A2"><v>1</v></c><c r="IW2"><v>1</v></c></row>'
    assert verdict(with_rows(HEADING_ROW + far)) == "too_wide"
    endless = "<c r='X1'><v>1</v></c>" * 1_000_000
    assert verdict(with_rows(f'<row r="1">{endless}</row>')) == "too_wide"


def test_empty_formatted_cells_far_to_the_right_are_no_matter() -> None:
    far = row_xml(2, UNIT_LINE).replace("</row>", '<c r="XFD2" s="0"/></row>')
    assert verdict(with_rows(HEADING_ROW + far + '<row r="1048576"><c r="A1048576" s="0"/></row>')) == "good"


def test_too_many_formulas_are_one_sentence() -> None:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{name}{number}"><f>1+1</f><v>2</v></c>' for name in "ABCDEFGHI")
        + "</row>"
        for number in range(2, 3 + MOST_FORMULAS // 9)
    )
    assert verdict(with_rows(HEADING_ROW + rows)) == "formulas"


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.papers.workbook_reader.MOST_ROWS", 20)
    lines = [[*UNIT_LINE[:3], str(number), *UNIT_LINE[4:]] for number in range(21)]
    assert verdict(book(UNIT_HEADING, *lines[:20])) == "good"
    assert verdict(book(UNIT_HEADING, *lines)) == "too_many_rows"


def test_a_check_without_the_definition_guard_would_let_the_bomb_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_verdict, "_must_have_no_definition", lambda *_: None)
    assert open_workbook(bomb("xl/styles.xml")).sheets


HOSTILE = """
import sys
from pathlib import Path
from backend.domain.stock.unit_rows import UNITS
from backend.papers.workbook_faults import WorkbookError
from backend.papers.workbook_reader import ListReader
from tests.bench.import_check import peak_mb
try:
    print(sum(1 for _ in ListReader(Path(sys.argv[1]), UNITS).rows()))
except WorkbookError as error:
    print(error.fault.code)
print(peak_mb())
"""


def in_a_fresh_process(path: Path) -> tuple[str, int]:
    """What comes of a file, and the most memory it took, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE, str(path)], capture_output=True, check=True, text=True
    )
    outcome, most = done.stdout.split()
    return outcome, int(most)


def corners() -> bytes:
    """Two cells in far corners: spread out as a grid they would take 500 GB."""
    rows = HEADING_ROW + row_xml(2, UNIT_LINE) + '<row r="1048576"><c r="IV1048576"><v>2</v></c></row>'
    return with_rows(rows)


def sparse() -> bytes:
    """A cell every thousand rows, 256 columns wide."""
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="IV{at}"><v>1</v></c></row>'
        for at in range(1000, 200000, 1000)
    )
    return with_rows(HEADING_ROW + row_xml(2, UNIT_LINE) + rows)


def huge_text() -> bytes:
    """A zip bomb: 300 MB of one letter."""
    return with_part(GOOD, "xl/theme/theme1.xml", lambda _: b"<a>" + b"a" * 300 * 1024 * 1024 + b"</a>")


@pytest.mark.parametrize(
    ("make", "outcome"), [(corners, "far_row"), (sparse, "200"), (huge_text, "unpacks_too_big")]
)
def test_hostile_files_take_no_memory(make: object, outcome: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(make())  # type: ignore[operator]
    found, most_mb = in_a_fresh_process(path)
    assert found == outcome
    assert most_mb < 200


def test_every_verdict_has_words_in_both_languages() -> None:
    for code, (zh, en) in WORDS.items():
        assert zh.endswith("。"), code
        assert en.endswith("."), code
        assert "请" in zh, code
