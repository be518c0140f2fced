"""Leases to print (合同样本): ordinary, a rare name, eight persons, many fixtures, any number more; all invented."""

from backend.domain.lease.document import (
    Article,
    LeaseDocument,
    Paragraph,
    Party,
    Run,
    SignatureBlock,
    Table,
)

LESSOR = Party(
    "出租人（甲方）",
    "赤峰市红山区安居住房运营管理有限公司",
    (
        "统一社会信用代码：91150402MA0N00001X",
        "住所：内蒙古自治区赤峰市红山区钢铁大街1号安居大厦3层",
        "联系电话：0476-0000000",
    ),
)
ADDRESS = "赤峰市红山区安居里小区3号楼2单元502室"
# Articles as they stand in the file of a template: {…} is filled in, **…** is set off.
WORDING = (
    (
        "房屋基本情况",
        "甲方将坐落于{address}的公共租赁住房（以下简称“该房屋”）出租给乙方使用。该房屋建筑面积{area}平方米，户型为{layout}，"
        "结构为{structure}，位于第{floor}层，房屋等级为{grade}。",
        "该房屋的附属设施、设备及其现值见附件三《房屋设施设备清单》，作为甲方按照本合同约定交付该房屋和乙方返还该房屋时验收的依据。",
        "乙方确认，签订本合同前已查看该房屋，对房屋的坐落、面积、结构、装修和设施设备状况没有异议。",
    ),
    (
        "租赁期限",
        "租赁期限自{start}起至{end}止，共{months}个月，首日计入。租赁期限不超过五年。",
        "租赁期满需要续租的，乙方应当在租赁期满三个月前，即最迟在{renewal_day}提出书面申请。经审核仍符合条件的，准予续租，并另行签订"
        "租赁合同；未按期提出申请，或者经审核不再符合条件的，租赁期满应当腾退该房屋。",
    ),
    (
        "租金及支付方式",
        "该房屋租金标准为每平方米建筑面积每月{rate}元，月租金为人民币{rent}元（大写：{rent_words}）。租金的计算过程见附件一"
        "《租金计算表》。租金标准依据{schedule}执行，不高于同地段同类住房市场租金的百分之六十。",
        "租金按月计收。乙方应当在每月{due_day}日前交纳当月租金；租赁起止当月不足整月的，按当月实际天数折算，折算结果四舍五入到分。",
        "乙方可以采用下列方式交纳租金：（一）银行代扣；（二）持缴费通知书到指定银行交纳；（三）通过甲方公布的网上渠道交纳。甲方收到租金后，"
        "应当向乙方出具合法票据。",
        "**租赁期限内，经价格主管部门批准调整租金标准的，自批准文件规定的执行之日起按照新标准计收租金；甲方应当提前三十日书面通知乙方，"
        "并与乙方签订补充协议。**",
    ),
    (
        "租赁保证金",
        "签订本合同时，乙方向甲方交纳租赁保证金人民币{deposit}元（大写：{deposit_words}）。租赁保证金不计利息，不得抵作租金。",
        "乙方返还该房屋并结清租金和其他费用后七个工作日内，甲方应当将租赁保证金全额退还乙方。从租赁保证金中扣除费用的，甲方应当出具扣除"
        "明细和凭证。",
    ),
    (
        "其他费用",
        "租赁期限内，该房屋发生的水费、电费、燃气费、供暖费、通信费、有线电视费等由乙方承担，并由乙方直接向收费单位交纳；"
        "交付之日水表读数为{water}，电表读数为{power}，燃气表读数为{gas}。",
        "物业服务费按照政府规定的标准执行，由{property_payer}承担。除本合同载明的费用外，甲方不得以任何名目向乙方收取费用。",
    ),
    (
        "房屋的使用",
        "该房屋只能用于乙方及本合同附件二《共同居住人名册》所列人员自住。乙方应当合理、安全地使用该房屋及其设施设备，"
        "遵守小区管理规约，不得从事违反法律、法规和公序良俗的活动。",
        "**乙方不得有下列行为：（一）转借、转租或者擅自调换该房屋；（二）改变该房屋用途；（三）破坏或者擅自装修该房屋，"
        "拒不恢复原状；（四）在该房屋内从事违法活动；（五）无正当理由连续六个月以上闲置该房屋。"
        "有上述行为之一的，甲方有权解除本合同并收回该房屋。**",
        "乙方确需装修的，应当事先取得甲方书面同意；装修投入由乙方承担，合同终止时甲方不予补偿。",
    ),
    (
        "房屋的维修",
        "甲方负责该房屋及其附属设施设备的日常维修养护，保证房屋处于安全、适用状态。乙方发现房屋或者设施设备损坏的，应当及时报修；"
        "甲方应当自接到报修之日起{repair_days}日内维修，涉及水、电、燃气和结构安全的应当立即处理。",
        "因乙方使用不当造成房屋或者设施设备损坏的，由乙方负责维修或者承担赔偿责任。",
    ),
    (
        "资格复核与信息申报",
        "乙方享受保障的资格每两年复核一次，下一次复核时间为{review_day}前。乙方应当如实申报家庭人口、收入、住房和财产等变动情况，"
        "并同意有关部门依法核查。",
        "**经复核不再符合保障条件的，乙方应当自收到书面通知之日起在规定期限内腾退该房屋；暂时无法腾退的，可以申请不超过"
        "{grace}的过渡期，过渡期内的租金按照规定的标准计收。**",
    ),
    (
        "合同的变更、解除与房屋返还",
        "经甲乙双方协商一致，可以变更或者解除本合同。乙方提前退租的，应当提前三十日书面通知甲方，租金计算至房屋返还之日。",
        "租赁期满或者合同解除的，乙方应当自期满或者解除之日起{vacate_days}日内腾空并返还该房屋，结清租金及水、电、燃气等费用，"
        "办理户口、通信等迁移手续；双方应当按照附件三共同验收并在交接单上签字。",
    ),
    (
        "违约责任",
        "甲方未按照约定交付房屋或者未履行维修义务的，应当承担相应的违约责任；给乙方造成损失的，应当赔偿。",
        "**乙方累计拖欠租金六个月以上的，甲方可以解除合同、收回该房屋，并依法追缴所欠租金。乙方应当腾退而拒不腾退的，"
        "甲方可以依法向人民法院起诉，要求其限期搬迁。**",
    ),
    (
        "争议的解决",
        "因履行本合同发生争议的，由双方协商解决；协商不成的，可以请求所在地的住房保障主管部门或者人民调解组织调解，"
        "也可以依法向该房屋所在地的人民法院起诉。",
    ),
    (
        "其他约定",
        "甲方联系人{contact}，联系电话{telephone}。双方确认本合同首部载明的住所、电话为通知和文书的送达地址；变更的，"
        "应当在五日内书面告知对方。",
        "本合同自双方签字或者盖章之日起生效。合同一式{copies}份，甲方{lessor_copies}份，乙方{tenant_copies}份，报住房保障主管部门备案"
        "{filed_copies}份，具有同等法律效力。",
    ),
)
VALUES = {
    "address": ADDRESS, "area": "49.86", "layout": "一室一厅一卫", "structure": "钢筋混凝土", "floor": "5",
    "grade": "二级", "start": "2026年12月1日", "end": "2029年11月30日", "months": "36",
    "renewal_day": "2029年8月31日", "rate": "3.60", "rent": "179.50", "rent_words": "壹佰柒拾玖元伍角整",
    "schedule": "《关于公布红山区公共租赁住房租金标准的通知》（红发改价字〔2026〕12号）", "due_day": "10",
    "deposit": "1,000.00", "deposit_words": "壹仟元整", "water": "128.4", "power": "2,306.7", "gas": "0.0",
    "property_payer": "乙方", "repair_days": "3", "review_day": "2028年11月30日", "grace": "六个月", "vacate_days": "30",
    "contact": "运营一部", "telephone": "0476-0000001", "copies": "肆", "lessor_copies": "壹", "tenant_copies": "壹",
    "filed_copies": "贰",
}  # fmt: skip
RENT_ROWS = (
    ("基准租金", "二级房屋，公共租赁住房", "3.80 元/㎡·月"),
    ("楼层调节", "第5层（共6层），无电梯", "-0.20 元/㎡·月"),
    ("执行标准", "3.80 - 0.20", "3.60 元/㎡·月"),
    ("月租金", "3.60 × 49.86 = 179.496，四舍五入到分", "179.50 元"),
    ("市场租金的百分之六十", "9.00 × 49.86 × 60%", "269.24 元"),
)
FIXTURES = """
    入户防盗门 门锁及钥匙 对讲分机 塑钢窗 纱窗 暖气片 燃气热水器 燃气灶
    抽油烟机 整体橱柜 水槽及龙头 洗手盆 坐便器 淋浴器 浴霸 吸顶灯
    开关面板 五孔插座 配电箱 水表 电表 燃气表 地漏 晾衣架
    防盗网 衣柜 双人床 餐桌 餐椅 空调插座 网络面板 排气扇
    木门 门吸 窗帘杆 护栏 烟感报警器 燃气报警器 灭火器 信报箱
    储物柜 鞋柜 镜柜 毛巾架 阳台推拉门 强化木地板 瓷砖墙面 铝扣板吊顶
    楼宇门卡 有线电视面板
""".split()
CLOSING = (
    "本合同附件为本合同的组成部分。双方确认：甲方已就本合同中以黑体字印制的条款向乙方作出提示和说明，"
    "乙方已充分阅读并理解其含义。"
)
HOUSEHOLD = (
    ("李安", "申请人", "居民身份证", "150402198501000010"),
    ("王宁", "配偶", "居民身份证", "150402198703000028"),
    ("李晓禾", "子女", "居民身份证", "150402201506000036"),
)


