"""``anju backup FILE``: a whole installation into one file."""

import argparse
from pathlib import Path

from ..services.back_up import BackedUp, back_up
from ..services.reach_installation import must_exist, reach_as_owner
from ..store.audit import say
from .troubles import actor, add_home, add_passphrase, carried_out, home_of, now, passphrase


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju backup",
        allow_abbrev=False,
        description="备份整套安装到一个文件 / back up a whole installation into one file",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    add_home(parser)
    add_passphrase(parser)
    return parser


def _told(made: BackedUp) -> int:
    held, size = made.manifest, made.bytes / 2**20
    print(f"好 已备份到 {made.file}({size:.1f} MB):{held.rows} 行,{held.papers.files} 份文书。")
    print(f"   Backed up to {made.file} ({size:.1f} MB): {held.rows} rows, {held.papers.files} papers.")
    print("   请记牢口令:没有它,谁也打不开里面的证件号码。 / Keep the passphrase: without it nothing opens.")
    for name in held.papers.doubtful:
        print(
            f"!  文书 {name} 在备份前就已损坏或命名不对。 / The paper {name} was damaged or misnamed before."
        )
    for anchor in held.anchors:
        if anchor.broken is not None:
            said = say(anchor.broken)
            print(f"!  {anchor.code}:{said['zh']}\n   {anchor.code}: {said['en']}")
    return 1 if held.papers.doubtful or any(anchor.broken for anchor in held.anchors) else 0


def run(arguments: list[str]) -> int:
    """Back up; 1 where what was saved had faults already, 2 where nothing was."""
    asked = _parser().parse_args(arguments)

    async def work() -> int:
        home = home_of(asked)
        must_exist(home)
        words = passphrase(asked, twice=True)
        async with reach_as_owner(home):
            return _told(await back_up(home, asked.file, words, actor(), now()))

    return carried_out(work)
