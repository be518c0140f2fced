"""``anju contracts``: an authority makes a new version, sees what differs, mends it, and another approves it."""

from pathlib import Path

import pytest

from backend.cli.contracts import marked
from backend.cli.main import main
from backend.policy_packs.contracts import CONTRACTS, approval_file, file_of


class Screen:
    """Runs ``anju contracts`` and keeps what stood on the screen."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        status = main(["contracts", *arguments])
        self.out, self.err = self.capsys.readouterr()
        return status


@pytest.fixture
def anju(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The command in an installation of its own."""
    monkeypatch.setenv("ANJU_HOME", str(tmp_path))
    return Screen(capsys)


def new_version(home: Path, *changes: tuple[str, str]) -> Path:
    """The lease that ships as version 2027-01 among the installation's own contracts."""
    text = file_of(CONTRACTS, "hongshan", "lease", "2026-01").read_text(encoding="utf-8")
    same = (
        ('"2026-01"', '"2027-01"'),
        ("in_force_from = 2026-01-01", "in_force_from = 2027-01-01"),
        ("drafted_on    = 2025-12-01", "drafted_on = 2026-11-20"),
    )
    for old, new in (*same, *changes):
        assert old in text
        text = text.replace(old, new, 1)
    file = file_of(home / "contracts", "hongshan", "lease", "2027-01")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_new_version_goes_from_its_file_to_its_approval(anju: Screen, tmp_path: Path) -> None:
    bad = ("乙方可以提前退租", "乙方提前退租的,应当支付违约金")
    file = new_version(tmp_path, bad)
    assert anju("check", "--on", "2026-11-21") == 1
    assert "hongshan/lease/2027-01.toml:有错误 / faulty" in anju.out
    assert "的 return.early:写有“违约金”" in anju.out
    assert "(第30条 / art. 30)" in anju.out
    assert "6 份文本:1 处错误" in anju.out
    assert anju("approve", "hongshan", "lease", "2027-01", "--by", "李慧敏", "--on", "2026-11-21") == 1
    assert "违约金" in anju.err
    assert not approval_file(file).exists()

    new_version(tmp_path, ("事先书面告知甲方;".replace(";", "\uff1b"), "至少提前十日书面告知甲方\uff1b"))
    assert anju("check", "hongshan", "--on", "2026-11-21") == 0
    assert "待批准(起草:张文博) / to be approved" in anju.out
    assert anju("compare", "hongshan", "lease", "2026-01", "2027-01") == 0
    assert "[-事先-]" in anju.out
    assert "{+至少提前十日+}" in anju.out
    assert "return.early:文字 / words" in anju.out
    assert "1 条不同" in anju.out

    approve = ("approve", "hongshan", "lease", "2027-01", "--by")
    assert anju(*approve, "张文博", "--on", "2026-11-21") == 1
    assert "同一人" in anju.err
    assert anju(*approve, "张 文博", "--on", "2026-11-21") == 1, "blanks make no other person"
    assert anju(*approve, " ", "--on", "2026-11-21") == 1
    assert anju(*approve, "李慧敏", "--on", "2026-11-19") == 1
    assert "早于起草日" in anju.err
    assert anju(*approve, "李慧敏", "--on", "2027-01-02") == 1
    assert "晚于文本的生效日" in anju.err
    assert not approval_file(file).exists()
    assert anju(*approve, "李慧敏", "--on", "2026-11-21") == 0
    assert "李慧敏于2026年11月21日批准,自2027年1月1日起用" in anju.out
    assert anju(*approve, "李慧敏", "--on", "2026-11-21") == 1
    assert "已由李慧敏于2026年11月21日批准" in anju.err

    assert anju("show", "hongshan", "lease", "--on", "2026-12-31") == 0
    assert "公共租赁住房租赁合同 2026-01" in anju.out
    assert anju("show", "hongshan", "lease", "--on", "2027-01-01") == 0
    assert "公共租赁住房租赁合同 2027-01" in anju.out
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert anju("show", "hongshan", "lease", "--on", "2027-01-01") == 2
    assert "批准后被改动" in anju.err


def test_added_and_removed_clauses_are_named(anju: Screen, tmp_path: Path) -> None:
    new_version(
        tmp_path,
        ('id     = "use.safety"', 'id     = "use.fire"'),
        ('basis  = ["hongshan:33"]', 'basis  = ["hongshan:33", "hongshan:36(4)"]'),
    )
    assert anju("compare", "hongshan", "lease", "2026-01", "2027-01") == 0
    assert "新增 / added · 房屋用途和使用要求 · use.fire" in anju.out
    assert "删除 / removed · 房屋用途和使用要求 · use.safety" in anju.out
    assert "swap.consent:依据 / basis" in anju.out
    assert "hongshan:33 → hongshan:33、hongshan:36(4)" in anju.out
    assert "3 条不同" in anju.out


def test_a_clause_is_shown_with_its_basis(anju: Screen) -> None:
    assert anju("show", "hongshan", "lease", "2026-01") == 0
    assert "leave.market_rent · 复核时间及停止保障的情形 · 第37条 · 加粗提示 / set off" in anju.out
    assert "自行约定:" in anju.out
    assert "《民法典》第732条" in anju.out


def test_what_is_not_there_is_said(anju: Screen, tmp_path: Path) -> None:
    assert anju("show", "hongshan", "lease", "1999") == 1
    assert "现有:2026-01" in anju.err
    assert anju("show", "zhaoyang", "lease", "--on", "2026-11-21") == 1
    assert "没有批准并生效的合同文本" in anju.err
    assert anju("check", "nowhere") == 2
    assert "nowhere" in anju.err
    file = file_of(tmp_path / "own", "hongshan", "lease", "1")
    file.parent.mkdir(parents=True)
    file.write_text("authority = ", encoding="utf-8")
    assert anju("check", "--contracts", str(tmp_path / "own")) == 1
    assert "lease/1.toml 的 整个文件 写法不对" in anju.out
    assert anju("show", "hongshan", "lease", "1", "--contracts", str(tmp_path / "own")) == 2


def test_what_was_taken_out_and_put_in_is_marked() -> None:
    assert marked("提前三日告知", "提前十日书面告知") == "提前[-三-]{+十+}日{+书面+}告知"
    assert marked("相同", "相同") == "相同"
