"""Lists brought in from an office's workbooks: one batch a file, one row a sheet row."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import data, instant, key, number, sealed, words

ImportKind = Literal["units", "allocations"]
BatchCondition = Literal["checked", "committed", "rolled_back"]
Verdict = Literal["good", "doubt", "error"]
IMPORT_KINDS: Final[tuple[str, ...]] = get_args(ImportKind)
BATCH_STATES: Final[tuple[str, ...]] = get_args(BatchCondition)
VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)


class ImportBatch(Table, tablename="import_batch", db=DB):
    """A file as checked; nothing of it is created before it is committed."""

    authority_id = number()
    id = key()
    kind = words()
    file_name = words()
    file_digest = sealed()
    state = words()
    row_count = number()
    good_count = number()
    doubt_count = number()
    error_count = number()
    committed_count = number()
    actor = words()
    checked_at = instant()
    committed_at = instant(null=True)
    rolled_back_at = instant(null=True)


class ImportRow(Table, tablename="import_row", db=DB):
    """A sheet row, its content sealed, with its findings; ``made`` names what it created."""

    authority_id = number()
    id = key()
    batch_id = number()
    sheet_row = number()
    verdict = words()
    findings = data()
    content_sealed = sealed(null=True)
    made = data(null=True)
