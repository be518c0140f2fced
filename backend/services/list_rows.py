"""The rows of each list that is written out (表格输出): registers and import reports, numbers masked."""

from typing import Any, Final

import msgspec

from ..domain.allocation.allocation_states import STATES as ALLOCATION_STATES
from ..domain.stock.standards import area_text
from ..domain.stock.unit_rows import Fixture
from ..domain.stock.unit_states import STATES as UNIT_STATES
from ..domain.vocabulary.document_kinds import KIND_NAMES, DocumentKind
from ..domain.vocabulary.quantities import decimal_text
from ..domain.vocabulary.refusing import instant_words
from ..papers.workbook_writer import ListColumn
from ..store.queries import imports, lists
from .acting import Acting
from .at_hand import AtHand
from .check_person import DOCUMENT, PHONE
from .compare_result import CLASS_NAMES
from .compare_unit import METERS
from .import_refusals import STATES as BATCH_STATES
from .mark_import import complaints_on_record
from .mask_numbers import masked_number, masked_phone
from .weigh_member import RELATIONS
from .weigh_unit import SOURCE_NAMES
from .write_units import GOVERNMENT

List = tuple[str, list[ListColumn], list[list[Any]]]
"""Title, columns, rows."""
KIND_WORDS: Final = {"units": "房源表", "allocations": "配租结果表"}
_SEVERITY: Final = {"error": "请改正", "doubt": "请核对", "warning": "提示"}
_FEN: Final = 100


def _columns(text: str) -> list[ListColumn]:
    """Columns by their names; ``:kind`` where they hold no text."""
    parts = (each.partition(":") for each in text.split())
    return [msgspec.convert({"name": name, "kind": kind or "text"}, ListColumn) for name, _, kind in parts]


def _fixture(each: Fixture) -> str:
    if each.value_fen is None:
        return f"{each.item}×{each.count}"
    yuan, fen = divmod(each.value_fen, _FEN)
    return f"{each.item}×{each.count}@{yuan}" + (f".{fen:02d}" if fen else "")


async def unit_rows(acting: Acting, at_hand: AtHand) -> List:
    """Every home in the columns of the list it may come in by."""
    rows = []
    for row in await lists.all_units(acting.authority_id, GOVERNMENT):
        meters = msgspec.json.decode(row["meters"], type=dict[str, str])
        fixtures = msgspec.json.decode(row["fixtures"], type=tuple[Fixture, ...])
        share = None if row["share"] is None else decimal_text(row["share"], 10**4).removesuffix(".0")
        rows.append([
            *row[0:4], area_text(row["floor_area_hundredths_m2"]), *row[5:11], SOURCE_NAMES[row["source"]], share,
            row["operator"], UNIT_STATES[row["state"]].zh if row["state"] else None,
            *(meters.get(kind) for _, kind in METERS), ";".join(map(_fixture, fixtures)), row["remark"],
        ])  # fmt: skip
    named = (
        "项目名称 楼栋 单元 房号 建筑面积(㎡):decimal 户型 结构 楼层:whole 总楼层:whole 等级 片区 房源来源"
        " 政府投资比例(%):decimal 运营单位 状态 电表号 水表号 燃气表号 设施清单 备注"
    )
    return "房源表", _columns(named), rows


async def household_rows(acting: Acting, at_hand: AtHand) -> List:
    """Every person of every household today, numbers masked."""
    authority_id, unseal = acting.authority_id, at_hand.sealing.unseal
    rows = []
    for row in await lists.all_members(authority_id, acting.on):
        number = masked_number(unseal(authority_id, DOCUMENT, row["document_number_sealed"]))
        phone = row["phone_sealed"] and masked_phone(unseal(authority_id, PHONE, row["phone_sealed"]))
        kind = KIND_NAMES[DocumentKind(row["document_kind"])].zh
        rows.append([
            str(row["household_id"]), CLASS_NAMES[row["household_class"]], row["household_size"],
            RELATIONS[row["relation"]], row["name"], kind, number, phone, row["from_day"],
        ])  # fmt: skip
    named = "户号 家庭类别 家庭人口:whole 与申请人关系 姓名 证件类型 证件号码 联系电话 加入日期:day"
    return "家庭名册", _columns(named), rows


async def allocation_rows(acting: Acting, at_hand: AtHand) -> List:
    """Every allocation with its applicant and home."""
    rows = [
        [
            *row[0:3], CLASS_NAMES[row["household_class"]], *row[4:8], row["choice_order"], row["confirmed_on"],
            row["window_last_day"], ALLOCATION_STATES[row["state"]].zh, row["settled_on"], row["remark"],
        ]
        for row in await lists.all_allocations(acting.authority_id)
    ]  # fmt: skip
    named = (
        "批次 申请编号 申请人姓名 家庭类别 项目名称 楼栋 单元 房号 选房顺序号:whole 确认日期:day 签约截止日:day"
        " 状态 办结日期:day 备注"
    )
    return "配租结果", _columns(named), rows


async def import_rows(acting: Acting, at_hand: AtHand) -> List:
    """Every list that was brought in."""
    rows = []
    for each in await imports.batches(acting.authority_id):
        at = [instant_words(moment).zh if moment else None
              for moment in (each.checked_at, each.committed_at, each.rolled_back_at)]  # fmt: skip
        rows.append([
            str(each.id), KIND_WORDS[each.kind], each.file_name, BATCH_STATES[each.state].zh, each.row_count,
            each.good_count, each.doubt_count, each.error_count, each.committed_count, each.actor, *at,
        ])  # fmt: skip
    named = (
        "批次编号 表格 文件 状态 行数:whole 无误:whole 有疑问:whole 有错误:whole 已写入:whole 经办人 检查时间"
        " 写入时间 撤回时间"
    )
    return "导入记录", _columns(named), rows


async def report_rows(acting: Acting, at_hand: AtHand, batch: imports.Batch) -> List:
    """What the check said of one list, row by row."""
    found = await complaints_on_record(acting, at_hand, batch)
    rows = [[each.row, each.column, _SEVERITY[each.severity], each.zh, each.en] for each in found]
    return f"导入报告(第{batch.id}批)", _columns("行号:whole 列 结论 说明 English"), rows
