"""An invented household in an invented home: sequence code 000 is never issued in identity numbers."""

from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from backend.domain.decide import decide
from backend.domain.lease.contract import ContractTemplate
from backend.domain.lease.derive import Law, LeaseDraft, derive_terms
from backend.domain.lease.terms import (
    Home,
    HouseholdPerson,
    LeaseTerms,
    Lessor,
    Meter,
    Reduction,
    Tenant,
)
from backend.domain.rent.schedule import RentSchedule
from backend.domain.stock.unit_rows import Fixture
from backend.domain.vocabulary.credit_code import credit_check_sign
from backend.policy_packs.contracts import CONTRACTS, file_of, read_contract_file
from backend.policy_packs.schedules import SCHEDULES, read_schedule
from backend.services.answer_question import PolicyLibrary

DAY = date(2026, 11, 21)
CODE = "11150402000000000"
LESSOR = Lessor(
    "红山区住房和城乡建设局",
    "赤峰市红山区钢铁街1号",
    CODE + credit_check_sign(CODE),
    "0476-0000000",
    "王建国",
)
TENANT = Tenant(
    "其木格·乌云",
    "居民身份证",
    "150402198503120003",
    "13800000000",
    "赤峰市红山区西屯小区3号楼2单元502室",
    birth_day=date(1985, 3, 12),
)
MEMBERS = (
    HouseholdPerson("其木格·乌云", "本人", "居民身份证", "150402198503120003"),
    HouseholdPerson("张\U00020087", "配偶", "居民身份证", "150402198401010006"),
    HouseholdPerson("张安居", "子女", "居民身份证", "150402201506010009"),
)
HOME = Home(
    address="赤峰市红山区西屯小区3号楼2单元502室",
    estate="西屯小区",
    floor_area_m2="48.61",
    layout="一室一厅",
    structure="框架结构",
    floor=5,
    total_floors=6,
    location="西屯",
    grade="丙",
    fixtures=(Fixture("防盗门", 1, 80000), Fixture("橱柜", 2, 75050), Fixture("窗帘杆", 3)),
    meters=(Meter("电表", "D20260001"), Meter("水表", "S0099", "12")),
)
DRAFT = LeaseDraft(
    authority="hongshan",
    on=DAY,
    lessor=LESSOR,
    tenant=TENANT,
    home=HOME,
    start=date(2026, 12, 1),
    end=date(2031, 11, 30),
    members=MEMBERS,
    household_class="migrant_worker",
    number="红公租合〔2026〕000123号",
    signing_place="赤峰市红山区",
    check_url="https://example.invalid/check",
    check_code="A1B2C3",
    demonstration=True,
)
REDUCTION = Reduction("12.5", "重度残疾", "红住保〔2026〕7号", date(2027, 11, 30))


def schedules() -> list[RentSchedule]:
    """The schedules that ship."""
    return [read_schedule(file).schedule for file in sorted((SCHEDULES / "hongshan").glob("*.toml"))]


def law(library: PolicyLibrary, authority: str = "hongshan") -> Law:
    """An authority's policy and the door to all rules."""
    return Law(library.pack(authority), library.calendar, decide)


def lease_file(kind: Any = "lease") -> Path:
    """The contract that ships."""
    return file_of(CONTRACTS, "hongshan", kind, "2026-01")


def lease_template(kind: Any = "lease") -> ContractTemplate:
    """The contract that ships, read."""
    return read_contract_file(lease_file(kind))


def lease_terms(
    library: PolicyLibrary, template: ContractTemplate | None = None, **changes: Any
) -> LeaseTerms:
    """The terms of the invented household's lease with some of what is given changed."""
    return derive_terms(replace(DRAFT, **changes), template or lease_template(), schedules(), law(library))
