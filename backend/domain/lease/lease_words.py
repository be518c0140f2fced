"""What can be wrong with a contract's words or a lease's terms, as a person reads it, in both languages."""

from datetime import date
from typing import Final

from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.money import yuan_text
from ..vocabulary.refusal import Refusal
from .lint_words import LINT_WORDS

ISSUE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "value_missing": (
        "缺少“{what}”,合同({version})的 {place} 处填不上。请先补齐再签发。",
        "“{what}” is missing, so that {place} of the contract ({version}) cannot be filled in. Add it first.",
    ),
    "no_contract": (
        "{day}没有批准并生效的合同文本,这份合同只能核对、不能签发。请先批准一个文本(anju contracts approve)。",
        "No approved contract is in force on {day}: this lease can be checked, not issued. Have one approved "
        "(anju contracts approve).",
    ),
    "contract_not_approved": (
        "合同文本{version}还没有批准,不能用来签发。请由起草人以外的负责人批准。",
        "Contract {version} is not approved yet and issues nothing. Somebody other than its maker approves it.",
    ),
    "contract_not_in_force": (
        "合同文本{version}自{start}起使用,{day}还不能用。请改用当日有效的文本。",
        "Contract {version} is used from {start}, not yet on {day}. Use the one in force that day.",
    ),
    "other_authority": (
        "合同文本属于{theirs},这份合同属于{ours}。请改用本单位的文本。",
        "The contract is that of {theirs}, the lease of {ours}. Use your authority's own.",
    ),
    "matter_lacking": (
        "签发的合同缺少应当明确的内容:{matter}。请在合同文本中补上无条件适用的条款。",
        "The lease would lack a matter it has to state: {matter}. Add a clause that always applies.",
    ),
    "term_above_limit": (
        "租期止于{end},超过一般的期限,最迟应到{latest}。请缩短租期;确需例外的,由具名负责人凭批准文号放行。",
        "The term ends on {end}, beyond the normal limit; it ends on {latest} at the latest. Shorten it, or "
        "have a named person override it with an approval's number.",
    ),
    "override_unsigned": (
        "例外放行须写明负责人姓名和批准文号。请补上{what}。",
        "An override names the person who answers for it and the approval's number. Add {what}.",
    ),
    "override_impossible": (
        "“{rule}”不属于规定写明“一般”“原则上”的限制,任何人都不能放行。请撤去这一例外。",
        "“{rule}” is no limit that the text sets as normal or in principle; nobody can override it. Remove "
        "the exception.",
    ),
    "rent_missing": (
        "没有月租金。请先公布适用的租金标准,再核对房屋的片区、等级和家庭类别。",
        "There is no monthly rent. Publish the schedule that applies, then check the home's location and grade "
        "and the household's class.",
    ),
    "rent_entered": (
        "月租金是人工填写的({source}),没有经批准公布的租金标准,只能核对、不能签发。请先备案并公布标准。",
        "The rent was entered by a person ({source}); without a published schedule the lease can be checked, "
        "not issued. File and publish one first.",
    ),
    "rent_differs": (
        "月租金{given_fen}与按标准计算的{worked_fen}不一致。请按已公布的标准重新计租。",
        "The monthly rent {given_fen} differs from {worked_fen} worked out by the schedule. Price it anew.",
    ),
    "reduction_unfounded": (
        "租金减免缺少{what}。请照批准文件补上,或撤去减免。",
        "The reduction of rent lacks {what}. Add it from the approval, or remove the reduction.",
    ),
    "no_members": (
        "家庭成员表是空的。请至少登记承租人本人。",
        "The household list is empty. Enter at least the tenant.",
    ),
    "tenant_not_listed": (
        "家庭成员表里没有承租人{name}。请补上承租人本人。",
        "The household list lacks the tenant, {name}. Add the tenant.",
    ),
    "member_twice": (
        "家庭成员表里{name}出现两次。请只保留一行。",
        "{name} stands twice in the household list. Keep one line.",
    ),
    "no_fixtures": (
        "房屋没有设施设备清单,合同应当写明附属设施和设备状况。请先登记设施清单。",
        "The home has no list of fixtures, which the lease has to state. Enter the list first.",
    ),
    "no_meters": (
        "房屋没有登记表具。请核对;交付时应抄录水、电、气表读数。",
        "The home has no meters on record. Check it: readings are taken when the keys are handed over.",
    ),
    "area_zero": (
        "房屋的建筑面积是0。请先更正房屋登记。",
        "The home's floor area is 0. Mend the register of homes first.",
    ),
    "deposit_differs": (
        "押金{given_fen}与规定的{set_fen}不一致。请按规定的数额填写。",
        "The deposit {given_fen} is not the {set_fen} that is set. Enter the amount that is set.",
    ),
    "charge_beyond_rent": (
        "“{what}”{amount_fen}在公布的租金标准之外,不得收取。请删去。",
        "“{what}” of {amount_fen} is beyond the posted rent and may not be charged. Remove it.",
    ),
    "tenant_under_age": (
        "承租人{name}在{day}未满{age}周岁。请核对出生日期;确有特殊情形的,写明理由后确认。",
        "The tenant, {name}, is not {age} years old on {day}. Check the birth day; if it is right, confirm it "
        "with a reason.",
    ),
    "birth_day_unknown": (
        "没有承租人{name}的出生日期,无法核对是否成年。请照证件补上。",
        "The birth day of the tenant, {name}, is unknown, so that full age cannot be checked. Enter it.",
    ),
    "start_before_today": (
        "起租日{start}早于签发日{day}。请核对;补签的,写明理由后确认。",
        "The term begins on {start}, before the day of issue, {day}. Check it; a lease made out afterwards is "
        "confirmed with a reason.",
    ),
    "proxy_unfounded": (
        "由{name}代签,但没有写明代理权依据。请填写授权委托书或公证书编号。",
        "{name} signs as a proxy without a stated authority. Enter the letter of authority or notarial deed.",
    ),
    "previous_missing": (
        "续租合同没有写明原合同编号。请补上。",
        "A renewal lacks the number of the lease before. Add it.",
    ),
    "supplement_empty": (
        "补充协议没有写明变更的内容。请至少写明一项。",
        "The supplement changes nothing. State at least one change.",
    ),
    "supplement_kind": (
        "合同文本{version}的种类是“{kind}”,不能用在这里。请选用相应的文本。",
        "Contract {version} is of the kind “{kind}” and is of no use here. Choose the fitting one.",
    ),
}
"""Why a lease may not be issued, and what is only pointed out."""

