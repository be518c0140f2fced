"""``anju lease`` from an allotted home to a signed lease and a printed batch, in one process and a real database."""

import asyncio
import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from backend.cli.main import main
from backend.domain.vocabulary.identity import made_up_number
from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.add_building import AddBuilding, add_building
from backend.services.add_estate import AddEstate, add_estate
from backend.services.add_unit import AddUnit, add_unit
from backend.services.allot_home import AllotHome, allot_home
from backend.services.check_members import MemberGiven
from backend.services.check_person import PersonGiven
from backend.services.open_installation import open_installation
from backend.services.register_household import RegisterHousehold, register_household
from backend.store.engine import DatabaseAccess

from ..services.lease_office import FIXTURES, METERS, SCAN
from ..store.conftest import DAY, NOW, access, cluster

__all__ = ["access", "cluster"]
HOMES = 3
BATCH = "2026年第一批"
FIRST = "红公租合〔2026〕000001号"


async def fill() -> None:
    """One authority with three homes allotted, the last of them without fixtures."""
    async with open_installation() as installation:
        acting = Acting(0, "hongshan", "王建国", DAY, NOW)
        made = await add_authority(
            acting,
            installation,
            AddAuthority("hongshan", "红山区住建局", "hongshan", "150402", demonstration=True),
        )
        acting = Acting(made.authority_id, "hongshan", "王建国", DAY, NOW)
        estate = await add_estate(acting, installation, AddEstate("安居苑", "桥北街1号", "government", True))
        building = await add_building(acting, installation, AddBuilding(estate.estate_id, "1号楼"))
        for at in range(HOMES):
            fixtures = FIXTURES if at < HOMES - 1 else ()
            home = AddUnit(
                building.building_id, str(101 + at), "48.61", entrance="1单元", location="西屯", grade="丙",
                structure="砖混", fixtures=fixtures, meters=METERS,
            )  # fmt: skip
            unit = (await add_unit(acting, installation, home)).unit_id
            number = made_up_number("150402", date(1980, 1, 1 + at))
            person = PersonGiven("苏晓梅", number, phone="13800138000")
            household = await register_household(
                acting, installation,
                RegisterHousehold(household_class="low_income", from_day=DAY, members=(MemberGiven(person, "self"),)),
            )  # fmt: skip
            await allot_home(
                acting, installation, AllotHome(household.household_id, BATCH, f"HS{at}", DAY, unit_id=unit)
            )


