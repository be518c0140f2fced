"""The words the demonstration's names are made of; no name was taken from a person."""

from typing import Final

SURNAMES: Final[tuple[tuple[float, str], ...]] = (
    (70, "王 李 张"), (50, "刘"), (34, "陈 杨"), (22, "赵 黄 周 吴"), (15, "徐 孙 胡 朱 高 林 何 郭 马"),
    (9, "罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕"),
    (5, "苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康"),
    (3, "毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 庞 樊 殷 施 陶 洪 翟 安"),
    (1, "颜 倪 牛 温 芦 季 葛 韦 尤 毕 单 仇 解 查 盖 曲 谷 卜 覃 阮"),
    (0.4, "仉 乜 逄 昝 隗 亓 郄 缑 邸 妫"),
    (0.4, "欧阳 上官 司马 诸葛 尉迟 令狐 慕容 皇甫 夏侯 呼延 公孙 端木 独孤 司徒 东方"),
)  # fmt: skip
"""How often each surname comes, about as in the country; the last line are surnames of two characters."""

GENERATIONS: Final[tuple[tuple[int, float, dict[str, tuple[str, str, str]]], ...]] = (
    (1955, 0.10, {
        "male": ("德福永振国文玉长学万有广世宝景", "福贵财林山海生田义忠和才祥清发臣", "福贵祥山林义"),
        "female": ("秀桂玉淑凤素春月金翠彩兰惠", "英兰珍芳云荣梅花琴芝华莲香", "英兰珍")}),
    (1975, 0.20, {
        "male": ("建国志文永玉海树春红晓立卫新爱宝", "国军民平华强明伟东林生刚忠利成武", "伟强勇军刚涛斌辉平波"),
        "female": ("丽秀淑桂红玉春凤艳晓亚雅文海", "华英梅芳红兰玲霞萍琴云珍敏杰", "丽敏静艳娟霞红梅玲芳")}),
    (1995, 0.35, {
        "male": ("志海晓建文俊宏永立小伟振宇旭", "强伟鹏飞龙涛辉波杰军峰磊明东亮超", "磊鹏飞超涛杰亮波峰健凯宁"),
        "female": ("晓丽雪海春文小艳亚立玉佳雅彦", "丽娟燕霞慧敏静梅玲颖红洁娜莉", "静娜丹婷雪莹颖倩慧洁琳蕾")}),
    (2010, 0.20, {
        "male": ("子嘉俊浩宇天志明家文泽博思海", "豪轩杰宇航鹏涛博文龙阳辉宁瑞", "浩博鑫宇阳轩旭昊"),
        "female": ("思雨欣梦佳子雅文静诗晓嘉若心", "雨怡婷涵琪瑶雪彤妍慧莹洁琳颖", "雪婷怡欣悦瑶蕊")}),
    (9999, 0.08, {
        "male": ("梓宇子浩沐俊嘉奕泽铭一景辰", "轩宸泽然睿辰霖阳涵博恒航洋", "睿宸泽"),
        "female": ("梓雨欣语沐诗一若思子可芷安", "涵彤萱妍怡琪瑶汐宁桐玥晴妤", "玥萱宁")}),
)  # fmt: skip
"""Born before the year: how many have one character only; first and second characters, single ones."""

RARE_SHARE: Final = 0.012
RARE: Final = ("喆堃垚翀昶瑀璟祎旻", "㛃𬱖䶮𠅤𬍤𬭚㐂")
"""Characters beyond GB 2312 in given names: those of GBK, three times in four, and those beyond it."""

MANCHU: Final = "佟 关 赫 那 富 金 郎 瓜尔佳 钮祜禄"
HUI: Final = "马 哈 沙 丁 麻 撒 纳 白 金 海"
KOREAN: Final = ("金 朴 崔 李 郑 姜 尹 许 太 安", {
    "male": "哲洙 成日 英浩 龙男 东赫 虎哲 昌日 京哲 明哲 光洙 承浩 日男",
    "female": "美兰 英淑 顺姬 香花 贞淑 春姬 银珠 明玉 善花 美玉 今淑 京姬"})  # fmt: skip
MONGOL_SURNAMES: Final = "包 白 王 吴 齐 陈 李 韩 何 梁"
MONGOL_CLANS: Final = "孛儿只斤 乌梁海 扎赉特 博尔济吉特 克列 奈曼"
MONGOL: Final = {
    "male": ("乌力吉 额尔敦 孟和 宝音 朝格 哈斯 斯琴 特木尔 那顺 阿拉腾 巴图 吉日嘎拉 苏和 敖特根",
             "巴雅尔 巴图 宝力格 毕力格 木仁 朝鲁 苏和 达来 格日勒 仓 布和"),
    "female": ("乌云 萨仁 娜仁 斯琴 阿拉腾 乌日 哈斯 苏布达 阿茹 格日勒 金 呼和 那日",
               "其木格 高娃 托娅 图雅 塔娜 娜 其其格 花 格日乐 吉雅"),
}  # fmt: skip
UYGHUR: Final = {
    "male": "艾尔肯 买买提 吐尔逊 阿迪力 玉素甫 库尔班 艾合买提 热合曼 依明 卡德尔 木合塔尔 帕尔哈提 伊力亚斯 阿布都热依木",
    "female": "阿依古丽 帕提古丽 热依汗 古丽娜尔 阿米娜 祖丽菲亚 迪丽努尔 茹仙古丽 阿孜古丽 帕丽达 玛依拉 哈丽旦",
}
YI_CLANS: Final = "吉克 阿苏 沙马 曲比 罗洪 吉伍 阿余 木帕"
YI: Final = {
    "male": "木呷 尔古 拉博 伍沙 尔布 石博 拉铁 木乃 达铁 尔洛",
    "female": "阿呷 阿牛 伍呷 阿依 阿芝 伍加 阿果 木果 阿枝 尔作",
}

FOREIGN: Final[tuple[tuple[str, str, str], ...]] = (
    ("704", "NGUYEN TRAN PHAM HOANG", "THI LAN,THI MAI,THI HOA,THI NGOC"),
    ("496", "DORJ BATBOLD GANBAT TSEREN", "SARNAI,ENKHTUYA,BAYAR,ODON"),
    ("643", "IVANOVA PETROVA SIDOROVA", "ELENA,OLGA,IRINA,MARINA"),
    ("608", "SANTOS REYES CRUZ", "MARIA,ROSA,ANA,LUZ"),
)
"""ISO 3166 numbers of countries, with family names and women's given names common there."""

FAMOUS: Final = frozenset(
    "王宝强 李小龙 李永波 李晓霞 赵丽颖 杨颖 李文亮 李鹏 许海峰 黄海波 周杰 张杰 何洁 李玉刚 韩磊 韩红 郭涛 黄晓明 "
    "邓超 朱军 周涛 刘涛 李静 林丹 谢军 王涛 邓亚萍 高敏 田亮 王浩 李健 黄磊 李娜 李宁 马丽 王志文 斯琴高娃 陈明 王伟 "
    "王军 张军 刘洋 高峰 马龙 张宁 李雪健 陈红 王健 文静 高洪波 李春平 陈建斌 张国强 王丽萍 丁宁 朱婷 张雪 苏敏".split()
)
"""Names everybody knows; the demonstration leaves them out."""
