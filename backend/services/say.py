"""Says values, articles and sources as a person reads them, in Chinese or English."""

import re
from datetime import date
from functools import cache
from typing import Any, Final

import msgspec

from ..domain.policy.provision import Provision
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.money import yuan_text
from ..domain.vocabulary.terms import term
from ..policy_packs.reader import read_choice_words
from .cite import article_said
from .language import Language

COLON: Final = {"zh": ":", "en": ": "}


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
        whole = _sentence(value, language)
        if whole:
            return whole
        between = "," if language == "zh" else ", "
        return between.join(
            f"{said(key, language)} {shown_value(key, inner, language)}" for key, inner in value.items()
        )
    return said(value, language) if isinstance(value, str) else str(value)


def _sentence(entry: dict[str, Any], language: Language) -> str:
    """A line of a bill or a trigger as one sentence; empty for any other entry."""
    if language == "zh" and "days_in_month" in entry:
        first, last = day_text(entry["since"]), day_text(entry["to"])
        days = f"{entry['days']}天(当月{entry['days_in_month']}天)"
        return f"{first}至{last},{days},{yuan_text(entry['amount_fen'])}"
    if language == "zh" and "trigger" in entry:
        cited = article_said(entry["article"], language)
        return f"{said(entry['trigger'], language)},自{day_text(entry['since'])}起({cited})"
    return ""


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
        unit = said(held.unit, language)
        if value == 1:
            unit = re.sub(r"s\b", "", unit, count=1)
        return f"{value}{gap}{unit}".rstrip()
    return choice_said(str(value), language) if held.unit == "choice" else str(value)


def choice_said(word: str, language: Language) -> str:
    """A word of a choice or list value; trigger articles stay as they are."""
    if language == "zh":
        return _choice_words().get(word, word)
    return word.replace("_", " ")


@cache
def _choice_words() -> dict[str, str]:
    return read_choice_words()


def source_said(source: str, language: Language) -> str:
    """How sure a value is, in words."""
    return said("authority_value" if source == "authority" else source, language)
