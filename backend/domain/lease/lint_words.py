"""What the check of a contract's words says: which clause, what is wrong, how to mend it."""

from typing import Final

LINT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "lint_matter_lacking": (
        '{file}:没有一条始终适用的条款写明“{matter}”。请增加 matter = "{code}"、不带 when 的条款。',
        '{file}: no clause that always applies states “{matter}”. Add one with matter = "{code}" and without '
        "when.",
    ),
    "lint_matter_unknown": (
        "{file} 的 {clause}:没有“{given}”这一项内容。可用的有:{known}。",
        "{file}, {clause}: there is no matter “{given}”. Use one of: {known}.",
    ),
    "lint_place_needed": (
        "{file}:没有一条始终适用的条款填写“{what}”。请在“{matter}”的条款中写上 {place}。",
        "{file}: no clause that always applies fills in “{what}”. Put {place} into a clause on “{matter}”.",
    ),
    "lint_arbitration": (
        "{file} 的 {clause}:写有“{words}”。政府投资的保障性住房租赁属行政协议,仲裁条款无效。"
        "请改为申请行政复议或者向人民法院起诉。",
        "{file}, {clause}: says “{words}”. Leases of government housing are administrative agreements, where "
        "an arbitration clause is void. Name reconsideration or the people's court instead.",
    ),
    "lint_term": (
        "{file} 的 {clause}:写有租期“{words}”,超过规定的上限{limit}年(一般)。"
        "请删去,租期由每份合同的 {place} 填写。",
        "{file}, {clause}: states a term of “{words}”, beyond the normal limit of {limit} years. Delete it; "
        "each lease fills in {place}.",
    ),
    "lint_charge": (
        "{file} 的 {clause}:写有“{words}”。不得在公布的租金标准之外收取任何费用。请删去这一收费。",
        "{file}, {clause}: says “{words}”. Nothing may be charged beyond the posted rent. Delete the charge.",
    ),
    "lint_no_basis": (
        '{file} 的 {clause}:没有写明依据。请写 basis = ["条款"],没有条款可依的写 basis = ["own"] 并用 reason 说明理由。',
        '{file}, {clause}: has no basis. Write basis = ["article"], or basis = ["own"] with its reason '
        "where no article asks for it.",
    ),
    "lint_own_reason": (
        "{file} 的 {clause}:依据是“own”(本单位自行约定),但没有写明理由。请填写 reason。",
        "{file}, {clause}: its basis is “own” without a reason. Fill in reason.",
    ),
    "lint_basis_unknown": (
        "{file} 的 {clause}:依据“{given}”不存在({why})。请照原文核对条号。",
        "{file}, {clause}: its basis “{given}” does not exist ({why}). Check the number against the text.",
    ),
    "lint_place_unknown": (
        "{file} 的 {clause}:没有 {place} 这个填空。{known}",
        "{file}, {clause}: there is no place {place}. {known}",
    ),
    "lint_place_form": (
        "{file} 的 {clause}:{place} 的写法不对,应为{form}。",
        "{file}, {clause}: {place} has the wrong form; write {form}.",
    ),
    "lint_brace": (
        "{file} 的 {clause}:“{given}”不是填空。填空写作 {{rent.monthly}};正文中不要用花括号。",
        "{file}, {clause}: “{given}” is no place. A place is written {{rent.monthly}}; braces have no other use.",
    ),
    "lint_not_set_off": (
        "{file} 的 {clause}:写有“{words}”,与承租人有重大利害关系,应当以加粗提示。请加上 burdensome = true。",
        "{file}, {clause}: says “{words}”, which weighs on the tenant and has to be set off. Add "
        "burdensome = true.",
    ),
    "lint_number_typed": (
        "{file} 的 {clause}:依据条款的数字“{words}”直接写在了正文里。请改用政策包中的填空,"
        "如 {{pack:renewal.notice_months}},规定修改时合同才会随之改变。",
        "{file}, {clause}: the number “{words}” of the law is typed into the words. Use a place of the policy "
        "pack, such as {{pack:renewal.notice_months}}, so that the contract follows when the text changes.",
    ),
    "lint_clause_twice": (
        "{file}:编号 {clause} 用了两次。请给每一条款不同的编号。",
        "{file}: the id {clause} is used twice. Give each clause its own.",
    ),
    "lint_when_unknown": (
        "{file} 的 {clause}:没有“{given}”这个适用条件。可用的有:{known}。",
        "{file}, {clause}: there is no condition “{given}”. Use one of: {known}.",
    ),
    "lint_late_clause": (
        "{file} 的 {clause}:自{day}起才适用,晚于文本的生效日{start}。请核对;有意如此的可以保留。",
        "{file}, {clause}: holds from {day} only, after the contract's first day {start}. Check it; keep it if "
        "that is meant.",
    ),
    "approve_same_person": (
        "批准人与起草人是同一人({name})。请由另一位负责人批准。",
        "Maker and approver are the same person ({name}). Somebody else approves.",
    ),
    "approve_name_empty": (
        "没有写明批准人姓名。请填写。",
        "The approver's name is empty. Fill it in.",
    ),
    "approve_before_draft": (
        "批准日{day}早于起草日{drafted}。请核对日期。",
        "The day of approval, {day}, is before the day of drafting, {drafted}. Check the days.",
    ),
    "approve_too_late": (
        "批准日{day}晚于文本的生效日{start}。文本最早自批准之日起使用:请把 in_force_from 改为{day}或以后。",
        "The day of approval, {day}, is after the contract's first day, {start}. A contract is used from its "
        "approval at the earliest: set in_force_from to {day} or later.",
    ),
    "approve_twice": (
        "文本{version}已由{name}于{day}批准。已批准的文本不再改动;要修改的,请另起一个版本。",
        "Contract {version} was approved by {name} on {day}. What is approved is not changed: make a new "
        "version.",
    ),
    "contract_unknown": (
        "找不到{authority}的“{kind}”文本{version}。现有:{known}。",
        "There is no contract “{kind}” {version} of {authority}. There is: {known}.",
    ),
}
"""Every complaint about a contract: its words in Chinese and in English."""
