"""The check of a contract's words: the one that ships is clean, every planted fault is named with its clause."""

from collections.abc import Callable
from pathlib import Path

import pytest

from backend.domain.lease.charge_words import (
    arbitration,
    burden,
    forbidden_charge,
    term_beyond,
    typed_quantity,
)
from backend.domain.lease.contract import KINDS
from backend.domain.lease.lint import NEEDED, lint
from backend.domain.lease.lint_words import LINT_WORDS
from backend.domain.lease.places import PLACES
from backend.domain.vocabulary.refusal import Refusal
from backend.policy_packs.contracts import known_articles, lint_contract, read_contract_file
from backend.services.answer_question import PolicyLibrary

from ...architecture.source import ROOT
from .made_up import DAY, lease_file, lease_template

Plant = Callable[..., list[Refusal]]


@pytest.fixture
def plant(tmp_path: Path, library: PolicyLibrary) -> Plant:
    """The faults of the lease that ships with one fragment of it changed."""
    folder = tmp_path / "hongshan" / "lease"
    folder.mkdir(parents=True)

    def planted(old: str, new: str, times: int = 1) -> list[Refusal]:
        text = lease_file().read_text(encoding="utf-8")
        assert old in text, "the fault was not planted"
        (folder / "2026-01.toml").write_text(text.replace(old, new, times), encoding="utf-8")
        template = read_contract_file(folder / "2026-01.toml")
        return lint_contract(template, library.pack("hongshan").on(DAY))

    return planted


@pytest.mark.parametrize("kind", KINDS)
def test_the_contracts_that_ship_are_clean(kind: str, library: PolicyLibrary) -> None:
    assert lint_contract(lease_template(kind), library.pack("hongshan").on(DAY)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "clause"),
    [
        ('matter = "repair"', 'matter = "other"', "lint_matter_lacking", "§"),
        ('matter = "transfer_limits"', 'matter = "other"', "lint_matter_lacking", "§"),
        ('matter = "other_fees"', 'matter = "other"', "lint_matter_lacking", "§"),
        ('matter = "use"', 'matter = "usage"', "lint_matter_unknown", "use.dwelling"),
        ("向人民法院提起行政诉讼", "提交赤峰仲裁委员会仲裁", "lint_arbitration", "breach.public_remedy"),
        ("租赁期限为{term.length}", "租赁期限为六年", "lint_term", "term.length"),
        ("租赁期限为{term.length}", "租赁期限为61个月", "lint_term", "term.length"),
        ("租赁期限为{term.length}", "租赁期限为五年", "lint_number_typed", "term.length"),
        ("不加收滞纳金或者其他费用", "按日加收滞纳金", "lint_charge", "breach.unpaid"),
        ("租金按月支付。", "租金按月支付,另收管理费。", "lint_charge", "payment.day"),
        ("应当恢复原状或者依法赔偿", "应当依法赔偿并支付违约金", "lint_charge", "breach.tenant"),
        ("甲方不得自行提高租金标准", "逾期的租金上浮", "lint_charge", "rent.adjusted"),
        ('basis  = ["hongshan:33"]\n', "", "lint_no_basis", "swap.consent"),
        ('"hongshan:33"', '"hongshan:46"', "lint_basis_unknown", "swap.consent"),
        ('"hongshan:26(8)"', '"hongshan:26(10)"', "lint_basis_unknown", "breach.lessor"),
        ('"hongshan:33"', '"zhaoyang:20"', "lint_basis_unknown", "swap.consent"),
        ('"civil-code:708"', '"civil-code:1261"', "lint_basis_unknown", "home.delivery"),
        ('"mohurd-order-11"', '"mohurd-order-11:17"', "lint_basis_unknown", "final.filing"),
        ('reason = "收款凭证', '# reason = "收款凭证', "lint_own_reason", "payment.receipt"),
        ("月租金为{rent.monthly}", "月租金为{rent.montly}", "lint_place_unknown", "rent.amount"),
        ("{pack:review.interval}", "{pack:review.intervall}", "lint_place_unknown", "review.when"),
        ("{article:leave}", "{article:leaving}", "lint_place_unknown", "stop.other_home"),
        ("{lease.number}", "{supplement.number}", "lint_place_unknown", "cover.合同编号"),
        ("|顺延至其后的工作日/不顺延}", "}", "lint_place_form", "payment.day"),
        ("{pack:review.interval}", "{pack:lease.matters}", "lint_place_form", "review.when"),
        ("{article:leave}", "{article:leave|x}", "lint_place_form", "stop.other_home"),
        ("月租金为{rent.monthly}", "月租金为{Rent Monthly}", "lint_brace", "rent.amount"),
        ("月租金为{rent.monthly}", "月租金为{rent.monthly}}", "lint_brace", "rent.amount"),
        ("每{pack:review.interval}复核一次", "每两年复核一次", "lint_number_typed", "review.when"),
        ("{pack:exits.vacating_days}", "30天", "lint_number_typed", "leave.deadline"),
        ("{pack:ownership.resale_share_to_government}", "百分之三十", "lint_number_typed", "transfer.sale"),
        ('id     = "swap.consent"', 'id     = "use.safety"', "lint_clause_twice", "use.safety"),
        ('when  = "operator_signs"', 'when  = "operator"', "lint_when_unknown", "preamble.operator"),
        ("{home.floor_area}", "见房产证", "lint_place_needed", "§"),
        ("{home.structure}", "{home.structure|/}", "lint_place_needed", "§"),
    ],
)
def test_a_planted_fault_is_named(plant: Plant, old: str, new: str, code: str, clause: str) -> None:
    times = -1 if code == "lint_matter_lacking" else 1
    faults = plant(old, new.replace(",", "\uff0c"), times)
    assert [why.code for why in faults if why.code == code], [why.code for why in faults]
    named = [why for why in faults if why.code == code and why.field == clause]
    assert named, [(why.code, why.field) for why in faults]
    for why in named:
        assert "hongshan/lease/2026-01.toml" in why.zh
        assert "hongshan/lease/2026-01.toml" in why.en
        assert clause == "§" or clause in why.zh
        assert why.severity == "error"


