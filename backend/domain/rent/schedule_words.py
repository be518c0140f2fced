"""What can be wrong with a rent schedule (租金标准), and the words a person reads, in Chinese and English."""

from datetime import date
from typing import Final

from ..vocabulary.both import Both
from ..vocabulary.days import day_text
from ..vocabulary.money import yuan_text
from ..vocabulary.refusal import Refusal

TENURE_NAMES: Final = {
    "low_rent": Both("廉租", "low rent"),
    "public_rental": Both("公租", "public rental"),
    "commercial_rent": Both("市场价", "commercial rent"),
}
CLASS_NAMES: Final = {
    "dibao": Both("低保家庭", "dibao household"),
    "low_income": Both("低收入家庭", "low-income household"),
    "lower_middle_income": Both("中等偏下收入家庭", "lower-middle-income household"),
    "new_employee": Both("新就业人员", "new employee"),
    "migrant_worker": Both("外来务工人员", "migrant worker"),
    "any": Both("其他各类家庭", "any other household"),
}
STATE_NAMES: Final = {
    "drafted": Both("起草", "drafted"),
    "approved": Both("已批准", "approved"),
    "published": Both("已公布", "published"),
    "superseded": Both("已被替代", "superseded"),
}
STEP_NAMES: Final = {
    "approve": Both("批准", "approve"),
    "publish": Both("公布", "publish"),
    "supersede": Both("替代", "supersede"),
}

