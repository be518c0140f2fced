"""Troubles: what keeps an installation from its work, told to a person in both languages."""

from collections.abc import Mapping
from typing import ClassVar


class Trouble(Exception):  # noqa: N818 - the errors of each part derive from it
    """A trouble with its words; ``reason`` is a key of the part's own ``said``."""

    said: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def __init__(self, reason: str, **words: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = words

    @property
    def message(self) -> dict[str, str]:
        """What a person reads, in Chinese and English."""
        zh, en = self.said[self.reason]
        return {"zh": zh.format(**self.words), "en": en.format(**self.words)}

    def __str__(self) -> str:
        return "\n".join(self.message.values())