def marked(text: str, values: dict[str, str]) -> Paragraph:
    """A paragraph from its marked wording."""
    runs: list[Run] = []
    for at, part in enumerate(text.split("**")):
        for place, piece in enumerate(part.replace("}", "{").split("{")):
            if place % 2:
                runs.append(Run(values[piece], "value"))
            elif piece:
                runs.append(Run(piece, "strong" if at % 2 else "plain"))
    return Paragraph(tuple(runs))


def articles(values: dict[str, str]) -> tuple[Article, ...]:
    """The articles, filled in."""
    return tuple(
        Article(number, title, tuple(marked(text, values) for text in texts))
        for number, (title, *texts) in enumerate(WORDING, 1)
    )


def fixture_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """The first so many fixtures, with invented values."""
    rows = (
        (
            str(at),
            name,
            f"{1 + at % 4}",
            "完好" if at % 7 else "有轻微使用痕迹，不影响使用",
            f"{(at * 37) % 900 + 60}.00",
        )
        for at, name in enumerate(FIXTURES[:count], 1)
    )
    return tuple(rows)


def tables(household: tuple[tuple[str, ...], ...], fixtures: int) -> tuple[Table, ...]:
    """The four annexes."""
    persons = tuple((str(at), *person) for at, person in enumerate(household, 1))
    meters = (
        ("水表", "S-2026-00318", "128.4 m³"),
        ("电表", "D-2026-00772", "2,306.7 kWh"),
        ("燃气表", "R-2026-00105", "0.0 m³"),
    )
    of_persons = ("序号", "姓名", "与承租人关系", "证件类型", "证件号码")
    of_fixtures = ("序号", "名称", "数量", "状况", "现值（元）")
    return (
        Table("附件一　租金计算表", ("项目", "依据与计算", "金额"), (22, 50, 28), RENT_ROWS, (2,)),
        Table("附件二　共同居住人名册", of_persons, (8, 18, 20, 22, 32), persons),
        Table("附件三　房屋设施设备清单", of_fixtures, (8, 28, 10, 36, 18), fixture_rows(fixtures), (2, 4)),
        Table("附件四　计量表底数", ("表具", "表号", "底数"), (30, 40, 30), meters, (2,)),
    )


