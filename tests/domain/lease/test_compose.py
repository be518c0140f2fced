"""The paper of a lease: every place filled, numbered anew, burdensome words set off, nothing left open."""

from datetime import date

import pytest
from msgspec.structs import replace

from backend.domain.lease.compose import lease_document, supplement_document
from backend.domain.lease.document import Article, LeaseDocument, Paragraph
from backend.domain.lease.places import PLACES, term_length
from backend.domain.lease.terms import Change, Guarantor, Lessor, Override, Proxy, Supplement
from backend.domain.lease.wording import fill, missing_places
from backend.domain.vocabulary.refusal import Refused
from backend.services.answer_question import PolicyLibrary

from .made_up import HOME, LESSOR, MEMBERS, REDUCTION, TENANT, lease_template, lease_terms


def said(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def text_of(article: Article) -> str:
    return "\n".join(said(paragraph) for paragraph in article.paragraphs)


def titled(document: LeaseDocument, title: str) -> str:
    return next(text_of(article) for article in document.articles if article.title == title)


def whole(document: LeaseDocument) -> str:
    lines = [said(each) for each in (*document.preamble, *document.closing)]
    return "\n".join([*lines, *(text_of(article) for article in document.articles)])


def test_a_lease_is_composed_whole(library: PolicyLibrary) -> None:
    document = lease_document(lease_terms(library), lease_template())
    assert document.number == "红公租合〔2026〕000123号"
    assert document.subtitle.startswith("演示")
    assert dict(document.cover_lines)["租赁期限"] == "2026年12月1日至2031年11月30日"
    assert [article.number for article in document.articles] == list(range(1, 21))
    assert "{" not in whole(document)
    rent = titled(document, "租金标准")
    assert "每平方米每月¥5.40" in rent
    assert "月租金为¥262.49\uff08大写\uff1a人民币贰佰陆拾贰元肆角玖分\uff09" in rent
    assert "红政字〔2025〕18号\uff08自2026年1月1日起执行\uff09" in rent
    assert "每月10日前" in titled(document, "租金支付")
    assert "缴纳日遇休息日的\uff0c不顺延" in titled(document, "租金支付")
    assert "押金¥1,000.00\uff08大写\uff1a人民币壹仟元整\uff09" in titled(document, "物品使用押金")
    assert "7个工作日内退还" in titled(document, "物品使用押金")
    assert "下一次复核到期日为2028年12月1日" in titled(document, "复核")
    assert "届满3个月前" in titled(document, "期满和续租")
    assert "最迟申请日为2031年8月30日" in titled(document, "期满和续租")
    assert "连续6个月以上闲置" in titled(document, "停止保障和解除合同")
    assert "按第十三条的约定" in titled(document, "停止保障和解除合同")
    assert "30天内腾退" in titled(document, "腾退")
    assert "不适用本项" in titled(document, "腾退")


def test_values_are_runs_of_their_own_and_burdens_are_set_off(library: PolicyLibrary) -> None:
    document = lease_document(lease_terms(library), lease_template())
    rent = next(article for article in document.articles if article.title == "租金标准").paragraphs[0]
    assert ("¥262.49", "value") in [(run.text, run.kind) for run in rent.runs]
    stop = next(article for article in document.articles if article.title == "停止保障和解除合同")
    assert {run.kind for paragraph in stop.paragraphs[:10] for run in paragraph.runs} == {"strong"}
    assert said(stop.paragraphs[0]).startswith("\uff08一\uff09乙方有下列情形之一的")
    assert said(stop.paragraphs[9]).startswith("9.")
    home = document.articles[0].paragraphs[1]
    assert {run.kind for run in home.runs} == {"plain"}


def test_the_annexes_hold_the_working_the_household_and_the_fixtures(library: PolicyLibrary) -> None:
    document = lease_document(lease_terms(library), lease_template())
    rent, household, fixtures, meters = document.tables
    assert rent.title == "租金计算表"
    assert ("标准月租金", "¥5.40×48.61=¥262.49", "计租规则") in rent.rows
    assert ("建筑面积", "48.61平方米", "《办法》第26条第1项") in rent.rows
    assert [row[1] for row in household.rows] == [person.name for person in MEMBERS]
    assert fixtures.rows[1] == ("2", "橱柜", "2", "¥750.50", "¥1,501.00", "")
    assert fixtures.rows[2][3:5] == ("/", "/")
    assert meters.rows == (("1", "电表", "D20260001", ""), ("2", "水表", "S0099", "12"))
    for table in document.tables:
        assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.widths)}


