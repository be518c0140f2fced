"""Refusals: why an act was not done, as values; all are reported at once."""

from typing import Literal

import msgspec

from .refusal_words import REFUSALS


class Refusal(msgspec.Struct, frozen=True):
    """One reason: its code, the field that could cure it, the article it rests on, words for a person.

    An ``error`` stands; a ``warning`` is shown and may be confirmed by a person with a reason.
    """

    code: str
    field: str
    article: str
    severity: Literal["error", "warning"]
    zh: str
    en: str


def refuse(code: str, field: str = "", article: str = "", **words: object) -> Refusal:
    """A refusal in the words of its code."""
    zh, en = REFUSALS[code]
    return Refusal(code, field, article, "error", zh.format(**words), en.format(**words))


def warn(code: str, field: str = "", article: str = "", **words: object) -> Refusal:
    """A warning in the words of its code."""
    return msgspec.structs.replace(refuse(code, field, article, **words), severity="warning")


class Refused(Exception):  # noqa: N818 - an answer to a person, not a failing program
    """Nothing was done; ``refusals`` says why, all of it."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.en for refusal in refusals))
        self.refusals = refusals
