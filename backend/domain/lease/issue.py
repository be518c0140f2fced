"""Whether a lease may be issued (签发): every refusal at once, each with the article it rests on."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ..policy.case import Case
from ..rent.monthly_rent import monthly_rent_fen
from ..vocabulary.both import Both
from ..vocabulary.days import add_years
from ..vocabulary.quantities import fraction, hundredths
from ..vocabulary.refusal import Refusal
from .contract import SUPPLEMENTS, ContractTemplate
from .lease_words import matter_name, refusal, warning
from .terms import LONGEST_TERM, OVERRIDABLE, LeaseRent, LeaseTerms, Override, Supplement
from .wording import missing_places, missing_refusals, printed_matters

MATTERS = "lease.matters"
DEPOSIT = "ledger.deposit"
MIN_AGE = "admission.min_age"
CHARGES = "rent.charges_beyond_posted_rent"
CAP = "rent.market_share_cap"
ONE_HOME = "allocation.homes_per_household"
NOTICE = "renewal.notice_months"
PERSON = Both("负责人姓名", "the person who answers for it")
APPROVAL = Both("批准文号", "the approval's number")
GROUND = Both("原因", "its ground")
REPRICING = frozenset({"rent_changed", "home_changed"})
AT_ISSUE = frozenset({"{lease.number}", "{supplement.number}"})
"""Places that are filled at the very moment of issue: a number is never taken for a refused lease."""


def issue_refusals(terms: LeaseTerms, template: ContractTemplate | None, case: Case) -> tuple[Refusal, ...]:
    """Every reason why a lease may not be issued on its day, and every warning; empty is well.

    Without a template the lease may still be checked: that it can't be issued is one refusal among others.
    """
    return tuple(
        chain(
            terms.underived,
            _contract(terms, template, case),
            _term(terms, case),
            _overrides(terms, case),
            _rent(terms, case),
            _household(terms, case),
            _home(terms, case),
            _money(terms, case),
            _papers(terms, case),
        )
    )


def may_issue(refusals: tuple[Refusal, ...]) -> bool:
    """Whether nothing but warnings stands."""
    return all(each.severity == "warning" for each in refusals)


def _rule(case: Case, name: str, part: str = "") -> str:
    """The article a value rests on, ``hongshan:26``, or a part of it."""
    if not case.has(name):
        return ""
    article = case.rules[name].article
    return f"{article if ':' in article else f'{case.authority}:{article}'}{part}"


def _contract(terms: LeaseTerms, template: ContractTemplate | None, case: Case) -> Iterator[Refusal]:
    if template is None:
        yield refusal("no_contract", "template", _rule(case, MATTERS), day=terms.on)
        return
    if template.kind in SUPPLEMENTS:
        yield refusal("supplement_kind", "template", "", version=template.version, kind=template.kind)
        return
    yield from _usable(terms, template)
    stated = printed_matters(template, terms)
    for code in case.words(MATTERS) if case.has(MATTERS) else ():
        if code not in stated:
            yield refusal("matter_lacking", "template", _rule(case, MATTERS), matter=matter_name(code))
    missing = missing_places(template, terms)
    yield from missing_refusals((each for each in missing if each not in AT_ISSUE), template)


def _usable(terms: LeaseTerms, template: ContractTemplate) -> Iterator[Refusal]:
    """Whether a contract is the authority's own, approved, and in force on the day."""
    if template.authority != terms.authority:
        yield refusal("other_authority", "template", "", theirs=template.authority, ours=terms.authority)
    if template.approval is None:
        yield refusal("contract_not_approved", "template", "", version=template.version)
    if template.in_force_from > terms.on:
        words = {"version": template.version, "start": template.in_force_from, "day": terms.on}
        yield refusal("contract_not_in_force", "template", "", **words)


