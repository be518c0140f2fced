"""The words lists use for a unit's state and source, and the codes of the house they stand for."""

from typing import Final

STATES: Final[dict[str, str]] = {
    "空置": "vacant", "空": "vacant", "未出租": "vacant", "未配租": "vacant", "待租": "vacant",
    "待配租": "vacant", "闲置": "vacant", "空房": "vacant",
    "预留": "reserved", "已预留": "reserved", "预定": "reserved", "已选": "reserved", "已配租": "reserved",
    "出租": "let", "已出租": "let", "在租": "let", "已租": "let", "已入住": "let", "入住": "let",
    "维修": "repair", "维修中": "repair", "在修": "repair", "待维修": "repair",
    "冻结": "frozen", "已冻结": "frozen", "封存": "frozen",
    "已售": "sold", "已出售": "sold",
}  # fmt: skip
"""Words for a unit's state → its code."""
STATE_WORDS: Final = ("空置", "预留", "已租", "维修", "冻结", "已售")

SOURCES: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("政府新建", "政府改建", "政府收购", "政府长期租赁", "政府投资", "政府建设", "政府配建", "配建", "新建",
         "改建", "收购", "长期租赁", "政府"),
        "government",
    ),
    **dict.fromkeys(
        ("企业新建", "企业改建", "企业收购", "企业租用", "企事业单位", "企业", "单位自建", "企业自建",
         "企事业单位新建", "企事业单位改建", "企事业单位收购", "企事业单位租用", "园区配建"),
        "employer",
    ),
    **dict.fromkeys(("社会组织", "社会投资", "社会组织新建", "社会组织改建", "其他社会组织"), "society"),
    **dict.fromkeys(("公有住房", "退出公房", "闲置公房", "直管公房", "退出公有住房", "闲置公有住房"), "returned_public"),
    **dict.fromkeys(("社会存量", "社会存量住房", "存量住房", "个人提供"), "lent"),
    **dict.fromkeys(("其他", "其他渠道"), "other"),
}  # fmt: skip
"""Words for where a home came from → the code of hongshan:13."""
SOURCE_WORDS: Final = ("政府新建", "企事业单位", "社会组织", "公有住房", "社会存量", "其他")
