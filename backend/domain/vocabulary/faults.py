"""What can be wrong with a question: a code, a place, and words for a person in Chinese and English."""

from datetime import date
from typing import Final

from .both import Both
from .days import day_text
from .terms import TERMS

WORDS: Final[dict[str, tuple[str, str]]] = {
    "malformed": (
        "这一行不是一个完整的 JSON 对象({detail})。请每行写一个以 {{ 开头、以 }} 结尾的问题。",
        "This line is no complete JSON object ({detail}). Write one question a line, from {{ to }}.",
    ),
    "unknown_authority": (
        "没有名为“{given}”的管理单位。可以问的有:{known}。",
        "There is no authority named “{given}”. Known authorities: {known}.",
    ),
    "unknown_kind": (
        "没有“{given}”这一类问题。可以问的有:{known}。",
        "There is no kind of question named “{given}”. Known kinds: {known}.",
    ),
    "not_in_policy": (
        "《{title}》没有规定这一类问题({given})。请查该地的其他文件,由经办人决定并记录依据。",
        "“{title}” does not regulate this kind of question ({given}). Look into the authority's other "
        "documents; a named person decides and records the ground.",
    ),
    "not_in_force": (
        "《{title}》在 {day} 没有施行(施行期:{span})。请改问施行期内的日子,或查当时有效的文件。",
        "“{title}” was not in force on {day} (in force: {span}). Ask about a day within that time, or look "
        "into the document that applied then.",
    ),
    "calendar_gap": (
        "计算需要 {year} 年的工作日历,而现有日历只有 {last}。"
        "请导入该年的放假通知,或生成暂定年历(anju calendar)。",
        "This needs the working-day calendar of {year}; the calendar at hand covers {last}. Import that "
        "year's holiday notice or make a provisional year (anju calendar).",
    ),
    "missing": (
        "缺少“{field}”这一项。请补上后再问。",
        "The fact “{field}” is missing. Add it and ask again.",
    ),
    "unknown_field": (
        "这里没有“{field}”这一项。请检查拼写,或删去它。",
        "There is no fact “{field}” here. Check its spelling or leave it out.",
    ),
    "wrong_form": (
        "这一项的写法不对:应为{form}。",
        "This fact has the wrong form: it should be {form}.",
    ),
    "duplicate_key": (
        "“{field}”写了两次,不知道以哪个为准。请只留一个。",
        "“{field}” is written twice; which one counts is not clear. Keep one.",
    ),
    "control_character": (
        "这一项里有看不见的控制字符。请删去后重新填写。",
        "This fact contains an invisible control character. Remove it and enter the text anew.",
    ),
    "too_deep": (
        "这一项嵌套超过 {limit} 层。请按说明书的样子重新填写。",
        "This fact is nested more than {limit} deep. Write it as the reference shows.",
    ),
    "before": (
        "“{field}”({day})早于“{other}”({other_day}),这不可能。请核对两个日期。",
        "“{field}” ({day}) is before “{other}” ({other_day}), which is impossible. Check both days.",
    ),
    "after_question_day": (
        "“{field}”({day})晚于所问的日子({on})。请核对日期,或在事情发生后再问。",
        "“{field}” ({day}) is after the day the question is about ({on}). Check it, or ask after the event.",
    ),
    "overlap": (
        "这一段({start}至{end})与另一段重叠,同一天会收两次租金。请改正起止日期。",
        "This segment ({start} to {end}) overlaps another; a day would be charged twice. Correct its days.",
    ),
    "twice": (
        "“{given}”出现了两次。请每个编号只写一次。",
        "“{given}” stands here twice. Give each number once.",
    ),
    "not_listed": (
        "“{given}”不在所列的账单里。请核对账单编号。",
        "“{given}” is not among the bills given. Check the bill's number.",
    ),
    "more_than": (
        "“{field}”({given})大于“{other}”({limit}),这不可能。请核对。",
        "“{field}” ({given}) is more than “{other}” ({limit}), which is impossible. Check both.",
    ),
    "less_than": (
        "“{field}”({given})小于“{other}”({limit}),这不可能。请核对。",
        "“{field}” ({given}) is less than “{other}” ({limit}), which is impossible. Check both.",
    ),
    "needed_here": (
        "这种情形必须写明“{field}”。请补上后再问。",
        "In this case “{field}” is needed. Add it and ask again.",
    ),
    "out_of_reach": (
        "日期太远,无法推算。请核对年份。",
        "The day is too far away to count from. Check the year.",
    ),
}
"""Every refusal of a question: its words in Chinese and in English."""

STABLE: Final = frozenset(
    {"malformed", "unknown_authority", "unknown_kind", "not_in_policy", "not_in_force", "calendar_gap"}
)
"""Words that are an error code of their own; all others are said under ``invalid_facts``."""


class Fault(Exception):  # noqa: N818 - a faulty question, not a failing program
    """A question that cannot be answered: which code, at which path, and why.

    ``reason`` is a key of :data:`WORDS`; ``path`` names the field itself (``$.facts.bills[0].due_on``).
    """

    def __init__(self, reason: str, path: str, **words: object) -> None:
        super().__init__(reason, path)
        self.reason = reason
        self.path = path
        self.words = words

    @property
    def code(self) -> str:
        """The stable code a program reads."""
        return self.reason if self.reason in STABLE else "invalid_facts"

    @property
    def message(self) -> dict[str, str]:
        """What a person reads, in Chinese and English; names of facts are said in the field's words."""
        zh, en = WORDS[self.reason]
        for_zh = {name: _word(name, word).zh for name, word in self.words.items()}
        for_en = {name: _word(name, word).en for name, word in self.words.items()}
        return {"zh": zh.format(**for_zh), "en": en.format(**for_en)}


def _word(name: str, word: object) -> Both:
    """A word of a message in both languages; a fact's name is kept beside its Chinese word."""
    if isinstance(word, Both):
        return word
    if name in ("field", "other") and isinstance(word, str) and word in TERMS:
        return Both(f"{TERMS[word].zh} {word}", word)
    if isinstance(word, date):
        return Both(day_text(word), word.isoformat())
    return Both(str(word), str(word))
