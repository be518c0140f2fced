"""``anju schedule``: file rent schedules, list them, approve and publish one, price a home."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from ..domain.rent.schedule import CLASSES, TENURES
from ..domain.rent.schedule_filing import Approval
from ..domain.rent.schedule_words import CLASS_NAMES, STATE_NAMES, TENURE_NAMES
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.money import yuan_text
from ..policy_packs.schedules import SCHEDULES
from ..services.acting import Acting
from ..services.approve_rent_schedule import ApproveRentSchedule, approve_rent_schedule
from ..services.cite import rule_said
from ..services.file_rent_schedules import FileRentSchedules, file_rent_schedules
from ..services.open_installation import Installation
from ..services.price_unit import PriceUnit, price_unit
from ..services.publish_rent_schedule import PublishRentSchedule, publish_rent_schedule
from ..services.say import source_said
from ..services.show_rent_schedules import named, show_rent_schedules
from .office import Work, act_for_authority, add_office, print_refusals

OUTCOMES: Final = {
    "filed": Both("已备案(起草)", "filed as a draft"),
    "there": Both("早已备案,没有新增", "filed before, nothing added"),
    "refused": Both("未备案", "refused"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju schedule",
        description="租金标准:备案、批准、公布、计租 / rent schedules: file, approve, publish, price",
        epilog="退出码 0 办妥,1 有一项未办,2 不能办理。 / Exit status: 0 done, 1 something refused, "
        "2 could not be done.",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    load = _act(acts, "load", "备案文件夹里的租金标准 / file the schedules of a folder", by=True)
    load.add_argument("--from", dest="folder", type=Path, default=SCHEDULES, metavar="DIR")
    _act(acts, "list", "列出租金标准 / list them")
    for name, summary in (
        ("approve", "批准一份(由另一人) / approve one"),
        ("publish", "公布一份 / publish one"),
    ):
        step = _act(acts, name, summary, by=True)
        step.add_argument("schedule", metavar="SCHEDULE", help="批准文号或编号 / approval number or id")
        step.add_argument(
            "--day", type=date.fromisoformat, metavar="DAY", help="不写为文件所载 / else as filed"
        )
        if name == "approve":
            step.add_argument("--number", metavar="NUMBER", help="批准文号 / approval number")
            step.add_argument("--body", metavar="BODY", help="批准机关 / approving body")
    cost = _act(acts, "price", "一套房屋某日的月租金 / a home's rent on a day")
    cost.add_argument("unit", type=int, metavar="UNIT", help="房屋编号 / the unit's id")
    cost.add_argument("--tenure", required=True, choices=TENURES, help=_choices(TENURES, TENURE_NAMES))
    cost.add_argument(
        "--class", dest="household", required=True, choices=CLASSES, help=_choices(CLASSES, CLASS_NAMES)
    )
    return parser


def _act(acts: Any, name: str, summary: str, by: bool = False) -> argparse.ArgumentParser:
    act: argparse.ArgumentParser = acts.add_parser(name, help=summary, description=summary)
    add_office(act, by=by)
    return act


def _choices(codes: Iterable[str], names: Any) -> str:
    return ", ".join(f"{code} {names[code].zh}" for code in codes)


async def _load(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    filing = await file_rent_schedules(acting, installation, FileRentSchedules(asked.folder))
    for file in filing.files:
        says = OUTCOMES[file.outcome]
        print(f"{file.title}({file.file}):{says.zh} / {says.en}")
        print_refusals(file.reasons, sys.stdout)
    if not filing.files:
        folder = asked.folder / acting.authority
        print(f"{folder} 里没有租金标准文件。 / There is no schedule file in {folder}.", file=sys.stderr)
        return 2
    print_refusals(filing.warnings, sys.stdout)
    return 1 if any(file.outcome == "refused" for file in filing.files) else 0


async def _list(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    register = await show_rent_schedules(acting, installation)
    for held in register.schedules:
        one, state = held.schedule, STATE_NAMES[held.schedule.state]
        until = "起" if one.effective_to is None else f"至{day_text(one.effective_to)}"
        after = "on" if one.effective_to is None else f"to {one.effective_to}"
        name = one.approval_number or "(尚无文号 / no number yet)"
        print(f"{held.id} {name} {state.zh} / {state.en}")
        print(f"    {day_text(one.effective_from)}{until} / from {one.effective_from} {after}", end="")
        print(f" · {len(one.lines)} 行 / lines · {held.filed_by or '—'} 备案 / filed")
    if not register.schedules:
        print("还没有备案租金标准。 / No rent schedule is filed yet.")
    print_refusals(register.warnings, sys.stdout)
    return 0


async def _approve(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    chosen = named((await show_rent_schedules(acting, installation)).schedules, asked.schedule)
    given = Approval(asked.number, asked.body, asked.day)
    after = await approve_rent_schedule(acting, installation, ApproveRentSchedule(chosen, given))
    print(f"{after.title}:已批准,等待公布。 / Approved, to be published.")
    return 0


async def _publish(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    chosen = named((await show_rent_schedules(acting, installation)).schedules, asked.schedule)
    done = await publish_rent_schedule(acting, installation, PublishRentSchedule(chosen, asked.day))
    start = done.schedule.effective_from
    print(f"{done.schedule.title}:已公布,自{day_text(start)}起执行。 / Published, in effect from {start}.")
    for old in done.superseded:
        end = old.effective_to
        assert end is not None, "a superseded schedule has its last day"
        print(f"{old.title}:已被替代,执行至{day_text(end)}。 / Superseded, in effect to {end}.")
    return 0


async def _price(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    request = PriceUnit(asked.unit, asked.tenure, asked.household, acting.on)
    found = await price_unit(acting, installation, request)
    rent = yuan_text(found.priced.monthly_rent_fen)
    print(f"{found.home} {day_text(found.on)}:每月{rent} / {rent} a month on {found.on}")
    print(f"    {found.priced.says.zh}\n    {found.priced.says.en}")
    for raw in found.priced.findings:
        entry = msgspec.json.decode(bytes(raw))
        rule = " / ".join(rule_said(entry["rule"], language) for language in ("zh", "en"))
        basis = " / ".join(source_said(entry["basis"], language) for language in ("zh", "en"))
        print(f"    [{rule} · {basis}] {entry['says']['zh']} / {entry['says']['en']}")
    print_refusals(found.warnings, sys.stdout)
    return 0


ACTS: Final[dict[str, Work]] = {
    "load": _load,
    "list": _list,
    "approve": _approve,
    "publish": _publish,
    "price": _price,
}


def run(arguments: list[str]) -> int:
    """Do one act; 1 where something was refused, 2 where it could not be done."""
    asked = _parser().parse_args(arguments)
    return act_for_authority(asked, ACTS[asked.act])