def lease(
    household: tuple[tuple[str, ...], ...] = HOUSEHOLD, fixtures: int = 8, number: int = 123, **changed: str
) -> LeaseDocument:
    """A whole lease; the first of the household is the tenant."""
    name, _, kind, card = household[0]
    address = changed.get("address", ADDRESS)
    tenant = Party(
        "承租人（乙方）",
        name,
        (f"证件类型：{kind}", f"证件号码：{card}", f"住所：{address}", "联系电话：13800000000"),
    )
    printed = f"红公租合〔2026〕{number:06d}号"
    preamble = (
        "根据《中华人民共和国民法典》、《公共租赁住房管理办法》和《赤峰市红山区公共租赁住房管理办法》等规定，"
        "甲乙双方在平等、自愿的基础上，就公共租赁住房租赁事宜订立本合同，共同遵守。"
    )
    return LeaseDocument(
        title="赤峰市红山区公共租赁住房租赁合同",
        subtitle="（演示）",
        number=printed,
        cover_lines=(
            ("合同编号", printed),
            ("出租人", LESSOR.name),
            ("承租人", name),
            ("房屋坐落", address),
            ("租赁期限", "2026年12月1日至2029年11月30日"),
            ("签订日期", "2026年11月21日"),
        ),
        parties=(LESSOR, tenant),
        preamble=(marked(preamble, {}),),
        articles=articles({**VALUES, **changed}),
        tables=tables(household, fixtures),
        closing=(marked(CLOSING, {}),),
        signatures=SignatureBlock(
            (
                Party("甲方（盖章）", LESSOR.name, ("法定代表人或者授权代表（签字）：",)),
                Party("乙方", name, ("承租人（签字、捺印）：",)),
            ),
            ("签订地点：赤峰市红山区", "签订日期：    年  月  日"),
        ),
        check_url=f"https://anju.example.gov.cn/check/HS2026{number:06d}K7Q",
        check_code=f"HS2026-{number:06d}-K7Q",
    )


