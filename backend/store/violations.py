"""Recognises a broken constraint by its name, on one machine and spread over several."""

import re
from typing import Final

import asyncpg

_CODES: Final = ("23", "XX000")
"""Integrity violations, and the general code that a spread database may answer instead."""


def violated(error: BaseException, name: str) -> bool:
    """Whether an error says that the constraint or unique index of this name was broken.

    A spread database appends the number of its shard to the name (``unit_room_key_102008``), or names the
    constraint in the message alone.
    """
    if not isinstance(error, asyncpg.PostgresError):
        return False
    if not (error.sqlstate or "").startswith(_CODES):
        return False
    shard = re.compile(rf"{re.escape(name)}(_\d+)?\Z")
    given = getattr(error, "constraint_name", None)
    if given:
        return shard.match(given) is not None
    quoted = re.findall(r'"([^"]+)"', str(error))
    return any(shard.match(word) for word in quoted)
