"""The four cities of the demonstration; estates, companies and addresses are invented."""

from datetime import date
from typing import Final

from .parts import Batch, Block, City, Counts, EstatePlan

_WHOLE: Final = 1_000_000


def _batches(*days: date) -> tuple[Batch, ...]:
    return tuple(Batch(f"{day.year}年{day.month}月配租", day) for day in days)


HONGSHAN: Final = City(
    code="hongshan", name="红山区住房和城乡建设局", division="150402",
    operator="赤峰市红山区安居住房运营管理有限公司", prefix="YSHS",
    estates=(
        EstatePlan("站前新居", "站前街演示路1号", "站前", "government", True, date(2021, 3, 1), "剪力墙",
            (("红山区人民政府", _WHOLE),),
            (Block("1号楼", 2, 18, "dbac", 0), Block("2号楼", 2, 18, "ebam", 0),
             Block("3号楼", 2, 18, "dbbc", 1), Block("4号楼", 1, 17, "mcan", 0))),
        EstatePlan("桥北和苑", "桥北街演示路2号", "桥北", "government", True, date(2020, 12, 20), "砖混",
            (("红山区人民政府", 700_000), ("赤峰市演示城市建设投资有限公司", 300_000)),
            (*(Block(f"{n}号楼", 4, 6, "dbc", 1 if n < 4 else 0) for n in range(1, 6)),
             Block("6号楼", 5, 6, "em", 0))),
        EstatePlan("西屯家园", "西屯街演示路3号", "西屯", "employer", False, date(2022, 5, 10), "框架",
            (("赤峰市演示工业园区开发有限公司", _WHOLE),),
            (*(Block(f"{n}号楼", 3, 6, "dacb", 1) for n in range(1, 4)), Block("4号楼", 2, 8, "ecmb", 0))),
    ),
    batches=_batches(date(2021, 1, 20), date(2021, 5, 18), date(2021, 10, 12), date(2022, 6, 21),
        date(2022, 11, 8), date(2023, 5, 16), date(2024, 4, 23), date(2024, 10, 15), date(2025, 6, 17),
        date(2026, 3, 24), date(2026, 8, 20)),
    counts=Counts(vacant=94, repair=42, frozen=18, sold=16, allotted=50, waiting=10, given_up=6,
        lapsed=0),
    classes={"dibao": 18, "low_income": 27, "lower_middle_income": 29, "new_employee": 15,
        "migrant_worker": 11},
    peoples={"han": 80, "mongol": 11, "manchu": 4.5, "hui": 2.5, "korean": 1.2, "uyghur": 0.8},
    places=(("150401", "内蒙古自治区赤峰市红山区", 70), ("150403", "内蒙古自治区赤峰市元宝山区", 5),
        ("150404", "内蒙古自治区赤峰市松山区", 8), ("150429", "内蒙古自治区赤峰市宁城县", 5),
        ("150430", "内蒙古自治区赤峰市敖汉旗", 6), ("150426", "内蒙古自治区赤峰市翁牛特旗", 4),
        ("211322", "辽宁省朝阳市建平县", 2)),
    foreign_share=0.02,
)  # fmt: skip

GUANGZHOU: Final = City(
    code="guangzhou", name="广州市住房和城乡建设局", division="440100",
    operator="广州市演示公共租赁住房运营有限公司", prefix="YSGZ",
    estates=(
        EstatePlan("云麓新苑", "云麓路演示街1号", "北片", "government", True, date(2021, 2, 1), "剪力墙",
            (("广州市人民政府", _WHOLE),), (Block("1栋", 1, 20, "dbac", 0), Block("2栋", 1, 20, "dbac", 1))),
        EstatePlan("珠岸家园", "珠岸路演示街2号", "南片", "society", True, date(2022, 3, 1), "剪力墙",
            (("广州市人民政府", 600_000), ("广州市演示住房租赁有限公司", 400_000)),
            (Block("1栋", 1, 20, "cbam", 0),)),
    ),
    batches=_batches(date(2021, 4, 15), date(2022, 5, 17), date(2023, 4, 18), date(2024, 5, 21),
        date(2025, 6, 10), date(2026, 8, 19)),
    counts=Counts(vacant=18, repair=15, frozen=11, sold=0, allotted=8, waiting=2, given_up=2, lapsed=0),
    classes={"dibao": 25, "low_income": 30, "lower_middle_income": 45},
    peoples={"han": 95, "hui": 1.5, "manchu": 1, "korean": 0.7, "mongol": 0.8, "uyghur": 1},
    places=(("440101", "广东省广州市", 92), ("440200", "广东省韶关市", 4), ("441200", "广东省肇庆市", 4)),
    foreign_share=0.08,
)  # fmt: skip

ZHAOYANG: Final = City(
    code="zhaoyang", name="昭阳区住房和城乡建设局", division="530602",
    operator="昭通市昭阳区演示安居服务有限公司", prefix="YSZY",
    estates=(
        EstatePlan("凤岭家园", "凤岭路演示街1号", "凤岭", "government", True, date(2021, 6, 1), "框架",
            (("昭阳区人民政府", _WHOLE),), (Block("1幢", 2, 6, "dbacb", 0), Block("2幢", 2, 6, "dbacb", 1))),
    ),
    batches=_batches(date(2021, 9, 14), date(2022, 9, 20), date(2023, 11, 7), date(2025, 3, 18),
        date(2026, 6, 16), date(2026, 8, 25)),
    counts=Counts(vacant=9, repair=11, frozen=8, sold=0, allotted=8, waiting=2, given_up=2, lapsed=4),
    classes={"dibao": 20, "low_income": 25, "lower_middle_income": 25, "new_employee": 15,
        "migrant_worker": 15},
    peoples={"han": 80, "yi": 11, "hui": 9},
    places=(("530601", "云南省昭通市昭阳区", 80), ("530621", "云南省昭通市鲁甸县", 12),
        ("530625", "云南省昭通市永善县", 8)),
    foreign_share=0.02,
)  # fmt: skip

BAICHENG: Final = City(
    code="baicheng", name="白城市建委", division="220800",
    operator="白城市演示廉租住房管理有限公司", prefix="YSBC",
    estates=(
        EstatePlan("鹤望家园", "鹤望路演示街1号", "城东", "government", True, date(2021, 9, 1), "砖混",
            (("白城市人民政府", _WHOLE),), (Block("1号楼", 5, 6, "cb", 0),)),
    ),
    batches=_batches(date(2021, 11, 16), date(2023, 5, 9), date(2025, 5, 13), date(2026, 8, 18)),
    counts=Counts(vacant=4, repair=6, frozen=3, sold=0, allotted=3, waiting=2, given_up=1, lapsed=0),
    classes={"dibao": 65, "low_income": 35},
    peoples={"han": 88, "mongol": 6, "manchu": 4, "korean": 2},
    places=(("220801", "吉林省白城市", 85), ("220821", "吉林省白城市镇赉县", 15)),
    foreign_share=0.02,
)  # fmt: skip

CITIES: Final = (HONGSHAN, GUANGZHOU, ZHAOYANG, BAICHENG)
"""In the order they are loaded; the last batch of each is still open on the business day."""
