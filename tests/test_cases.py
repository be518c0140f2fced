"""Every case of the rulebooks gets its answer; every rule id has a case."""

import pytest

from backend.policy_packs.reader import AUTHORITIES
from backend.services.answer_question import PolicyLibrary

from .cases_reader import RuleCase, all_cases, ask, complaints

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_case(case: RuleCase, library: PolicyLibrary) -> None:
    authority = "hongshan" if case.authority == "national" else case.authority
    assert complaints(case, library.pack(authority), library.calendar) == []


def test_every_case_has_its_source_and_rules() -> None:
    bare = [case.label for case in CASES if not case.table.get("source")]
    assert bare == []


def test_names_of_cases_are_unique() -> None:
    labels = [case.label for case in CASES]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_questions_get_the_same_answer_through_the_front_door(library: PolicyLibrary) -> None:
    for case in CASES:
        if case.form != "case" or case.authority not in AUTHORITIES:
            continue
        answer, wanted = ask(case, library), case.table["expect"]
        if "error" in wanted:
            assert answer["error"]["code"] == wanted["error"], case.label
            assert all(answer["error"]["message"][language] for language in ("zh", "en"))
        else:
            assert answer["outcome"] == wanted["outcome"], case.label
