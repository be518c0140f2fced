"""The words lists use for household classes and relations, and the codes of the house they stand for."""

from typing import Final

CLASSES: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("低保家庭", "低保", "城镇低保家庭", "最低生活保障家庭", "城镇最低生活保障家庭", "低保户"), "dibao"
    ),
    **dict.fromkeys(("低收入家庭", "低收入", "城镇低收入家庭", "低收入住房困难家庭"), "low_income"),
    **dict.fromkeys(
        ("中等偏下收入家庭", "中等偏下收入", "中低收入家庭", "中等偏下", "城镇中等偏下收入家庭",
         "中等偏下收入住房困难家庭"),
        "lower_middle_income",
    ),
    **dict.fromkeys(("新就业人员", "新就业", "新就业职工", "新就业无房职工", "新就业大学生"), "new_employee"),
    **dict.fromkeys(
        ("外来务工人员", "外来务工", "稳定就业外来务工人员", "外来稳定就业人员", "外来就业人员"), "migrant_worker"
    ),
}  # fmt: skip
"""Words for a household's class → its code."""
CLASS_WORDS: Final = ("低保家庭", "低收入家庭", "中等偏下收入家庭", "新就业人员", "外来务工人员")

RELATIONS: Final[dict[str, str]] = {
    **dict.fromkeys(("申请人", "本人", "户主", "主申请人", "承租人", "申请人本人"), "applicant"),
    **dict.fromkeys(("配偶", "妻子", "丈夫", "妻", "夫", "夫妻", "爱人"), "spouse"),
    **dict.fromkeys(
        ("子女", "儿子", "女儿", "子", "女", "长子", "次子", "三子", "长女", "次女", "三女", "独生子", "独生女",
         "儿", "继子", "继女", "养子", "养女"),
        "child",
    ),
    **dict.fromkeys(("父母", "父亲", "母亲", "父", "母", "继父", "继母", "养父", "养母"), "parent"),
    **dict.fromkeys(
        ("祖父母", "外祖父母", "祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "姥姥", "姥爷", "外公", "外婆"),
        "grandparent",
    ),
    **dict.fromkeys(("孙子女", "孙子", "孙女", "外孙", "外孙女", "孙", "外孙子"), "grandchild"),
    **dict.fromkeys(
        ("兄弟姐妹", "兄弟", "姐妹", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄妹", "姐弟"), "sibling"
    ),
    **dict.fromkeys(("儿媳", "女婿", "儿媳妇"), "child_in_law"),
    **dict.fromkeys(("岳父", "岳母", "公公", "婆婆", "岳父母", "公婆"), "parent_in_law"),
    **dict.fromkeys(("其他", "其他亲属", "亲属", "非亲属", "监护人", "被监护人"), "other"),
}  # fmt: skip
"""Words for what a person is to the applicant → the code."""
RELATION_WORDS: Final = ("申请人", "配偶", "子女", "父母", "祖父母", "孙子女", "兄弟姐妹", "其他")
