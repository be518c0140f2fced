"""The words of every complaint about a list that was handed in, in Chinese and in English."""

from typing import Final

from .document_kinds import Severity

WORDS: Final[dict[str, tuple[Severity, str, str]]] = {
    "missing": (
        "error",
        "没有填写“{column}”。请补填。",
        "“{column}” is empty. Fill it in.",
    ),
    "formula": (
        "error",
        "单元格 {cell} 是公式,打开的电脑不同,结果可能不同,不能作为依据。请复制后“选择性粘贴—数值”。",
        "Cell {cell} is a formula, whose result may change. Copy it and paste it back as a value.",
    ),
    "formula_value": (
        "doubt",
        "单元格 {cell} 是公式,按表内保存的结果读取。请核对后确认,或改为数值。",
        "Cell {cell} is a formula; the result kept in the file was taken. Confirm it, or make it a value.",
    ),
    "error_value": (
        "error",
        "单元格 {cell} 是错误值(如 #N/A)。请填写实际内容。",
        "Cell {cell} holds an error value (such as #N/A). Enter what it should say.",
    ),
    "boolean_value": (
        "error",
        "单元格 {cell} 是逻辑值 TRUE 或 FALSE。请填写实际内容。",
        "Cell {cell} holds TRUE or FALSE. Enter what it should say.",
    ),
    "control_character": (
        "error",
        "这一格里有看不见的控制字符。请删去后重新填写。",
        "The cell contains an invisible control character. Delete the content and enter it anew.",
    ),
    "too_long": (
        "error",
        "这一格有 {length} 个字,最多 {limit} 个。请核对是否填错了列,长的说明请移到备注。",
        "The cell has {length} characters, at most {limit} are allowed. Put remarks under 备注.",
    ),
    "text_is_day": (
        "error",
        "“{column}”被表格软件转成了日期({given})。请把该列设为“文本”,重新填写(如 3-2)。",
        "A spreadsheet turned “{column}” into a date ({given}). Set the column to “text” and enter it anew.",
    ),
    "digits_lost": (
        "error",
        "“{column}”被存成了数字,超过 15 位,末尾几位已丢失。请把该列设为“文本”,重新填写。",
        "“{column}” was kept as a number and lost its last digits. Set the column to “text”, enter it anew.",
    ),
    "number_form": (
        "error",
        "“{given}”不是数字。请只填数字,如 {example}。",
        "“{given}” is no number. Enter figures only, such as {example}.",
    ),
    "not_whole": (
        "error",
        "“{given}”不是整数。请填整数,如 {example}。",
        "“{given}” is no whole number. Enter one, such as {example}.",
    ),
    "out_of_range": (
        "error",
        "“{column}”填的是 {given},应在 {lowest} 至 {highest} 之间。请核对。",
        "“{column}” says {given}; it should lie between {lowest} and {highest}. Check it.",
    ),
    "day_form": (
        "error",
        "“{given}”看不出是哪一天。请写成 2026-9-1 或 2026年9月1日,年月日都要写全。",
        "It is not clear which day “{given}” is. Write 2026-9-1 or 2026年9月1日, with year, month and day.",
    ),
    "no_such_day": (
        "error",
        "没有“{given}”这一天。请核对月份和日期。",
        "There is no such day as “{given}”. Check month and day.",
    ),
    "day_time": (
        "error",
        "“{given}”带有钟点,看不出是哪一天。请只填日期。",
        "“{given}” has a time of day. Enter the date only.",
    ),
    "day_ahead": (
        "error",
        "“{column}”({given})还没有到。请核对年份。",
        "“{column}” ({given}) lies ahead. Check the year.",
    ),
    "day_long_ago": (
        "error",
        "“{column}”({given})早于 {earliest} 年,不可能。请核对年份。",
        "“{column}” ({given}) is before {earliest}, which can't be. Check the year.",
    ),
    "unknown_word": (
        "error",
        "“{given}”不是能识别的“{column}”。请改为以下之一:{known}。",
        "“{given}” is no known “{column}”. Use one of: {known}.",
    ),
    "taken_as_other": (
        "doubt",
        "“{given}”不是常用的“{column}”,将按“其他”登记。请核对后确认,或改为以下之一:{known}。",
        "“{given}” is no usual “{column}” and would be entered as “other”. Confirm, or use one of: {known}.",
    ),
    # units
    "area_not_positive": (
        "error",
        "建筑面积填的是 {given},应大于 0。请照房产测绘成果填写。",
        "The floor area says {given}; it must be above 0. Enter it from the survey.",
    ),
    "area_impossible": (
        "error",
        "一套房的建筑面积不可能是 {given} ㎡。多半漏了小数点(如 4861 应为 48.61),请核对。",
        "A home can't have {given} m². Probably the decimal point is missing (48.61, not 4861). Check it.",
    ),
    "area_unlikely": (
        "doubt",
        "建筑面积 {given} ㎡ 少见(常见 {lowest} 至 {highest} ㎡)。请核对;确实无误的,由经办人确认。",
        "A floor area of {given} m² is rare (usual: {lowest} to {highest}). Correct or confirm it.",
    ),
    "area_rounded": (
        "doubt",
        "建筑面积 {given} 多于两位小数,将按 {taken} ㎡ 登记。请核对后确认,或改为两位小数。",
        "The area {given} has more than two decimals and would be taken as {taken} m². Correct or confirm it.",
    ),
    "share_over": (
        "error",
        "政府投资比例填的是 {given}%,应在 0 至 100 之间。请核对。",
        "The government's share says {given}%; it must lie between 0 and 100. Check it.",
    ),
    "share_fraction": (
        "doubt",
        "政府投资比例填的是 {given},将按 {taken}% 登记。请核对后确认,或直接写成“{taken}%”。",
        "The government's share says {given} and would be taken as {taken}%. Confirm it, or write “{taken}%”.",
    ),
    "floor_above_top": (
        "error",
        "楼层({floor})高于总楼层({top})。请核对这两列。",
        "The floor ({floor}) is above the building's top floor ({top}). Check both columns.",
    ),
    "fixtures_form": (
        "error",
        "设施“{given}”看不懂。请写成“名称×数量@单价(元)”,各项用分号隔开,如:防盗门×1@800;橱柜×1@1500。",
        "The fixture “{given}” is not clear. Write item×count@value in yuan, parted by semicolons: "
        "防盗门×1@800;橱柜×1@1500.",
    ),
    "row_twice": (
        "error",
        "本行与第 {first} 行完全相同。请删去其中一行。",
        "This row is the same as row {first}. Delete one of them.",
    ),
    "unit_twice": (
        "error",
        "这套房({unit})第 {first} 行已经填过,而内容不同。请留下正确的一行,删去另一行。",
        "This unit ({unit}) stands in row {first} already, with other content. Delete the wrong one.",
    ),
    "unit_again_below": (
        "doubt",
        "这套房({unit})在第 {again} 行又填了一次,而内容不同。请核对哪一行正确;确认后以本行为准。",
        "This unit ({unit}) stands again in row {again}, with other content. Once confirmed, this row counts.",
    ),
    "meter_twice": (
        "doubt",
        "“{column}”{given} 与第 {first} 行的另一套房相同。请核对;确实共用一块表的,由经办人确认。",
        "“{column}” {given} is also that of another unit in row {first}. Correct it, or confirm it if shared.",
    ),
    # allocation results
    "phone_form": (
        "doubt",
        "联系电话“{given}”不像电话号码。请核对;暂时没有的可以留空,确认后照填写的登记。",
        "“{given}” does not look like a telephone number. Correct it, leave it empty, or confirm it.",
    ),
    "person_twice": (
        "error",
        "此人第 {first} 行已经填过,而内容不同。请留下正确的一行,删去另一行。",
        "This person stands in row {first} already, with other content. Delete the wrong one.",
    ),
    "person_again_below": (
        "doubt",
        "此人在第 {again} 行又填了一次,而内容不同。请核对哪一行正确;确认后以本行为准。",
        "This person stands again in row {again}, with other content. Once confirmed, this row counts.",
    ),
    "person_elsewhere": (
        "error",
        "此人已在第 {first} 行的申请 {other} 中。一个人只能在一户,请核对后删去一处。",
        "This person is in application {other} of row {first} already. A person belongs to one household: "
        "check, and delete one.",
    ),
    "person_elsewhere_below": (
        "doubt",
        "此人在第 {again} 行的申请 {other} 中又出现一次。请核对属于哪一户;确认后以本行为准。",
        "This person also stands in application {other} of row {again}. Once confirmed, this row counts.",
    ),
    "no_applicant": (
        "error",
        "申请 {number} 没有申请人。请在申请人那一行的“与申请人关系”填“申请人”。",
        "Application {number} has no applicant. Write 申请人 under 与申请人关系 in the applicant's row.",
    ),
    "two_applicants": (
        "error",
        "申请 {number} 第 {first} 行已有申请人。一户只有一位申请人,请改正本行的“与申请人关系”。",
        "Application {number} has its applicant in row {first}. Correct the relation in this row.",
    ),
    "relation_missing": (
        "doubt",
        "没有填写“与申请人关系”,将按“其他”登记。请补填,或由经办人确认。",
        "The relation to the applicant is empty and would be entered as “other”. Fill it in, or confirm it.",
    ),
    "household_size": (
        "doubt",
        "申请 {number} 的家庭人口是 {given},表中却有 {rows} 人。请补全家庭成员或改正人数;确认后以人员名单为准。",
        "Application {number} says {given} persons, but {rows} are listed. Add the missing or correct the "
        "number; once confirmed the list of persons counts.",
    ),
    "household_differs": (
        "error",
        "“{column}”与同一申请第 {first} 行不一致(本行“{given}”,该行“{other}”)。请核对后改成一致。",
        "“{column}” differs from row {first} of the same application (here “{given}”, there “{other}”). "
        "Check, and make them agree.",
    ),
    "unit_incomplete": (
        "error",
        "房屋只写了一部分。请把项目名称、楼栋、房号填全;尚未选房的,三列都留空并填选房顺序号。",
        "Only part of the unit is given. Fill in 项目名称, 楼栋 and 房号 together; if no home is chosen yet, "
        "leave all three empty and give the order of choice.",
    ),
    "unit_or_order": (
        "error",
        "申请 {number} 既没有房屋,也没有选房顺序号。请填写其中一项。",
        "Application {number} has neither a unit nor an order of choice. Fill in one of them.",
    ),
    "unit_allotted_twice": (
        "error",
        "这套房({unit})第 {first} 行已配给申请 {other}。一套房只能配给一户,请核对。",
        "This unit ({unit}) goes to application {other} in row {first} already. Keep it in one of them.",
    ),
    "unit_allotted_below": (
        "doubt",
        "这套房({unit})在第 {again} 行又配给申请 {other}。请核对配给哪一户;确认后以本行为准。",
        "This unit ({unit}) also goes to application {other} in row {again}. Once confirmed, this row counts.",
    ),
    "order_twice": (
        "doubt",
        "选房顺序号 {given} 与同批次第 {first} 行的申请 {other} 相同。请核对;确实并列的,由经办人确认。",
        "The order of choice {given} is also that of application {other} in row {first} of the same batch. "
        "Check it; if they do share it, confirm it.",
    ),
}
"""Code -> how grave it is, and its words in Chinese and English."""
