"""Cites articles and laws as a person cites them."""

import re

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.law_names import LAWS
from ..policy_packs.reader import AUTHORITIES
from .language import Language


def rule_said(rule: str, language: Language) -> str:
    """The rule a finding cites, as a person cites it: ``hongshan:24(1).2`` is 第24条(1).2."""
    text, _, article = rule.partition(":")
    if rule in LAWS:
        return _word(rule, language)
    law = "" if text in AUTHORITIES else _word(text, language)
    if article in ("", "-"):
        return law or {"zh": "全文", "en": "the whole text"}[language]
    if language == "en":
        return f"{law} art. {article.translate(_ARABIC)}".strip()
    return law + "、".join(_article_zh(part) for part in article.split(", "))


_ARABIC = str.maketrans(dict(zip("一二三四五六七八九十", "1 2 3 4 5 6 7 8 9 10".split(), strict=True)))
_ITEM = re.compile(r"(\d+)(-bis)?(?:\((\d+)\))?(?:\.?(\d+))?(?:\((\d+)\))?\Z")


def _article_zh(article: str) -> str:
    """``24(1).2`` is 第24条第1项第2目; what has another form stays as it is."""
    found = _ITEM.match(article)
    if found is None:
        return article
    text = f"第{found[1]}条" + ("之二" if found[2] else "")
    text += f"第{found[3]}项" if found[3] else ""
    text += f"第{found[4]}目" if found[4] else ""
    return text + (f"({found[5]})" if found[5] else "")


def article_said(article: str, language: Language) -> str:
    """The article a value rests on, as a person cites it."""
    return rule_said(
        article if ":" in article or article in LAWS else f"{AUTHORITIES[0]}:{article}", language
    )


def _word(code: str, language: Language) -> str:
    words = LAWS.get(code) or Both(code, code)
    return words.zh if language == "zh" else words.en
