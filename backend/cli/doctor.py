"""``anju doctor``: one line a check; what is wrong, where, and how to mend it."""

import argparse
from collections import Counter
from datetime import date
from typing import Final

from ..services.examination import Checked
from ..services.examine_installation import examine_installation
from .troubles import add_home, carried_out, home_of, now

SHOWN: Final = 5
"""How many faults of one kind are spelt out unless all are asked for."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anju doctor", description="体检 / examine an installation")
    add_home(parser)
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="DAY", help="业务日期,不写为今天 / business day"
    )
    parser.add_argument(
        "--all", action="store_true", help="列出每一处 / every fault, not the first five of a kind"
    )
    return parser


def _told(checked: Checked, shown: int) -> None:
    name = f"{checked.check.name.zh} / {checked.check.name.en}"
    if not checked.done:
        print(f"✗ {name}:没有查(数据库连不上) / not looked at, the database is not reached")
        return
    mark = "✗" if checked.grave else "!" if checked.found else "好"
    print(f"{mark} {name}")
    seen: Counter[str] = Counter()
    for found in checked.found:
        seen[found.code] += 1
        if seen[found.code] <= shown:
            print(f"  {'✗' if found.grave else '!'} {found.says.zh}\n    {found.says.en}")
    for code, count in seen.items():
        if count > shown:
            print(f"    … 同类还有 {count - shown} 处(--all) / {count - shown} more of this kind [{code}]")


def run(arguments: list[str]) -> int:
    """Examine; 1 where something is wrong, 2 where there is nothing to examine."""
    asked = _parser().parse_args(arguments)
    today = asked.on or date.today()  # noqa: DTZ011 - the office's own calendar day

    async def work() -> int:
        results = await examine_installation(home_of(asked), today, now())
        for checked in results:
            _told(checked, 10**6 if asked.all else SHOWN)
        wrong = sum(checked.grave for checked in results)
        watch = sum(not each.grave for checked in results for each in checked.found)
        print(f"查了 {len(results)} 项:{wrong} 项有问题,{watch} 处请留意。")
        print(f"{len(results)} checks: {wrong} with faults, {watch} things to watch.")
        return 1 if wrong else 0

    return carried_out(work)
