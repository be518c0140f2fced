"""Composes the paper of a lease or a supplement (合同文本) from its terms and its approved words."""

from typing import Final

from ..vocabulary.money import yuan_text
from ..vocabulary.refusal import Refused
from .contract import ContractTemplate
from .document import LeaseDocument, Party, SignatureBlock, Table
from .terms import Change, LeaseRent, LeaseTerms, Supplement
from .wording import fill_words, missing_refusals

DEMONSTRATION: Final = "演示文本 不具有法律效力"
LESSOR: Final = "出租人（甲方）"
TENANT: Final = "承租人（乙方）"
NARROW, MIDDLE, WIDE, WIDEST = 12, 28, 2 * 28, 100
"""Shares of a table's width."""

NOTHING: Final = "/"
"""What stands in a cell that has nothing to say, so that nothing can be written in later."""

_SOURCES: Final = {"reading:rent-by-area": "计租规则", "reading:rent-reduction": "减免规则"}


def lease_document(terms: LeaseTerms, template: ContractTemplate) -> LeaseDocument:
    """The whole lease, ready to be printed. Raises :class:`Refused` with each value that is missing."""
    tables = [household_table(terms), *_home_tables(terms)]
    if terms.rent is not None:
        tables.insert(0, rent_table(terms.rent))
    return _document(terms, template, None, tables)


def supplement_document(
    supplement: Supplement, terms: LeaseTerms, template: ContractTemplate
) -> LeaseDocument:
    """A supplement to a lease; the terms are those after the change. Raises :class:`Refused`."""
    tables = [change_table(supplement.changes)]
    if template.kind in ("rent_changed", "home_changed") and terms.rent is not None:
        tables.append(rent_table(terms.rent))
    if template.kind == "person_added":
        tables.append(household_table(terms))
    if template.kind == "home_changed":
        tables += _home_tables(terms)
    return _document(terms, template, supplement, tables)


def _document(
    terms: LeaseTerms, template: ContractTemplate, supplement: Supplement | None, tables: list[Table]
) -> LeaseDocument:
    words = fill_words(template, terms, supplement)
    if words.missing:
        raise Refused(*missing_refusals(words.missing, template))
    return LeaseDocument(
        title=template.title,
        subtitle=DEMONSTRATION if terms.demonstration or template.demonstration else "",
        number=terms.number if supplement is None else supplement.number,
        cover_lines=words.cover,
        parties=(_lessor(terms), _tenant(terms)),
        preamble=words.preamble,
        articles=words.articles,
        tables=tuple(tables),
        closing=words.closing,
        signatures=_signatures(terms),
        check_url=terms.check_url,
        check_code=terms.check_code,
    )


def _lines(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """``label:value`` for what has a value."""
    return tuple(f"{label}：{value}" for label, value in pairs if value)


def _lessor(terms: LeaseTerms) -> Party:
    lessor = terms.lessor
    lines = _lines(
        ("统一社会信用代码", lessor.credit_code),
        ("法定代表人（负责人）", lessor.representative),
        ("地址", lessor.address),
        ("联系电话", lessor.telephone),
    )
    return Party(LESSOR, lessor.name, lines)


def _tenant(terms: LeaseTerms) -> Party:
    tenant, proxy = terms.tenant, terms.proxy
    lines = _lines(
        (tenant.document, tenant.document_number),
        ("送达地址", tenant.address),
        ("联系电话", tenant.telephone),
    )
    if proxy is not None:
        lines += _lines(
            ("委托代理人", proxy.name),
            (proxy.document, proxy.document_number),
            ("代理权依据", proxy.authority),
        )
    return Party(TENANT, tenant.name, lines)


def _signatures(terms: LeaseTerms) -> SignatureBlock:
    hand: tuple[str, ...] = ("承租人（签字、捺印）：",)
    if terms.proxy is not None:
        hand = (f"承租人：{terms.tenant.name}", f"委托代理人{terms.proxy.name}（签字、捺印）：")
    return SignatureBlock(
        (
            Party("甲方（盖章）", terms.lessor.name, ("法定代表人（负责人）或者委托代理人（签字）：",)),
            Party("乙方", terms.tenant.name, hand),
        ),
        (f"签订地点：{terms.signing_place}", "签订日期：    年  月  日"),
    )


def rent_table(rent: LeaseRent) -> Table:
    """租金计算表: every step of the working with what it rests on."""
    rows = tuple((step.what, step.how, _source(step.rule)) for step in rent.steps)
    return Table("租金计算表", ("项目", "内容", "依据"), (MIDDLE, WIDEST, MIDDLE), rows)


def _source(rule: str) -> str:
    """The article of a step as a person cites it."""
    if rule in _SOURCES:
        return _SOURCES[rule]
    article = rule.partition(":")[2]
    if not article:
        return NOTHING
    number, bracket, rest = article.partition("(")
    item = rest.partition(")")[0]
    return f"《办法》第{number}条" + (f"第{item}项" if bracket else "")


def household_table(terms: LeaseTerms) -> Table:
    """家庭成员表: everybody who lives there, the tenant first as listed."""
    rows = tuple(
        (
            str(at),
            person.name,
            person.relation or NOTHING,
            person.document or NOTHING,
            person.document_number or NOTHING,
        )
        for at, person in enumerate(terms.members, 1)
    )
    columns = ("序号", "姓名", "与承租人关系", "证件类型", "证件号码")
    return Table("家庭成员表", columns, (NARROW, MIDDLE, MIDDLE, MIDDLE, WIDE), rows)


def _home_tables(terms: LeaseTerms) -> tuple[Table, ...]:
    """设施设备及表具清单: fixtures with their values, then meters with a place for their readings."""
    fixtures = tuple(
        (
            str(at),
            fixture.item,
            str(fixture.count),
            NOTHING if fixture.value_fen is None else yuan_text(fixture.value_fen),
            NOTHING if fixture.value_fen is None else yuan_text(fixture.value_fen * fixture.count),
            "",
        )
        for at, fixture in enumerate(terms.home.fixtures, 1)
    )
    meters = tuple(
        (str(at), meter.kind, meter.number, meter.reading) for at, meter in enumerate(terms.home.meters, 1)
    )
    columns = ("序号", "名称", "数量", "单价", "合计", "交付时状况")
    widths = (NARROW, WIDE, NARROW, MIDDLE, MIDDLE, MIDDLE)
    figures = tuple(columns.index(name) for name in ("数量", "单价", "合计"))
    tables = [Table("设施设备及表具清单（一）设施设备", columns, widths, fixtures, figures)]
    if meters:
        kinds = ("序号", "表具", "表号", "交付时读数")
        tables.append(Table("设施设备及表具清单（二）表具", kinds, (NARROW, MIDDLE, WIDE, WIDE), meters))
    return tuple(tables)


def change_table(changes: tuple[Change, ...]) -> Table:
    """变更事项表: what a supplement changes, before and after."""
    rows = tuple((change.what, change.before or NOTHING, change.after or NOTHING) for change in changes)
    return Table("变更事项表", ("事项", "变更前", "变更后"), (MIDDLE, WIDE, WIDE), rows)
