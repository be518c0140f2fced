"""Writes a checked list into the register (导入写入): the whole, or its good rows; all in one or nothing."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import imports
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .import_refusals import BATCH, changed_since_check, refuse_import, wrong_state
from .open_rows import OpenRows, open_rows
from .weigh_list import WeighedList, weigh_list, write_list_rows


class CommitImport(Struct, frozen=True):
    """Which rows of a batch to write: ``all``, only where none is in error, or the ``good`` ones.

    ``only`` narrows the good ones to chosen rows of the sheet. A ``reason`` confirms the rows in doubt.
    """

    batch_id: int
    rows: Literal["all", "good"] = "good"
    only: frozenset[int] | None = None
    reason: str | None = None


class ImportCommitted(Struct, frozen=True):
    """What became of the rows: written anew, in the register before, left waiting, left in error."""

    batch_id: int
    new: int
    there: int
    waiting: int
    refused: int


def _chosen(request: CommitImport, batch: imports.Batch, found: OpenRows) -> Sequence[Any]:
    """The rows to write. A household waits as a whole while one of its rows is in doubt."""
    if request.reason is not None and not request.reason.strip():
        raise Refused(refusing("reason_needed", "reason"))
    if request.rows == "all" and batch.error_count:
        raise refuse_import("rows_in_error", "rows", count=batch.error_count, row=found.first_error)
    rows = found.rows
    if request.only is not None:
        rows = [row for row in rows if row.row in request.only]
    if request.reason is None:
        if request.rows == "all" and batch.doubt_count:
            raise refuse_import("doubts_open", "reason", count=batch.doubt_count, row=found.first_doubt)
        doubtful = {row.row for row in found.rows if found.verdicts[row.row] == "doubt"}
        if batch.kind == "allocations":
            waiting = {row.application_number for row in found.rows if row.row in doubtful}
            doubtful = {row.row for row in found.rows if row.application_number in waiting}
        rows = [row for row in rows if row.row not in doubtful]
    if not rows:
        raise refuse_import("nothing_to_take", "rows")
    return rows


def _must_stand(weighed: WeighedList, found: OpenRows) -> None:
    """Raise where the register says of a row what it did not say at the check."""
    for each in weighed.complaints:
        new_doubt = each.severity == "doubt" and found.verdicts[each.row] == "good"
        if each.severity == "error" or new_doubt:
            raise changed_since_check(each)


async def commit_import(acting: Acting, at_hand: AtHand, request: CommitImport) -> ImportCommitted:
    """Write a batch once; every row is held against the register again, under its locks."""
    authority_id, batch_id = acting.authority_id, request.batch_id
    async with uow():
        batch = await imports.lock_batch(authority_id, batch_id)
        if batch is None:
            raise Refused(missing(BATCH, "batch_id", batch_id))
        if batch.state != "checked":
            raise wrong_state(batch.state, Both("写入", "writing it"))
        found = await open_rows(acting, at_hand, batch)

        rows = _chosen(request, batch, found)
        weighed = await weigh_list(acting, at_hand, batch.kind, rows, lock=True)
        _must_stand(weighed, found)

        made = await write_list_rows(acting, at_hand, batch_id, weighed)
        notes = [(row, msgspec.json.encode(each).decode()) for row, each in made.items()]
        await imports.set_made(authority_id, batch_id, notes)
        await imports.mark_committed(authority_id, batch_id, len(rows), acting.at)
        new = len({row.row for row in rows} - weighed.there)
        confirmed = sum(found.verdicts[row.row] == "doubt" for row in rows)
        payload = {"kind": batch.kind, "rows": len(rows), "new": new, "confirmed": confirmed}
        payload |= {"reason": request.reason} if confirmed else {}
        subject = f"import_batch:{batch_id}"
        await append(authority_id, acting.actor, "commit_import", subject, payload, acting.at)
    left = batch.row_count - batch.error_count - len(rows)
    return ImportCommitted(batch_id, new, len(rows) - new, left, batch.error_count)
