"""``anju import``: check a list, report, write it, or take a written one back."""

import argparse
import getpass
import sys
from itertools import islice
from pathlib import Path
from typing import Final

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.refusing import instant_words
from ..papers.workbook_faults import WorkbookError
from ..papers.workbook_verdict import content_of
from ..services.acting import Acting
from ..services.check_import import CheckImport, Earlier, ImportChecked, check_import
from ..services.commit_import import CommitImport, ImportCommitted, commit_import
from ..services.mark_import import MarkImport, mark_import
from ..services.open_installation import Installation
from ..services.roll_back_import import RollBackImport, roll_back_import
from ..services.weigh_list import Outlook
from .office import act_for_authority, add_office

SHOWN_AT_MOST: Final = 200
FIRST_ROWS: Final = 10
NAMES_AT_MOST: Final = 12
KINDS: Final = {"units": Both("房源表", "units"), "allocations": Both("配租结果表", "allocation results")}
MARKS: Final = {"error": "✗", "doubt": "?", "warning": "!"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju import",
        description="导入房源表和配租结果表:检查、报告、写入、撤回。不写 --commit 时只检查。 / Bring in lists: check, "
        "report, write, take back. Without --commit nothing is written.",
        epilog="退出码 0 办妥,1 有行须改正或被拒绝,2 不能办理(如文件读不了)。 / Exit status: 0 done, 1 rows to mend or "
        "refused, 2 could not be done (such as a file that is no list).",
    )
    parser.add_argument("kind", choices=tuple(KINDS), help="units 房源表, allocations 配租结果表")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="工作簿 .xlsx / the workbook")
    add_office(parser)
    parser.add_argument(
        "--actor", dest="by", default=getpass.getuser(), metavar="NAME", help="经办人 / who does it"
    )
    parser.add_argument(
        "--commit",
        choices=("all", "good"),
        help="写入:整批(没有错误时)或无误的行 / write all or the good rows",
    )
    parser.add_argument(
        "--confirm-doubts", action="store_true", help="确认有疑问的行,须写理由 / confirm rows in doubt"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="理由 / the reason")
    parser.add_argument(
        "--marked", type=Path, metavar="OUT", help="另存一份标注了错误的工作簿 / save a marked copy"
    )
    parser.add_argument("--batch", type=int, metavar="ID", help="批次编号 / a batch that was checked")
    parser.add_argument("--roll-back", action="store_true", help="撤回这一批 / take the batch back")
    return parser


def _say(zh: str, en: str) -> None:
    print(f"{zh} / {en}")


def _report(asked: argparse.Namespace, found: ImportChecked) -> None:
    counts, kind = found.checked.counts(), KINDS[found.kind]
    good, doubt, error = counts["good"], counts["doubt"], counts["error"]
    rows = len(found.checked.seen)
    _say(
        f"{asked.file.name}({kind.zh}){rows} 行:无误 {good},有疑问 {doubt},有错误 {error}。",
        f"{rows} rows of {kind.en}: {good} good, {doubt} in doubt, {error} in error.",
    )
    _print_columns(found)
    for row, complaints in islice(found.checked.by_row().items(), SHOWN_AT_MOST):
        _print_row(row, complaints)
    left = len(found.checked.by_row()) - SHOWN_AT_MOST
    if left > 0:
        _say(f"  其余 {left} 行请用 --marked 另存标注的工作簿查看。", f"{left} more rows: see a marked copy.")
    _print_outlook(found.outlook)


def _print_columns(found: ImportChecked) -> None:
    """Per column and gravity how many rows, and which first."""
    columns: dict[tuple[str, str], set[int]] = {}
    for each in found.checked.complaints:
        columns.setdefault((each.severity, each.column or "整行"), set()).add(each.row)
    for (severity, column), rows in sorted(columns.items(), key=lambda each: -len(each[1])):
        first = "、".join(map(str, sorted(rows)[:FIRST_ROWS])) + ("…" if len(rows) > FIRST_ROWS else "")
        _say(f"  {MARKS[severity]} {column}:{len(rows)} 行(第 {first} 行)", f"{len(rows)} rows")


def _print_row(row: int, complaints: list[Complaint]) -> None:
    for each in complaints:
        column = f" {each.column}" if each.column else ""
        print(f"  {MARKS[each.severity]} 第 {row} 行{column}:{each.zh}\n      row {row}: {each.en}")


