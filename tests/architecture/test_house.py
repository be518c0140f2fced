"""The house keeps its order; each rule is shown to catch a planted breach."""

import pytest

from .source import Module, against_the_arrow, impure, law_in_code, module, modules, too_long

ALL = list(modules())
DOMAIN = [found for found in ALL if found.layer == "domain"]


def flat(lists: list[list[str]]) -> list[str]:
    return [breach for breaches in lists for breach in breaches]


def test_the_arrow_is_kept() -> None:
    assert flat([against_the_arrow(found) for found in ALL]) == []


def test_the_domain_is_pure() -> None:
    assert flat([impure(found) for found in DOMAIN]) == []


def test_no_number_of_the_law_stands_in_code() -> None:
    assert flat([law_in_code(found) for found in DOMAIN]) == []


def test_files_and_functions_keep_their_size() -> None:
    assert flat([too_long(found) for found in ALL]) == []


RENT = "backend/domain/rent/planted.py"
LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * 71


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (against_the_arrow, module(RENT, "from ...services import say\n")),
        (against_the_arrow, module(RENT, "from backend.store import tables\n")),
        (against_the_arrow, module(RENT, "from ..exits.ban import decide_ban\n")),
        (against_the_arrow, module("backend/store/planted.py", "from ..papers import sheets\n")),
        (against_the_arrow, module("backend/services/planted.py", "import backend.cli.main\n")),
        (impure, module(RENT, "import os\n")),
        (impure, module(RENT, "rate = 0.6\n")),
        (impure, module(RENT, "half = 1 / 2\n")),
        (impure, module(RENT, "from datetime import date\nday = date.today()\n")),
        (impure, module(RENT, "text = open('x').read()\n")),
        (law_in_code, module(RENT, "from datetime import date\nstart = date(2020, 12, 18)\n")),
        (law_in_code, module(RENT, "def cap(rate: int) -> int:\n    return rate * 60 // 100\n")),
        (law_in_code, module(RENT, "CAP_PERCENT = 60\n")),
        (law_in_code, module(RENT, "from datetime import date\nstart = date.fromisoformat('2020-12-18')\n")),
        (law_in_code, module(RENT, "from msgspec import Meta\nlimit = Meta(le=60)\n")),
        (law_in_code, module("backend/domain/decide.py", "cap = 60\n")),
        (impure, module(RENT, "import datetime\nday = datetime.datetime.now()\n")),
        (impure, module(RENT, "from datetime import date as day\nd = day.today()\n")),
        (impure, module(RENT, "x = 3\nx /= 2\n")),
        (against_the_arrow, module(RENT, "import importlib\n")),
        (too_long, module(RENT, LONG_FUNCTION)),
        (too_long, module(RENT, "x = 1\n" * 251)),
        (too_long, module("backend/services/planted.py", "x = 1\n" * 121)),
    ],
)  # fmt: skip
def test_a_planted_breach_is_caught(check: object, planted: Module) -> None:
    assert callable(check)
    assert check(planted) != []
