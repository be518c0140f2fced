"""Every code has both languages; every finding a rule may name stands in the packs that need it."""

import ast
import re

from backend.domain.decide import KINDS
from backend.domain.policy.pack import Pack
from backend.domain.vocabulary.faults import STABLE, WORDS
from backend.domain.vocabulary.terms import TERMS
from backend.policy_packs.check import pack_folders
from backend.policy_packs.reader import AUTHORITIES, read_chapters, read_choice_words
from backend.services.answer_question import PolicyLibrary

from .source import Module, module, modules

HAN = re.compile("[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)")


def fault_reasons(found: Module) -> set[str]:
    """The reasons a module refuses a question with."""
    return {
        node.args[0].value
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Fault"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def untranslated(words: dict[str, tuple[str, str]]) -> list[str]:
    """Codes whose Chinese has no Chinese, whose English is empty, or whose places differ."""
    return [
        code
        for code, (zh, en) in words.items()
        if not HAN.search(zh)
        or not en.strip()
        or HAN.search(en)
        or set(PLACE.findall(zh)) != set(PLACE.findall(en))
    ]


def test_every_refusal_has_both_languages() -> None:
    assert untranslated(WORDS) == []
    assert set(WORDS) >= STABLE
    used = set().union(*(fault_reasons(found) for found in modules()))
    assert used <= set(WORDS)


def test_a_refusal_without_its_english_is_caught() -> None:
    assert untranslated({"planted": ("没有英文", "")}) == ["planted"]
    assert untranslated({"planted": ("有{day}", "no place")}) == ["planted"]
    planted = module("backend/domain/rent/planted.py", 'raise Fault("nameless", "$")\n')
    assert not fault_reasons(planted) <= set(WORDS)


def test_every_finding_has_both_languages() -> None:
    for folder in pack_folders():
        _, findings = read_chapters(folder)
        words = {entry.code: (entry.says.zh, entry.says.en) for entry in findings}
        assert untranslated(words) == [], folder.name


CODE = re.compile(r"^[a-z]+\.[a-z_]+$")


def codes_of(kind: str) -> set[str]:
    """The finding codes that a kind's function names, in its module and the helpers it imports."""
    function = KINDS[kind].decide
    found = [each for each in modules() if ".".join(each.parts)[:-3] == function.__module__]
    tree = found[0].tree
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "step"
        and isinstance(node.args[0], ast.Constant)
    }


NEVER_TAKEN = {
    "hongshan": "exits.ban_dishonesty exits.ban_violation exits.ban_start_open exits.ban_start_open_if "
    "ownership.resale_forbidden renewal.simplified_open renewal.simplified_over renewal.persons_unknown",
    "zhaoyang": "exits.ban_binds_all exits.ban_from_giving_up exits.false_statement_order exits.ban_runs "
    "exits.ban_over exits.ban_not_returned lease.swap_other_reason",
    "baicheng": "ownership.resale_joint_title ownership.below_lowest_price ownership.resale_allowed "
    "ownership.resale_full_title ownership.lowest_price_not_for_full",
}
"""Steps of a kind that the other policies' parameters lead to, never this one's."""


def lacking(pack: Pack) -> list[str]:
    """Codes of the kinds a policy regulates that its pack has no words for."""
    needed = set().union(*(codes_of(kind) for kind in pack.head.kinds))
    return sorted(needed - set(pack.findings) - set(NEVER_TAKEN.get(pack.head.id, "").split()))


def test_every_step_a_rule_takes_has_its_words(library: PolicyLibrary) -> None:
    for authority in AUTHORITIES:
        assert lacking(library.pack(authority)) == [], authority


def test_a_step_without_words_is_caught(library: PolicyLibrary) -> None:
    pack = library.pack("hongshan")
    bare = {code: words for code, words in pack.findings.items() if code != "renewal.late"}
    bare.pop("lease.term_too_long")
    assert lacking(Pack(pack.head, pack.provisions, bare, pack.digest)) == ["lease.term_too_long"]


def test_every_word_of_an_answer_has_its_chinese(library: PolicyLibrary) -> None:
    assert [
        code
        for code, word in TERMS.items()
        if word.zh and not HAN.search(word.zh) and word.zh not in ("%", "㎡")
    ] == []
    assert set(KINDS) <= set(TERMS)


def test_every_choice_has_its_chinese() -> None:
    words = read_choice_words()
    bare = set()
    for folder in pack_folders():
        for entry in read_chapters(folder)[0]:
            if entry.unit not in ("choice", "list"):
                continue
            values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
            bare |= {value for value in values if isinstance(value, str) and re.match("[a-z]", value)} - set(
                words
            )
    assert sorted(bare) == []