def _print_outlook(outlook: Outlook) -> None:
    """What a commit would make, by name where it is something new to the register."""
    parts = [
        (outlook.units, "房屋", "homes"), (outlook.persons, "人员", "persons"),
        (outlook.households, "家庭", "households"), (outlook.allocations, "配租结果", "allocations"),
    ]  # fmt: skip
    zh = [f"{name} {count}" for count, name, _ in parts if count]
    en = [f"{count} {name}" for count, _, name in parts if count]
    for names, word, word_en in (
        (outlook.estates, "项目", "estates"), (outlook.buildings, "楼栋", "buildings"),
        (outlook.operators, "运营单位", "operators"),
    ):  # fmt: skip
        if names:
            listed = "、".join(names[:NAMES_AT_MOST]) + ("…" if len(names) > NAMES_AT_MOST else "")
            zh.append(f"{word} {len(names)}({listed})")
            en.append(f"{len(names)} {word_en}")
    if outlook.there:
        _say(f"已在登记簿中的:{outlook.there} 行,不再新增。", f"{outlook.there} rows are registered already.")
    if zh:
        _say(f"写入将新增:{','.join(zh)}。", f"Writing would add {', '.join(en)}.")


def _print_earlier(earlier: Earlier) -> None:
    at = instant_words(earlier.at)
    _say(
        f"同一个文件已于{at.zh}导入(第 {earlier.batch_id} 批,{earlier.rows} 行)。",
        f"The same file was imported at {at.en} (batch {earlier.batch_id}, {earlier.rows} rows).",
    )


def _print_committed(done: ImportCommitted) -> None:
    _say(
        f"第 {done.batch_id} 批已写入:新增 {done.new} 行。",
        f"Batch {done.batch_id} written: {done.new} rows new.",
    )
    for count, zh, en in (
        (done.there, "早已登记,没有新增", "were registered before"),
        (done.waiting, "待确认疑问,没有写入", "wait for a doubt to be confirmed"),
        (
            done.refused,
            "有错误,没有写入;改正后可再导入同一张表",
            "are in error; mend them and import the list again",
        ),
    ):
        if count:
            _say(f"  {count} 行{zh}。", f"{count} rows {en}.")


async def _check(
    acting: Acting, installation: Installation, asked: argparse.Namespace, content: bytes
) -> int:
    found = await check_import(acting, installation, CheckImport(asked.kind, content, asked.file.name))
    if found.earlier is not None:
        _print_earlier(found.earlier)
    if found.batch_id is None:
        _say("没有新增任何记录。", "Nothing was added.")
        return 0
    _report(asked, found)
    if asked.marked is not None:
        await mark_import(acting, installation, MarkImport(found.batch_id, content, asked.marked))
        _say(f"标注的工作簿:{asked.marked}", "marked copy saved.")
    if asked.commit is not None:
        return await _commit(acting, installation, asked, found.batch_id)
    counts = found.checked.counts()
    how = "good" if counts["error"] else "all"
    _say(
        f"检查记为第 {found.batch_id} 批,还没有写入。写入请加 --commit {how}",
        f"Checked as batch {found.batch_id}, nothing written yet. To write it add --commit {how}",
    )
    return 1 if counts["error"] else 0


async def _commit(
    acting: Acting, installation: Installation, asked: argparse.Namespace, batch_id: int
) -> int:
    reason = asked.reason if asked.confirm_doubts else None
    done = await commit_import(acting, installation, CommitImport(batch_id, asked.commit, reason=reason))
    _print_committed(done)
    return 1 if done.refused else 0


async def _work(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    if asked.roll_back:
        back = await roll_back_import(acting, installation, RollBackImport(asked.batch, asked.reason))
        _say(
            f"第 {asked.batch} 批已撤回:{back.rows} 行。",
            f"Batch {asked.batch} taken back: {back.rows} rows.",
        )
        return 0
    if asked.file is None:
        return await _commit(acting, installation, asked, asked.batch)
    return await _check(acting, installation, asked, content_of(asked.file))


def run(arguments: list[str]) -> int:
    """Check, write or take back; 1 where rows are to be mended or it was refused, 2 where it could not be done."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if (asked.file is None) == (asked.batch is None):
        parser.error("请写文件,或写 --batch / give a FILE, or --batch")
    if asked.batch is not None and asked.roll_back == (asked.commit is not None):
        parser.error("--batch 要配合 --commit 或 --roll-back / --batch goes with --commit or --roll-back")
    if asked.roll_back and asked.batch is None:
        parser.error("--roll-back 要写明 --batch / --roll-back needs --batch")
    if asked.file is not None and not asked.file.is_file():
        print(
            f"没有文件 {asked.file}。请核对文件名。 / There is no file {asked.file}. Check its name.",
            file=sys.stderr,
        )
        return 2
    try:
        if asked.file is not None:
            content_of(asked.file)
        return act_for_authority(asked, _work)
    except WorkbookError as error:
        print(f"{error.fault.zh} / {error.fault.en}", file=sys.stderr)
        return 2