def test_only_the_planted_fault_is_named(plant: Plant) -> None:
    assert [why.code for why in plant("向人民法院提起行政诉讼", "申请仲裁")] == ["lint_arbitration"]
    assert [why.code for why in plant('"hongshan:33"', '"hongshan:46"')] == ["lint_basis_unknown"]
    assert [why.code for why in plant("{home.floor_area}", "见产权证")] == ["lint_place_needed"]


def test_every_burdensome_clause_must_be_set_off(plant: Plant) -> None:
    text = lease_file().read_text(encoding="utf-8")
    faults = plant("burdensome = true\n", "", -1)
    assert {why.code for why in faults} == {"lint_not_set_off"}
    assert {why.article for why in faults} == {"civil-code:496"}
    named = {why.field for why in faults}
    assert {
        "stop.cases",
        "stop.ban",
        "leave.market_rent",
        "leave.court",
        "deposit.deducted",
        "use.refit",
    } <= named
    assert len(named) <= text.count("burdensome = true")


@pytest.mark.parametrize(("place", "matter"), NEEDED)
def test_what_every_lease_fills_in_must_be_there(plant: Plant, place: str, matter: str) -> None:
    assert place in PLACES
    faults = plant(f"{{{place}}}", "从略", -1)
    assert [why.code for why in faults] == ["lint_place_needed"]
    assert f"{{{place}}}" in faults[0].en
    assert faults[0].article == "hongshan:26"


def test_a_matter_stated_in_some_leases_only_is_lacking(plant: Plant) -> None:
    faults = plant('matter = "repair"\n', 'matter = "repair"\nwhen = "proxy"\n', -1)
    assert [why.code for why in faults] == ["lint_matter_lacking"]
    assert "房屋维修责任" in faults[0].zh
    later = plant(
        'from   = 2026-01-01\n\n[[article]]\nid    = "final"',
        'from   = 2027-01-01\n\n[[article]]\nid    = "final"',
    )
    assert [(why.code, why.severity) for why in later] == [("lint_late_clause", "warning")]


def test_without_the_rule_of_a_policy_nothing_is_refused(library: PolicyLibrary) -> None:
    rules = library.pack("zhaoyang").on(DAY)
    faults = lint(lease_template(), rules, known_articles("hongshan"))
    assert {why.code for why in faults} == {"lint_place_unknown"}, "only values that the policy lacks"


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("乙方应交服务费。", "服务费"),
        ("乙方应交 服 务 费。", "服务费"),
        ("乙方应交物业服务费和物业管理费。", None),
        ("甲方不收取滞纳金、违约金和手续费。", None),
        ("甲方不得在标价之外收取服务费、手续费。", None),
        ("乙方不按期交租金的,加收滞纳金。", "加收"),
        ("乙方不按期交租金按日计收滞纳金。", "滞纳金"),
        ("乙方不得拖欠租金并支付滞纳金。", "滞纳金"),
        ("甲方不得不收取违约金。", "违约金"),
        ("不收取手续费,但收取违约金。", "违约金"),
        ("乙方交纳履约保证金。", "保证金"),
        ("甲方不得加价。", None),
    ],
)
def test_a_charge_is_found_unless_it_is_ruled_out(text: str, charge: str | None) -> None:
    for spelled in (text, text.replace(",", "\uff0c")):
        assert forbidden_charge(spelled) == charge


def test_words_are_found_however_they_are_written() -> None:
    assert arbitration("协商不成的,提交仲裁委员会") == "提交仲裁委员会"
    assert arbitration("双方不约定仲裁。") is None
    assert arbitration("双方不得不提交仲裁。") is not None
    assert arbitration("不能协商的,由赤峰仲裁委员会仲裁") is not None
    assert typed_quantity("自送达之日起\uff13\uff10天内") == "30天"
    assert typed_quantity("在届满三个月前") == "三个月"
    assert typed_quantity("第三十六条第一项") is None
    assert typed_quantity("一式三份") is None
    assert term_beyond("租期\uff1a十年", 5) == "十年"
    assert term_beyond("租赁期限五年", 5) is None
    assert term_beyond("租期60个月", 5) is None
    assert burden("甲方造成损失的,甲方依法赔偿。") is None
    assert burden("造成损失的,乙方应当赔偿") is not None


def test_every_complaint_can_happen() -> None:
    names = ("lint", "approval")
    files = [ROOT / "backend" / "domain" / "lease" / f"{name}.py" for name in names]
    files.append(ROOT / "backend" / "cli" / "contracts.py")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [code for code in LINT_WORDS if f'"{code}"' not in source] == []
