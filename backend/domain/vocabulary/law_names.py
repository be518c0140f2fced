"""The names of the laws that packs cite beside the policy, and the headings of a pack's chapters."""

from typing import Final

from .both import Both

LAWS: Final[dict[str, Both]] = {
    code: Both(zh, en)
    for code, zh, en in (
        ("administrative-enforcement-law", "《行政强制法》", "Administrative Enforcement Law"),
        ("administrative-litigation-law", "《行政诉讼法》", "Administrative Litigation Law"),
        ("administrative-reconsideration-law", "《行政复议法》", "Administrative Reconsideration Law"),
        ("archives-law", "《档案法》", "Archives Law"),
        ("civil-code", "《民法典》", "Civil Code"),
        ("civil-procedure-law", "《民事诉讼法》", "Civil Procedure Law"),
        ("credit-industry-regulation", "《征信业管理条例》", "Credit Reporting Industry Regulation"),
        ("electronic-signature-law", "《电子签名法》", "Electronic Signature Law"),
        ("mohurd-order-11", "住建部令第11号", "Ministry Order No. 11"),
        ("payment-settlement-rules", "《支付结算办法》", "Payment and Settlement Measures"),
        (
            "payment-settlement-rules:annex",
            "《正确填写票据和结算凭证的基本规定》",
            "Basic Rules for Filling in Bills and Settlement Vouchers",
        ),
        (
            "personal-information-protection-law",
            "《个人信息保护法》",
            "Personal Information Protection Law",
        ),
        (
            "spc-administrative-agreements",
            "《最高人民法院关于审理行政协议案件若干问题的规定》",
            "Supreme People's Court provisions on administrative agreements",
        ),
        (
            "spc-limitation",
            "《最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定》",
            "Supreme People's Court provisions on limitation in civil cases",
        ),
        (
            "spc-urban-lease",
            "《最高人民法院关于审理城镇房屋租赁合同纠纷案件具体应用法律若干问题的解释》",
            "Supreme People's Court interpretation on leases of urban homes",
        ),
        ("state-council:holiday-notice", "国务院放假通知", "the State Council's holiday notice"),
        (
            "state-council-order-812",
            "《住房租赁条例》(国务院令第812号)",
            "Housing Rental Regulation (State Council Order No. 812)",
        ),
        ("reading:backward-days", "倒数日期的理解", "reading of days counted backward"),
        ("reading:bill-by-day", "按日计租的理解", "reading of charges by the day"),
        ("reading:deposit", "押金的理解", "reading of deposits"),
        ("reading:lease-first-day", "租期起算的理解", "reading of the term's first day"),
        ("reading:payment-order", "抵充次序的理解", "reading of the order of payment"),
        ("reading:rent-by-area", "计租的理解", "reading of rent by area"),
        ("reading:rent-reduction", "减免的理解", "reading of reductions"),
    )
}
"""What stands before ``:`` in a cited article or rule, or all of it -> the name a person cites."""

CHAPTERS: Final[dict[str, Both]] = {
    code: Both(zh, code)
    for code, zh in (
        ("admission", "准入"),
        ("allocation", "配租"),
        ("days", "期间计算"),
        ("enforcement", "强制执行"),
        ("exits", "退出"),
        ("lease", "租赁合同"),
        ("ledger", "账务"),
        ("numbers", "文书编号"),
        ("ownership", "产权"),
        ("procedures", "办理程序"),
        ("renewal", "续租与期满审查"),
        ("rent", "租金"),
        ("review", "复核"),
        ("stock", "房源"),
        ("supervision", "监督管理"),
    )
}
"""A pack's file, without its ending -> the heading of its chapter."""
