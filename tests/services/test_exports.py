"""Lists go out: a list of homes comes in again unchanged, numbers are masked, large ones need a reason."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backend.services import export_list as exporting
from backend.services.export_list import ExportList, ListKind, export_list
from backend.services.mask_numbers import masked_number
from backend.store.engine import fetch

from .conftest import refused
from .import_office import Office, office, results, sample, units

__all__ = ["office"]
pytestmark = pytest.mark.asyncio


async def exported(office: Office, kind: ListKind, target: Path, **changes: Any) -> list[list[Any]]:
    """The rows of an exported list under its headings, as another library reads them."""
    done = await export_list(office.acting, office.hand, ExportList(kind, target, **changes))
    page = openpyxl.load_workbook(target).worksheets[0]
    lines = [list(line) for line in page.iter_rows(min_row=2, max_row=2 + done.rows, values_only=True)]
    assert len(lines) == done.rows + 1
    return lines


async def test_a_list_of_homes_goes_out_as_it_may_come_in(office: Office, tmp_path: Path) -> None:
    await office.bring_in("units", sample("units_clean"))
    target = tmp_path / "房源.xlsx"
    assert len(await exported(office, "units", target)) == 301
    found = await office.check("units", target.read_bytes())
    assert found.checked.complaints == []
    assert (found.outlook.there, found.outlook.units) == (300, 0)
    await fetch("UPDATE unit SET layout = '三室' WHERE authority_id = $1", office.acting.authority_id)
    assert len((await office.check("units", target.read_bytes())).checked.complaints) == 300


async def test_households_go_out_with_masked_numbers(office: Office, tmp_path: Path) -> None:
    await office.bring_in("units", units({}))
    await office.bring_in("allocations", results({}))
    heading, line = await exported(office, "households", tmp_path / "家庭.xlsx")
    person = dict(zip(heading, line, strict=True))
    number = "150402198105240005"
    assert (person["姓名"], person["与申请人关系"], person["家庭类别"]) == ("苏晓梅", "申请人", "低保家庭")
    assert person["证件号码"] == masked_number(number) != number
    heading, line = await exported(office, "allocations", tmp_path / "配租.xlsx")
    result = dict(zip(heading, line, strict=True))
    assert (result["申请编号"], result["房号"], result["选房顺序号"]) == ("HS2026-0001", "101", 1)
    assert (result["状态"], result["申请人姓名"]) == ("已配租", "苏晓梅")


async def test_imports_and_their_reports_go_out(office: Office, tmp_path: Path) -> None:
    found = await office.check("units", sample("units_messy"))
    _, line = await exported(office, "imports", tmp_path / "导入.xlsx")
    assert line[1:9] == ["房源表", "名单.xlsx", "已检查、未写入", 304, 298, 0, 6, 0]
    lines = await exported(office, "report", tmp_path / "报告.xlsx", batch_id=found.batch_id)
    assert [line[0] for line in lines[1:]] == [99, 144, 154, 157, 176, 207]
    request = ExportList("report", tmp_path / "x.xlsx", batch_id=1)
    assert "not_found" in await refused(export_list(office.acting, office.hand, request))


async def test_a_large_list_of_persons_needs_a_reason_and_leaves_a_note(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.bring_in("units", units({}, {}))
    await office.bring_in("allocations", results({}, {}))
    monkeypatch.setattr(exporting, "MOST_WITHOUT_REASON", 1)
    target = tmp_path / "家庭.xlsx"
    request = ExportList("households", target)
    assert "large_export" in await refused(export_list(office.acting, office.hand, request))
    assert not target.exists()
    await exported(office, "households", target, reason="年度复核")
    assert "file_there" in await refused(export_list(office.acting, office.hand, request))
    payloads = await office.column("audit_entry", "payload::text")
    assert any("年度复核" in each and '"rows":2' in each for each in payloads)


async def test_a_list_that_breaks_off_is_not_left_behind(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_list", broken)
    with pytest.raises(OSError, match="No space"):
        await export_list(office.acting, office.hand, ExportList("units", tmp_path / "房源.xlsx"))
    assert list(tmp_path.iterdir()) == []
    assert "export_list" not in await office.column("audit_entry", "act")
