"""``anju schedule`` from an empty register to a priced home, in one process and a real database."""

import asyncio
import re
from pathlib import Path

import asyncpg
import pytest

from backend.cli.main import main
from backend.store.engine import DatabaseAccess

from ..store.conftest import access, add_authority, add_unit, cluster

__all__ = ["access", "cluster"]
NUMBER = "红政字〔2025〕18号"


@pytest.fixture
def home(access: DatabaseAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """An installation with one authority and one home; the home's id."""
    monkeypatch.setenv("DATABASE_URL", access.application_url)
    monkeypatch.setenv("ANJU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ANJU_OWNER_URL", raising=False)

    async def fill() -> int:
        connection = await asyncpg.connect(access.owner_url)
        try:
            authority, building = await add_authority(connection, "hongshan")
            return await add_unit(connection, authority, building, "101", location="西屯", grade="丙")
        finally:
            await connection.close()

    return asyncio.run(fill())


class Screen:
    """Runs ``anju schedule`` and keeps what stood on the screen."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, act: str, *arguments: str) -> int:
        status = main(["schedule", act, *arguments, "--authority", "hongshan", "--on", "2026-11-21"])
        self.out, self.err = self.capsys.readouterr()
        return status


def test_a_schedule_goes_from_its_file_to_a_priced_home(
    home: int, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    anju = Screen(capsys)
    price = ("price", str(home), "--tenure", "public_rental", "--class", "migrant_worker")
    assert anju("list") == 0
    assert "还没有备案租金标准" in anju.out

    assert anju("load", "--by", "王建国") == 0
    assert "已备案(起草) / filed as a draft" in anju.out
    assert anju("load", "--by", "王建国", "--from", str(tmp_path)) == 2
    assert "没有租金标准文件" in anju.err

    assert anju(*price) == 1
    assert "No published schedule is in effect" in anju.err
    assert anju("approve", NUMBER, "--by", "王建国") == 1
    assert "同一人" in anju.err
    assert anju("approve", "红政字〔1999〕1号", "--by", "李秀英") == 1
    assert "找不到租金标准" in anju.err

    assert anju("approve", NUMBER, "--by", "李秀英") == 0
    assert anju("publish", NUMBER, "--by", "李秀英") == 0
    assert "自2026年1月1日起执行" in anju.out
    assert anju("list") == 0
    assert re.search(rf"^\d+ {NUMBER} 已公布 / published$", anju.out, re.MULTILINE)

    assert anju(*price) == 0
    assert "每月¥262.49 / ¥262.49 a month" in anju.out
    assert "¥5.40×48.61㎡=¥262.49" in anju.out
    assert "第29条 / art. 29" in anju.out


def test_an_authority_that_is_not_there_cannot_be_served(
    home: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schedule", "list", "--authority", "nowhere"]) == 2
    assert "没有管理单位“nowhere”" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["schedule", "price", str(home), "--authority", "hongshan", "--tenure", "廉租"])
    assert left.value.code == 2
