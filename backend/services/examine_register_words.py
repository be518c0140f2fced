"""What can be wrong in the registers: where it is, and how to mend it."""

from typing import Final

from .examination import Words
from .examine_people_words import PEOPLE

WORDS: Final[Words] = {
    "no_state": (
        "{authority} 房屋 {unit} 没有现在的状态。请核对后登记它的状态。",
        "The home {unit} of {authority} has no present state. Find out what it is and record it.",
    ),
    "states_overlap": (
        "{authority} 房屋 {unit} 自{day}起同时有两个状态:{state}和{next_state}。请从备份核对,由维护人员改正其中一段。",
        "The home {unit} of {authority} has two states at once from {day}: {state} and {next_state}. Compare with a "
        "backup and have one of them mended.",
    ),
    "states_gap": (
        "{authority} 房屋 {unit} 自{first}至{day}前没有状态。请从备份核对,由维护人员补上。",
        "The home {unit} of {authority} has no state from {first} until {day}. Compare with a backup and have it "
        "filled in.",
    ),
    "let_without_tenancy": (
        "{authority} 房屋 {unit} 自{since}登记为已租,却没有在住的租住关系。请补办租住关系,或收回房屋改为空置。",
        "The home {unit} of {authority} counts as let since {since}, but nobody has a live tenancy of it. Record the "
        "tenancy, or take the home back as vacant.",
    ),
    "reserved_after_lapse": (
        "{authority} 房屋 {unit} 自{since}预留,但它的配租已逾期失效或放弃。请改为空置,或另行配租。",
        "The home {unit} of {authority} is reserved since {since}, but its allocation lapsed or was given up. Set it "
        "vacant, or allot it anew.",
    ),
    "reserved_for_nobody?": (
        "{authority} 房屋 {unit} 自{since}预留,没有对应的配租结果。若不再需要预留,请改为空置。",
        "The home {unit} of {authority} is reserved since {since} without an allocation. Set it vacant unless it is "
        "still to be kept.",
    ),
    "allotted_not_reserved": (
        "{authority} 房屋 {unit} 已配租(编号 {allocation}),状态却是“{state}”。请核对配租结果,再改正房屋状态。",
        "The home {unit} of {authority} is allotted (no. {allocation}), but its state is “{state}”. Check the "
        "allocation, then mend the state.",
    ),
    "lived_in_not_let": (
        "{authority} 房屋 {unit} 有在住的租住关系(编号 {tenancy}),状态却是“{state}”。请核对是否已退房,再改正其一。",
        "The home {unit} of {authority} has a live tenancy (no. {tenancy}), but its state is “{state}”. Find out "
        "whether it was returned, and mend the one or the other.",
    ),
    "allotted_and_lived_in": (
        "{authority} 房屋 {unit} 已配租给另一家庭(编号 {allocation}),同时还有人住(租住关系 {tenancy})。请先办理其中一个。",
        "The home {unit} of {authority} is allotted to another household (no. {allocation}) while somebody lives there "
        "(tenancy {tenancy}). Settle one of them first.",
    ),
    "not_as_filed": (
        "{authority} 租金标准 {title} 的租金与备案文件 {file} 不符({count} 行)。请从备份核对,并报告审计管理员。",
        "The rates of schedule {title} of {authority} are not those of its filed document {file} ({count} lines). "
        "Compare with a backup and tell the audit administrator.",
    ),
    "sequence_behind": (
        "{authority} 的表 {table} 已有编号 {highest},编号序列却只到 {last},下一次登记会出错。"
        "请由数据库管理员执行 select setval('anju_id', {highest});",
        "The table {table} of {authority} has the id {highest}, but the sequence stands at {last}; the next record will "
        "fail. Have the database administrator run select setval('anju_id', {highest});",
    ),
    "schedule": (
        "{authority} 租金标准 {title}:{says}",
        "Rent schedule {title} of {authority}: {says}",
    ),
    "series_unknown": (
        "{authority} 有“{kind}”{year}年的编号记录,政策包里却没有它的编号格式。请在政策包的 numbers.toml 补上。",
        "{authority} has numbers of “{kind}” in {year}, but its policy pack has no format for them. Add it to numbers "
        "of the pack.",
    ),
    "series_ahead": (
        "{authority} “{kind}”的编号已用到{year}年,业务年度是{now}年。请核对业务日期和时钟。",
        "The numbers of “{kind}” of {authority} have reached {year} while the business year is {now}. Check the "
        "business date and the clock.",
    ),
    "made_before_commit": (
        "{authority} 导入批次 {batch}({file})还没有提交,却已建立了 {made} 行。请从备份核对,不要再提交它。",
        "Import batch {batch} ({file}) of {authority} is not committed, but {made} rows were created. Compare with a "
        "backup and do not commit it.",
    ),
    "committed_in_part": (
        "{authority} 导入批次 {batch}({file})登记提交了 {stated} 行,实际建立了 {made} 行。请核对后撤回或补导。",
        "Import batch {batch} ({file}) of {authority} says {stated} rows were committed; {made} were created. Check, "
        "then roll it back or bring in the rest.",
    ),
    "rows_lost": (
        "{authority} 导入批次 {batch}({file})应有 {stated} 行,只找到 {found} 行。请重新检查这个文件。",
        "Import batch {batch} ({file}) of {authority} should have {stated} rows and has {found}. Check the file again.",
    ),
} | PEOPLE  # fmt: skip
"""Every fault: its words in Chinese and in English; one whose code ends in ``?`` is only to be watched."""
