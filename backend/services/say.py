"""Says values, articles and sources as a person reads them, in Chinese or English."""

import re
from datetime import date
from functools import cache
from typing import Any, Literal

import msgspec

from ..domain.policy.provision import Provision
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.money import yuan_text
from ..domain.vocabulary.terms import term
from ..policy_packs.reader import AUTHORITIES, read_choice_words

Language = Literal["zh", "en"]


def said(code: str, language: Language) -> str:
    """A word in code as the field says it."""
    words = term(code)
    return words.zh if language == "zh" else words.en


def shown_value(name: str, value: Any, language: Language) -> str:
    """A value of an answer for a reader: days, money and words, never a code or fen."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[language][value]
    if isinstance(value, date):
        return day_text(value) if language == "zh" else f"{value.day} {value:%B %Y}"
    if isinstance(value, int):
        return yuan_text(value) if "_fen" in name else str(value)
    if isinstance(value, list):
        return "\n".join(f"      · {shown_value(name, item, language)}" for item in value) or "—"
    if isinstance(value, msgspec.Struct):
        value = {key: getattr(value, key) for key in value.__struct_fields__}
    if isinstance(value, dict):
        between = "," if language == "zh" else ", "
        return between.join(
            f"{said(key, language)} {shown_value(key, inner, language)}" for key, inner in value.items()
        )
    return said(value, language) if isinstance(value, str) else str(value)


def shown_provision(held: Provision, language: Language) -> str:
    """A dated value for a reader: ``3个月``, ``60%``, ``¥1,000.00``, ``是``."""
    value = held.value
    if value is None:
        return {"zh": "未规定,由人决定", "en": "left open, a person decides"}[language]
    if isinstance(value, bool):
        return shown_value("", value, language)
    if isinstance(value, tuple):
        between = "、" if language == "zh" else ", "
        return between.join(choice_said(word, language) for word in value)
    if isinstance(value, int) and held.unit.startswith("fen"):
        per = {"fen_per_m2": "/㎡", "fen_per_month": "/月" if language == "zh" else " a month"}
        return yuan_text(value) + per.get(held.unit, "")
    if isinstance(value, int) or held.unit in ("m2", "percent_exact"):
        gap = "" if language == "zh" or held.unit.startswith("percent") else " "
        return f"{value}{gap}{said(held.unit, language)}".rstrip()
    return choice_said(str(value), language) if held.unit == "choice" else str(value)


def choice_said(word: str, language: Language) -> str:
    """A word of a choice or list value; trigger articles stay as they are."""
    if language == "zh":
        return _choice_words().get(word, word)
    return word.replace("_", " ")


@cache
def _choice_words() -> dict[str, str]:
    return read_choice_words()


def rule_said(rule: str, language: Language) -> str:
    """The rule a finding cites, as a person cites it: ``hongshan:24(1).2`` is 第24条(1).2."""
    text, _, article = rule.partition(":")
    if text in ("reading", "state-council"):
        return said(rule, language)
    law = "" if text in AUTHORITIES else said(text, language)
    if article in ("", "-"):
        return law or {"zh": "全文", "en": "the whole text"}[language]
    number = re.match(r"\d+(-bis)?", article)
    if number is None:
        return law + article
    if language == "en":
        return f"{law} art. {article}".strip()
    return f"{law}第{number[0]}条{article[number.end() :]}"


def article_said(article: str, language: Language) -> str:
    """The article a value rests on, as a person cites it."""
    return rule_said(article if ":" in article else f"{AUTHORITIES[0]}:{article}", language)


def source_said(source: str, language: Language) -> str:
    """How sure a value is, in words."""
    return said("authority_value" if source == "authority" else source, language)
