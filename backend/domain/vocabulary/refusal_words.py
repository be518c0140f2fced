"""The words of every refusal and warning of an act, in Chinese and in English."""

from typing import Final

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "not_found": (
        "找不到{what}“{given}”。请核对后重试。",
        "There is no {what} “{given}”. Check it and try again.",
    ),
    "empty": ("“{what}”不能为空。请填写。", "“{what}” may not be empty. Fill it in."),
    "already_there": (
        "{what}“{given}”已经登记。请使用已有的,或换一个名称。",
        "The {what} “{given}” is already registered. Use the one there is, or another name.",
    ),
    "already_protected": (
        "{name}已有在住的公共租赁住房({home});申请人和共同申请人只限承租1套。",
        "{name} already has a live tenancy ({home}); applicant and co-applicants may rent one home only.",
    ),
    "banned": (
        "{name}在{day}处于限制期内,{until}前不得再申请。",
        "On {day} {name} is banned and may not apply again before {until}.",
    ),
    "banned_without_end": (
        "{name}在限制期内;住房尚未退回,限制期还没有起算。",
        "{name} is banned; the home is not yet returned, so the ban has no end yet.",
    ),
    "wait_over": (
        "轮候已超过{years}年(一般的上限)。请由具名负责人确认。",
        "The household has waited longer than {years} years, the normal limit. A named person confirms.",
    ),
    "unit_not_free": (
        "房屋“{unit}”现为{state},不能配租。请另选房屋,或先变更其状态。",
        "The home “{unit}” is {state} and cannot be allotted. Choose another, or change its state first.",
    ),
    "unit_taken": (
        "房屋“{unit}”刚刚被他人占用({taken_at})。请刷新后另选房屋。",
        "The home “{unit}” has just been taken by somebody else ({taken_at}). Choose another.",
    ),
    "wrong_state": (
        "{what}现为“{state}”,不能{act}。请核对当前状态。",
        "The {what} is “{state}”: {act} is not possible. Check its present state.",
    ),
    "window_over": (
        "签约期已于{last_day}届满,视为放弃入住资格。",
        "The signing window ended on {last_day}; the occupancy qualification is deemed given up.",
    ),
    "area_beyond_standard": (
        "建筑面积{area}㎡超过{limit}㎡的标准,请核对。",
        "The floor area of {area} m² is beyond the standard of {limit} m²; check it.",
    ),
    "medium_share_beyond": (
        "中户型占{share}%,超过总量{limit}%的标准,请核对。",
        "Medium homes are {share} % of all, beyond the standard of {limit} %; check it.",
    ),
    "not_sellable": (
        "该房源不属政府投资,不能按共有产权出售;产权归投资主体。",
        "This home is not government-invested: it cannot be sold by shares; title belongs to its investors.",
    ),
    "overlapping_days": (
        "从{start}起的记录与已有的记录在日期上重叠。请核对起止日期。",
        "The record from {start} overlaps one that is there. Check its days.",
    ),
    "batch_wrong_state": (
        "这一批导入现为“{state}”,不能{act}。",
        "This import is “{state}”: {act} is not possible.",
    ),
    "batch_used": (
        "这一批导入的{count}条记录已被使用({example}),不能撤回。请先处理这些记录。",
        "{count} records of this import are in use ({example}): it cannot be undone. Settle those first.",
    ),
    "same_file": (
        "同一个文件已于{at}导入({count}条)。没有新增任何记录。",
        "The same file was imported at {at} ({count} rows). Nothing was added.",
    ),
    "reason_needed": (
        "这一步需要写明理由和负责人。请补上。",
        "This step needs a reason and a named person. Add them.",
    ),
    "same_person": (
        "经办人和复核人不能是同一人({name})。请由另一人复核。",
        "Maker and checker may not be the same person ({name}). Somebody else checks.",
    ),
    "no_schedule": (
        "{on}没有已公布并生效的租金标准。请先批准并公布。",
        "No published rent schedule is in effect on {on}. Approve and publish one first.",
    ),
    "approval_needed": (
        "规定写明“一般”的上限,例外须有批准文号。请填写批准文号。",
        "The text sets a normal limit; an exception needs the number of its approval. Give it.",
    ),
    "unknown_word": (
        "{what}没有“{given}”这一项。可用的有:{known}。",
        "There is no {what} “{given}”. Use one of: {known}.",
    ),
    "out_of_range": (
        "{what}须在{low}与{high}之间,现为{given}。请核对。",
        "The {what} must lie between {low} and {high}; it is {given}. Check it.",
    ),
    "code_form": (
        "{what}“{given}”的写法不对,应为{form}。请照证照核对。",
        "The {what} “{given}” has the wrong form; it should be {form}. Check it against the paper.",
    ),
    "day_ahead": (
        "{what}({day})晚于今天({on})。请核对日期,或到时再办。",
        "The {what} ({day}) is later than today ({on}). Check the day, or do it then.",
    ),
    "day_before": (
        "{what}({day})早于{start}的上一项记录。请核对日期。",
        "The {what} ({day}) is earlier than the record of {start} that goes before it. Check the day.",
    ),
    "shares_beyond_whole": (
        "投资比例合计{given}%,超过100%。请核对各投资主体的比例。",
        "The investors' shares add up to {given} %, more than 100 %. Check each share.",
    ),
    "mean_area_beyond": (
        "项目平均建筑面积{area}㎡,超过{limit}㎡左右的标准,请核对。",
        "The project's mean floor area of {area} m² is beyond the standard of about {limit} m²; check it.",
    ),
    "illegal_step": (
        "房屋“{unit}”现为{state},不能变更为{step}。由{state}可以变更为:{allowed}。",
        "The home “{unit}” is {state}; it cannot become {step}. From {state} it may become: {allowed}.",
    ),
    "state_follows": (
        "“{state}”由合同或买卖形成,不能手工设置。请办理相应手续,房屋状态随之变更。",
        "“{state}” follows from a lease or a sale and is not set by hand. Do that; the state follows.",
    ),
    "unit_in_use": (
        "房屋“{unit}”有{use}({since}起),不能手工变更状态。请先办结。",
        "The home “{unit}” has {use} (since {since}); its state is not changed by hand. Settle that first.",
    ),
    "other_name": (
        "这个证件号码已登记在“{name}”名下,与填写的姓名不同。请照证件核对;确为同一人的,写明理由后确认。",
        "This document number is registered under the name “{name}”, not the one given. Check the document; "
        "if it is the same person, confirm it with a reason.",
    ),
    "phone_form": (
        "联系电话不像电话号码。请核对;暂时没有的可以留空。",
        "That does not look like a telephone number. Check it, or leave it empty.",
    ),
    "one_applicant": (
        "一户须有且只有一名申请人,现有{count}名。请核对“与申请人关系”。",
        "A household has exactly one applicant; here are {count}. Check the relations to the applicant.",
    ),
    "person_twice": (
        "{name}在这一户中出现了两次。请只保留一次。",
        "{name} stands twice in this household. Keep one.",
    ),
    "size_below_members": (
        "家庭人口{size}人,少于登记的{members}名成员。请核对。",
        "The household is said to have {size} persons, fewer than its {members} registered. Check it.",
    ),
    "household_there": (
        "{name}已是另一户的申请人(户号{household})。请使用已有的一户;确需另立的,写明理由后确认。",
        "{name} is already the applicant of another household (number {household}). Use that one; if a "
        "second is needed, confirm it with a reason.",
    ),
    "relation_needed": (
        "{name}不再是申请人,须写明与新申请人的关系,或办理退出。请补上。",
        "{name} is no longer the applicant: say the relation to the new one, or let the person leave.",
    ),
    "not_a_member": (
        "编号{given}的人员在{day}不是这一户的成员。请核对。",
        "Person {given} is no member of this household on {day}. Check it.",
    ),
    "already_member": (
        "{name}已是这一户的成员。请核对。",
        "{name} is already a member of this household. Check it.",
    ),
    "already_allotted": (
        "{name}已有待签约的配租({home},{since});申请人和共同申请人只限1套。",
        "{name} already has an allocation that waits to be signed ({home}, {since}); one home only.",
    ),
    "home_or_place": (
        "请选定房屋,或填写选房顺序号。",
        "Choose a home, or give the place in the order of choice.",
    ),
    "place_taken": (
        "选房顺序号{order}在批次“{batch}”中已有人。请核对顺序号。",
        "Place {order} in the order of choice of “{batch}” is taken. Check the number.",
    ),
    "not_in_turn": (
        "还没有轮到:顺序号{order}尚未选房。请按顺序选房,或先办理其放弃。",
        "It is not yet this household's turn: place {order} has not chosen. Keep to the order, or record "
        "that it gave up.",
    ),
    "other_estate": (
        "这一顺序号只能在“{estate}”选房。请另选房屋。",
        "This place in the order chooses in “{estate}” only. Choose another home.",
    ),
    "ban_over": (
        "这一限制已于{day}结束,无须解除。",
        "This ban ended on {day}; there is nothing to lift.",
    ),
    "search_too_short": (
        "请至少输入{least}个字或一项房屋信息再查询。",
        "Enter at least {least} characters, or something of the home, to search.",
    ),
    "nobody_stays": (
        "这一户有待签约的配租或在住的房屋,至少须有一名原成员留下。请核对退出的成员;整户不再需要的,请办理放弃或退房。",
        "This household waits for a home or lives in one: at least one earlier member stays. Check who leaves; "
        "if nobody needs the home any more, record that it is given up or returned.",
    ),
    "nothing_changed": (
        "没有任何变更。请写明谁加入、谁退出,或要变更的关系、人口。",
        "Nothing would change. Say who joins, who leaves, or which relation or size changes.",
    ),
    "unreadable_text": (
        "“{what}”含有无法保存的字符(空字符或残缺的编码)。请重新输入这一项。",
        "“{what}” holds characters that cannot be kept (a null or half of a code). Enter it anew.",
    ),
    "not_given": (
        "{name}没有登记{what}。",
        "{name} has no {what} on record.",
    ),
}
"""Every refusal code: its words in Chinese and in English."""
