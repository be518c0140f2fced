"""Refusals with words that differ by language: a home is 房屋, a day is written as a person reads it."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

import msgspec

from .both import Both
from .days import day_text
from .refusal import Refusal, refuse

BEIJING: Final = timezone(timedelta(hours=8))
"""All China keeps one time, without summer time since 1992."""


def day_words(day: date) -> Both:
    """A day as a person reads it."""
    return Both(day_text(day), day.isoformat())


def instant_words(at: datetime) -> Both:
    """An instant as a clock on the wall showed it."""
    here = at.astimezone(BEIJING)
    return Both(f"{day_text(here.date())} {here:%H:%M}", f"{here:%Y-%m-%d %H:%M}")


def refusing(code: str, field: str = "", article: str = "", **words: object) -> Refusal:
    """A refusal in the words of its code; a :class:`Both` or a day is said in each language."""
    chinese = {name: _word(word).zh for name, word in words.items()}
    english = {name: _word(word).en for name, word in words.items()}
    spoken = refuse(code, field, article, **english)
    return msgspec.structs.replace(refuse(code, field, article, **chinese), en=spoken.en)


def warning(code: str, field: str = "", article: str = "", **words: object) -> Refusal:
    """The same as a warning, which a person may confirm."""
    return msgspec.structs.replace(refusing(code, field, article, **words), severity="warning")


def _word(word: object) -> Both:
    if isinstance(word, Both):
        return word
    if isinstance(word, datetime):
        return instant_words(word)
    return day_words(word) if isinstance(word, date) else Both(str(word), str(word))
