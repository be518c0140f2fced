"""``anju authority``, ``anju import`` and ``anju export`` over a real database, as the how-to has them."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import asyncpg
import openpyxl
import pytest

from backend.cli.main import main
from backend.papers.sheet_scan import MOST_FORMULAS
from backend.papers.workbook_faults import WORDS
from backend.store.engine import DatabaseAccess

from ..papers.books import SAMPLES, SHEET, UNIT_HEADING, UNIT_LINE, book, row_xml, with_part, with_rows
from ..store.conftest import access, cluster

__all__ = ["access", "cluster"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
GOOD = book(UNIT_HEADING, UNIT_LINE)
OPERATOR = "赤峰市红山区安居住房运营管理有限公司"


class Screen:
    """Runs ``anju`` for Hongshan and keeps what stood on the screen."""

    def __init__(self, capsys: pytest.CaptureFixture[str], access: DatabaseAccess) -> None:
        self.capsys, self.access = capsys, access
        self.out = self.err = ""

    def __call__(self, *words: object, office: tuple[str, ...] = ("--authority", "hongshan")) -> int:
        status = main([*map(str, words), *office])
        self.out, self.err = self.capsys.readouterr()
        return status

    def count(self, table: str) -> int:
        async def ask() -> int:
            connection = await asyncpg.connect(self.access.owner_url)
            try:
                return int(await connection.fetchval(f"select count(*) from {table}"))
            finally:
                await connection.close()

        return asyncio.run(ask())


@pytest.fixture
def anju(
    access: DatabaseAccess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Screen:
    """An installation of its own with the authority set up."""
    monkeypatch.setenv("DATABASE_URL", access.application_url)
    monkeypatch.setenv("ANJU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ANJU_OWNER_URL", raising=False)
    screen = Screen(capsys, access)
    assert screen("authority", "add", "hongshan", "--operator", OPERATOR, office=()) == 0
    assert "红山区住房和城乡建设局" in screen.out
    return screen


def file(name: str) -> Path:
    return SAMPLES / f"{name}.xlsx"


def test_the_clean_lists_come_in_once_and_go_back_out(anju: Screen, tmp_path: Path) -> None:
    assert anju("authority", "add", "hongshan", office=()) == 1
    assert "已经登记" in anju.err
    assert anju("import", "units", file("units_clean")) == 0
    assert "300 行:无误 300,有疑问 0,有错误 0" in anju.out
    assert "写入将新增:房屋 300,项目 3(安居苑、红山家园二期、哈达和泰),楼栋 9" in anju.out
    assert (anju.count("unit"), anju.count("import_batch")) == (0, 1)

    assert anju("import", "units", file("units_clean"), "--commit", "all", "--actor", "王建国") == 0
    assert "新增 300 行" in anju.out
    assert anju("import", "units", file("units_clean"), "--commit", "all") == 0
    assert "同一个文件已于" in anju.out
    assert "没有新增任何记录" in anju.out
    assert anju("import", "allocations", file("allocation_clean"), "--commit", "all") == 0
    assert (anju.count("unit"), anju.count("person"), anju.count("allocation")) == (300, 189, 80)

    assert anju("export", "allocations", tmp_path / "结果.xlsx") == 0
    assert "已导出 80 行" in anju.out
    assert openpyxl.load_workbook(tmp_path / "结果.xlsx").worksheets[0].max_row == 84
    assert anju("export", "allocations", tmp_path / "结果.xlsx") == 1
    assert anju("export", "units", tmp_path / "nowhere" / "x.xlsx") == 2


def test_a_messy_list_is_reported_marked_written_in_part_and_taken_back(anju: Screen, tmp_path: Path) -> None:
    marked = tmp_path / "标注.xlsx"
    assert anju("import", "units", file("units_messy"), "--marked", marked) == 1
    assert "304 行:无误 298,有疑问 0,有错误 6" in anju.out
    assert "✗ 第 99 行 建筑面积(㎡):一套房的建筑面积不可能是 4861 ㎡" in anju.out
    assert "row 144: This row is the same as row 143" in anju.out
    assert marked.exists()
    assert anju("import", "units", file("units_messy"), "--commit", "all") == 1
    assert "不能整批写入" in anju.err
    assert anju.count("unit") == 0
    assert anju("import", "units", file("units_messy"), "--commit", "good") == 1
    assert "新增 298 行" in anju.out
    assert anju.count("unit") == 298

    number = anju.out.partition(" 批已写入")[0].rpartition("第 ")[2]
    assert anju("import", "units", "--batch", number, "--roll-back", "--reason", "重来") == 0
    assert "已撤回:298 行" in anju.out
    assert anju.count("unit") == 0
    assert anju("import", "units", "--batch", number, "--roll-back") == 1
    assert anju("import", "units", "--batch", "1", "--commit", "good") == 1


def test_doubts_need_confirming_with_a_reason(anju: Screen, tmp_path: Path) -> None:
    listed = tmp_path / "名单.xlsx"
    listed.write_bytes(book(UNIT_HEADING, [*UNIT_LINE[:4], 260.0, *UNIT_LINE[5:]]))
    assert anju("import", "units", listed) == 0
    assert "有疑问 1" in anju.out
    assert anju("import", "units", listed, "--commit", "all") == 1
    assert "写明理由" in anju.err
    assert anju("import", "units", listed, "--commit", "all", "--confirm-doubts") == 1
    assert anju.count("unit") == 0
    assert anju("import", "units", listed, "--commit", "all", "--confirm-doubts", "--reason", "已实测") == 0
    assert anju.count("unit") == 1


def _bomb(content: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + content.partition(b"?>")[2]


def _formulas() -> bytes:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{name}{number}"><f>1+1</f><v>2</v></c>' for name in "ABCDEFGHI")
        + "</row>"
        for number in range(2, 3 + MOST_FORMULAS // 9)
    )
    return with_rows(row_xml(1, UNIT_HEADING) + rows)


def _wide() -> bytes:
    cells = "<c r='X1'><v>1</v></c>" * 1_000_000
    return with_rows(f'<row r="1">{cells}</row>')


BAD: dict[str, Callable[[], bytes]] = {
    "empty_file": lambda: b"",
    "wrong_template": lambda: book(["姓名", "电话"], ["甲", "1"]),
    "old_xls": lambda: OLE + "Workbook".encode("utf-16-le") + b"\x00" * 500,
    "csv": lambda: "项目名称,楼栋,房号\n安居苑,1号楼,101\n".encode(),
    "encrypted": lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500,
    "formulas": _formulas,
    "xml_bomb": lambda: with_part(GOOD, SHEET, _bomb),
    "half_file": lambda: GOOD[: len(GOOD) // 2],
    "too_wide": _wide,
}


def test_files_that_are_no_lists_get_one_sentence_and_leave_no_trace(anju: Screen, tmp_path: Path) -> None:
    listed = tmp_path / "房源.xlsx"
    before = anju.count("audit_entry")
    for code, make in BAD.items():
        listed.write_bytes(make())
        assert anju("import", "units", listed, "--commit", "all") == 2, code
        assert anju.out == ""
        assert anju.err.count("\n") == 1, anju.err
        sentence = re.escape(WORDS[code][0]).replace(r"\{", "{").replace(r"\}", "}")
        assert re.match(re.sub(r"\{\w+\}", ".*", sentence), anju.err), (code, anju.err)
    assert anju("import", "units", tmp_path / "没有.xlsx") == 2
    assert (anju.count("import_batch"), anju.count("import_row")) == (0, 0)
    assert anju.count("audit_entry") == before


def test_a_list_for_an_authority_that_is_not_there(anju: Screen) -> None:
    assert anju("import", "units", file("units_clean"), office=("--authority", "nowhere")) == 2
    assert "没有管理单位" in anju.err


@pytest.mark.parametrize(
    "words",
    [("units",), ("units", "--batch", "1"), ("units", "--roll-back", "x.xlsx"), ("people", "x.xlsx"),
     ("units", "x.xlsx", "--batch", "1")],
)  # fmt: skip
def test_words_that_do_not_go_together_are_refused(anju: Screen, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        anju("import", *words)
    assert left.value.code == 2
