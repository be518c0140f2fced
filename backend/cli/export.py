"""``anju export``: write a register or an import report out as a workbook."""

import argparse
import getpass
import sys
from pathlib import Path

from ..services.acting import Acting
from ..services.export_list import ExportList, export_list
from ..services.open_installation import Installation
from .office import act_for_authority, add_office

KINDS = ("units", "households", "allocations", "imports", "report")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju export",
        description="导出表格:units 房源,households 家庭(号码遮盖),allocations 配租结果,imports 导入记录,report 导入报告。"
        " / Write out homes, households (numbers masked), allocations, imports, or the report of one import.",
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, metavar="FILE", help="新工作簿 .xlsx / the new workbook")
    add_office(parser)
    parser.add_argument(
        "--actor", dest="by", default=getpass.getuser(), metavar="NAME", help="经办人 / who does it"
    )
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="个人信息超过 500 行须写理由 / needed over 500 persons"
    )
    parser.add_argument("--batch", type=int, metavar="ID", help="report 的批次编号 / the batch of a report")
    return parser


async def _export(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    request = ExportList(asked.kind, asked.file, asked.reason, asked.batch)
    done = await export_list(acting, installation, request)
    print(f"已导出 {done.rows} 行:{asked.file} / {done.rows} rows written out.")
    return 0


def run(arguments: list[str]) -> int:
    """Write a list out; 1 where it was refused, 2 where it could not be done."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if (asked.kind == "report") != (asked.batch is not None):
        parser.error("report 要写明 --batch / --batch goes with report")
    if not asked.file.parent.is_dir():
        place = asked.file.parent
        print(f"没有文件夹 {place}。 / There is no folder {place}.", file=sys.stderr)
        return 2
    return act_for_authority(asked, _export)
