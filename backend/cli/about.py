"""``anju about``: what there is at hand, and two questions answered as a person reads them."""

from datetime import date

from ..domain.decide import KINDS
from ..policy_packs.reader import AUTHORITIES
from ..services.answer_question import PolicyLibrary
from ..services.explain_decision import explain
from ..services.say import said

EXAMPLES = (
    {
        "kind": "renewal",
        "authority": "hongshan",
        "on": "2026-08-31",
        "facts": {"protection_end": "2026-11-30"},
    },
    {
        "kind": "deadline",
        "authority": "guangzhou",
        "on": "2026-01-01",
        "facts": {"event_on": "2026-04-01", "length": 1, "unit": "months"},
    },
)


def run(arguments: list[str]) -> int:
    """Print what the installation holds; it always can."""
    library = PolicyLibrary()
    today = date.today()  # noqa: DTZ011 - the office's own calendar day
    print("安居 Anju:公共租赁住房配租后管理 / the back-office of public rental housing after allocation\n")
    print("网页应用尚未建成;现在可以用命令行向政策提问、登记房源和家庭、导入名单。")
    print("There is no web application yet; ask the law, keep the registers and import lists here.\n")
    for authority in AUTHORITIES:
        pack = library.pack(authority)
        held = len(pack.on(today).provisions)
        kinds = "、".join(said(kind, "zh") for kind in KINDS if kind in pack.head.kinds)
        print(f"{authority:10} {pack.head.title.zh}({held} 项数值)\n           {kinds}")
    years = sorted(library.calendar.years)
    print(f"\n工作日历 / working-day calendar: {years[0]}–{years[-1]}\n")
    for example in EXAMPLES:
        print(explain(dict(example), library, "zh") + "\n")
    print("试试 / try:\n  .venv/bin/anju decide --explain docs/start/questions.jsonl")
    print(f"  .venv/bin/anju policy show hongshan --on {today}")
    print("  .venv/bin/anju demo      # 演示城市 / an invented city")
    print("  .venv/bin/anju search zw --authority hongshan\n  .venv/bin/anju doctor\n  .venv/bin/anju --help")
    return 0
