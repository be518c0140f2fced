"""What a contract's words may not say or must set off, sentence by sentence (hongshan:26, 30; Civil Code 496)."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ..vocabulary.chinese_number import NUMBER_FORM, read_chinese_number

_SENTENCE: Final = re.compile(r"[^。;\n]+")
_BLANK: Final = re.compile(r"\s+")

_CHARGE: Final = re.compile(
    r"(?<!物业)服务费|(?<!物业)管理费|滞纳金|违约金|逾期利息|罚息|罚款|罚金|手续费|工本费|中介费|代理费|介绍费|"
    r"签约费|开户费|更名费|换房费|续租费|登记费|保证金|定金|加价|加收|(?:租金|房租)[^,]{0,6}上浮"
)
_TAKE: Final = "(?:收取|加收|计收|另收|代收|收)"
_MANNER: Final = "(?:在[^,。]{0,12}外|向乙方|以任何[^,。]{0,4}|另行|擅自|再)"
_NOT_TAKEN: Final = re.compile(
    rf"(?:不得{_MANNER}*|(?<!不得)(?:不|不再|不另|不另行|不予)){_TAKE}(?:任何|其他|[^,。、]{{1,8}}[、和及或])*\Z|"
    rf"(?:不得{_MANNER}*|(?<!不得)不|不再|不予)\Z"
)
"""A sentence that rules the charge out, up to its very words: 不收取滞纳金、违约金; 不得加价."""

_ARBITRATION: Final = re.compile(r"(?:提交|申请|约定)?[^,。]{0,12}?(?P<word>仲裁)[^,。]{0,6}")
_NO_ARBITRATION: Final = re.compile(r"(?:不得|(?<!不得)不)(?:约定|适用|提交|选择)仲裁\Z")

_QUANTITY: Final = re.compile(
    r"(?:百分之[零一二三四五六七八九十百]+|"
    rf"(?:[0-9]+(?:\.[0-9]+)?|半|{NUMBER_FORM}万?)\s*"
    r"(?:个?工作日|个月|日内|日前|天|年|周岁|倍|万?元|%|平方米|m2))"
)
_TERM: Final = re.compile(
    rf"(?:租赁期限|租赁期|租期|期限)[^。;\n]{{0,12}}?(?P<figure>[0-9]+|{NUMBER_FORM})\s*(?P<unit>年|个月)"
)
_BURDEN: Final = re.compile(
    r"(?:有权|可以|依法)解除|收回(?:该房屋|住房|公共)|强制执行|不予补偿|不予退还|市场(?:租赁)?(?:价格|租金)|"
    r"(?:应当|逾期不|限期)[^。;,]*(?:腾退|退出|搬离)|扣除|不得再(?:次)?申请|乙方[^。;]*?赔偿"
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, full-width signs made plain, without the blanks a word could hide behind."""
    for found in _SENTENCE.finditer(unicodedata.normalize("NFKC", text)):
        yield _BLANK.sub("", found[0])


def forbidden_charge(text: str) -> str | None:
    """The first charge beyond rent that a text lets somebody take; one that it rules out is none."""
    for sentence in sentences(text):
        for found in _CHARGE.finditer(sentence):
            if not _NOT_TAKEN.search(sentence[: found.start()]):
                return found[0]
    return None


def arbitration(text: str) -> str | None:
    """The words by which a text sends a dispute to arbitration."""
    for sentence in sentences(text):
        for found in _ARBITRATION.finditer(sentence):
            if not _NO_ARBITRATION.search(sentence[: found.start("word") + len(found["word"])]):
                return found[0]
    return None


def typed_quantity(text: str) -> str | None:
    """The first quantity that is typed into a text: 5年, 三个月, 60%, 百分之三十."""
    found = _QUANTITY.search(unicodedata.normalize("NFKC", text))
    return None if found is None else _BLANK.sub("", found[0])


def term_beyond(text: str, longest_years: int) -> str | None:
    """A term typed into a text that is longer than so many years."""
    for found in _TERM.finditer(unicodedata.normalize("NFKC", text)):
        figure = found["figure"]
        number = int(figure) if figure.isdecimal() else read_chinese_number(figure)
        months = number * 12 if found["unit"] == "年" else number
        if months > longest_years * 12:
            return f"{figure}{found['unit']}"
    return None


def burden(text: str) -> str | None:
    """The first words that weigh on the tenant: the end of the lease, market rent, damages, deductions."""
    for sentence in sentences(text):
        found = _BURDEN.search(sentence)
        if found is not None:
            return found[0]
    return None
