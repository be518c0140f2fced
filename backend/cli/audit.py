"""``anju audit verify`` and ``anju audit anchor``."""

import argparse
from pathlib import Path

from ..services.reach_installation import reach_as_owner
from ..services.verify_audit import Trail, read_anchors, verify_audit, write_anchors
from ..store.audit import say
from .troubles import add_home, carried_out, home_of, now


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anju audit", description="审计日志 / the audit trail")
    commands = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = commands.add_parser("verify", help="从头核对每一条 / check every entry from the first")
    verify.add_argument("--authority", metavar="CODE", help="只核对一个管理单位 / one authority only")
    verify.add_argument(
        "--anchor", type=Path, action="append", default=[], metavar="FILE", help="库外保存的锚点 / kept heads"
    )
    anchor = commands.add_parser("anchor", help="写出各日志的末尾,库外保存 / write the heads to a file")
    anchor.add_argument("file", type=Path, metavar="FILE")
    for command in (verify, anchor):
        add_home(command)
    return parser


def _told(trail: Trail) -> None:
    mark = "好" if trail.broken is None else "✗"
    print(f"{mark} {trail.name}({trail.code}):{trail.entries} 条,末尾 {trail.head.hash.hex()}")
    print(f"   {trail.code}: {trail.entries} entries, head {trail.head.sequence} {trail.head.hash.hex()}")
    if trail.broken is not None:
        said = say(trail.broken)
        print(f"   {said['zh']}\n   {said['en']}")


async def _verify(asked: argparse.Namespace) -> int:
    anchors = [read_anchors(file) for file in asked.anchor]
    async with reach_as_owner(home_of(asked)):
        trails = await verify_audit(asked.authority, anchors)
    for trail in trails:
        _told(trail)
    broken = sum(trail.broken is not None for trail in trails)
    print(f"核对了 {len(trails)} 个日志,{broken} 个有问题。 / {len(trails)} trails checked, {broken} broken.")
    return 1 if broken else 0


async def _anchor(asked: argparse.Namespace) -> int:
    async with reach_as_owner(home_of(asked)):
        anchors = await write_anchors(asked.file, now())
    print(f"好 {len(anchors.heads)} 个日志的末尾已写入 {asked.file}。请把它保存在数据库之外,或打印存档。")
    print(f"   The heads of {len(anchors.heads)} trails are in {asked.file}. Keep it away from the database.")
    return 0


def run(arguments: list[str]) -> int:
    """Verify or write anchors; 1 where a trail is broken, 2 where it could not be done."""
    asked = _parser().parse_args(arguments)
    return carried_out(lambda: _verify(asked) if asked.act == "verify" else _anchor(asked))
