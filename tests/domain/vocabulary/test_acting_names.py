"""One person stays one person however the name is spelled; a name with a mark added does not act at all."""

from datetime import date

import pytest

from backend.domain.rent.schedule_filing import Hand, hand_refusals
from backend.domain.vocabulary.acting_names import WORDS, acting_faults, same_hand
from tests.architecture.test_words import untranslated

DAY_OF_TEST = date(2026, 11, 21)
MARKED = [
    "王建国\u3164",
    "王建国_",
    "王建国1",
    "王建国①",
    "王建国(经办)",
    "王建国(经办)",
    "王建国\u0301",
    "王建国\u200b",
    "王建国\u2060",
    "王建国\ufe00",
    "王建国\ue000",
    "王建国A",
    "王建国*",
    "王建囯\u0000",
    "Wаng Jianguo",
    "⼯王建国\u20dd",
    "王建ロ",
    "",
    "·",
    "—",
]


@pytest.mark.parametrize("name", MARKED)
def test_a_marked_name_neither_files_nor_checks(name: str) -> None:
    (why,) = acting_faults(name)
    assert why.code == "acting_name"
    assert "请只写本人的姓名" in why.zh
    checks = {each.code for each in hand_refusals(Hand(name, "王建国", DAY_OF_TEST))}
    assert checks & {"acting_name"}
    filed = {each.code for each in hand_refusals(Hand("王建国", name, DAY_OF_TEST))}
    assert filed & {"filer_unclear", "same_person"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王建国", " 王 建 国 "),
        ("王建国", "王·建国"),
        ("Wang Jianguo", "WANG JIAN-GUO"),
        ("Wang Jianguo", "Wáng Jiànguó"),
        ("Wang Jianguo", "Wang Jianguo"),
        ("阿依古丽·买买提", "阿依古丽.买买提"),
        ("王建国", "王建国1"),
        ("王建国", "王建国_"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert same_hand(one, other)
    assert "same_person" in {each.code for each in hand_refusals(Hand(one, other, DAY_OF_TEST))}


@pytest.mark.parametrize("name", ["王建国", "李秀英", "阿依古丽·买买提", "Wang Jianguo", "O'Neill", "王㛃"])
def test_a_plain_name_acts_and_another_one_checks(name: str) -> None:
    assert acting_faults(name) == []
    assert hand_refusals(Hand(name, "赵志强", DAY_OF_TEST)) == []


def test_both_languages() -> None:
    assert untranslated(WORDS) == []
