"""``anju search``: find a person or a home; every number is masked."""

import argparse
import sys

from ..domain.stock.unit_words import STATE_WORDS, STATES
from ..services.acting import Acting
from ..services.open_installation import Installation
from ..services.search_registers import MOST, Search, search_registers
from .office import act_for_authority, add_office


def _whole(text: str) -> int:
    """A number as a person types it."""
    try:
        return int(text)
    except ValueError:
        said = f"“{text}”不是整数,请写1至500。 / “{text}” is no whole number; write 1 to 500."
        raise argparse.ArgumentTypeError(said) from None


def _unreadable(arguments: list[str]) -> bool:
    """Whether an argument came in another encoding than UTF-8."""
    return any("\ud800" <= sign <= "\udfff" for argument in arguments for sign in argument)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju search",
        description="查询人员和房屋:姓名、拼音首字母、证件号或后四位、电话、房屋。 / Find persons and homes.",
    )
    parser.add_argument("text", nargs="?", default="", metavar="TEXT", help="姓名、首字母、证件号、电话")
    for part, summary in (
        ("estate", "项目"),
        ("building", "楼栋"),
        ("entrance", "单元"),
        ("room", "房号"),
    ):
        parser.add_argument(f"--{part}", default="", metavar="NAME", help=f"{summary} / {part}")
    parser.add_argument("--limit", type=_whole, default=50, metavar="N", help="最多列出几条,1–500 / at most")
    add_office(parser)
    return parser


async def _search(acting: Acting, installation: Installation, asked: argparse.Namespace) -> int:
    request = Search(asked.text, asked.estate, asked.building, asked.entrance, asked.room, asked.limit)
    found = await search_registers(acting, installation, request)
    for person in found.people:
        homes = ";".join(person.homes) or "—"
        print(f"{person.person_id} {person.name} {person.document_masked} {person.phone_masked} {homes}")
    words = {STATES[word]: word for word in STATE_WORDS}
    for unit in found.units:
        area = f"{unit.floor_area_hundredths_m2 // 100}.{unit.floor_area_hundredths_m2 % 100:02d}"
        print(f"{unit.id} {unit.name} {area}㎡ {words.get(unit.state or '', '—')}")
    count = len(found.people) + len(found.units)
    more = (
        f" 还有更多没有列出,请写得更具体,或加大 --limit(至多{MOST})。 / There are more, not listed here: "
        f"be more exact, or raise --limit (up to {MOST})."
    )
    print(f"共{count}条。 / {count} found.{more if found.cut else ''}")
    return 0 if count else 1


def run(arguments: list[str]) -> int:
    """Search; 0 found, 1 nothing found or refused, 2 could not be done."""
    if _unreadable(arguments):
        print(
            "输入的文字不是 UTF-8 编码。请把终端设为 UTF-8 后重新输入。 / "
            "What was typed is not UTF-8. Set the terminal to UTF-8 and type it again.",
            file=sys.stderr,
        )
        return 1
    return act_for_authority(_parser().parse_args(arguments), _search)
