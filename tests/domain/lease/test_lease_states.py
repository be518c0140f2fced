"""Every step of a lease that is not in the table is refused, by name and with its present state."""

import re
from datetime import date, timedelta

import pytest

from backend.domain.lease.lease_states import (
    ACTS,
    STATES,
    STEPS,
    SUPPLEMENTED,
    follows_refusals,
    step_refusals,
    supplement_day_refusals,
)
from backend.domain.lease.life_words import LIFE_WORDS
from backend.domain.lease.signing import scan_kind
from backend.store.tables.lease import LEASE_STATES

HAN = re.compile("[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)")
DAY = date(2026, 12, 1)
ONE_DAY = timedelta(days=1)


def test_the_states_are_those_of_the_register() -> None:
    assert tuple(STATES) == LEASE_STATES
    assert STEPS.keys() == STATES.keys()
    assert {step for steps in STEPS.values() for step in steps} <= ACTS.keys()


@pytest.mark.parametrize("present", STATES)
@pytest.mark.parametrize("step", ACTS)
def test_a_step_not_in_the_table_names_itself_and_the_state(present: str, step: str) -> None:
    found = step_refusals("红公租合〔2026〕000001号", present, step)
    allowed = step in STEPS[present] or (step == "supplement" and present in SUPPLEMENTED)
    assert (found == []) is allowed
    for each in found:
        assert STATES[present].zh in each.zh
        assert ACTS[step].zh in each.zh
        assert STATES[present].en in each.en
        assert ACTS[step].en in each.en


def test_nothing_is_void_after_it_was_signed_and_nothing_changes_after_it_was_issued() -> None:
    assert {state for state, steps in STEPS.items() if "void" in steps} == {"draft", "checked", "issued"}
    assert {state for state, steps in STEPS.items() if "draft" in steps} == {"draft", "checked"}
    assert {state for state, steps in STEPS.items() if "issued" in steps} == {"checked"}


def test_a_renewal_begins_on_the_day_after() -> None:
    assert follows_refusals(DAY, "一号", DAY - ONE_DAY) == []
    assert [each.code for each in follows_refusals(DAY, "一号", DAY)] == ["leases_overlap"]
    assert [each.code for each in follows_refusals(DAY, "一号", DAY - 2 * ONE_DAY)] == ["leases_gap"]


def test_a_change_begins_within_the_lease() -> None:
    end = DAY + 30 * ONE_DAY
    for day, count in ((DAY, 0), (end, 0), (DAY - ONE_DAY, 1), (end + ONE_DAY, 1)):
        assert len(supplement_day_refusals(day, DAY, end)) == count


def test_a_scan_is_judged_by_its_content() -> None:
    assert scan_kind(b"%PDF-1.7 ...") == "pdf"
    assert scan_kind(b"\xff\xd8\xff\xe0") == "jpg"
    assert scan_kind(b"\x89PNG\r\n\x1a\n") == "png"
    assert scan_kind(b"") is None
    assert scan_kind(b"MZ%PDF-") is None


def untranslated(words: dict[str, tuple[str, str]]) -> list[str]:
    return [
        code
        for code, (zh, en) in words.items()
        if not HAN.search(zh) or HAN.search(en) or set(PLACE.findall(zh)) != set(PLACE.findall(en))
    ]


def test_every_word_is_in_both_languages() -> None:
    assert untranslated(dict(LIFE_WORDS)) == []
    assert untranslated({"planted": ("中文{day}", "English")}) == ["planted"]
