"""Every refusal of an act speaks both languages, and every code that is used has its words."""

import ast

from backend.domain.vocabulary.both import Both
from backend.domain.vocabulary.refusal_words import REFUSALS
from backend.domain.vocabulary.refusing import refusing, warning

from ..architecture.source import Module, module, modules
from ..architecture.test_words import untranslated
from .conftest import DAY, NOW

SPEAKERS = {"refusal": {"refuse", "warn"}, "refusing": {"refusing", "warning"}}


def codes_used(found: Module) -> set[str]:
    """The codes a module refuses or warns with, in the words all acts share."""
    speakers = {
        alias.name
        for node in ast.walk(found.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if alias.name in SPEAKERS.get(node.module.rpartition(".")[2], ())
    }
    return {
        node.args[0].value
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in speakers
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_refusal_has_its_words_in_both_languages() -> None:
    assert untranslated(REFUSALS) == []
    assert set().union(*(codes_used(found) for found in modules())) <= set(REFUSALS)


def test_a_code_without_words_is_caught() -> None:
    text = 'from ..domain.vocabulary.refusing import refusing\nrefusing("nameless", "unit")\n'
    planted = module("backend/services/planted.py", text)
    assert not codes_used(planted) <= set(REFUSALS)


def test_each_language_gets_its_own_words() -> None:
    found = refusing("not_found", "unit_id", what=Both("房屋", "home"), given=7)
    assert (found.zh, found.en) == (
        "找不到房屋“7”。请核对后重试。",
        "There is no home “7”. Check it and try again.",
    )
    assert found.severity == "error"
    over = warning("window_over", last_day=DAY)
    assert "2026年11月21日" in over.zh
    assert "2026-11-21" in over.en
    assert over.severity == "warning"
    taken = refusing("unit_taken", unit="101", taken_at=NOW)
    assert "2026年11月21日 17:30" in taken.zh
    assert "2026-11-21 17:30" in taken.en
