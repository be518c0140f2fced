"""Keeping an installation safe as an officer does it: real processes, the embedded server, real files."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import asyncpg
import pytest

from backend.cli.main import main
from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.add_building import AddBuilding, add_building
from backend.services.add_estate import AddEstate, add_estate
from backend.services.add_unit import AddUnit, add_unit
from backend.services.open_installation import open_installation
from backend.store.home import database_directory

from ..services.test_backup import put_paper

ANJU = str(Path(sys.executable).with_name("anju"))
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSPHRASE = "红山区 住房保障 2026"
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith(("ANJU_", "DATABASE_"))}


def anju(*arguments: object, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [ANJU, *map(str, arguments)]
    return subprocess.run(
        command, env=PLAIN | environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


class Office(NamedTuple):
    """An installation with an authority and a home, its backup, and a copy restored from it."""

    home: Path
    backup: Path
    restored: Path
    told: str


async def _set_up(home: Path) -> None:
    async with open_installation(home) as installation:
        acting = Acting(0, "hongshan", "王建国", date(2026, 9, 1), NOW)
        request = AddAuthority("hongshan", "红山区住房和城乡建设局", "hongshan", "150402")
        added = await add_authority(acting, installation, request)
        acting = Acting(added.authority_id, "hongshan", "王建国", acting.on, NOW)
        estate = await add_estate(acting, installation, AddEstate("安居苑", "桥北街1号", "government", True))
        building = await add_building(acting, installation, AddBuilding(estate.estate_id, "1号楼"))
        await add_unit(acting, installation, AddUnit(building.building_id, "101", "48.61"))
    put_paper(home, b"%PDF lease", "ab")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Made by the services, saved and restored by the command."""
    import asyncio

    folder = tmp_path_factory.mktemp("office")
    home, backup, restored = folder / "home", folder / "one.anju", folder / "new" / "home"
    kept = {name: os.environ.pop(name) for name in ("DATABASE_URL", "ANJU_OWNER_URL") if name in os.environ}
    try:
        asyncio.run(_set_up(home))
    finally:
        os.environ.update(kept)
    made = anju("backup", backup, "--home", home, ANJU_PASSPHRASE=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    passphrase = folder / "passphrase.txt"
    passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    put_back = anju("restore", backup, "--into", restored, "--passphrase-file", passphrase)
    assert put_back.returncode == 0, put_back.stderr
    return Office(home, backup, restored, made.stdout + put_back.stdout)


def test_a_backup_is_restored_beside_and_found_healthy(office: Office) -> None:
    assert "好 已备份到" in office.told
    assert "好 已恢复到" in office.told
    assert PASSPHRASE not in office.told
    assert database_directory(office.restored).is_dir()
    assert [each.name for each in office.restored.parent.iterdir()] == ["home"]
    found = anju("doctor", "--home", office.restored, "--on", "2026-09-01")
    assert found.returncode == 0, found.stdout
    lines = found.stdout.splitlines()
    assert "好 审计日志 / audit trail" in lines
    assert not [line for line in lines if line.startswith(("✗", "!"))]
    assert "0 项有问题" in lines[-2]


def test_the_trail_of_the_restored_installation_holds_to_an_earlier_anchor(
    office: Office, tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor.json"
    written = anju("audit", "anchor", anchor, "--home", office.restored)
    assert written.returncode == 0, written.stderr
    assert anju("audit", "anchor", anchor, "--home", office.restored).returncode == 2
    found = anju("audit", "verify", "--home", office.restored, "--authority", "hongshan", "--anchor", anchor)
    assert found.returncode == 0, found.stdout
    assert "好 红山区住房和城乡建设局(hongshan):5 条" in found.stdout
    content = json.loads(anchor.read_text())
    content["heads"][0]["hash"] = "00" * 32
    anchor.write_text(json.dumps(content))
    found = anju("audit", "verify", "--home", office.restored, "--anchor", anchor)
    assert found.returncode == 1
    assert "✗ 红山区" in found.stdout
    assert "与库外保存的校验值不符" in found.stdout
    assert "does not match the hash kept outside" in found.stdout
    assert anju("audit", "verify", "--home", office.restored, "--authority", "atlantis").returncode == 2


def test_a_planted_fault_is_told_with_its_remedy_and_exit_status_1(office: Office) -> None:
    import asyncio

    from backend.store.server import open_database

    async def plant(url: str, statement: str) -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()

    with open_database(office.restored, {}) as database:
        asyncio.run(plant(database.urls.owner, "update unit_state set state = 'let'"))
        found = anju("doctor", "--home", office.restored, "--on", "2026-12-01")
        asyncio.run(plant(database.urls.owner, "update unit_state set state = 'vacant'"))
    assert found.returncode == 1
    assert "✗ 房屋状态 / states of homes" in found.stdout
    assert "请补办租住关系,或收回房屋改为空置。" in found.stdout
    assert "! 工作日历 / calendar" in found.stdout


def test_what_cannot_be_done_says_so_and_exits_2(
    office: Office, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115
    for name in ("DATABASE_URL", "ANJU_OWNER_URL", "ANJU_HOME"):
        monkeypatch.delenv(name, raising=False)

    def told(*arguments: object, passphrase: str | None = PASSPHRASE) -> str:
        monkeypatch.delenv("ANJU_PASSPHRASE", raising=False)
        if passphrase is not None:
            monkeypatch.setenv("ANJU_PASSPHRASE", passphrase)
        assert main([str(argument) for argument in arguments]) == 2
        said = capfd.readouterr()
        assert said.out == ""
        return said.err

    nowhere, x = tmp_path / "nowhere", tmp_path / "x"
    for command in (("backup", x), ("doctor",), ("audit", "verify")):
        assert "没有安居的数据" in told(*command, "--home", nowhere)
    assert not nowhere.exists()
    assert "没有口令" in told("backup", x, "--home", office.home, passphrase=None)
    assert "口令太短" in told("backup", x, "--home", office.home, passphrase="short")
    assert "没有覆盖" in told("backup", office.backup, "--home", office.home)
    assert "不是空文件夹" in told("restore", office.backup, "--into", office.home)
    (tmp_path / "half").write_bytes(office.backup.read_bytes()[:-100])
    assert "不完整" in told("restore", tmp_path / "half", "--into", nowhere)
    assert "口令不对" in told("restore", office.backup, "--into", nowhere, passphrase=PASSPHRASE[::-1])
    missing = ("--passphrase-file", tmp_path / "none.txt")
    assert "读不了" in told("restore", office.backup, "--into", nowhere, *missing)
    assert [each.name for each in tmp_path.iterdir()] == ["half"]


def test_the_passphrase_is_no_argument(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["backup", "x"], ["restore", "x", "--into", "y"]):
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--passphrase", "x"])
        assert left.value.code == 2
        assert "--passphrase-file" in capsys.readouterr().err
