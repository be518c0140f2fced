"""Many rows in one statement: their columns as arrays for ``unnest``, their ids taken beforehand."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from ..engine import fetch


def columns(rows: Sequence[Struct]) -> list[list[Any]]:
    """The columns of rows of one kind, in the order of their fields; at least one row."""
    return [list(column) for column in zip(*map(astuple, rows), strict=True)]


async def new_ids(how_many: int) -> list[int]:
    """So many ids, unique over all authorities; they mean nothing and are not in order for long."""
    rows = await fetch("SELECT nextval('anju_id') AS id FROM generate_series(1, $1)", how_many)
    return [row["id"] for row in rows]
