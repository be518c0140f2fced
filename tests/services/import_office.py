"""What tests of imports share: an authority without anything, lists made to measure."""

from datetime import date
from typing import Any

import msgspec
import pytest_asyncio

from backend.domain.vocabulary.complaint import Complaint
from backend.domain.vocabulary.identity import made_up_number
from backend.services.acting import Acting
from backend.services.add_authority import AddAuthority, add_authority
from backend.services.check_import import CheckImport, ImportChecked, check_import
from backend.services.commit_import import CommitImport, ImportCommitted, commit_import
from backend.services.roll_back_import import RollBackImport, roll_back_import
from backend.store.engine import fetch

from ..papers.books import RESULT_HEADING, RESULT_LINE, SAMPLES, book
from .conftest import DAY, NOW, Hand, column

REGISTERS = ("operator", "estate", "estate_share", "building", "unit", "unit_state", "person", "household",
             "household_member", "allocation", "tenancy", "ban")  # fmt: skip
UNIT_HEADING = ["项目名称", "楼栋", "单元", "房号", "建筑面积(㎡)", "楼层", "总楼层", "房源来源", "政府投资比例(%)",
                "运营单位", "状态", "电表号"]  # fmt: skip
UNIT_LINE = ["幸福里", "1号楼", "1单元", "101", 48.61, 1, 6, "政府新建", 60, "安居公司", "空置", "E1"]
BORN = date(1981, 5, 24).toordinal()


class Office:
    """An authority without anything yet, and the import as its clerk does it."""

    def __init__(self, acting: Acting, hand: Hand) -> None:
        self.acting, self.hand = acting, hand

    async def check(self, kind: Any, content: bytes) -> ImportChecked:
        return await check_import(self.acting, self.hand, CheckImport(kind, content, "名单.xlsx"))

    async def commit(self, batch_id: int | None, rows: Any = "all", **changes: Any) -> ImportCommitted:
        assert batch_id is not None
        return await commit_import(self.acting, self.hand, CommitImport(batch_id, rows, **changes))

    async def bring_in(self, kind: Any, content: bytes, rows: Any = "all", **changes: Any) -> ImportCommitted:
        return await self.commit((await self.check(kind, content)).batch_id, rows, **changes)

    async def roll_back(self, batch_id: int) -> None:
        await roll_back_import(self.acting, self.hand, RollBackImport(batch_id))

    async def counts(self) -> dict[str, int]:
        """How many rows each register has."""
        found = {}
        for table in REGISTERS:
            rows = await fetch(f"SELECT FROM {table} WHERE authority_id = $1", self.acting.authority_id)
            found[table] = len(rows)
        return found

    async def column(self, table: str, name: str) -> list[Any]:
        return await column(table, name, self.acting.authority_id)


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.xlsx").read_bytes()


def units(*changes: dict[int, Any]) -> bytes:
    """A list of homes; each change is a row, by column number; the door counts up."""
    lines = []
    for at, change in enumerate(changes):
        line = [*UNIT_LINE]
        line[3], line[11] = str(101 + at), f"E{at}"
        for place, value in change.items():
            line[place] = value
        lines.append(line)
    return book(UNIT_HEADING, *lines)


def results(*changes: dict[int, Any]) -> bytes:
    """A list of results, a household of one person in a home of its own a row, unless changed."""
    lines = []
    for at, change in enumerate(changes):
        line = [*RESULT_LINE]
        line[1], line[3] = f"HS2026-{at + 1:04d}", "苏梁朱汤"[at % 4] + "晓梅"
        line[5] = made_up_number("150402", date.fromordinal(BORN + at))
        line[8], line[11], line[12] = "幸福里", str(101 + at), at + 1
        for place, value in change.items():
            line[place] = value
        lines.append(line)
    return book(RESULT_HEADING, *lines, sheet="配租结果表")


def codes(found: ImportChecked) -> dict[tuple[int, str], str]:
    """What was said of which row and column."""
    for each in found.checked.complaints:
        assert each.zh.endswith(("。", ")"))
        assert "{" not in each.zh + each.en
        assert "Both(" not in each.zh + each.en
    return {(each.row, each.column): each.code for each in found.checked.complaints}


def said(found: ImportChecked, code: str) -> Complaint:
    return next(each for each in found.checked.complaints if each.code == code)


@pytest_asyncio.fixture
async def office(store: object, hand: Hand) -> Office:
    """An authority under the policy of Hongshan, its registers empty."""
    acting = Acting(0, "hongshan", "王建国", DAY, NOW)
    request = AddAuthority("hongshan", "红山区住房和城乡建设局", "hongshan", "150402")
    added = await add_authority(acting, hand, request)
    return Office(msgspec.structs.replace(acting, authority_id=added.authority_id), hand)
