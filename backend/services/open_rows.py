"""Opens the rows of a checked list again, in the order of the sheet."""

from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from ..store.queries import imports
from .acting import Acting
from .at_hand import AtHand
from .import_making import CONTENT, KEPT

_UNLIKE: Final = frozenset({
    "row", "floor", "floors", "household_size", "choice_order", "electricity_meter", "water_meter", "gas_meter",
    "name", "document_number", "phone", "document_kind",
})  # fmt: skip
"""Fields that seldom say the same twice, or are small."""


class OpenRows(Struct):
    """The rows of a batch that may be written, and the first of those that may not."""

    rows: list[Any] = []
    verdicts: dict[int, str] = {}
    first_error: int | None = None
    first_doubt: int | None = None


async def open_rows(acting: Acting, at_hand: AtHand, batch: imports.Batch) -> OpenRows:
    """What a check left of a batch; rows in error are counted, not opened."""
    found = OpenRows()
    shared: dict[Any, Any] = {}
    decoder = msgspec.json.Decoder(KEPT[batch.kind])
    async for row in imports.rows_of(acting.authority_id, batch.id):
        if row.verdict == "error":
            found.first_error = found.first_error or row.sheet_row
            continue
        if row.verdict == "doubt":
            found.first_doubt = found.first_doubt or row.sheet_row
        found.verdicts[row.sheet_row] = row.verdict
        text = at_hand.sealing.unseal(acting.authority_id, CONTENT, row.content_sealed)
        found.rows.append(_sharing(shared, decoder.decode(text).row))
    return found


def _sharing(shared: dict[Any, Any], row: Any) -> Any:
    """The row with what a column says again and again held once: a long list then fits into memory."""
    fields = zip(type(row).__struct_fields__, astuple(row), strict=True)
    return type(row)(
        *(value if name in _UNLIKE else shared.setdefault(value, value) for name, value in fields)
    )
