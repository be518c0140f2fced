"""Papers (文书): what was issued, as a frozen value and the digest of its bytes; and jobs over many leases."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import data, day, instant, key, sealed, words
from .columns import number as whole

PaperKind = Literal["lease", "supplement"]
Standing = Literal["standing", "void", "replaced"]
JobCondition = Literal["open", "stopped", "done"]
ItemCondition = Literal["waiting", "issued", "refused", "withdrawn"]
PAPER_KINDS: Final[tuple[str, ...]] = get_args(PaperKind)
STANDINGS: Final[tuple[str, ...]] = get_args(Standing)
JOB_STATES: Final[tuple[str, ...]] = get_args(JobCondition)
ITEM_STATES: Final[tuple[str, ...]] = get_args(ItemCondition)


class Paper(Table, tablename="paper", db=DB):
    """An issued document. The bytes lie under their digest in the folder of papers, not in the row.

    The application may change ``standing`` and ``standing_until`` and nothing else.
    """

    authority_id = whole()
    id = key()
    kind = words()
    number = words()
    lease_id = whole()
    supplement_id = whole(null=True)
    value_sealed = sealed()
    digest = sealed()
    byte_count = whole()
    template_version = words()
    made_on = day()
    standing = words()
    standing_until = day(null=True)
    created_at = instant()


class Job(Table, tablename="job", db=DB):
    """Leases to be issued in one go; ``print_digest`` is the file to print, ``refused_digest`` the list of the rest."""

    authority_id = whole()
    id = key()
    kind = words()
    state = words()
    title = words()
    actor = words()
    business_day = day()
    item_count = whole()
    print_digest = sealed(null=True)
    refused_digest = sealed(null=True)
    created_at = instant()
    finished_at = instant(null=True)


class JobItem(Table, tablename="job_item", db=DB):
    """One lease of a job in its place of the order of buildings."""

    authority_id = whole()
    id = key()
    job_id = whole()
    place = whole()
    lease_id = whole()
    state = words()
    refusals = data(null=True)
    settled_at = instant(null=True)
