"""Why a whole file can't be read as a list: one clear sentence each, in Chinese and in English."""

from typing import Final

import msgspec

LARGEST_BYTES: Final = 25 * 1024 * 1024
MOST_ROWS: Final = 120_000
MOST_COLUMNS: Final = 256
FARTHEST_ROW: Final = 200_000
"""No row beyond may hold anything: blank rows between are allowed, a wide desert is not."""
LARGEST_UNPACKED: Final = 256 * 1024 * 1024
"""All parts together, unpacked; 120,000 rows of units as written by office programs take about 130 MB."""
LARGEST_STRINGS: Final = 96 * 1024 * 1024
MOST_PARTS: Final = 2_000

WORDS: Final[dict[str, tuple[str, str]]] = {
    "empty_file": (
        "文件是空的(0 字节),可能没有传完。请重新选择文件上传。",
        "The file is empty (0 bytes); perhaps the upload broke off. Choose the file again.",
    ),
    "too_big": (
        "文件有 {size} MB,超过 25 MB。请删去图片和无关的工作表,或分成几个文件。",
        "The file has {size} MB, over 25 MB. Take out pictures and other sheets, or split it.",
    ),
    "old_xls": (
        "这是旧版 Excel(.xls)文件,改扩展名没有用。请用 Excel 或 WPS 打开,另存为“Excel 工作簿(*.xlsx)”再上传。",
        "This is an old Excel file (.xls); renaming it does not help. Open it in Excel or WPS, save it as "
        "“Excel workbook (*.xlsx)” and send that.",
    ),
    "encrypted": (
        "文件加了打开密码,无法读取。请打开后取消密码,另存一份再上传。",
        "The file is locked with a password. Open it, take the password off, save it and send that.",
    ),
    "csv": (
        "这是文本文件(如 csv),不是 Excel 工作簿。请用 Excel 或 WPS 打开,另存为“Excel 工作簿(*.xlsx)”再上传。",
        "This is a text file (such as csv), no Excel workbook. Open it in Excel or WPS, save it as “Excel "
        "workbook (*.xlsx)” and send that.",
    ),
    "web_page": (
        "这是网页表格,只是扩展名像 Excel。请用 Excel 或 WPS 打开,另存为“Excel 工作簿(*.xlsx)”再上传。",
        "This is a web page with an Excel name. Open it in Excel or WPS, save it as “Excel workbook "
        "(*.xlsx)” and send that.",
    ),
    "other_spreadsheet": (
        "这是 {kind} 格式的表格。请用 Excel 或 WPS 打开,另存为“Excel 工作簿(*.xlsx)”再上传。",
        "This is a spreadsheet in {kind} format. Open it in Excel or WPS, save it as “Excel workbook "
        "(*.xlsx)” and send that.",
    ),
    "not_workbook": (
        "这不是 Excel 工作簿(看起来是{kind})。请选择 .xlsx 文件。",
        "This is no Excel workbook (it looks like {kind_en}). Choose an .xlsx file.",
    ),
    "half_file": (
        "文件不完整,后半部分缺失或已损坏。请重新下载或从原电脑重新拷贝一份再上传。",
        "The file is not whole: part of it is missing or damaged. Download or copy it again and send that.",
    ),
    "xml_bomb": (
        "文件里有正常工作簿不会有的内容(文档类型定义),可能有害,已拒绝。请用 Excel 或 WPS 新建工作簿,只粘贴数值再上传。",
        "The file contains what no real workbook has (a document type definition) and may be harmful; it was "
        "refused. Make a new workbook in Excel or WPS, paste the values only, and send that.",
    ),
    "unpacks_too_big": (
        "文件展开后有 {size} MB,超过 {limit} MB,可能有大量空白格式或有害内容。请把数据粘贴为数值到新工作簿,或分成几个文件。",
        "Unpacked the file has {size} MB, over {limit} MB: masses of empty formatting, or something harmful. "
        "Paste the values into a new workbook, or split the file.",
    ),
    "unusual": (
        "这个工作簿的内部写法不常见,无法可靠读取。请用 Excel 或 WPS 打开,另存一份 .xlsx 再上传。",
        "This workbook is written in an unusual way and can't be read reliably. Open it in Excel or WPS, save "
        "it as .xlsx again and send that.",
    ),
    "no_sheet": (
        "工作簿里没有可读的工作表。请把表格放在普通工作表中再上传。",
        "The workbook has no sheet that can be read. Put the list in an ordinary sheet.",
    ),
    "empty_sheets": (
        "工作簿里没有任何内容。请填写后再上传。",
        "The workbook holds nothing at all. Fill it in and send it again.",
    ),
    "wrong_template": (
        "没有找到《{template}》的表头:缺少 {missing}。请下载模板,或检查是否选错了文件;表头应在前 {rows} 行内。",
        "The heading of “{template_en}” was not found: {missing} missing. Download the template or check that "
        "this is the right file; the heading must be within the first {rows} rows.",
    ),
    "column_twice": (
        "工作表“{sheet}”的表头里“{column}”出现了两次,不知道以哪一列为准。请删去或改名其中一列。",
        "In sheet “{sheet}” the column “{column}” stands twice; which one counts is not clear. Delete or rename "
        "one.",
    ),
    "two_lists": (
        "工作表“{first}”和“{second}”都像《{template}》,不知道以哪个为准。请只留一个,或分成两个文件。",
        "Sheets “{first}” and “{second}” both look like “{template_en}”; which one counts is not clear. Keep "
        "one, or make two files.",
    ),
    "no_rows": (
        "工作表“{sheet}”只有表头,没有数据。请填写后再上传。",
        "Sheet “{sheet}” has its heading only and no data. Fill it in and send it again.",
    ),
    "too_wide": (
        "工作表“{sheet}”超过 {limit} 列。请删去右侧多余的列(选中整列后删除),保存后再上传。",
        "Sheet “{sheet}” has more than {limit} columns. Delete the surplus columns on the right, save, and "
        "send it again.",
    ),
    "far_row": (
        "工作表“{sheet}”第 {row} 行还有内容,离表格很远。请删去表格下方多余的行,保存后再上传。",
        "Sheet “{sheet}” has something in row {row}, far below the list. Delete the surplus rows below the list, "
        "save, and send it again.",
    ),
    "too_many_rows": (
        "工作表“{sheet}”超过 {limit} 行。请分成几个文件上传。",
        "Sheet “{sheet}” has more than {limit} rows. Split it into several files.",
    ),
    "formulas": (
        "工作表“{sheet}”的公式太多(超过 {limit} 格),结果不能作为依据。请全选复制,“选择性粘贴—数值”后再上传。",
        "Sheet “{sheet}” has too many formulas (over {limit} cells), whose results can't be relied on. Copy all, "
        "paste as values, and send it again.",
    ),
}
"""Code -> the sentence in Chinese and in English."""


class WorkbookFault(msgspec.Struct, frozen=True):
    """The verdict on a file that can't be read as a list."""

    code: str
    zh: str
    en: str


class WorkbookError(Exception):
    """Raised when a file can't be read as a list; ``fault`` is what a person is told."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        zh, en = WORDS[code]
        self.fault = WorkbookFault(code, zh.format(**words), en.format(**words))
