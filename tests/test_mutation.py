"""Changing any numeric value of any pack by one step makes a case fail."""

from collections import defaultdict
from pathlib import Path

import msgspec
import pytest

from backend.domain.policy.pack import Pack
from backend.domain.policy.provision import Provision
from backend.policy_packs.reader import AUTHORITIES, HOME, SHARED, read_chapters
from backend.services.answer_question import PolicyLibrary

from .cases_reader import RuleCase, all_cases, complaints

FOLDERS = (*AUTHORITIES, SHARED)


def numeric(provision: Provision) -> bool:
    """Whether a value is a number."""
    return type(provision.value) is int or provision.unit in ("m2", "percent_exact")


def one_step_more(provision: Provision) -> Provision:
    """The value changed by one step of its last place."""
    value = provision.value
    if isinstance(value, int):
        return msgspec.structs.replace(provision, value=value + 1)
    whole, _, rest = str(value).partition(".")
    more = str(int(whole + rest) + 1).zfill(len(rest) + 1)
    return msgspec.structs.replace(provision, value=f"{more[: -len(rest)]}.{more[-len(rest) :]}")


def mutated(pack: Pack, entry: Provision) -> Pack:
    """The pack with one value changed."""
    changed = [one_step_more(held) if held == entry else held for held in pack.provisions]
    return Pack(pack.head, changed, pack.findings, pack.digest)


def cases_by_parameter(authority: str, pack: Pack, library: PolicyLibrary) -> dict[str, list[RuleCase]]:
    """For each value the cases whose answer may rest on it."""
    found: dict[str, list[RuleCase]] = defaultdict(list)
    for case in all_cases():
        if case.authority == authority or (case.authority == SHARED and authority == "hongshan"):
            found[case.table.get("parameter", "*")].append(case)
    return found


def survivors(authority: str, entries: list[Provision], library: PolicyLibrary) -> list[str]:
    """The numeric values whose change no case notices."""
    pack = library.pack(authority)
    cases = cases_by_parameter(authority, pack, library)
    alive = []
    for entry in entries:
        if not numeric(entry):
            continue
        changed = mutated(pack, entry)
        tried = (*cases[entry.name], *cases["*"])
        if not any(complaints(case, changed, library.calendar) for case in tried):
            alive.append(entry.name)
    return alive


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_changed_value_fails_a_case(folder: str, library: PolicyLibrary) -> None:
    entries, _ = read_chapters(Path(HOME) / folder)
    authority = "hongshan" if folder == SHARED else folder
    assert survivors(authority, entries, library) == []


USED_BY_KINDS = {
    "hongshan": "lease.longest_term rent.market_share_cap review.interval review.dibao_multiple "
    "review.dibao_standard_fen review.income_limit_fen review.income_ceiling_fen renewal.notice_months "
    "ownership.sale_quota ownership.rented_before_sale ownership.price_share ownership.household_share "
    "ownership.resale_wait ownership.resale_share_to_government exits.unpaid_months exits.idle_months "
    "exits.idle_max_gap_days exits.ban_years allocation.gave_up_ban_years",
    "guangzhou": "renewal.notice_months renewal.simplified_late_months",
    "zhaoyang": "allocation.signing_window exits.violation_ban_years exits.dishonesty_ban_years",
    "baicheng": "allocation.weight_income allocation.weight_housing allocation.weight_order",
}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_values_the_rules_read_are_noticed_by_questions_not_only_by_look_up(
    authority: str, library: PolicyLibrary
) -> None:
    pack = library.pack(authority)
    questions = [case for case in all_cases() if case.authority == authority and case.form == "case"]
    by_name = {entry.name: entry for entry in pack.provisions}
    unnoticed = []
    for name in USED_BY_KINDS[authority].split():
        changed = mutated(pack, by_name[name])
        if not any(complaints(case, changed, library.calendar) for case in questions):
            unnoticed.append(name)
    assert unnoticed == []


def test_a_value_without_a_case_survives(library: PolicyLibrary) -> None:
    pack = library.pack("hongshan")
    planted = msgspec.structs.replace(pack.provisions[0], name="rent.planted", value=7, unit="days")
    assert survivors("hongshan", [planted], library) == ["rent.planted"]
