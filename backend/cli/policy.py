"""``anju policy show`` and ``anju policy check``."""

import argparse
import sys
from datetime import date
from pathlib import Path

from ..domain.vocabulary.faults import Fault
from ..policy_packs.check import Complaint, check_pack, pack_folders
from ..policy_packs.reader import AUTHORITIES, HOME, PackError
from ..services.answer_question import PolicyLibrary


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anju policy", description="政策包 / the policy packs")
    commands = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    show = commands.add_parser("show", help="列出某日有效的数值、条款和来源 / what is in force on a day")
    show.add_argument("authority", metavar="AUTHORITY", help=" ".join(AUTHORITIES))
    show.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="日期,如 2026-05-01;不写为今天")
    show.add_argument("--lang", choices=("zh", "en"), default="zh")
    show.add_argument("--chapter", metavar="CHAPTER", help="只看一章,如 rent / one chapter only")
    check = commands.add_parser("check", help="检查格式、引文、时间线和确认日 / check all packs")
    check.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="按哪一天算确认日,不写为今天")
    check.add_argument("--packs", type=Path, default=HOME, metavar="DIR", help="政策包所在文件夹")
    return parser


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own calendar day


def _show(asked: argparse.Namespace) -> int:
    from ..services.show_policy import show_policy

    try:
        pack = PolicyLibrary().pack(asked.authority)
        chapters = sorted(
            {entry.name.partition(".")[0] for entry in pack.on(asked.on or _today()).provisions.values()}
        )
        if asked.chapter is not None and asked.chapter not in chapters:
            print(
                f"没有“{asked.chapter}”这一章。有:{'、'.join(chapters)}。\n"
                f"There is no chapter “{asked.chapter}”. There are: {', '.join(chapters)}.",
                file=sys.stderr,
            )
            return 2
        print(show_policy(pack, asked.on or _today(), asked.lang, asked.chapter))
    except Fault as fault:
        print(f"{fault.message['zh']}\n{fault.message['en']}", file=sys.stderr)
        return 2
    return 0


def _check(asked: argparse.Namespace) -> int:
    complaints: list[Complaint] = []
    values = 0
    for folder in pack_folders(asked.packs):
        try:
            complaints += check_pack(folder, asked.on or _today())
        except (PackError, OSError) as error:
            zh = error.zh if isinstance(error, PackError) else f"读不到 {error.filename}"
            complaints.append(Complaint(folder.name, "malformed", folder.name, zh, str(error), grave=True))
        values += 1
    for found in complaints:
        mark = "✗" if found.grave else "!"
        print(f"{mark} {found.pack} · {found.where}\n    {found.zh}\n    {found.en}")
    grave = sum(found.grave for found in complaints)
    doubts = len(complaints) - grave
    print(f"检查了 {values} 个政策包:{grave} 处错误,{doubts} 处提醒。")
    print(f"{values} packs checked: {grave} faults, {doubts} doubts.")
    return 1 if grave else 0


def run(arguments: list[str]) -> int:
    """Show or check; 1 where a pack has a fault, 2 where the policy can't be shown."""
    asked = _parser().parse_args(arguments)
    return _show(asked) if asked.act == "show" else _check(asked)
