"""Derives the terms of a lease (合同要素) from what is given, by the rules of its authority.

What later chapters decide (renewal, review) is asked through the one door, which is handed in.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct

from ..policy.case import Case, Decision
from ..policy.pack import InForce, Pack
from ..rent.monthly_rent import monthly_rent_fen
from ..rent.schedule import HouseholdClass, Priced, RateFacts, RentSchedule, Tenure, price
from ..rent.schedule_words import CLASS_NAMES, TENURE_NAMES
from ..vocabulary.calendar import WorkingCalendar
from ..vocabulary.days import day_text
from ..vocabulary.faults import Fault
from ..vocabulary.money import yuan_text
from ..vocabulary.quantities import fraction, hundredths
from ..vocabulary.refusal import Refusal
from .contract import ContractTemplate
from .terms import (
    Charge,
    Guarantor,
    Home,
    HouseholdPerson,
    LawValue,
    LeaseRent,
    LeaseTerms,
    Lessor,
    Override,
    Proxy,
    Purpose,
    Reduction,
    Tenant,
    WorkingStep,
)

Decide = Callable[[str, date, object, Pack, WorkingCalendar], Decision]
MATTERS = "lease.matters"
DEPOSIT = "ledger.deposit"
DUE_DAY = "ledger.due_day"


class Law(NamedTuple):
    """The policy, the calendar, and the door to all rules (``backend.domain.decide.decide``)."""

    pack: Pack
    calendar: WorkingCalendar
    decide: Decide

    def case(self, on: date) -> Case:
        """What the rules ask of the policy on a day."""
        return Case(self.pack.head.id, on, self.pack.on(on), self.calendar)


class EnteredRent(Struct, frozen=True):
    """A month's rent that a person enters where no schedule may price, in fen, with its source."""

    monthly_rent_fen: int
    source: str


class LeaseDraft(Struct, frozen=True):
    """What is given for a lease: who, which home, from when to when, at which level of protection.

    ``protected_from`` and ``last_review_on`` are those of the household; a first lease starts protection.
    """

    authority: str
    on: date
    lessor: Lessor
    tenant: Tenant
    home: Home
    start: date
    end: date
    members: tuple[HouseholdPerson, ...]
    tenure: Tenure = "public_rental"
    household_class: HouseholdClass = "lower_middle_income"
    purpose: Purpose = "first"
    number: str = ""
    previous_number: str = ""
    reduction: Reduction | None = None
    entered_rent: EnteredRent | None = None
    deposit_fen: int | None = None
    protected_from: date | None = None
    last_review_on: date | None = None
    account: str = ""
    proxy: Proxy | None = None
    guarantor: Guarantor | None = None
    overrides: tuple[Override, ...] = ()
    other_charges: tuple[Charge, ...] = ()
    signing_place: str = ""
    check_url: str = ""
    check_code: str = ""
    demonstration: bool = False


def derive_terms(
    draft: LeaseDraft, template: ContractTemplate | None, schedules: Sequence[RentSchedule], law: Law
) -> LeaseTerms:
    """The terms of a lease on the draft's day; what could not be derived is left out and said why."""
    why: list[Refusal] = []
    rules = law.pack.on(draft.on)
    rent = _rent(draft, schedules, law, why)
    term = _ask(law, "lease_term", draft.on, {"start": draft.start, "end": draft.end}, why)
    protection: dict[str, Any] = {"protected_from": draft.protected_from or draft.start}
    if draft.last_review_on is not None:
        protection["last_decision_on"] = draft.last_review_on
    review = _ask(law, "review_due", draft.on, protection, why)
    renewal = _ask(law, "renewal", draft.on, {"protection_end": draft.end}, why)
    return LeaseTerms(
        authority=draft.authority,
        on=draft.on,
        lessor=draft.lessor,
        tenant=draft.tenant,
        home=draft.home,
        start=draft.start,
        end=draft.end,
        members=draft.members,
        number=draft.number,
        purpose=draft.purpose,
        previous_number=draft.previous_number,
        rent=rent,
        deposit_fen=_number(rules, DEPOSIT) if draft.deposit_fen is None else draft.deposit_fen,
        due_day=_number(rules, DUE_DAY),
        account=draft.account,
        latest_end=term.get("latest_end"),
        review_due_on=review.get("due_on"),
        last_day_to_apply=renewal.get("last_day_to_apply"),
        proxy=draft.proxy,
        guarantor=draft.guarantor,
        overrides=draft.overrides,
        other_charges=draft.other_charges,
        signing_place=draft.signing_place,
        check_url=draft.check_url,
        check_code=draft.check_code,
        demonstration=draft.demonstration,
        law=law_values(template, rules) if template else {},
        underived=tuple(why),
    )


