"""``anju demo``: load the demonstration city into an installation that holds nothing else."""

import argparse
import asyncio
import sys
from pathlib import Path

from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.faults import Fault
from ..domain.vocabulary.refusal import Refused
from ..services.load_demonstration import DemonstrationLoaded, load_demonstration
from ..services.open_installation import open_installation
from ..store.engine import StoreError
from ..store.sealing_error import SealingError
from ..store.server_error import ServerError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju demo",
        description="载入演示数据:四个虚构的管理单位,每次都一样 / load the demonstration city, always the same",
        epilog="退出码 0 已载入或早已载入,1 有其他数据,2 不能办理。 / Exit status: 0 loaded or there already, "
        "1 other data is here, 2 could not be done.",
    )
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="安装文件夹,不写为 ANJU_HOME / folder of the installation"
    )
    return parser


async def _load(home: Path | None) -> DemonstrationLoaded:
    async with open_installation(home) as installation:
        return await load_demonstration(installation)


def _show(done: DemonstrationLoaded) -> None:
    for city in done.cities:
        if city.new:
            print(f"{city.name}:房屋 {city.units} 套,家庭 {city.households} 户,人员 {city.persons} 人")
            print(
                f"    {city.code}: {city.units} homes, {city.households} households, {city.persons} persons"
            )
        else:
            print(f"{city.name}:已经载入,没有改动。 / {city.code}: there already, nothing changed.")
    if done.years:
        first, last = done.years[0], done.years[-1]
        print(
            f"{first}–{last} 年的工作日历为暂定。 / The working-day calendar {first}–{last} is provisional."
        )
    day = done.business_day
    print(f"业务日期从{day_text(day)}开始。人员、证件和电话都是虚构的。", end=" / ")
    print(f"The business day begins at {day}. All persons, documents and telephones are invented.")


def run(arguments: list[str]) -> int:
    """Load the demonstration; 1 where other data is here, 2 where it could not be done."""
    asked = _parser().parse_args(arguments)
    try:
        _show(asyncio.run(_load(asked.home)))
    except Refused as refused:
        for why in refused.refusals:
            print(f"{why.zh}\n{why.en}", file=sys.stderr)
        return 1
    except (Fault, StoreError, ServerError, SealingError) as error:
        print(f"{error.message['zh']}\n{error.message['en']}", file=sys.stderr)
        return 2
    return 0
