"""What a lease says of one household in one home (合同要素), frozen before it is printed."""

from datetime import date
from typing import Final, Literal, get_args

from msgspec import Struct

from ..rent.schedule import HouseholdClass, Tenure
from ..stock.unit_rows import Fixture
from ..vocabulary.refusal import Refusal

Purpose = Literal["first", "renewal"]
Condition = Literal[
    "reduction",
    "co_residents",
    "guarantor",
    "override",
    "proxy",
    "operator_signs",
    "renewal",
    "government_invested",
    "not_government_invested",
    "email",
]
CONDITIONS: Final[tuple[Condition, ...]] = get_args(Condition)
"""When a clause may be printed at all."""

LONGEST_TERM: Final = "lease.longest_term"
OVERRIDABLE: Final = frozenset({LONGEST_TERM})
"""Limits whose article says 一般: a named person with an approval's number may go beyond them."""


class Lessor(Struct, frozen=True):
    """出租人: the bureau, or the operating unit it entrusts."""

    name: str
    address: str = ""
    credit_code: str = ""
    telephone: str = ""
    representative: str = ""
    kind: Literal["bureau", "operator"] = "bureau"
    entrusted_by: str = ""


class Tenant(Struct, frozen=True):
    """承租人: the applicant; ``address`` is where letters reach the household."""

    name: str
    document: str
    document_number: str
    telephone: str = ""
    address: str = ""
    email: str = ""
    birth_day: date | None = None


class Proxy(Struct, frozen=True):
    """委托代理人: who signs for the tenant, and by what paper."""

    name: str
    document: str
    document_number: str
    authority: str


class HouseholdPerson(Struct, frozen=True):
    """A line of the household list; ``relation`` is the word a person reads, 本人 for the tenant."""

    name: str
    relation: str
    document: str = ""
    document_number: str = ""


class Meter(Struct, frozen=True):
    """表具: what it measures, its number, its reading when the keys are handed over."""

    kind: str
    number: str
    reading: str = ""


class Home(Struct, frozen=True):
    """房屋: as hongshan:26(1) asks, with everything that belongs to it."""

    address: str
    estate: str
    floor_area_m2: str
    layout: str = ""
    structure: str = ""
    floor: int | None = None
    total_floors: int | None = None
    location: str = ""
    grade: str = ""
    government_invested: bool = True
    fixtures: tuple[Fixture, ...] = ()
    meters: tuple[Meter, ...] = ()


class Reduction(Struct, frozen=True):
    """减免: so many per cent as a decimal string, why, by which approval, until when."""

    percent: str
    ground: str
    approval_number: str
    until: date | None = None


class WorkingStep(Struct, frozen=True):
    """One step of how the rent was worked out: what, how much, by which article."""

    what: str
    how: str
    rule: str


class LeaseRent(Struct, frozen=True):
    """A month's rent in fen with its working; ``entered`` by a person where no schedule may price."""

    source: Literal["schedule", "entered"]
    monthly_rent_fen: int
    rate_fen_per_m2: int | None = None
    tenure: Tenure | None = None
    household_class: HouseholdClass | None = None
    line: str = ""
    body: str = ""
    approval_number: str = ""
    effective_from: date | None = None
    reduction: Reduction | None = None
    steps: tuple[WorkingStep, ...] = ()


class Override(Struct, frozen=True):
    """A 一般 limit gone beyond: which, who answers for it, the approval's number, why."""

    rule: str
    person: str
    approval_number: str
    reason: str = ""


class Guarantor(Struct, frozen=True):
    """The employer that applied for the household and its letter of guarantee (hongshan:22)."""

    name: str
    letter: str = ""


class Charge(Struct, frozen=True):
    """Something else to be charged, in fen; nothing may be beyond the posted rent (hongshan:30)."""

    what: str
    amount_fen: int


class LawValue(Struct, frozen=True):
    """A value of the policy as it stood on the day, with its unit."""

    value: int | str | bool | tuple[str, ...]
    unit: str


class LeaseTerms(Struct, frozen=True):
    """Everything a lease says, as derived on one day.

    What could not be derived is None, and ``underived`` says why. ``latest_end`` is the last day the limit
    of the term allows; ``law`` holds the values of the policy that the contract prints.
    """

    authority: str
    on: date
    lessor: Lessor
    tenant: Tenant
    home: Home
    start: date
    end: date
    members: tuple[HouseholdPerson, ...]
    number: str = ""
    purpose: Purpose = "first"
    previous_number: str = ""
    rent: LeaseRent | None = None
    deposit_fen: int | None = None
    due_day: int | None = None
    account: str = ""
    latest_end: date | None = None
    review_due_on: date | None = None
    last_day_to_apply: date | None = None
    proxy: Proxy | None = None
    guarantor: Guarantor | None = None
    overrides: tuple[Override, ...] = ()
    other_charges: tuple[Charge, ...] = ()
    signing_place: str = ""
    check_url: str = ""
    check_code: str = ""
    demonstration: bool = False
    law: dict[str, LawValue] = {}
    underived: tuple[Refusal, ...] = ()

    @property
    def co_residents(self) -> tuple[HouseholdPerson, ...]:
        """Who lives there beside the tenant."""
        return tuple(person for person in self.members if not self.is_tenant(person))

    def is_tenant(self, person: HouseholdPerson) -> bool:
        """Whether a line of the household list is the tenant's own."""
        tenant = self.tenant
        if person.document_number and tenant.document_number:
            return person.document_number == tenant.document_number
        return person.name == tenant.name


class Change(Struct, frozen=True):
    """One thing a supplement changes: what, from what, to what, as a person reads it."""

    what: str
    before: str
    after: str


class Supplement(Struct, frozen=True):
    """补充协议: numbered, for a reason, from a day; the terms beside it are those after the change."""

    number: str
    effective_from: date
    ground: str
    changes: tuple[Change, ...]
    other_lease: str = ""


def conditions_of(terms: LeaseTerms) -> frozenset[Condition]:
    """Which conditional clauses a lease prints."""
    reduced = terms.rent is not None and terms.rent.reduction is not None
    invested = terms.home.government_invested
    beyond = terms.latest_end is not None and terms.end > terms.latest_end
    met: dict[Condition, bool] = {
        "reduction": reduced,
        "co_residents": bool(terms.co_residents),
        "guarantor": terms.guarantor is not None,
        "override": beyond and bool(terms.overrides),
        "proxy": terms.proxy is not None,
        "operator_signs": terms.lessor.kind == "operator",
        "renewal": terms.purpose == "renewal",
        "government_invested": invested,
        "not_government_invested": not invested,
        "email": bool(terms.tenant.email),
    }
    return frozenset(condition for condition, holds in met.items() if holds)
