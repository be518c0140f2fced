"""What an examination of an installation is made of: the checks, what each found, what they have at hand."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..store.engine import DatabaseAccess
from ..store.queries.examinations import AuthorityHere
from .answer_question import PolicyLibrary

Words = dict[str, tuple[str, str]]


class Found(Struct, frozen=True):
    """One fault: what is wrong, where, how to mend it; ``grave`` unless it is only to be watched."""

    code: str
    grave: bool
    says: Both


class Examined(Struct):
    """The installation as it is looked at: where, by whom reached, on which business day and instant."""

    home: Path
    access: DatabaseAccess
    on: date
    at: datetime
    library: PolicyLibrary
    packs: Path
    authorities: list[AuthorityHere] = []


class Check(Struct, frozen=True):
    """One check: its name, whether it needs the database, and the looking itself."""

    code: str
    name: Both
    look: Callable[[Examined], Awaitable[list[Found]]]
    needs_database: bool = True


class Checked(Struct, frozen=True):
    """What one check found; ``done`` is false where it could not be made."""

    check: Check
    found: list[Found]
    done: bool = True

    @property
    def grave(self) -> bool:
        """Whether something is wrong, or could not be looked at."""
        return not self.done or any(each.grave for each in self.found)


def fault(words: Words, code: str, **filled: Any) -> Found:
    """A fault in the words of its code; a code that ends in ``?`` is only to be watched."""
    zh, en = words[code]
    spoken = {
        name: value if isinstance(value, Both) else Both(str(value), str(value))
        for name, value in filled.items()
    }
    return Found(
        code.rstrip("?"),
        not code.endswith("?"),
        Both(
            zh.format(**{name: both.zh for name, both in spoken.items()}),
            en.format(**{name: both.en for name, both in spoken.items()}),
        ),
    )


def from_message(code: str, message: dict[str, str], *, grave: bool = True) -> Found:
    """A fault that already speaks both languages."""
    return Found(code, grave, Both(message["zh"], message["en"]))