def _term(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    latest = terms.latest_end
    overridden = any(each.rule == LONGEST_TERM and _signed(each) for each in terms.overrides)
    if latest is not None and terms.end > latest and not overridden:
        yield refusal("term_above_limit", "end", _rule(case, LONGEST_TERM), end=terms.end, latest=latest)
    if terms.start < terms.on:
        yield warning("start_before_today", "start", "", start=terms.start, day=terms.on)


def _signed(override: Override) -> bool:
    return bool(override.person.strip() and override.approval_number.strip())


def _overrides(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    for each in terms.overrides:
        if each.rule not in OVERRIDABLE:
            yield refusal("override_impossible", "overrides", "", rule=each.rule)
        elif not _signed(each):
            what = _lacking((PERSON, each.person), (APPROVAL, each.approval_number))
            yield refusal("override_unsigned", "overrides", _rule(case, LONGEST_TERM), what=what)


def _lacking(*given: tuple[Both, str]) -> Both:
    """The names of what was left blank; empty where all was given."""
    blank = [name for name, text in given if not text.strip()]
    return Both("、".join(name.zh for name in blank), ", ".join(name.en for name in blank))


def _rent(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    rent, rule = terms.rent, _rule(case, CAP)
    if rent is None:
        if not terms.underived:
            yield refusal("rent_missing", "rent", rule)
        return
    if rent.source == "entered":
        yield refusal("rent_entered", "rent", rule, source=rent.line)
        return
    worked = _worked(rent, terms.home.floor_area_m2)
    if worked != rent.monthly_rent_fen:
        yield refusal("rent_differs", "rent", rule, given_fen=rent.monthly_rent_fen, worked_fen=worked)
    if rent.reduction is not None:
        lacking = _lacking((GROUND, rent.reduction.ground), (APPROVAL, rent.reduction.approval_number))
        if lacking.zh:
            yield refusal("reduction_unfounded", "reduction", rule, what=lacking)


def _worked(rent: LeaseRent, floor_area_m2: str) -> int:
    """The month's rent as rate, area and reduction make it."""
    cut = (0, 1) if rent.reduction is None else fraction(rent.reduction.percent)
    return monthly_rent_fen(rent.rate_fen_per_m2 or 0, hundredths(floor_area_m2), cut)


def _household(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    tenant, rule = terms.tenant, _rule(case, ONE_HOME)
    if not terms.members:
        yield refusal("no_members", "members", rule)
    elif not any(terms.is_tenant(person) for person in terms.members):
        yield refusal("tenant_not_listed", "members", rule, name=tenant.name)
    for (name, _), times in Counter((each.name, each.document_number) for each in terms.members).items():
        if times > 1:
            yield refusal("member_twice", "members", rule, name=name)
    if not case.has(MIN_AGE):
        return
    if tenant.birth_day is None:
        yield warning("birth_day_unknown", "tenant.birth_day", _rule(case, MIN_AGE), name=tenant.name)
        return
    age = case.number(MIN_AGE)
    if add_years(tenant.birth_day, age) > terms.on:
        words = {"name": tenant.name, "day": terms.on, "age": age}
        yield warning("tenant_under_age", "tenant.birth_day", _rule(case, MIN_AGE), **words)


def _home(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    rule = _rule(case, MATTERS, "(1)")
    if hundredths(terms.home.floor_area_m2) == 0:
        yield refusal("area_zero", "home.floor_area_m2", rule)
    if not terms.home.fixtures:
        yield refusal("no_fixtures", "home.fixtures", rule)
    if not terms.home.meters:
        yield warning("no_meters", "home.meters", rule)


def _money(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    """The deposit as set, and nothing beyond the posted rent (hongshan:29, 30)."""
    if case.has(DEPOSIT) and terms.deposit_fen is not None and terms.deposit_fen != case.number(DEPOSIT):
        words = {"given_fen": terms.deposit_fen, "set_fen": case.number(DEPOSIT)}
        yield refusal("deposit_differs", "deposit_fen", _rule(case, DEPOSIT), **words)
    if case.has(CHARGES) and not case.flag(CHARGES):
        for charge in terms.other_charges:
            rule = _rule(case, CHARGES)
            what, amount = charge.what, charge.amount_fen
            yield refusal("charge_beyond_rent", "other_charges", rule, what=what, amount_fen=amount)


def _papers(terms: LeaseTerms, case: Case) -> Iterator[Refusal]:
    if terms.proxy is not None and not terms.proxy.authority.strip():
        yield refusal("proxy_unfounded", "proxy.authority", "", name=terms.proxy.name)
    if terms.purpose == "renewal" and not terms.previous_number.strip():
        yield refusal("previous_missing", "previous_number", _rule(case, NOTICE))


def supplement_refusals(
    supplement: Supplement, terms: LeaseTerms, template: ContractTemplate | None, case: Case
) -> tuple[Refusal, ...]:
    """Every reason why a supplement to a lease may not be issued; the terms are those after the change."""
    return tuple(
        chain(terms.underived, _supplement(supplement, terms, template, case), _overrides(terms, case))
    )


def _supplement(
    supplement: Supplement, terms: LeaseTerms, template: ContractTemplate | None, case: Case
) -> Iterator[Refusal]:
    if template is None:
        yield refusal("no_contract", "template", "", day=terms.on)
        return
    if template.kind not in SUPPLEMENTS:
        yield refusal("supplement_kind", "template", "", version=template.version, kind=template.kind)
        return
    yield from _usable(terms, template)
    if not supplement.changes:
        yield refusal("supplement_empty", "changes")
    if template.kind in REPRICING:
        yield from chain(_rent(terms, case), _home(terms, case))
    missing = missing_places(template, terms, supplement)
    yield from missing_refusals((each for each in missing if each not in AT_ISSUE), template)
