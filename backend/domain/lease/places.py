"""Every place a clause may have filled in from a lease, its name for a person, and how its value is written."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from ..vocabulary.both import Both
from ..vocabulary.capital_amount import capital_amount
from ..vocabulary.days import ONE_DAY, add_months, day_text
from ..vocabulary.money import yuan_text
from ..vocabulary.terms import TERMS
from .terms import Home, LawValue, LeaseTerms, Override, Supplement

Reader = Callable[[LeaseTerms], str | None]
YES_NO: Final = "yes_no"
NUMBER: Final = "number"


class PlaceName(NamedTuple):
    """What a person calls a place, and how its value is read; None or empty where it is missing."""

    label: Both
    read: Reader


def _day(day: date | None) -> str | None:
    return None if day is None else day_text(day)


def _money(fen: int | None) -> str | None:
    return None if fen is None else yuan_text(fen)


def _capital(fen: int | None) -> str | None:
    return None if fen is None else capital_amount(fen)


def term_length(start: date, end: date) -> str:
    """How long a term runs, both days in it: 5年, 1年6个月, 45天.

    Years and months are said only where the term ends on the day before the corresponding day.
    """
    after = end + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    if months > 0 and add_months(start, months) == after:
        years, rest = divmod(months, 12)
        return (f"{years}年" if years else "") + (f"{rest}个月" if rest else "")
    return f"{after.toordinal() - start.toordinal()}天"


def floor_text(home: Home) -> str:
    """第3层(共6层), as far as it is known."""
    if home.floor is None:
        return ""
    below = home.floor < 0
    at = f"地下第{-home.floor}层" if below else f"第{home.floor}层"
    return at if home.total_floors is None else f"{at}（共{home.total_floors}层）"


def _overridden(read: Callable[[Override], str]) -> Reader:
    return lambda terms: "、".join(read(each) for each in terms.overrides)


PLACES: Final[dict[str, PlaceName]] = {
    name: PlaceName(Both(zh, en), read)
    for name, zh, en, read in (
        ("lease.number", "合同编号", "number of the lease", lambda t: t.number),
        ("lease.previous_number", "原合同编号", "number of the lease before", lambda t: t.previous_number),
        ("lessor.name", "出租人名称", "lessor's name", lambda t: t.lessor.name),
        ("lessor.address", "出租人地址", "lessor's address", lambda t: t.lessor.address),
        ("lessor.telephone", "出租人电话", "lessor's telephone", lambda t: t.lessor.telephone),
        (
            "lessor.entrusted_by",
            "委托出租人的单位",
            "who entrusts the lessor",
            lambda t: t.lessor.entrusted_by,
        ),
        ("tenant.name", "承租人姓名", "tenant's name", lambda t: t.tenant.name),
        ("tenant.document", "承租人证件类型", "kind of the tenant's document", lambda t: t.tenant.document),
        (
            "tenant.document_number",
            "承租人证件号码",
            "number of the tenant's document",
            lambda t: t.tenant.document_number,
        ),
        ("tenant.telephone", "承租人电话", "tenant's telephone", lambda t: t.tenant.telephone),
        ("tenant.address", "承租人送达地址", "address for letters", lambda t: t.tenant.address),
        ("tenant.email", "承租人电子邮箱", "tenant's electronic address", lambda t: t.tenant.email),
        ("home.address", "房屋坐落", "address of the home", lambda t: t.home.address),
        ("home.estate", "所属项目", "estate of the home", lambda t: t.home.estate),
        ("home.floor_area", "建筑面积", "floor area", lambda t: f"{t.home.floor_area_m2}平方米"),
        ("home.layout", "户型", "layout of the home", lambda t: t.home.layout),
        ("home.structure", "建筑结构", "structure of the building", lambda t: t.home.structure),
        ("home.floor", "楼层", "floor", lambda t: floor_text(t.home)),
        ("term.start", "租赁期限起始日", "first day of the term", lambda t: _day(t.start)),
        ("term.end", "租赁期限届满日", "last day of the term", lambda t: _day(t.end)),
        ("term.length", "租赁期限", "length of the term", lambda t: term_length(t.start, t.end)),
        ("rent.monthly", "月租金", "monthly rent", lambda t: _money(t.rent and t.rent.monthly_rent_fen)),
        (
            "rent.monthly_capital",
            "月租金大写",
            "monthly rent in capital figures",
            lambda t: _capital(t.rent and t.rent.monthly_rent_fen),
        ),
        ("rent.rate", "租金标准", "rent a square metre", lambda t: _money(t.rent and t.rent.rate_fen_per_m2)),
        ("rent.line", "租金档次", "line of the rent schedule", lambda t: t.rent and t.rent.line),
        ("rent.body", "租金批准机关", "body that approved the rent", lambda t: t.rent and t.rent.body),
        (
            "rent.approval_number",
            "租金批准文号",
            "approval of the rent schedule",
            lambda t: t.rent and t.rent.approval_number,
        ),
        (
            "rent.effective_from",
            "租金标准执行日",
            "first day of the rent schedule",
            lambda t: _day(t.rent and t.rent.effective_from),
        ),
        (
            "reduction.percent",
            "减免比例",
            "share of the reduction",
            lambda t: t.rent and t.rent.reduction and f"{t.rent.reduction.percent}%",
        ),
        (
            "reduction.ground",
            "减免原因",
            "ground of the reduction",
            lambda t: t.rent and t.rent.reduction and t.rent.reduction.ground,
        ),
        (
            "reduction.approval_number",
            "减免批准文号",
            "approval of the reduction",
            lambda t: t.rent and t.rent.reduction and t.rent.reduction.approval_number,
        ),
        (
            "reduction.until",
            "减免截止日",
            "last day of the reduction",
            lambda t: _day(t.rent and t.rent.reduction and t.rent.reduction.until),
        ),
        ("payment.account", "租金缴纳账户", "account the rent is paid to", lambda t: t.account),
        ("payment.due_day", "每月缴纳日", "due day of each month", lambda t: t.due_day and f"{t.due_day}日"),
        ("deposit.amount", "押金", "deposit", lambda t: _money(t.deposit_fen)),
        ("deposit.capital", "押金大写", "deposit in capital figures", lambda t: _capital(t.deposit_fen)),
        ("review.due_on", "下次复核到期日", "next review due", lambda t: _day(t.review_due_on)),
        (
            "renewal.last_day",
            "续租申请最后一日",
            "last day to apply for renewal",
            lambda t: _day(t.last_day_to_apply),
        ),
        ("members.count", "居住人数", "number of residents", lambda t: f"{len(t.members)}人"),
        (
            "members.co_residents",
            "共同居住人",
            "co-residents",
            lambda t: "、".join(person.name for person in t.co_residents),
        ),
        ("guarantor.name", "担保单位", "guarantor employer", lambda t: t.guarantor and t.guarantor.name),
        ("guarantor.letter", "担保书", "letter of guarantee", lambda t: t.guarantor and t.guarantor.letter),
        (
            "override.person",
            "例外批准责任人",
            "who answers for the exception",
            _overridden(lambda o: o.person),
        ),
        (
            "override.approval_number",
            "例外批准文号",
            "approval of the exception",
            _overridden(lambda o: o.approval_number),
        ),
        ("override.reason", "例外原因", "reason of the exception", _overridden(lambda o: o.reason)),
        ("proxy.name", "委托代理人姓名", "proxy's name", lambda t: t.proxy and t.proxy.name),
        ("proxy.authority", "代理权依据", "proxy's authority", lambda t: t.proxy and t.proxy.authority),
        ("signing.place", "签订地点", "place of signing", lambda t: t.signing_place),
    )
}
"""Places of a lease and of a supplement alike."""

SupplementReader = Callable[[Supplement], str]
SUPPLEMENT_PLACES: Final[dict[str, tuple[Both, SupplementReader]]] = {
    "supplement.number": (Both("补充协议编号", "number of the supplement"), lambda s: s.number),
    "supplement.effective_from": (
        Both("变更生效日", "first day of the change"),
        lambda s: day_text(s.effective_from),
    ),
    "supplement.ground": (Both("变更原因", "ground of the change"), lambda s: s.ground),
    "supplement.other_lease": (
        Both("对方合同编号", "number of the other household's lease"),
        lambda s: s.other_lease,
    ),
}
"""Places that only a supplement has."""


def label_of(name: str) -> Both:
    """What a person calls a place."""
    if name in SUPPLEMENT_PLACES:
        return SUPPLEMENT_PLACES[name][0]
    return PLACES[name].label if name in PLACES else Both(name, name)


def form_fits(held: LawValue, form: str) -> bool:
    """Whether a value of the policy can be written that way."""
    if type(held.value) is bool:
        return len([word for word in form.split("/") if word]) == 2
    if isinstance(held.value, tuple) or held.unit in ("choice", "pattern", "list"):
        return False
    return form in ("", NUMBER)


def law_text(held: LawValue, form: str) -> str:
    """A value of the policy as a contract prints it: 3个月, 10, ¥1,000.00, 顺延."""
    value = held.value
    if type(value) is bool:
        yes, _, no = form.partition("/")
        return yes if value else no
    if form == NUMBER:
        return str(value)
    if isinstance(value, int) and held.unit.startswith("fen"):
        return yuan_text(value)
    unit = TERMS.get(held.unit)
    return f"{value}{unit.zh if unit else ''}"
