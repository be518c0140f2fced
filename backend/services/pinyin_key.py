"""The pinyin a name is found by: its initials (拼音简码) and its whole reading, surnames read as surnames."""

import re
import unicodedata
from typing import Final

from pypinyin import Style, lazy_pinyin

from ..domain.vocabulary.names import DOT, is_hanzi, normal_name

SURNAMES: Final[dict[str, tuple[str, ...]]] = {
    # Two characters first looked for; both have a reading of their own as a surname.
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "宰父": ("zai", "fu"), "亓官": ("qi", "guan"),
    "皇甫": ("huang", "fu"), "鲜于": ("xian", "yu"), "呼延": ("hu", "yan"), "拓跋": ("tuo", "ba"),
    "夏侯": ("xia", "hou"), "中行": ("zhong", "hang"), "宿勤": ("su", "qin"), "贺若": ("he", "ruo"),
    "单": ("shan",), "曾": ("zeng",), "解": ("xie",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",),
    "盖": ("ge",), "朴": ("piao",), "任": ("ren",), "缪": ("miao",), "翟": ("zhai",), "乐": ("yue",),
    "员": ("yun",), "贠": ("yun",), "覃": ("qin",), "祭": ("zhai",), "黑": ("he",), "折": ("she",),
    "繁": ("po",), "种": ("chong",), "召": ("shao",), "秘": ("bi",), "洗": ("xian",),
    "应": ("ying",), "令": ("ling",), "车": ("che",),
    "葛": ("ge",), "牟": ("mu",), "宿": ("su",), "那": ("na",),
    "郇": ("xun",), "阚": ("kan",), "殷": ("yin",), "句": ("gou",), "谷": ("gu",),
    "隗": ("wei",), "盛": ("sheng",), "乜": ("nie",), "幺": ("yao",), "柏": ("bai",), "呙": ("guo",),
    "薄": ("bo",), "都": ("du",), "粘": ("nian",),
    "藏": ("zang",), "相": ("xiang",), "炅": ("gui",),
    "燕": ("yan",), "要": ("yao",), "费": ("fei",), "纪": ("ji",), "过": ("guo",),
    "华": ("hua",), "强": ("qiang",), "宁": ("ning",), "佴": ("nai",),
    "颉": ("xie",), "尉": ("wei",), "蔚": ("yu",), "莘": ("shen",), "行": ("xing",),
    "参": ("shen",), "长": ("chang",), "重": ("chong",), "适": ("kuo",), "石": ("shi",), "哈": ("ha",),
    "卜": ("bu",), "曲": ("qu",), "麴": ("qu",),
    "会": ("gui",),
    "不": ("fou",),
}  # fmt: skip
"""How a character is read as a surname, where a dictionary of words reads it otherwise or may."""

NO_SURNAME: Final = (
    "查干",
    "查苏",
    "查娜",
    "那日",
    "那仁",
    "那顺",
    "那木",
    "哈斯",
    "哈日",
    "朝鲁",
    "单巴",
    "都兰",
    "都日",
)
"""Beginnings of Mongolian names, which have no surname: 查干巴拉 is read cha."""
_UNLISTED: Final[dict[str, str]] = {"㐂": "xi"}
_UNLISTED_RUNS: Final = re.compile(f"([{''.join(_UNLISTED)}])")
_PARTS: Final = re.compile(rf"[{DOT}\s]+")
_LETTERS: Final = re.compile(r"[a-z]+")


def _syllables(name: str) -> list[str]:
    """The syllables and Latin words of a name, in order, in plain small letters."""
    whole = normal_name(name)
    if DOT in whole or whole.startswith(NO_SURNAME):
        return [syllable for part in _PARTS.split(whole) for syllable in _read(part)]
    for length in (2, 1):
        surname = SURNAMES.get(whole[:length])
        if surname is not None:
            return [*surname, *_read(whole[length:])]
    return [syllable for part in _PARTS.split(whole) for syllable in _read(part)]


def _read(part: str) -> list[str]:
    """The syllables of a stretch without separator; what has no reading is left out."""
    read: list[str] = []
    for run in _UNLISTED_RUNS.split(part):
        listed = [_UNLISTED[run]] if run in _UNLISTED else lazy_pinyin(run, style=Style.NORMAL)
        read.extend(_plain(syllable) for syllable in listed if not any(map(is_hanzi, syllable)))
    return [syllable for syllable in read if syllable]


def _plain(word: str) -> str:
    """Small letters only, marks taken off: ``García`` is ``garcia``."""
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKD", word).casefold()))


def pinyin_initials(name: str) -> str:
    """The first letter of every syllable: 单田芳 is ``stf``, 阿依古丽·买买提 is ``ayglmmt``."""
    return "".join(syllable[0] for syllable in _syllables(name))


def full_pinyin(name: str) -> str:
    """The whole reading without tones, ü as v: 吕布 is ``lvbu``."""
    return "".join(_syllables(name))
