"""``anju authority``: set up an authority from its policy pack, with the company that runs its homes."""

import argparse
import asyncio
import getpass
import sys
from datetime import UTC, date, datetime
from typing import Final

import msgspec

from ..domain.vocabulary.refusal import Refused
from ..policy_packs.reader import AUTHORITIES
from ..services.acting import Acting
from ..services.add_authority import AddAuthority, add_authority
from ..services.add_operator import AddOperator, add_operator
from ..services.open_installation import open_installation
from ..store.engine import StoreError
from ..store.sealing_error import SealingError
from ..store.server_error import ServerError
from ..store.unit_of_work import uow
from .office import print_refusals

DIVISIONS: Final = {"hongshan": "150402", "guangzhou": "440100", "zhaoyang": "530602", "baicheng": "220800"}
"""The divisions the policies are of (GB/T 2260)."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anju authority", description="管理单位 / the authorities")
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    add = acts.add_parser("add", help="按政策包建立一个管理单位 / set one up from its policy pack")
    add.add_argument("code", metavar="CODE", help=f"代码:{' '.join(AUTHORITIES)}")
    add.add_argument(
        "--policy", choices=AUTHORITIES, help="政策包,不写则与代码相同 / policy, else as the code"
    )
    add.add_argument("--name", metavar="NAME", help="名称,不写则用政策包里的主管部门 / name")
    add.add_argument("--division", metavar="CODE", help="行政区划代码 / division code")
    add.add_argument("--operator", metavar="NAME", help="运营单位名称 / the company that runs its homes")
    add.add_argument(
        "--on", type=date.fromisoformat, metavar="DAY", help="业务日期,不写为今天 / business day"
    )
    add.add_argument("--actor", default=getpass.getuser(), metavar="NAME", help="经办人 / who does it")
    return parser


async def _add(asked: argparse.Namespace, policy: str) -> None:
    async with open_installation() as installation:
        name = asked.name or installation.library.pack(policy).head.bureau.zh
        today = asked.on or date.today()  # noqa: DTZ011 - the office's own calendar day
        acting = Acting(0, policy, asked.actor, today, datetime.now(UTC))
        request = AddAuthority(asked.code, name, policy, asked.division or DIVISIONS[policy])
        async with uow():
            added = await add_authority(acting, installation, request)
            acting = msgspec.structs.replace(acting, authority_id=added.authority_id)
            if asked.operator:
                await add_operator(acting, installation, AddOperator(asked.operator))
    run_by = f",运营单位“{asked.operator}”" if asked.operator else ""
    print(f"已建立管理单位“{name}”({asked.code}){run_by}。 / Authority {asked.code} is set up.")


def run(arguments: list[str]) -> int:
    """Set an authority up; 1 where it was refused, 2 where it could not be done."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    policy = asked.policy or asked.code
    if policy not in AUTHORITIES:
        known = "、".join(AUTHORITIES)
        parser.error(f"没有政策包“{policy}”,请用 --policy 指明:{known} / name a policy by --policy: {known}")
    try:
        asyncio.run(_add(asked, policy))
    except Refused as refused:
        print_refusals(refused.refusals, sys.stderr)
        return 1
    except (StoreError, ServerError, SealingError) as error:
        print(f"{error.message['zh']}\n{error.message['en']}", file=sys.stderr)
        return 2
    return 0
