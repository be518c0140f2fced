"""What the commands that act for an authority share: its options, the open installation, refusals in words."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, date, datetime
from typing import TextIO

from ..domain.vocabulary.acting_names import acting_faults
from ..domain.vocabulary.faults import Fault
from ..domain.vocabulary.refusal import Refusal, Refused
from ..services.acting import Acting
from ..services.cite import rule_said
from ..services.open_installation import Installation, open_installation
from ..store.engine import StoreError
from ..store.queries.authorities import authority_by_code
from ..store.sealing_error import SealingError
from ..store.server_error import ServerError

Work = Callable[[Acting, Installation, argparse.Namespace], Awaitable[int]]


def add_office(parser: argparse.ArgumentParser, *, by: bool = False) -> None:
    """``--authority CODE --on DAY``, and ``--by NAME`` where a named person acts."""
    parser.add_argument("--authority", required=True, metavar="CODE", help="管理单位 / authority, hongshan")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="DAY", help="业务日期,不写为今天 / business day"
    )
    if by:
        parser.add_argument("--by", required=True, metavar="NAME", help="经办人姓名 / who does it")


def print_refusals(reasons: Iterable[Refusal], out: TextIO) -> None:
    """Refusals and warnings with the articles they rest on, in both languages."""
    for why in reasons:
        mark = "!" if why.severity == "warning" else "✗"
        rule = f"({rule_said(why.article, 'zh')} / {rule_said(why.article, 'en')})" if why.article else ""
        print(f"  {mark} {why.zh}{rule}\n    {why.en}", file=out)


async def _act(asked: argparse.Namespace, work: Work) -> int:
    async with open_installation() as installation:
        authority = await authority_by_code(asked.authority)
        if authority is None:
            print(
                f"没有管理单位“{asked.authority}”。请先建立它。 / "
                f"There is no authority “{asked.authority}”. Set it up first.",
                file=sys.stderr,
            )
            return 2
        today = asked.on or date.today()  # noqa: DTZ011 - the office's own calendar day
        by = getattr(asked, "by", "") or "—"
        acting = Acting(authority.authority_id, authority.policy_pack, by, today, datetime.now(UTC))
        return await work(acting, installation, asked)


def act_for_authority(asked: argparse.Namespace, work: Work) -> int:
    """Do one act; 1 where it was refused, 2 where it could not be done."""
    unclear = acting_faults(asked.by) if getattr(asked, "by", None) is not None else []
    if unclear:
        print_refusals(unclear, sys.stderr)
        return 1
    try:
        return asyncio.run(_act(asked, work))
    except Refused as refused:
        print_refusals(refused.refusals, sys.stderr)
        return 1
    except (Fault, StoreError, ServerError, SealingError) as error:
        print(f"{error.message['zh']}\n{error.message['en']}", file=sys.stderr)
        return 2