WORDS: Final[dict[str, tuple[str, str]]] = {**LINT_WORDS, **ISSUE_WORDS}
"""Every refusal of this chapter: its words in Chinese and in English."""

MATTER_NAMES: Final[dict[str, Both]] = {
    "home": Both(
        "房屋的位置、面积、结构、附属设施和设备状况", "location, area, structure, fixtures of the home"
    ),
    "term_and_rent": Both("租赁期限、租金及支付方式", "term, rent and how it is paid"),
    "other_fees": Both(
        "物业管理费,水、电、暖费,电梯费等费用支付方式",
        "how property, water, power, heat and lift fees are paid",
    ),
    "use": Both("房屋用途和使用要求", "use and requirements of use"),
    "repair": Both("房屋维修责任", "duty of repair"),
    "review_and_stop": Both("复核时间及停止保障的情形", "when reviews happen and when protection stops"),
    "transfer_limits": Both("转让及上市交易限制条件", "limits on transfer and sale"),
    "breach_and_disputes": Both("违约责任及争议解决办法", "breach and disputes"),
    "other": Both("其他涉及的权利义务约定", "other rights and duties"),
}
"""The matters a lease has to state (hongshan:26), as the text calls them."""


def matter_name(code: str) -> Both:
    """What a person calls a matter."""
    return MATTER_NAMES.get(code, Both(code, code))


def refusal(code: str, field: str, article: str = "", /, **values: object) -> Refusal:
    """A refusal in the words of its code: days and money as a person reads them."""
    zh, en = WORDS[code]
    chinese = {name: _for_reader(name, value, chinese=True) for name, value in values.items()}
    english = {name: _for_reader(name, value, chinese=False) for name, value in values.items()}
    return Refusal(code, field, article, "error", zh.format(**chinese), en.format(**english))


def warning(code: str, field: str, article: str = "", /, **values: object) -> Refusal:
    """The same as a warning, which a person may confirm."""
    said = refusal(code, field, article, **values)
    return Refusal(said.code, said.field, said.article, "warning", said.zh, said.en)


def _for_reader(name: str, value: object, *, chinese: bool) -> str:
    if isinstance(value, Both):
        return value.zh if chinese else value.en
    if isinstance(value, date):
        return day_text(value) if chinese else value.isoformat()
    if isinstance(value, int) and name.endswith("_fen"):
        return yuan_text(value)
    return str(value)