@pytest.fixture
def town(access: DatabaseAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one authority; a folder for what is written."""
    monkeypatch.setenv("DATABASE_URL", access.application_url)
    monkeypatch.setenv("ANJU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ANJU_OWNER_URL", raising=False)
    asyncio.run(fill())
    return tmp_path


class Screen:
    """Runs ``anju`` and keeps what stood on the screen."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, command: str, act: str, *arguments: str, by: str = "王建国") -> int:
        tail = ["--authority", "hongshan", "--on", DAY.isoformat(), *(["--by", by] if by else [])]
        status = main([command, act, *arguments, *tail])
        self.out, self.err = self.capsys.readouterr()
        return status


TERM = ("--start", "2026-12-01", "--end", "2031-11-30")
LESSOR = (
    "--name",
    "红山区住建局",
    "--address",
    "桥北街1号",
    "--telephone",
    "0476-8220000",
    "--account",
    "0101",
)
NUMBER = "红政字〔2025〕18号"


def test_a_batch_goes_from_allocations_to_papers_and_a_lease_is_signed(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anju = Screen(capsys)
    assert anju("lease", "draft", "--batch", BATCH, *TERM) == 1
    assert "出租人(红山区住建局)的名称、地址和收款账户" in anju.out
    assert "No published schedule is in effect" in anju.out
    assert anju("schedule", "load") == 0
    assert anju("schedule", "approve", NUMBER, by="李秀英") == 0
    assert anju("schedule", "publish", NUMBER, by="李秀英") == 0
    assert anju("lease", "lessor", *LESSOR, "--place", "红山区") == 0

    assert anju("lease", "check", "--batch", BATCH) == 1
    assert "可签发 2 份,月租金合计 ¥345.14,押金合计 ¥2,000.00。" in anju.out
    assert "Held back: 1:" in anju.out
    assert "hongshan" not in anju.out
    assert "第26条" in anju.out

    assert anju("lease", "bulk", "--batch", BATCH) == 1
    assert "--yes" in anju.err
    assert anju("lease", "list", by="") == 0
    assert "已签发" not in anju.out
    folder = town / "out"
    assert anju("lease", "bulk", "--batch", BATCH, "--yes", "--out", str(folder)) == 0
    assert "已签发 2/2" in anju.err
    assert "已签发 2 份,未签发 0 份。" in anju.out
    assert sorted(file.name for file in folder.iterdir()) == [
        "合订打印.pdf", f"{FIRST}.pdf", "红公租合〔2026〕000002号.pdf"
    ]  # fmt: skip
    assert FIRST in pypdf.PdfReader(folder / "合订打印.pdf").pages[0].extract_text()
    assert anju("lease", "bulk", "--batch", BATCH, "--yes") == 1
    assert "没有已核对的合同可以签发" in anju.err

    again = town / "again.pdf"
    assert anju("lease", "reprint", FIRST, "--out", str(again)) == 0
    assert again.read_bytes() == (folder / f"{FIRST}.pdf").read_bytes()

    scan = town / "scan.pdf"
    scan.write_bytes(SCAN)
    sign = (
        "--day", DAY.isoformat(), "--lessor", "王建国", "--tenant", "苏晓梅", "--scan", str(scan), "--keys", "3",
        "--meter", "electricity=12.5", "--meter", "water=3", "--found", "防盗门×1:完好",
    )  # fmt: skip
    assert anju("lease", "sign", FIRST, *sign, "--deposit-fen", "50000") == 1
    assert "[deposit_not_received]" in anju.err
    assert anju("lease", "sign", FIRST, *sign, "--deposit-fen", "100000") == 0
    assert "请在2026年12月21日前备案" in anju.out
    assert anju("lease", "void", FIRST, "--reason", "试") == 1
    assert "现为“已签订”,不能作废" in anju.err
    assert anju("lease", "void", "红公租合〔2026〕000002号", "--reason", "姓名有误") == 0
    assert anju("lease", "filed", FIRST, "--day", DAY.isoformat(), "--note", "红备1号") == 0
    assert anju("lease", "lost", FIRST, "--day", DAY.isoformat(), "--note", "搬家") == 0
    assert anju("lease", "day") == 0
    assert "生效 0 份" in anju.out
    assert anju("lease", "list", "--state", "signed", by="") == 0
    assert anju.out.count("\n") == 1
    assert "2026年12月1日至2031年11月30日 已签订 / signed" in anju.out


def test_one_lease_is_issued_and_what_is_not_there_is_said(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anju = Screen(capsys)
    assert main(["lease", "list", "--authority", "nowhere"]) == 2
    assert "没有管理单位“nowhere”" in capsys.readouterr().err
    assert anju("lease", "issue", "不存在") == 1
    assert "找不到合同“不存在”" in anju.err
    assert anju("lease", "draft", "--batch", "没有的批次", *TERM) == 1
    assert "没有可以起草的配租结果" in anju.err
    assert anju("lease", "sign", "1", "--day", "2026-11-21", "--lessor", "王", "--tenant", "苏", "--scan",
                str(town / "nowhere.pdf"), "--deposit-fen", "0") == 2  # fmt: skip
    assert "nowhere.pdf" in anju.err
    for act in (("schedule", "load"), ("lease", "lessor", *LESSOR, "--place", "红山区")):
        assert anju(*act) == 0
    for step in ("approve", "publish"):
        assert anju("schedule", step, NUMBER, by="李秀英") == 0
    assert anju("lease", "draft", "--batch", BATCH, *TERM) == 1
    lease = anju.out.split()[0]
    out = town / "lease.pdf"
    assert anju("lease", "issue", lease, "--out", str(out)) == 0
    assert f"{FIRST} 安居苑 1号楼 1单元 101:已签发" in anju.out
    assert len(pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages) > 4
