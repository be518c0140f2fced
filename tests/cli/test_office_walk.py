"""A walk through a fresh installation at the command line: the demonstration city, a search, what is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ANJU = str(Path(sys.executable).with_name("anju"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walk") / "home"
    assert anju(folder, "demo").returncode == 0
    return folder


def anju(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ANJU_OWNER_URL")
    }
    environ["ANJU_HOME"] = str(home)
    return subprocess.run([ANJU, *arguments], env=environ, capture_output=True, text=True, check=False)


def test_people_are_found_by_initials_and_their_numbers_are_masked(home: Path) -> None:
    found = anju(home, "search", "zw", "--authority", "hongshan", "--limit", "3")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert lines[-1].startswith("共3条")
    assert all("**********" in line for line in lines[:-1])
    assert "还有更多没有列出" in lines[-1]
    whole = anju(home, "search", "--room", "101", "--authority", "hongshan", "--limit", "500")
    assert "还有更多" not in whole.stdout


def test_homes_are_found_by_room_with_area_and_state(home: Path) -> None:
    found = anju(home, "search", "--room", "101", "--authority", "hongshan", "--limit", "2")
    assert found.returncode == 0, found.stderr
    assert "㎡" in found.stdout
    assert any(word in found.stdout for word in ("空置", "已租", "预留", "维修", "冻结", "已售"))


def test_another_authoritys_people_are_not_found(home: Path) -> None:
    name = anju(home, "search", "zw", "--authority", "hongshan", "--limit", "1").stdout.split()[0]
    elsewhere = anju(home, "search", "zw", "--authority", "baicheng").stdout
    assert not elsewhere.startswith(name)


def test_nothing_found_and_an_unknown_authority_are_told(home: Path) -> None:
    assert anju(home, "search", "无此人某某", "--authority", "hongshan").returncode == 1
    unknown = anju(home, "search", "zw", "--authority", "atlantis")
    assert unknown.returncode == 2
    assert "没有管理单位" in unknown.stderr
    assert "There is no authority" in unknown.stderr


@pytest.mark.parametrize("limit", ["0", "501", "-1", str(2**70), "x", "1.5"])
def test_a_limit_that_cannot_be_is_told_in_words(home: Path, limit: str) -> None:
    found = anju(home, "search", "zw", "--authority", "hongshan", f"--limit={limit}")
    assert found.returncode in (1, 2)
    assert "500" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    "arguments", [("\udcff", "--authority", "hongshan"), ("zw", "--authority", "\udcff")]
)
def test_arguments_that_are_no_utf_8_are_told_in_words(home: Path, arguments: tuple[str, ...]) -> None:
    found = anju(home, "search", *arguments)
    assert found.returncode == 1
    assert "UTF-8" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_fresh_city_is_sound(home: Path) -> None:
    found = anju(home, "doctor")
    assert found.returncode == 0, found.stdout
    assert "0 with faults" in found.stdout
    assert anju(home, "audit", "verify").returncode == 0
