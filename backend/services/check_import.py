"""Checks a list (导入检查): file, rows, register; nothing is created, only the check itself is kept.

Units (房源表) and allocation results (配租结果表); the file's own verdict comes first and leaves no trace.
"""

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ..domain.allocation.result_check import check_results
from ..domain.allocation.result_rows import RESULTS
from ..domain.stock.unit_rows import UNITS, check_units
from ..domain.vocabulary.complaint import Checked
from ..papers.workbook_reader import ListReader
from ..store.audit import append
from ..store.queries import imports
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .import_making import CONTENT, KEPT, findings_text
from .settle_results import settle_results, waiting_applicants
from .weigh_list import Outlook, weigh_list

Kind = Literal["units", "allocations"]


class CheckImport(Struct, frozen=True):
    """A file as it was handed in."""

    kind: Kind
    content: bytes
    file_name: str


class Earlier(Struct, frozen=True):
    """The same file when it was written: at what instant, how many rows."""

    batch_id: int
    at: datetime
    rows: int


class ImportChecked(Struct, frozen=True):
    """The report: every row and what is wrong; what a commit would make; whether the file came before.

    Without a batch every row of the very same file stands in the register and there is nothing to do.
    """

    batch_id: int | None
    kind: Kind
    checked: Checked[Any]
    outlook: Outlook
    earlier: Earlier | None


def _read(acting: Acting, request: CheckImport) -> Checked[Any]:
    """The file by itself. Raises ``WorkbookError`` with its verdict."""
    if request.kind == "units":
        return check_units(ListReader(request.content, UNITS).rows())
    found = check_results(ListReader(request.content, RESULTS).rows(), acting.on)
    return msgspec.structs.replace(settle_results(found), complaints=found.complaints)


async def check_import(acting: Acting, at_hand: AtHand, request: CheckImport) -> ImportChecked:
    """Check a file and keep the check under a batch's number; the same file checked anew keeps its number."""
    authority_id, kind = acting.authority_id, request.kind
    digest = hashlib.sha256(request.content).digest()
    before = await imports.batch_of_file(authority_id, kind, digest, "committed")
    earlier = None
    if before is not None and before.committed_at is not None:
        earlier = Earlier(before.id, before.committed_at, before.committed_count)
        if before.committed_count == before.row_count:
            return ImportChecked(None, kind, Checked([], [], []), Outlook(), earlier)

    checked = await asyncio.to_thread(_read, acting, request)
    async with uow():
        weighed = await weigh_list(acting, at_hand, kind, checked.rows)
        said = [*checked.complaints, *weighed.complaints]
        if kind == "allocations":
            said += waiting_applicants(checked, weighed)
        checked = msgspec.structs.replace(checked, complaints=said)
        standings = checked.standings()
        outlook = weighed.outlook({row.row for row in checked.rows if standings.get(row.row) != "error"})
        counts = checked.counts()
        new = imports.NewBatch(
            kind, request.file_name, digest, len(checked.seen), counts["good"], counts["doubt"],
            counts["error"], acting.actor, acting.at,
        )  # fmt: skip
        open_check = await imports.batch_of_file(authority_id, kind, digest, "checked")
        batch_id = await imports.keep_batch(authority_id, new, open_check.id if open_check else None)
        for part in _kept(acting, at_hand, kind, checked):
            await imports.add_rows(authority_id, batch_id, part)
        payload = {"kind": kind, "file": digest.hex(), "rows": len(checked.seen), "error": new.error_count}
        subject = f"import_batch:{batch_id}"
        await append(authority_id, acting.actor, "check_import", subject, payload, acting.at)
    # The rows themselves are kept sealed under the batch; whoever reads the report need not hold them.
    return ImportChecked(batch_id, kind, Checked(checked.seen, [], said), outlook, earlier)


def _kept(
    acting: Acting, at_hand: AtHand, kind: str, checked: Checked[Any]
) -> Iterator[list[imports.NewRow]]:
    """The rows as they are kept, content and words sealed: both may name persons and numbers."""
    standings, said = checked.standings(), checked.by_row()
    rows: dict[int, Any] = {each.row: each for each in checked.rows}
    for start in range(0, len(checked.seen), imports.AT_A_TIME):
        part = []
        for number in checked.seen[start : start + imports.AT_A_TIME]:
            verdict, found = standings.get(number, "good"), said.get(number, [])
            row = None if verdict == "error" else rows[number]
            content = KEPT[kind](row, [(each.zh, each.en) for each in found])
            text = msgspec.json.encode(content).decode()
            sealed = at_hand.sealing.seal(acting.authority_id, CONTENT, text)
            part.append(imports.NewRow(number, verdict, findings_text(found), sealed))
        yield part
