"""What can be wrong with allocations, tenancies and households, and with their entries in the trail."""

from typing import Final

from .examination import Words

PEOPLE: Final[Words] = {
    "housed_and_allotted": (
        "{authority} 家庭 {household} 已有租住关系 {tenancy},又有未签约的配租结果 {allocation}。请核对后放弃其中一个。",
        "Household {household} of {authority} has tenancy {tenancy} and besides it the open allocation {allocation}. "
        "Check, and have one of them given up.",
    ),
    "two_allocations": (
        "{authority} 家庭 {household} 同时有两个未签约的配租结果:{allocation}和{other}。请核对后放弃其中一个。",
        "Household {household} of {authority} has two open allocations, {allocation} and {other}. Check, and have one "
        "of them given up.",
    ),
    "signed_without_tenancy": (
        "{authority} 家庭 {household} 的配租结果 {allocation} 登记为已签约,却没有租住关系。请核对合同后补登记。",
        "Allocation {allocation} of household {household} of {authority} counts as signed, but has no tenancy. Check "
        "the lease and record it.",
    ),
    "tenancies_overlap": (
        "{authority} 房屋 {unit} 的租住关系 {tenancy} 与 {other} 在日期上重叠。请从备份核对,由维护人员改正其中一段。",
        "The tenancies {tenancy} and {other} of the home {unit} of {authority} overlap. Compare with a backup and have "
        "one of them mended.",
    ),
    "memberships_overlap": (
        "{authority} 家庭 {household} 里人员 {person} 的两段成员记录在日期上重叠。请从备份核对,由维护人员改正其中一段。",
        "Two memberships of person {person} in household {household} of {authority} overlap. Compare with a backup "
        "and have one of them mended.",
    ),
    "nobody_lives_there": (
        "{authority} 租住关系 {tenancy} 没有登记任何在住的人。请补登记住户,或办理退房。",
        "The tenancy {tenancy} of {authority} has no living person under it. Record who lives there, or end it.",
    ),
    "applicant_not_under_tenancy": (
        "{authority} 租住关系 {tenancy} 里没有家庭 {household} 的申请人(人员 {person})。请核对并补登记,或变更申请人。",
        "The applicant of household {household} (person {person}) is not under tenancy {tenancy} of {authority}. Check "
        "and add the person, or change the applicant.",
    ),
    "not_of_the_household": (
        "{authority} 租住关系 {tenancy} 里的人员 {person} 不是家庭 {household} 现在的成员。请核对后变更家庭成员或住户。",
        "Person {person} under tenancy {tenancy} of {authority} is no present member of household {household}. Check "
        "and change the household or the tenancy.",
    ),
    "no_applicant": (
        "{authority} 家庭 {household} 没有申请人。请在家庭成员变更里确定一位。",
        "Household {household} of {authority} has no applicant. Name one by a change of members.",
    ),
    "allocation_without_entry": (
        "{authority} 配租结果 {allocation} 在审计日志里没有记录:日志的末尾被截去,或这一行绕过程序写入。"
        "请用备份核对,并报告审计管理员。",
        "The allocation {allocation} of {authority} has no entry in the audit trail: its end was cut off, or the row "
        "was written past the program. Compare with a backup and tell the audit administrator.",
    ),
    "ban_without_entry": (
        "{authority} 禁止申请记录 {ban}(人员 {person})在审计日志里没有记录:日志的末尾被截去,或这一行绕过程序写入。"
        "请用备份核对,并报告审计管理员。",
        "The ban {ban} (person {person}) of {authority} has no entry in the audit trail: its end was cut off, or the "
        "row was written past the program. Compare with a backup and tell the audit administrator.",
    ),
    "schedule_without_entry": (
        "{authority} 租金标准 {schedule}({number})的备案在审计日志里没有记录。请用备份核对,并报告审计管理员。",
        "The filing of rent schedule {schedule} ({number}) of {authority} has no entry in the audit trail. Compare "
        "with a backup and tell the audit administrator.",
    ),
    "step_without_entry": (
        "{authority} 租金标准 {schedule}({number})的批准或公布在审计日志里没有记录。请用备份核对,并报告审计管理员。",
        "The approval or publication of rent schedule {schedule} ({number}) of {authority} has no entry in the audit "
        "trail. Compare with a backup and tell the audit administrator.",
    ),
}  # fmt: skip
"""Every fault: its words in Chinese and in English."""
