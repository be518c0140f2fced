"""``anju search``: find a person or a home; every number is masked."""

import argparse

from ..domain.stock.unit_words import STATE_WORDS, STATES
from ..services.acting import Acting
from ..services.open_installation import Installation
from ..services.search_registers import Search, search_registers
from .office import act_for_authority, add_office


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
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="最多列出几条 / at most")
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
    print(f"共{count}条。 / {count} found.")
    return 0 if count else 1


def run(arguments: list[str]) -> int:
    """Search; 0 found, 1 nothing found or refused, 2 could not be done."""
    return act_for_authority(_parser().parse_args(arguments), _search)
