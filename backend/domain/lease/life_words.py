"""Why a step in the life of a lease is not taken, as a person reads it, in both languages."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from ..vocabulary.both import Both
from ..vocabulary.money import yuan_text
from ..vocabulary.refusal import Refusal
from ..vocabulary.refusing import day_words

LIFE_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "lease_step": (
        "合同{lease}现为“{state}”,不能{act}。由“{state}”可以{allowed}。",
        "The lease {lease} is “{state}”: {act} is not possible. From “{state}” one may {allowed}.",
    ),
    "lease_final": (
        "合同{lease}现为“{state}”,不能{act}。这是最后的状态。",
        "The lease {lease} is “{state}”: {act} is not possible. That state is final.",
    ),
    "lease_there": (
        "这一配租已有合同{lease}({state})。请使用已有的,或先作废。",
        "This allocation has a lease already, {lease} ({state}). Use that one, or void it first.",
    ),
    "allocation_not_open": (
        "配租结果{application}现为“{state}”,不能据以签合同。请核对配租结果。",
        "The allocation {application} is “{state}”: no lease rests on it. Check the allocation.",
    ),
    "no_home_chosen": (
        "配租结果{application}还没有选定房屋。请先选房。",
        "The allocation {application} has no home yet. Let the household choose first.",
    ),
    "home_not_reserved": (
        "房屋“{home}”现为“{state}”,不是为这一配租预留的。请先核对房屋状态。",
        "The home “{home}” is “{state}”, not reserved for this allocation. Check its state first.",
    ),
    "home_lived_in": (
        "房屋“{home}”还有在住的租住关系,或上一户退回之日晚于起租日{start}。请先办理退房,或推迟起租日。",
        "The home “{home}” has a live tenancy, or was returned after {start}. Settle that first, or begin later.",
    ),
    "term_reversed": (
        "租期止于{end},早于起租日{start}。请核对两个日期。",
        "The term ends on {end}, before it begins on {start}. Check both days.",
    ),
    "term_source_missing": (
        "当地办法没有规定租期,须由具名人员填写租期并写明来源。请补上来源。",
        "The local text is silent on the term: a person enters it and says where it comes from. Add the source.",
    ),
    "rent_source_missing": (
        "人工填写的月租金没有写明来源。请补上,例如批准文件的文号。",
        "The rent entered by a person has no source. Add it, the number of an approval for example.",
    ),
    "no_lessor": (
        "还没有登记出租人({who})的名称、地址和收款账户。请先登记(anju lease lessor)。",
        "The lessor ({who}) has no name, address and account on record. Enter them first (anju lease lessor).",
    ),
    "leases_overlap": (
        "这一租住关系已有合同{lease},止于{end},与起租日{start}重叠。续租合同请从其次日起。",
        "This tenancy has the lease {lease} to {end}, which overlaps a start on {start}. Begin on the day after it.",
    ),
    "leases_gap": (
        "上一份合同{lease}止于{end},与起租日{start}之间有空档。续租合同请从其次日起。",
        "The lease {lease} ends on {end}; there is a gap before {start}. Begin the renewal on the day after it.",
    ),
    "terms_incomplete": (
        "合同要素不全(租金、押金或合同文本),不能签发。请重新核对。",
        "The terms are not complete (rent, deposit or contract): nothing is issued. Check the lease again.",
    ),
    "number_format_missing": (
        "当地办法没有设定{kind}的编号格式,不能签发。请先由管理单位设定。",
        "The policy sets no format for the numbers of a {kind}; nothing can be issued. Have the authority set it.",
    ),
    "signed_before_issue": (
        "签订日{day}早于签发日{issued}。请核对。",
        "The day of signing, {day}, is before the day of issue, {issued}. Check it.",
    ),
    "signatory_missing": (
        "没有{side}的签字人。请照合同填写。",
        "No signatory for the {side}. Enter the name from the paper.",
    ),
    "tenant_signs": (
        "承租方由{name}签字,不是承租人{tenant}本人。请写明代理权依据,或核对签字人。",
        "{name} signs for the tenant side, not the tenant {tenant}. State the proxy's authority, or check the name.",
    ),
    "reading_missing": (
        "没有抄录{meter}的读数。请在交接时抄录。",
        "The reading of the {meter} is missing. Take it when the keys are handed over.",
    ),
    "keys_missing": (
        "没有写明交付钥匙的数量。请补上。",
        "How many keys were handed over is missing. Add it.",
    ),
    "deposit_not_received": (
        "应收押金{due_fen},实收{given_fen}。请核对;分期收取的,写明理由后确认。",
        "The deposit is {due_fen}; {given_fen} was received. Check it; if it is paid in parts, confirm it with a "
        "reason.",
    ),
    "scan_unreadable": (
        "扫描件不是 PDF、JPG 或 PNG 文件(按内容判断)。请重新扫描后上传。",
        "The scan is no PDF, JPG or PNG by its content. Scan it again.",
    ),
    "scan_too_large": (
        "扫描件有{megabytes} MB,超过 {limit} MB。请降低扫描精度后上传。",
        "The scan has {megabytes} MB, more than {limit} MB. Scan it more coarsely.",
    ),
    "signing_late": (
        "签约期已于{last_day}届满。请核对签订日期;确有正当理由的,写明理由后确认。",
        "The signing window ended on {last_day}. Check the day of signing; if there is a good reason, confirm it.",
    ),
    "not_the_same_day": (
        "整批撤回只限当天:这一批于{day}签发。请逐份作废。",
        "A batch is withdrawn on the day of its issue only; this one was issued on {day}. Void them one by one.",
    ),
    "none_to_withdraw": (
        "这一批里没有可以撤回的合同:都已签订或作废。",
        "Nothing of this batch can be withdrawn: all are signed or void.",
    ),
    "nothing_to_issue": (
        "没有已核对的合同可以签发。请先起草并核对。",
        "There is no checked lease to issue. Draft and check some first.",
    ),
    "not_signed": (
        "合同{lease}还没有签订,没有原件可以登记。",
        "The lease {lease} is not signed; there is no original to note.",
    ),
    "supplement_outside": (
        "变更生效日{day}不在合同期限({start}至{end})内。请核对。",
        "The first day of the change, {day}, is outside the lease ({start} to {end}). Check it.",
    ),
    "paper_gone": (
        "文书{number}的文件不见了,按存档内容重新制作的文件与登记的摘要不一致,不能打印。请从备份取回。",
        "The file of {number} is gone, and made anew it does not match its digest: it is not printed. Take it "
        "from a backup.",
    ),
    "job_not_open": (
        "批量任务{job}现为“{state}”,没有可做的。请查看它的结果。",
        "The job {job} is “{state}”; there is nothing to do. Look at its results.",
    ),
    "in_a_job": (
        "合同{lease}已在另一批待签发的任务({job})中。请等它办完。",
        "The lease {lease} waits in another job ({job}). Wait until that is done.",
    ),
    "living_elsewhere_in_batch": (
        "{name}在同一批的另一份合同中也是住户。请先核对是哪一户的成员。",
        "{name} lives under another lease of the same batch too. Find out which household the person belongs to.",
    ),
}
"""Every refusal of the life of a lease: its words in Chinese and in English."""


def life_refusal(code: str, field: str, article: str = "", **values: object) -> Refusal:
    """A refusal in the words of its code: days and money as a person reads them."""
    zh, en = LIFE_WORDS[code]
    said = {name: _word(name, value) for name, value in values.items()}
    chinese = zh.format(**{name: word.zh for name, word in said.items()})
    return Refusal(
        code, field, article, "error", chinese, en.format(**{name: word.en for name, word in said.items()})
    )


def life_warning(code: str, field: str, article: str = "", **values: object) -> Refusal:
    """The same as a warning, which a person may confirm."""
    return msgspec.structs.replace(life_refusal(code, field, article, **values), severity="warning")


def _word(name: str, value: object) -> Both:
    if isinstance(value, Both):
        return value
    if isinstance(value, date):
        return day_words(value)
    text = yuan_text(value) if isinstance(value, int) and name.endswith("_fen") else str(value)
    return Both(text, text)


SIDES: Final = {"lessor": Both("出租方", "lessor"), "tenant": Both("承租方", "tenant")}
METERS: Final = {
    "electricity": Both("电表", "electricity meter"),
    "water": Both("水表", "water meter"),
    "gas": Both("燃气表", "gas meter"),
}
"""Meters as the register of homes keys them."""


def meter_name(kind: str) -> Both:
    """What a person calls a meter."""
    return METERS.get(kind, Both(kind, kind))
