"""``anju restore FILE --into HOME``: an installation from its backup, all of it or nothing."""

import argparse
from pathlib import Path

from ..services.restore import restore
from .troubles import actor, add_passphrase, carried_out, now, passphrase


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju restore",
        allow_abbrev=False,
        description="从备份恢复到空文件夹;设置了 DATABASE_URL 时恢复到那个空数据库 / restore a backup into an "
        "empty folder, and into the empty database of DATABASE_URL where one is set",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="HOME", help="新的安装文件夹 / the new home"
    )
    add_passphrase(parser)
    return parser


def run(arguments: list[str]) -> int:
    """Restore; 2 where nothing was."""
    asked = _parser().parse_args(arguments)

    async def work() -> int:
        words = passphrase(asked, twice=False)
        held = await restore(asked.file, asked.into, words, actor(), now())
        made = held.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
        print(f"好 已恢复到 {asked.into}:{held.rows} 行,{held.papers.files} 份文书,备份于 {made}。")
        print(f"   Restored into {asked.into}: {held.rows} rows, {held.papers.files} papers, as of {made}.")
        print(f"   请设置 ANJU_HOME={asked.into},并运行 anju doctor。 / Set ANJU_HOME and run anju doctor.")
        return 0

    return carried_out(work)
