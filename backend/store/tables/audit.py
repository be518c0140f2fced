"""The audit trail (审计日志); read here, written only by ``store.audit``."""

from piccolo.columns import BigInt
from piccolo.table import Table

from ..engine import DB
from .columns import exact_json, instant, key, number, sealed, words


class AuditHead(Table, tablename="audit_head", db=DB):
    """How far an authority's trail reaches: the number and hash of its last entry."""

    authority_id = BigInt(primary_key=True, null=False, default=None)
    sequence = number()
    hash = sealed()


class AuditEntry(Table, tablename="audit_entry", db=DB):
    """Who did what to which subject, chained by hash to the entry before."""

    authority_id = number()
    id = key()
    sequence = number()
    at = instant()
    actor = words()
    act = words()
    subject = words()
    payload = exact_json()
    previous_hash = sealed()
    hash = sealed()