def law_values(template: ContractTemplate, rules: InForce) -> dict[str, LawValue]:
    """The values of the policy that a contract prints, as they stand on a day."""
    held = ((name, rules.provisions[name]) for name in template.pack_names if name in rules)
    return {name: LawValue(one.value, one.unit) for name, one in held if one.value is not None}


def _number(rules: InForce, name: str) -> int | None:
    value = rules[name].value if name in rules else None
    return value if type(value) is int else None


def _ask(law: Law, kind: str, on: date, facts: dict[str, Any], why: list[Refusal]) -> dict[str, Any]:
    """A decision's values; empty where the policy does not regulate the kind, or the facts are faulty."""
    if kind not in law.pack.head.kinds:
        return {}
    try:
        return law.decide(kind, on, facts, law.pack, law.calendar).values
    except Fault as fault:
        said = fault.message
        why.append(Refusal(fault.reason, fault.path, "", "error", said["zh"], said["en"]))
        return {}


def _rent(
    draft: LeaseDraft, schedules: Sequence[RentSchedule], law: Law, why: list[Refusal]
) -> LeaseRent | None:
    """The rent by the schedule published for the first day; a person's own where none may price."""
    if draft.entered_rent is not None:
        entered = draft.entered_rent
        step = WorkingStep("人工填写", f"{entered.source}：{yuan_text(entered.monthly_rent_fen)}", "")
        return LeaseRent("entered", entered.monthly_rent_fen, line=entered.source, steps=(step,))
    home = draft.home
    facts = RateFacts(home.location, home.grade, draft.tenure, draft.household_class, home.floor_area_m2)
    found = price(facts, schedules, law.case(draft.start))
    if isinstance(found, Refusal):
        why.append(found)
        return None
    matters = law.pack.on(draft.on).provisions.get(MATTERS)
    return _priced(draft, found, f"{draft.authority}:{matters.article}(1)" if matters else "")


def _priced(draft: LeaseDraft, found: Priced, home_rule: str) -> LeaseRent:
    """A month's rent with each step of its working; a reduction is taken before the one rounding."""
    reduction = draft.reduction
    rate, area = found.rate_fen_per_m2, draft.home.floor_area_m2
    cut = (0, 1) if reduction is None else fraction(reduction.percent)
    rent = monthly_rent_fen(rate, hundredths(area), cut)
    basis = f"{found.approving_body}{found.approval_number}（自{day_text(found.effective_from)}起执行）"
    steps = [
        WorkingStep("租金标准文件", basis, found.rule),
        WorkingStep("档次", found.line.name.zh, found.rule),
        WorkingStep("每平方米月租金", yuan_text(rate), found.rule),
        WorkingStep("建筑面积", f"{area}平方米", home_rule),
        WorkingStep(
            "标准月租金",
            f"{yuan_text(rate)}×{area}={yuan_text(found.monthly_rent_fen)}",
            "reading:rent-by-area",
        ),
    ]
    if reduction is not None:
        granted = f"{reduction.ground}，{reduction.approval_number}，减{reduction.percent}%"
        how = f"{yuan_text(rate)}×{area}×(1-{reduction.percent}%)={yuan_text(rent)}"
        steps.append(WorkingStep("减免", granted, "reading:rent-reduction"))
        steps.append(WorkingStep("减免后月租金", how, "reading:rent-reduction"))
    return LeaseRent(
        "schedule",
        rent,
        rate_fen_per_m2=rate,
        tenure=draft.tenure,
        household_class=draft.household_class,
        line=f"{TENURE_NAMES[draft.tenure].zh}·{CLASS_NAMES[draft.household_class].zh}",
        body=found.approving_body,
        approval_number=found.approval_number,
        effective_from=found.effective_from,
        reduction=reduction,
        steps=tuple(steps),
    )
