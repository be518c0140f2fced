"""Why a list is not written into the register, or not taken out again, in both languages."""

from typing import Final

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing

BATCH: Final = Both("导入批次", "import")
STATES: Final = {
    "checked": Both("已检查、未写入", "checked, not written"),
    "committed": Both("已写入", "written"),
    "rolled_back": Both("已撤回", "rolled back"),
}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "rows_in_error": (
        "有 {count} 行有错误(如第 {row} 行),不能整批写入。请改正后重新检查,或只写入无误的行。",
        "{count} rows are in error (such as row {row}), so the whole list cannot be written. Mend them and "
        "check again, or write the good rows only.",
    ),
    "doubts_open": (
        "有 {count} 行有疑问(如第 {row} 行),须由人核对。请改正,或写明理由确认后再写入。",
        "{count} rows are in doubt (such as row {row}) and need a person's word. Mend them, or confirm them "
        "with a reason.",
    ),
    "nothing_to_take": (
        "没有可以写入的行。请先改正错误或确认疑问,再检查一次。",
        "There is no row that can be written. Mend the errors or confirm the doubts, then check again.",
    ),
    "changed_since_check": (
        "检查之后登记簿有了变化,没有写入任何内容。{said}请重新检查这个文件。",
        "The register has changed since the check; nothing was written. {said_en}Check the file again.",
    ),
    "other_file": (
        "这不是第 {batch} 批检查过的那个文件。请选择原来的文件。",
        "This is not the file that was checked as import {batch}. Choose that file.",
    ),
    "file_there": (
        "{place} 已经存在,没有覆盖它。请换一个文件名。",
        "{place} exists already and was not overwritten. Choose another name.",
    ),
    "large_export": (
        "名单有 {count} 行个人信息,超过 {limit} 行的导出须写明理由。请补上理由。",
        "The list has {count} rows of personal data; an export over {limit} rows needs a reason. Give one.",
    ),
}


def refuse_import(code: str, field: str = "", **words: object) -> Refused:
    """A refusal of this page, ready to be raised."""
    zh, en = WORDS[code]
    return Refused(Refusal(code, field, "", "error", zh.format(**words), en.format(**words)))


def changed_since_check(example: Complaint | None = None) -> Refused:
    """The register is no longer as it was when the list was checked: nothing is written."""
    said, said_en = "", ""
    if example is not None:
        said, said_en = f"第 {example.row} 行:{example.zh}", f"Row {example.row}: {example.en} "
    return refuse_import("changed_since_check", "batch_id", said=said, said_en=said_en)


def wrong_state(state: str, act: Both) -> Refused:
    """A batch that cannot take this step."""
    return Refused(refusing("batch_wrong_state", "batch_id", "", state=STATES[state], act=act))