def test_conditional_clauses_are_printed_where_they_apply(library: PolicyLibrary) -> None:
    plain = whole(lease_document(lease_terms(library), lease_template()))
    for words in ("减免", "凭", "担保书", "受托", "电子送达", "重新签订。原合同", "所在地人民法院提起诉讼"):
        assert words not in plain, words
    terms = lease_terms(
        library,
        end=date(2031, 12, 31),
        reduction=REDUCTION,
        overrides=(Override("lease.longest_term", "李慧敏", "红政函〔2026〕9号", "消防人员"),),
        guarantor=Guarantor("赤峰某公司", "2026-03"),
        lessor=Lessor(
            "赤峰市红山区安居住房运营管理有限公司", "甲街", "X", "1", "赵", "operator", LESSOR.name
        ),
        tenant=replace(TENANT, email="a@example.invalid"),
        proxy=Proxy("李四", "居民身份证", "150402197001010000", "公证书〔2026〕5号"),
        purpose="renewal",
        previous_number="红公租合〔2021〕000001号",
        home=replace(HOME, government_invested=False),
    )
    document = lease_document(terms, lease_template())
    full = whole(document)
    for words in (
        "减免12.5%\uff0c至2027年11月30日止",
        "由李慧敏凭红政函〔2026〕9号批准\uff0c原因为消防人员",
        "由赤峰某公司统一提出并出具担保书\uff082026-03\uff09",
        f"甲方受{LESSOR.name}委托",
        "电子送达地址为a@example.invalid",
        "本合同系红公租合〔2021〕000001号期满前",
        "该房屋所在地人民法院提起诉讼",
        "乙方委托李四代为签订本合同",
    ):
        assert words in full, words
    assert "月租金为¥229.68" in titled(document, "租金标准")
    assert any("委托代理人李四" in line for line in document.signatures.parties[1].lines)
    alone = whole(lease_document(lease_terms(library, members=MEMBERS[:1]), lease_template()))
    assert "共同居住人为" in plain
    assert "共同居住人为" not in alone


def test_the_number_of_an_article_follows_when_one_falls_away(library: PolicyLibrary) -> None:
    template = lease_template()
    home = template.articles[0]
    conditional = replace(home, clauses=tuple(replace(each, when="proxy") for each in home.clauses))
    shorter = replace(template, articles=(conditional, *template.articles[1:]))
    document = lease_document(lease_terms(library), shorter)
    assert document.articles[0].title == "租赁期限"
    assert "按第十二条的约定" in titled(document, "停止保障和解除合同")


def test_a_clause_ends_before_the_day_it_no_longer_holds(library: PolicyLibrary) -> None:
    template = lease_template()
    final = template.articles[-1]
    for until, kept in ((date(2026, 11, 22), True), (date(2026, 11, 21), False)):
        changed = replace(final, clauses=(replace(final.clauses[0], until=until), *final.clauses[1:]))
        ended = replace(template, articles=(*template.articles[:-1], changed))
        assert ("本合同的变更以双方" in whole(lease_document(lease_terms(library), ended))) is kept


@pytest.mark.parametrize(
    ("changes", "place", "what"),
    [
        ({"home": replace(HOME, structure="")}, "{home.structure}", "建筑结构"),
        ({"tenant": replace(TENANT, address="")}, "{tenant.address}", "承租人送达地址"),
        ({"lessor": replace(LESSOR, telephone="")}, "{lessor.telephone}", "出租人电话"),
        ({"number": ""}, "{lease.number}", "合同编号"),
        ({"home": replace(HOME, grade="丁")}, "{rent.monthly}", "月租金"),
    ],
)
def test_a_missing_value_is_refused_by_name(
    library: PolicyLibrary, changes: dict[str, object], place: str, what: str
) -> None:
    terms = lease_terms(library, **changes)
    with pytest.raises(Refused) as caught:
        lease_document(terms, lease_template())
    assert {each.field for each in caught.value.refusals} == {
        each.strip("{}") for each in missing_places(lease_template(), terms)
    }
    found = {why.field: why for why in caught.value.refusals}
    assert what in found[place.strip("{}")].zh
    assert place in found[place.strip("{}")].en
    if place != "{lease.number}":
        with pytest.raises(Refused):
            fill(lease_template(), terms)


def test_every_place_reads_from_a_full_lease(library: PolicyLibrary) -> None:
    terms = lease_terms(
        library,
        reduction=REDUCTION,
        account="0000 0000",
        overrides=(Override("lease.longest_term", "李", "1", "因"),),
        guarantor=Guarantor("甲公司", "1"),
        lessor=replace(LESSOR, entrusted_by="局"),
        tenant=replace(TENANT, email="a@example.invalid"),
        proxy=Proxy("李四", "证", "1", "书"),
        previous_number="1",
    )
    assert [name for name, place in PLACES.items() if not place.read(terms)] == []


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        (date(2026, 3, 1), date(2031, 2, 28), "5年"),
        (date(2026, 3, 1), date(2027, 8, 31), "1年6个月"),
        (date(2026, 3, 15), date(2026, 6, 14), "3个月"),
        (date(2026, 3, 15), date(2026, 6, 13), "91天"),
        (date(2028, 2, 29), date(2033, 2, 27), "5年"),
        (date(2026, 3, 1), date(2026, 3, 1), "1天"),
    ],
)
def test_a_term_is_said_in_years_months_or_days(start: date, end: date, length: str) -> None:
    assert term_length(start, end) == length


@pytest.mark.parametrize("kind", ["names_corrected", "person_added", "rent_changed", "home_changed"])
def test_a_supplement_states_what_changes(library: PolicyLibrary, kind: str) -> None:
    template = lease_template(kind)
    supplement = Supplement(
        "红公租补〔2026〕000001号",
        date(2026, 12, 1),
        "证件更正",
        (Change("姓名", "张二", "张\U00020087"),),
    )
    document = supplement_document(supplement, lease_terms(library, template), template)
    assert document.number == "红公租补〔2026〕000001号"
    assert "编号为红公租合〔2026〕000123号的" in whole(document)
    assert document.tables[0].rows == (("姓名", "张二", "张\U00020087"),)
    assert "2026年12月1日" in whole(document)
    with pytest.raises(Refused):
        supplement_document(replace(supplement, ground=""), lease_terms(library, template), template)