WORDS: Final[dict[str, tuple[str, str]]] = {
    "line_over_cap": (
        "{line}:{rate_fen}超过上限{cap_fen}(市场租金{market_fen}的{percent}%,按分向下取整)。"
        "请改为不超过{cap_fen};任何人都不能放行。",
        "{line}: {rate_fen} is over the cap of {cap_fen} ({percent} % of the market rent {market_fen}, "
        "rounded "
        "down to the fen). Set it to {cap_fen} or less; nobody can let it pass.",
    ),
    "line_over_market": (
        "{line}:{rate_fen}高于政府公布的市场租金{market_fen}。请改为不超过{market_fen}。",
        "{line}: {rate_fen} is above the published market rent {market_fen}. Set it to {market_fen} or less.",
    ),
    "line_twice": (
        "{line}有两行,不知道以哪个为准。请只留一行。",
        "{line} has two lines; which one counts is not clear. Keep one.",
    ),
    "line_missing": (
        "{line}没有租金,这样的房屋无法计租。请补上这一行。",
        "{line} has no rate, so that such homes cannot be priced. Add the line.",
    ),
    "two_market_rents": (
        "{place}有两个市场租金({one_fen}、{other_fen})。同一片区、同一等级只能有一个,请改正。",
        "{place} has two market rents ({one_fen}, {other_fen}). A location and grade has one; mend them.",
    ),
    "place_not_listed": (
        "{line}的片区或等级不在本表所列之中(片区:{locations};等级:{grades})。请改正拼写,或补进所列。",
        "{line}: its location or grade is not among those the schedule lists (locations: {locations}; "
        "grades: "
        "{grades}). Mend the spelling or add it to the list.",
    ),
    "approval_missing": (
        "缺少{what},这份租金标准不能作为“{state}”使用。请照批准文件填写。",
        "{what} is missing, so that this schedule cannot count as {state}. Enter it from the approval.",
    ),
    "survey_missing": (
        "缺少市场租金调查的来源。请写明谁调查、依据什么。",
        "The source of the market survey is missing. Say who surveyed, and on what ground.",
    ),
    "days_out_of_order": (
        "{later_name}({later})早于{earlier_name}({earlier}),这不可能。请核对两个日期。",
        "The {later_name} ({later}) is before the {earlier_name} ({earlier}), which is impossible. Check "
        "both days.",
    ),
    "approval_twice": (
        "批准文号{number}出现在两份租金标准里。请核对文号,同一文号只能备案一次。",
        "Approval {number} stands in two schedules. Check the number: an approval is filed once.",
    ),
    "schedules_overlap": (
        "{one}与{other}自{day}起同时有效,不知道以哪份为准。请写明前一份的失效日。",
        "{one} and {other} are both in effect from {day}; which one counts is not clear. Give the earlier "
        "one its "
        "last day.",
    ),
    "schedules_gap": (
        "{first}至{last}没有有效的租金标准。请核对{one}的失效日和{other}的生效日。",
        "No schedule is in effect from {first} to {last}. Check the last day of {one} and the first of "
        "{other}.",
    ),
    "illegal_schedule_step": (
        "这份租金标准现在是“{state}”,不能{step};只能{allowed}。请刷新后再办。",
        "This schedule is {state} and can't take the step “{step}”; it can take: {allowed}. Reload and "
        "try again.",
    ),
    "file_malformed": (
        "{found}。请改正后重新备案。",
        "{found}. Mend it and file it again.",
    ),
    "filer_unknown": (
        "审计日志里查不到这份租金标准由谁备案,不能确认复核人是另一人。请报告审计管理员。",
        "The audit trail does not say who filed this schedule, so that nobody can be shown to be another "
        "person. Tell the audit administrator.",
    ),
    "file_changed": (
        "批准文号{number}已经备案({state}),内容与这个文件不同。已备案的标准不能改写:请恢复原来的文件;"
        "确有错误的,由下一份标准改正。前一份的失效日不用填写,公布后一份时自动写入。",
        "Approval {number} is filed already ({state}) and differs from this file. What is filed is not "
        "rewritten: restore the file as it was; a mistake is mended by the next schedule. The earlier one's "
        "last day need not be entered; publishing the next one sets it.",
    ),
    "approval_differs": (
        "备案文件写明的{what}是“{filed}”,现在填的是“{given}”。请照批准文件核对;文件有误的,不要批准。",
        "The {what} as filed is “{filed}”, the one given now is “{given}”. Compare with the approval; if "
        "the file is wrong, do not approve it.",
    ),
    "demonstration_only": (
        "这份租金标准是演示数据,不是真实的批准文件。真实的管理单位不要公布它。",
        "This schedule is demonstration data, not a real approval. A real authority does not publish it.",
    ),
    "no_schedule_in_effect": (
        "{day}没有已公布并生效的租金标准({known}),不能计租。请先批准并公布,或改问有标准的日子。",
        "No published schedule is in effect on {day} ({known}), so that nothing can be priced. Have one "
        "approved "
        "and published, or ask about a day that has one.",
    ),
    "location_unknown": (
        "租金标准{number}里没有片区“{given}”(有:{known})。请改正房屋的片区。",
        "Schedule {number} has no location “{given}” (it has: {known}). Mend the unit's location.",
    ),
    "grade_unknown": (
        "租金标准{number}里没有等级“{given}”(有:{known})。请改正房屋的等级。",
        "Schedule {number} has no grade “{given}” (it has: {known}). Mend the unit's grade.",
    ),
    "not_adjusted": (
        "现行租金标准{number}自{day}起执行,已超过{years}年没有调整。请启动年度调整。",
        "The schedule in force, {number}, has applied since {day}, over {years} year(s) ago. Begin the "
        "yearly "
        "adjustment.",
    ),
    "not_published_lately": (
        "租金标准上次公布是{day},已超过{years}年。请重新公布。",
        "The rent standard was last published on {day}, over {years} year(s) ago. Publish it anew.",
    ),
    "working": (
        "按{body}{number}(自{start}起执行):{line}每平方米每月{rate_fen};{rate_fen}×{area}㎡={rent_fen}。",
        "By {number} of {body} (in effect from {start}): {line}, {rate_fen} per m² a month; {rate_fen} × "
        "{area} m² "
        "= {rent_fen}.",
    ),
}
"""Every refusal, warning and working of a schedule: its words in Chinese and English."""


def said(code: str, values: dict[str, object]) -> Both:
    """The words of a code with its places filled: days and money as a person reads them."""
    zh, en = WORDS[code]
    return Both(
        zh.format(**{name: _for_reader(name, value, chinese=True) for name, value in values.items()}),
        en.format(**{name: _for_reader(name, value, chinese=False) for name, value in values.items()}),
    )


def refusal(code: str, field: str, article: str, **values: object) -> Refusal:
    """A refusal with its words filled in."""
    says = said(code, values)
    return Refusal(code, field, article, "error", says.zh, says.en)


def warning(code: str, article: str, **values: object) -> Refusal:
    """What should be seen to; it stops nothing."""
    says = said(code, values)
    return Refusal(code, "", article, "warning", says.zh, says.en)


def _for_reader(name: str, value: object, *, chinese: bool) -> str:
    if isinstance(value, Both):
        return value.zh if chinese else value.en
    if isinstance(value, date):
        return day_text(value) if chinese else value.isoformat()
    if isinstance(value, int) and name.endswith("_fen"):
        return yuan_text(value)
    return str(value)
