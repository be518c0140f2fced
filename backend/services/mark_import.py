"""Hands the user's own workbook back with what is wrong beside each row (标注错误的工作簿), on request."""

import asyncio
import hashlib
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from ..domain.allocation.result_rows import RESULTS
from ..domain.stock.unit_rows import UNITS
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.refusal import Refused
from ..papers.marked_workbook import mark_workbook
from ..store.queries import imports
from .acting import Acting
from .at_hand import AtHand
from .check_fields import missing
from .import_making import CONTENT, KEPT, complaints_of
from .import_refusals import BATCH, refuse_import
from .language import Language


class MarkImport(Struct, frozen=True):
    """The batch, the file that was checked, and where its marked copy goes."""

    batch_id: int
    content: bytes
    target: Path | IO[bytes]
    language: Language = "zh"


async def complaints_on_record(acting: Acting, at_hand: AtHand, batch: imports.Batch) -> list[Complaint]:
    """Everything the check of a batch said, words and all."""
    found: list[Complaint] = []
    decoder = msgspec.json.Decoder(KEPT[batch.kind])
    async for row in imports.rows_of(acting.authority_id, batch.id):
        if row.findings != "[]":
            text = at_hand.sealing.unseal(acting.authority_id, CONTENT, row.content_sealed)
            found += complaints_of(row.sheet_row, row.findings, decoder.decode(text).said)
    return found


async def mark_import(acting: Acting, at_hand: AtHand, request: MarkImport) -> int:
    """Write the marked copy; how many complaints it carries. A file that is there is never overwritten."""
    batch = await imports.batch(acting.authority_id, request.batch_id)
    if batch is None:
        raise Refused(missing(BATCH, "batch_id", request.batch_id))
    if hashlib.sha256(request.content).digest() != batch.file_digest:
        raise refuse_import("other_file", "content", batch=batch.id)
    if isinstance(request.target, Path) and request.target.exists():
        raise refuse_import("file_there", "target", place=request.target)
    complaints = await complaints_on_record(acting, at_hand, batch)
    template = UNITS if batch.kind == "units" else RESULTS
    await asyncio.to_thread(
        mark_workbook, request.content, template, complaints, request.target, request.language
    )
    return len(complaints)
