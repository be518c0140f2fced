"""Numbers without gaps."""

from typing import Final

from ..unit_of_work import open_work

_TAKE: Final = (
    "INSERT INTO number_series AS series (authority_id, kind, year, last_number) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (authority_id, kind, year) DO UPDATE SET last_number = series.last_number + $4"
    " RETURNING last_number"
)


async def take_numbers(authority_id: int, kind: str, year: int, how_many: int = 1) -> range:
    """The next numbers of a kind in a year.

    Others wait until the unit of work is over; a rollback gives the numbers back.
    """
    if how_many < 1:
        raise ValueError(f"how_many is {how_many}; it must be at least 1 / 至少取 1 个号")
    connection = open_work("take_numbers")
    last: int = await connection.fetchval(_TAKE, authority_id, kind, year, how_many)
    return range(last - how_many + 1, last + 1)