def rare_name() -> LeaseDocument:
    """A household whose names need characters beyond GBK, some beyond the basic plane."""
    return lease(
        household=(
            ("𬱖䶮", "申请人", "居民身份证", "150402198501000010"),
            ("李㛃", "配偶", "居民身份证", "150402198703000028"),
            ("𬱖堃喆", "子女", "居民身份证", "150402201506000036"),
            ("𬱖𠅤𠎀𠄔", "子女", "出生医学证明", "Z150000001"),
        )
    )


def eight_persons() -> LeaseDocument:
    """Eight in one home, one of them with a long name and a foreign document."""
    names = (
        "买买提·阿不都热合曼江·依明尼亚孜",
        "古丽巴哈尔·买买提",
        "张一",
        "张二",
        "张三",
        "张四",
        "张五",
        "张六",
    )
    relations = (
        "申请人",
        "配偶",
        "父亲",
        "母亲",
        "子女",
        "子女",
        "子女",
        "配偶的兄弟姐妹及其他共同生活的近亲属",
    )
    return lease(
        household=tuple(
            (name, relation, "居民身份证" if at else "港澳台居民居住证", f"15040219{at + 50}010{at}000{at}")
            for at, (name, relation) in enumerate(zip(names, relations, strict=True))
        )
    )


def long_fixtures() -> LeaseDocument:
    """Fifty fixtures: a table over more than one page."""
    return lease(fixtures=len(FIXTURES))


LEASES = {
    "full": lease,
    "rare_name": rare_name,
    "eight_persons": eight_persons,
    "long_fixtures": long_fixtures,
}


SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = "安宁晓禾文博思远子涵雨桐佳怡俊杰海燕建国丽华志强秀英桂兰春梅玉珍明辉国栋雪松晨曦嘉欣浩然梓萱立新永康福贵淑芳"
DIGITS = "零壹贰叁肆伍陆柒捌玖"
ESTATES = ("安居里小区", "松山苑", "英金河家园", "桥北新村", "红庙子街小区", "文钟镇公租房一期")


def capital(fen: int) -> str:
    """An amount below a thousand yuan in capital numerals, plainly."""
    yuan, rest = divmod(fen, 100)
    hundreds, tens, ones = yuan // 100, yuan // 10 % 10, yuan % 10
    jiao = f"{DIGITS[rest // 10]}角{DIGITS[rest % 10]}分"
    return f"{DIGITS[hundreds]}佰{DIGITS[tens]}拾{DIGITS[ones]}元{jiao}"


def invented_name(seed: int) -> str:
    """A name of two or three characters."""
    return SURNAMES[seed * 7 % len(SURNAMES)] + "".join(
        GIVEN[(seed * (13 + 6 * at) + at) % len(GIVEN)] for at in range(1 + seed % 2)
    )


def one_of_many(at: int) -> LeaseDocument:
    """The lease of one household of a bulk run: persons, home, money, days and meters of its own."""
    area = 3500 + at * 37 % 2500
    rent = area * 36 // 100 * 10
    household = tuple(
        (
            invented_name(at * 5 + person),
            relation,
            "居民身份证",
            f"15040219{50 + (at + person) % 50}0101000{person}",
        )
        for person, relation in enumerate(("申请人", "配偶", "子女")[: 1 + at % 3])
    )
    estate = ESTATES[at % len(ESTATES)]
    address = f"赤峰市红山区{estate}{at % 31 + 1}号楼{at % 4 + 1}单元{at % 6 + 1}0{at % 2 + 1}室"
    months = ("1月", "2月", "3月", "6月", "9月", "12月")[at % 6]
    start = f"2026年{months}{at % 28 + 1}日"
    return lease(
        household,
        6 + at % 4,
        at,
        address=address,
        area=f"{area / 100:.2f}",
        floor=str(at % 6 + 1),
        start=start,
        rent=f"{rent / 1000:.2f}",
        rent_words=capital(rent // 10),
        water=f"{at * 31 % 9999 / 10}",
        power=f"{at * 77 % 99999 / 10}",
        gas=f"{at * 11 % 999 / 10}",
    )
