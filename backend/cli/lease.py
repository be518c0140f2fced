"""``anju lease``: draft leases, check them, issue one or a batch, sign, void, print again, list."""

import argparse
import asyncio
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from ..domain.lease.changes import SUPPLEMENTS
from ..domain.lease.lease_states import STATES
from ..domain.rent.schedule import TENURES
from ..domain.rent.schedule_words import TENURE_NAMES
from ..domain.vocabulary.faults import Fault
from ..domain.vocabulary.refusal import Refused
from ..policy_packs.reader import PackError
from ..services.acting import Acting
from ..services.open_installation import open_installation
from ..store.engine import StoreError
from ..store.queries.authorities import authority_by_code
from ..store.sealing_error import SealingError
from ..store.server_error import ServerError
from .lease_acts import ACTS
from .lease_screen import reasons

BOTH: Final = "不写为整批 / all of the batch if left out"


class _NoAuthority(Exception):  # noqa: N818 - an answer to a person, not a failing program
    """The installation has no such authority."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju lease",
        description="合同:起草、核对、签发、签订、作废、重印 / leases: draft, check, issue, sign, void, reprint",
        epilog="退出码 0 办妥,1 有一项未办,2 不能办理。 / Exit status: 0 done, 1 something refused, "
        "2 could not be done.",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    _before_issue(acts)
    _after_issue(acts)
    listed = _act(acts, "list", "列出合同 / list leases")
    listed.add_argument("--batch", metavar="BATCH", help="配租批次 / batch of allocations")
    listed.add_argument("--state", choices=tuple(STATES), action="append", help="状态 / state")
    return parser


def _before_issue(acts: Any) -> None:
    lessor = _act(acts, "lessor", "登记出租人 / enter who lets", by=True)
    for name, text in (
        ("name", "名称 / name"), ("address", "地址 / address"), ("telephone", "电话 / telephone"),
        ("account", "收款账户 / account"),
    ):  # fmt: skip
        lessor.add_argument(f"--{name}", required=True, help=text)
    lessor.add_argument("--credit-code", default="", help="统一社会信用代码 / credit code")
    lessor.add_argument("--representative", default="", help="法定代表人 / representative")
    lessor.add_argument("--place", default="", help="签订地点 / place of signing")
    lessor.add_argument("--operator", type=int, help="运营单位编号 / operator's id")
    draft = _act(acts, "draft", "起草一份或一批合同 / draft one lease or a batch", by=True)
    draft.add_argument("--allocation", type=int, action="append", metavar="ID", help=BOTH)
    draft.add_argument("--batch", metavar="BATCH", help="配租批次 / batch of allocations")
    draft.add_argument(
        "--start", type=date.fromisoformat, required=True, metavar="DAY", help="起租日 / first day"
    )
    draft.add_argument(
        "--end", type=date.fromisoformat, required=True, metavar="DAY", help="届满日 / last day"
    )
    tenures = ", ".join(f"{code} {TENURE_NAMES[code].zh}" for code in TENURES)
    draft.add_argument("--tenure", choices=TENURES, default="public_rental", help=tenures)
    draft.add_argument("--rent-fen", type=int, help="人工填写的月租金(分) / rent entered by a person, in fen")
    draft.add_argument("--source", default="", help="人工填写的来源 / where entered values come from")
    _confirming(draft)
    check = _act(acts, "check", "核对(再核对)合同 / check leases anew", by=True)
    check.add_argument("lease", nargs="*", metavar="LEASE", help=BOTH)
    check.add_argument("--batch", metavar="BATCH", help="配租批次 / batch of allocations")
    _confirming(check)
    issue = _act(acts, "issue", "签发一份合同 / issue a lease", by=True)
    issue.add_argument("lease", metavar="LEASE", help="合同编号 / the lease's id")
    issue.add_argument("--out", type=Path, metavar="FILE", help="另存 PDF / also save the PDF here")
    bulk = _act(acts, "bulk", "批量签发 / issue a batch", by=True)
    bulk.add_argument("--batch", metavar="BATCH", help="配租批次 / batch of allocations")
    bulk.add_argument("--resume", type=int, metavar="JOB", help="接着办未完的任务 / go on with a job")
    bulk.add_argument("--withdraw", type=int, metavar="JOB", help="当天整批撤回 / withdraw a batch of today")
    bulk.add_argument("--reason", default="", help="撤回的理由 / why it is withdrawn")
    bulk.add_argument("--yes", action="store_true", help="核对清单无误,签发 / the check list is right: issue")
    bulk.add_argument("--out", type=Path, metavar="DIR", help="把 PDF 和清单存到这里 / save the files here")


def _after_issue(acts: Any) -> None:
    sign = _act(acts, "sign", "登记签订 / record a signing", by=True)
    sign.add_argument("lease", metavar="LEASE", help="合同编号 / number or id")
    sign.add_argument("--day", type=date.fromisoformat, required=True, metavar="DAY", help="签订日 / day")
    sign.add_argument(
        "--lessor", required=True, metavar="NAME", help="出租方签字人 / who signed for the lessor"
    )
    sign.add_argument("--tenant", required=True, metavar="NAME", help="承租方签字人 / who signed as tenant")
    sign.add_argument("--proxy", default="", metavar="AUTHORITY", help="代理权依据 / the proxy's authority")
    sign.add_argument("--scan", type=Path, required=True, metavar="FILE", help="PDF, JPG, PNG")
    sign.add_argument("--keys", type=int, metavar="N", help="交付钥匙数 / keys handed over")
    sign.add_argument("--meter", action="append", default=[], metavar="KIND=READING", help="electricity=12.5")
    sign.add_argument(
        "--found", action="append", default=[], metavar="ITEM×N:CONDITION", help="防盗门×1:完好"
    )
    sign.add_argument(
        "--deposit-fen", type=int, required=True, help="实收押金(分) / deposit received, in fen"
    )
    _confirming(sign)
    void = _act(acts, "void", "作废未签订的合同 / void an unsigned lease", by=True)
    void.add_argument("lease", metavar="LEASE", help="合同编号 / number or id")
    void.add_argument("--reason", required=True, help="理由 / why")
    again = _act(acts, "reprint", "重新打印 / print a paper again", by=True)
    again.add_argument("number", metavar="NUMBER", help="文书编号 / the paper's number")
    again.add_argument("--kind", choices=("lease", "supplement"), default="lease")
    again.add_argument("--out", type=Path, required=True, metavar="FILE", help="PDF")
    add = _act(acts, "supplement", "签发补充协议 / issue a supplement", by=True)
    add.add_argument("lease", metavar="LEASE", help="合同编号 / number or id")
    kinds = ", ".join(f"{code} {words.zh}" for code, words in SUPPLEMENTS.items())
    add.add_argument("--kind", choices=tuple(SUPPLEMENTS), required=True, help=kinds)
    add.add_argument(
        "--day", type=date.fromisoformat, required=True, metavar="DAY", help="生效日 / first day"
    )
    add.add_argument("--ground", required=True, help="变更原因 / ground")
    lost = _act(acts, "lost", "登记原件遗失 / note that the original is lost", by=True)
    filed = _act(acts, "filed", "登记备案 / note a filing", by=True)
    for each, text in ((lost, "经过 / what is known"), (filed, "备案号 / number of the filing")):
        each.add_argument("lease", metavar="LEASE", help="合同编号 / number or id")
        each.add_argument("--day", type=date.fromisoformat, required=True, metavar="DAY", help="日期 / day")
        each.add_argument("--note", required=True, help=text)
    _act(acts, "day", "到期处理:生效、逾期未签 / what is due today", by=True)


def _act(acts: Any, name: str, summary: str, by: bool = False) -> argparse.ArgumentParser:
    act: argparse.ArgumentParser = acts.add_parser(name, help=summary, description=summary)
    act.add_argument("--authority", required=True, metavar="CODE", help="管理单位 / authority, hongshan")
    act.add_argument(
        "--on", type=date.fromisoformat, metavar="DAY", help="业务日期,不写为今天 / business day"
    )
    if by:
        act.add_argument("--by", required=True, metavar="NAME", help="经办人姓名 / who does it")
    return act


def _confirming(act: argparse.ArgumentParser) -> None:
    act.add_argument(
        "--confirm", action="append", default=[], metavar="CODE", help="放行提示 / let a doubt stand"
    )
    act.add_argument("--reason", default="", help="放行的理由 / why it may stand")


async def _run(asked: argparse.Namespace) -> int:
    async with open_installation() as installation:
        authority = await authority_by_code(asked.authority)
        if authority is None:
            raise _NoAuthority
        today = asked.on or date.today()  # noqa: DTZ011 - the office's own calendar day
        by = getattr(asked, "by", "") or "—"
        acting = Acting(authority.authority_id, authority.policy_pack, by, today, datetime.now(UTC))
        return await ACTS[asked.act](acting, installation, asked)


def run(arguments: list[str]) -> int:
    """Do one act; 1 where something was refused, 2 where it could not be done."""
    asked = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(asked))
    except Refused as refused:
        reasons(refused.refusals, sys.stderr)
        return 1
    except _NoAuthority:
        print(
            f"没有管理单位“{asked.authority}”。请先建立它。 / "
            f"There is no authority “{asked.authority}”. Set it up first.",
            file=sys.stderr,
        )
        return 2
    except PackError as error:
        print(f"{error.zh}\n{error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"读写不了文件 {error.filename} / the file cannot be used: {error.strerror}", file=sys.stderr)
        return 2
    except (Fault, StoreError, ServerError, SealingError) as error:
        print(f"{error.message['zh']}\n{error.message['en']}", file=sys.stderr)
        return 2
