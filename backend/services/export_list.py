"""Writes a register or an import report out as a workbook (表格导出); a large one of persons needs a reason."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from ..domain.vocabulary.refusal import Refused
from ..papers.workbook_writer import write_list
from ..store.audit import append
from ..store.queries import imports
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .import_refusals import BATCH, refuse_import
from .list_rows import List, allocation_rows, household_rows, import_rows, report_rows, unit_rows

ListKind = Literal["units", "households", "allocations", "imports", "report"]
PERSONAL: Final = frozenset({"households", "allocations", "report"})
MOST_WITHOUT_REASON: Final = 500
_ROWS: Final[dict[str, Callable[[Acting, AtHand], Awaitable[List]]]] = {
    "units": unit_rows,
    "households": household_rows,
    "allocations": allocation_rows,
    "imports": import_rows,
}


class ExportList(Struct, frozen=True):
    """Which list, and where to; ``report`` is that of the batch ``batch_id``."""

    kind: ListKind
    target: Path
    reason: str = ""
    batch_id: int | None = None


class ListExported(Struct, frozen=True):
    """How many rows the list has."""

    rows: int


async def _rows(acting: Acting, at_hand: AtHand, request: ExportList) -> List:
    if request.kind != "report":
        return await _ROWS[request.kind](acting, at_hand)
    batch = await imports.batch(acting.authority_id, request.batch_id or 0)
    if batch is None:
        raise Refused(missing(BATCH, "batch_id", request.batch_id))
    return await report_rows(acting, at_hand, batch)


def _write(target: Path, found: List, acting: Acting) -> None:
    """Write the list; one that could not be finished is not left behind."""
    title, columns, rows = found
    try:
        with target.open("xb") as out:
            try:
                write_list(out, title, columns, rows, made_by=acting.actor, made_on=acting.on)
            except BaseException:
                target.unlink()
                raise
    except FileExistsError:
        raise refuse_import("file_there", "target", place=target) from None


async def export_list(acting: Acting, at_hand: AtHand, request: ExportList) -> ListExported:
    """Write a list out and note who took it; a file that is there is never overwritten."""
    if request.target.exists():
        raise refuse_import("file_there", "target", place=request.target)
    async with uow("repeatable read"):
        found = await _rows(acting, at_hand, request)
        count = len(found[2])
        if request.kind in PERSONAL and count > MOST_WITHOUT_REASON and not request.reason.strip():
            raise refuse_import("large_export", "reason", count=count, limit=MOST_WITHOUT_REASON)
        await asyncio.to_thread(_write, request.target, found, acting)
        payload = {"kind": request.kind, "rows": count, "reason": request.reason}
        authority_id, subject = acting.authority_id, f"list:{request.kind}"
        await append(authority_id, acting.actor, "export_list", subject, payload, acting.at)
    return ListExported(count)
