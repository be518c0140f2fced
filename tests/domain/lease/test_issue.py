"""What stops a lease from being issued: every reason at once, in both languages, each by its article."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.lease.contract import ContractTemplate
from backend.domain.lease.derive import EnteredRent, LeaseDraft, derive_terms
from backend.domain.lease.issue import issue_refusals, may_issue, supplement_refusals
from backend.domain.lease.lease_words import ISSUE_WORDS, WORDS
from backend.domain.lease.terms import Change, Charge, LeaseTerms, Override, Proxy, Supplement
from backend.domain.vocabulary.refusal import Refusal
from backend.services.answer_question import PolicyLibrary

from ...architecture.source import ROOT
from ...architecture.test_words import untranslated
from .made_up import DAY, DRAFT, HOME, MEMBERS, REDUCTION, TENANT, law, lease_template, lease_terms, schedules

HAN = re.compile("[\u4e00-\u9fff]")


def found(
    library: PolicyLibrary, terms: LeaseTerms, template: ContractTemplate | None = None
) -> tuple[Refusal, ...]:
    return issue_refusals(terms, template or lease_template(), law(library).case(terms.on))


def test_a_whole_lease_may_be_issued(library: PolicyLibrary) -> None:
    refusals = found(library, lease_terms(library))
    assert refusals == ()
    assert may_issue(refusals)
    assert found(library, lease_terms(library, number="")) == (), "the number is given at issue"


def test_the_words_of_this_chapter_are_in_both_languages() -> None:
    assert untranslated(WORDS) == []


OVERRIDE = Override("lease.longest_term", "李慧敏", "红政函〔2026〕9号")
LONG = date(2031, 12, 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"end": LONG}, {"term_above_limit": "hongshan:26"}),
        ({"end": LONG, "overrides": (OVERRIDE,)}, {}),
        (
            {"end": LONG, "overrides": (replace(OVERRIDE, person=""),)},
            {"term_above_limit": "hongshan:26", "override_unsigned": "hongshan:26", "value_missing": ""},
        ),
        (
            {"end": LONG, "overrides": (replace(OVERRIDE, approval_number=""),)},
            {"term_above_limit": "hongshan:26", "override_unsigned": "hongshan:26", "value_missing": ""},
        ),
        ({"overrides": (replace(OVERRIDE, rule="rent.market_share_cap"),)}, {"override_impossible": ""}),
        ({"members": ()}, {"no_members": "hongshan:16"}),
        ({"members": MEMBERS[1:]}, {"tenant_not_listed": "hongshan:16"}),
        ({"members": (*MEMBERS, MEMBERS[1])}, {"member_twice": "hongshan:16"}),
        ({"home": replace(HOME, fixtures=())}, {"no_fixtures": "hongshan:26(1)"}),
        ({"home": replace(HOME, floor_area_m2="0.00")}, {"area_zero": "hongshan:26(1)"}),
        ({"home": replace(HOME, structure="")}, {"value_missing": ""}),
        ({"home": replace(HOME, location="无此片区")}, {"location_unknown": "", "value_missing": ""}),
        ({"deposit_fen": 100001}, {"deposit_differs": "hongshan:29"}),
        ({"other_charges": (Charge("服务费", 500),)}, {"charge_beyond_rent": "hongshan:30"}),
        (
            {"entered_rent": EnteredRent(20000, "局长口头")},
            {"rent_entered": "hongshan:29", "value_missing": ""},
        ),
        (
            {"reduction": replace(REDUCTION, approval_number="")},
            {"reduction_unfounded": "", "value_missing": ""},
        ),
        ({"proxy": Proxy("李四", "证", "1", "")}, {"proxy_unfounded": "", "value_missing": ""}),
        ({"purpose": "renewal"}, {"previous_missing": "hongshan:35", "value_missing": ""}),
        ({"end": date(2026, 11, 30)}, {"before": ""}),
    ],
)
def test_what_stops_a_lease_is_named(
    library: PolicyLibrary, changes: dict[str, Any], expected: dict[str, str]
) -> None:
    terms = lease_terms(library, **changes)
    errors = [why for why in found(library, terms) if why.severity == "error"]
    assert {why.code for why in errors} == set(expected)
    assert may_issue(found(library, terms)) is not bool(expected)
    for why in errors:
        assert HAN.search(why.zh)
        assert why.en
        assert "{" not in why.zh.replace("{home.", "").replace("{rent.", "") or why.code == "value_missing"
        if expected[why.code]:
            assert why.article == expected[why.code]


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"tenant": replace(TENANT, birth_day=None)}, "birth_day_unknown"),
        ({"tenant": replace(TENANT, birth_day=date(2008, 11, 22))}, "tenant_under_age"),
        ({"tenant": replace(TENANT, birth_day=date(2008, 11, 21))}, None),
        ({"home": replace(HOME, meters=())}, "no_meters"),
        ({"start": DAY, "end": date(2031, 11, 20)}, None),
        ({"start": DAY - timedelta(days=1), "end": date(2031, 11, 19)}, "start_before_today"),
    ],
)
def test_what_is_only_pointed_out(
    library: PolicyLibrary, changes: dict[str, Any], warned: str | None
) -> None:
    refusals = found(library, lease_terms(library, **changes))
    assert [(why.code, why.severity) for why in refusals] == ([(warned, "warning")] if warned else [])
    assert may_issue(refusals)


def test_all_reasons_are_said_at_once(library: PolicyLibrary) -> None:
    terms = lease_terms(
        library, end=LONG, members=(), home=replace(HOME, fixtures=()), deposit_fen=1, tenant=TENANT
    )
    assert {why.code for why in found(library, terms)} >= {
        "term_above_limit", "no_members", "no_fixtures", "deposit_differs",
    }  # fmt: skip


def test_the_contract_must_be_approved_in_force_and_ones_own(library: PolicyLibrary) -> None:
    template, terms = lease_template(), lease_terms(library)
    case = law(library).case(DAY)
    for changed, code in (
        (replace(template, approval=None), "contract_not_approved"),
        (replace(template, in_force_from=date(2026, 11, 22)), "contract_not_in_force"),
        (replace(template, authority="zhaoyang"), "other_authority"),
        (replace(template, kind="rent_changed"), "supplement_kind"),
    ):
        assert [why.code for why in issue_refusals(terms, changed, case)] == [code]
    assert [why.code for why in issue_refusals(terms, None, case)] == ["no_contract"]


@pytest.mark.parametrize("matter", sorted({clause.matter for clause in lease_template().clauses()}))
def test_a_lease_that_lacks_a_matter_is_not_issued(library: PolicyLibrary, matter: str) -> None:
    template = lease_template()
    kept = tuple(
        replace(article, clauses=tuple(clause for clause in article.clauses if clause.matter != matter))
        for article in template.articles
    )
    lacking = replace(template, articles=kept)
    refusals = [why for why in found(library, lease_terms(library), lacking) if why.code == "matter_lacking"]
    assert [why.article for why in refusals] == ["hongshan:26"]


def test_a_rent_that_is_not_the_schedules_is_seen(library: PolicyLibrary) -> None:
    terms = lease_terms(library)
    assert terms.rent is not None
    dear = replace(terms, rent=replace(terms.rent, monthly_rent_fen=26250))
    assert [why.code for why in found(library, dear)] == ["rent_differs"]


def test_where_the_text_is_silent_a_lease_is_checked_but_not_issued(library: PolicyLibrary) -> None:
    draft: LeaseDraft = replace(
        DRAFT, authority="zhaoyang", entered_rent=EnteredRent(20000, "区政府会议纪要")
    )
    terms = derive_terms(draft, None, [], law(library, "zhaoyang"))
    assert (terms.latest_end, terms.review_due_on, terms.last_day_to_apply) == (None, None, None)
    refusals = issue_refusals(terms, None, law(library, "zhaoyang").case(DAY))
    assert {why.code for why in refusals if why.severity == "error"} == {"no_contract", "rent_entered"}


def test_no_schedule_no_rent(library: PolicyLibrary) -> None:
    terms = derive_terms(DRAFT, lease_template(), [], law(library))
    assert "no_schedule_in_effect" in {why.code for why in found(library, terms)}
    bare = replace(lease_terms(library), rent=None)
    assert "rent_missing" in {why.code for why in found(library, bare)}


def test_a_later_review_moves_the_next_one(library: PolicyLibrary) -> None:
    terms = lease_terms(library, protected_from=date(2021, 12, 1), last_review_on=date(2025, 12, 20))
    assert terms.review_due_on == date(2027, 12, 20)
    assert schedules()


def test_a_supplement_is_refused_by_name(library: PolicyLibrary) -> None:
    case = law(library).case(DAY)
    template = lease_template("names_corrected")
    terms = lease_terms(library, template)
    supplement = Supplement("", date(2026, 12, 1), "证件更正", (Change("姓名", "甲", "乙"),))

    def codes(changed: Supplement, words: ContractTemplate | None) -> list[str]:
        return [why.code for why in supplement_refusals(changed, terms, words, case)]

    assert codes(supplement, template) == []
    assert codes(replace(supplement, changes=()), template) == ["supplement_empty"]
    assert codes(replace(supplement, ground=""), template) == ["value_missing"]
    assert codes(supplement, lease_template()) == ["supplement_kind"]
    assert codes(supplement, None) == ["no_contract"]


def test_every_reason_can_happen() -> None:
    files = (ROOT / "backend" / "domain" / "lease" / f"{name}.py" for name in ("issue", "wording"))
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [code for code in ISSUE_WORDS if f'"{code}"' not in source] == []
