"""What the register has to say of a list, row by row (登记簿核对): every complaint in both languages."""

from typing import Final

from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.document_kinds import Severity
from ..domain.vocabulary.refusal import Refusal
from .cite import rule_said

WORDS: Final[dict[str, tuple[Severity, str, str]]] = {
    "unit_differs": (
        "error",
        "{unit}已经登记,“{column}”登记为“{kept}”,本行为“{given}”。请核对;登记有误的,先在房屋登记中更正,再导入。",
        "{unit} is registered already: “{column}” is “{kept}” there and “{given}” in this row. Check it; if the "
        "register is wrong, correct it there first, then import.",
    ),
    "estate_differs": (
        "doubt",
        "项目“{estate}”的“{column}”{where}“{kept}”,本行为“{given}”。确认后以前者为准;确实不同的,请分为两个项目。",
        "“{column}” of the estate “{estate}” is “{kept}” ({where_en}) and “{given}” in this row. Once confirmed "
        "the former counts; if they do differ, make them two estates.",
    ),
    "state_by_paper": (
        "doubt",
        "状态“{given}”应由合同或买卖形成。请核对;确认后先照此登记,请随后补录合同或买卖。",
        "The state “{given}” should follow from a lease or a sale. Check it; once confirmed it is kept so, and "
        "the lease or sale is to be recorded next.",
    ),
    "floor_zero": (
        "error",
        "楼层不能是 0。一层填 1,地下一层填 -1。",
        "There is no floor 0. The ground floor is 1, the one below it -1.",
    ),
    "home_unknown": (
        "error",
        "登记簿里没有这套房({unit}):{lacking}。请核对写法,或先导入房源表。",
        "This home ({unit}) is not registered: {lacking_en}. Check how it is written, or import the list of "
        "units first.",
    ),
    "same_person": (
        "error",
        "此人与第 {first} 行是同一人(新旧身份证号)。请删去其中一行。",
        "This is the person of row {first} under an old or new number. Delete one of the rows.",
    ),
    "other_name": (
        "doubt",
        "这个证件号码已登记在“{kept}”名下,本行为“{given}”。请照证件核对;确为同一人的,由经办人确认,沿用登记的姓名。",
        "This document number is registered under “{kept}”; this row says “{given}”. Check the document; if it "
        "is the same person confirm it, and the registered name stays.",
    ),
    "member_elsewhere": (
        "doubt",
        "此人现为另一户(户号 {household})的成员。请核对;确属本户的,由经办人确认,随后办理退出原户。",
        "This person is a member of another household (number {household}). Check it; if the person belongs "
        "here confirm it, and let the person leave the other one next.",
    ),
    "joins": (
        "doubt",
        "申请人已有登记的家庭(户号 {household}),此人不在其中。请核对;确认后补入该户。",
        "The applicant has a registered household (number {household}) without this person. Check it; once "
        "confirmed the person joins it.",
    ),
    "class_differs": (
        "error",
        "这一户(户号 {household})登记的家庭类别是“{kept}”,本行为“{given}”。请核对;登记有误的,先更正登记。",
        "This household (number {household}) is registered as “{kept}”; this row says “{given}”. Check it; if "
        "the register is wrong, correct it first.",
    ),
    "relation_differs": (
        "error",
        "此人在这一户中登记为“{kept}”,本行为“{given}”。请核对;登记有误的,先更正登记。",
        "This person is registered as “{kept}” in this household; this row says “{given}”. Check it; if the "
        "register is wrong, correct it first.",
    ),
    "allocation_differs": (
        "error",
        "申请 {number} 的配租结果已经登记,“{column}”登记为“{kept}”,本行为“{given}”。请核对;要变更的,请办理变更或放弃。",
        "The result of application {number} is registered already: “{column}” is “{kept}” there and “{given}” "
        "in this row. Check it; to change it, record a change or that it was given up.",
    ),
    "allocation_settled": (
        "error",
        "申请 {number} 的配租结果已是“{state}”,不能再由导入补人。请办理家庭成员变更。",
        "The allocation of application {number} is “{state}”; nobody can join it by an import. Record a change "
        "of the household's members.",
    ),
    "order_taken": (
        "error",
        "同一批次、同一项目的选房顺序号 {given} 已属申请 {other}。顺序号不能并列,请核对。",
        "Place {given} in the order of choice of this batch and estate belongs to application {other}. A place "
        "goes to one household: check it.",
    ),
    "applicant_waits": (
        "warning",
        "申请 {number} 的申请人还没有通过检查。该户其他成员先行登记,房屋为其保留;改正后重新导入这张表,即补入申请人。",
        "The applicant of application {number} has not passed the check yet. The other members are registered and "
        "the home is kept for them; mend the row and import the list again, and the applicant joins them.",
    ),
}  # fmt: skip
"""Code -> how grave it is, and its words."""


def note(row: int, column: str, code: str, **words: object) -> Complaint:
    """A complaint of the register about a row."""
    severity, zh, en = WORDS[code]
    filled = {"column": column, **words}
    return Complaint(row, column, severity, code, zh.format(**filled), en.format(**filled))


def from_refusal(row: int, column: str, refusal: Refusal) -> Complaint:
    """A refusal of the rules about a row, its article named; a warning waits for a person's word."""
    severity: Severity = "error" if refusal.severity == "error" else "doubt"
    zh, en = refusal.zh, refusal.en
    if refusal.article:
        zh += f"(依据{rule_said(refusal.article, 'zh')})"
        en += f" ({rule_said(refusal.article, 'en')})"
    return Complaint(row, column, severity, refusal.code, zh, en)
