"""Signings (签订) of leases: who signed when, what was handed over, the filing, a lost original."""

from datetime import date, datetime
from typing import Final

import msgspec
from msgspec import Struct

from ...domain.lease.signing import Signing
from ..engine import fetch, fetch_one
from .leases import LeaseRow


class BeforeSigning(Struct, frozen=True):
    """What a signing is held against: the meters of the home, the last day to sign."""

    meters: tuple[str, ...]
    window_last_day: date | None


class FilingDue(Struct, frozen=True):
    """A signed lease that is not filed yet."""

    lease_id: int
    number: str
    signed_on: date
    filing_due_on: date


_BEFORE: Final = (
    "SELECT array(SELECT jsonb_object_keys(u.meters)) AS meters, a.window_last_day FROM unit AS u"
    " LEFT JOIN allocation AS a ON a.authority_id = u.authority_id AND a.id = $3"
    " WHERE u.authority_id = $1 AND u.id = $2"
)
_ADD: Final = (
    "INSERT INTO lease_signing (authority_id, lease_id, signed_on, signatories, proxy_authority, scan_digest,"
    " scan_kind, keys_handed, check_in, meter_readings, deposit_received_fen, filing_due_on, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
)
_SIGNED_ON: Final = "SELECT signed_on FROM lease_signing WHERE authority_id = $1 AND lease_id = $2"
_LOST: Final = (
    "UPDATE lease_signing SET original_lost_on = $3, original_lost_note = $4"
    " WHERE authority_id = $1 AND lease_id = $2"
)
_FILED: Final = (
    "UPDATE lease_signing SET filed_on = $3, filing_number = $4 WHERE authority_id = $1 AND lease_id = $2"
)
_TO_FILE: Final = (
    "SELECT l.id, l.number, s.signed_on, s.filing_due_on FROM lease_signing AS s"
    " JOIN lease AS l ON l.authority_id = s.authority_id AND l.id = s.lease_id"
    " WHERE s.authority_id = $1 AND s.filed_on IS NULL AND s.filing_due_on <= $2"
    " ORDER BY s.filing_due_on, l.number"
)


async def read_before_signing(authority_id: int, lease: LeaseRow) -> BeforeSigning:
    """What the signing of a lease is held against."""
    row = await fetch_one(_BEFORE, authority_id, lease.unit_id, lease.allocation_id)
    assert row is not None, "a foreign key keeps the home of a lease"
    return BeforeSigning(tuple(row["meters"]), row["window_last_day"])


async def add_signing(
    authority_id: int,
    lease_id: int,
    signing: Signing,
    scan: tuple[bytes, str],
    filing_due_on: date | None,
    at: datetime,
) -> None:
    """A new signing; ``scan`` is the digest and the kind of its scan. Lock the lease first."""
    digest, kind = scan
    lists = (
        msgspec.json.encode(each).decode()
        for each in (signing.signatories, signing.check_in, signing.readings)
    )
    signatories, check_in, readings = lists
    await fetch(
        _ADD,
        authority_id,
        lease_id,
        signing.signed_on,
        signatories,
        signing.proxy_authority.strip() or None,
        digest,
        kind,
        signing.keys,
        check_in,
        readings,
        signing.deposit_received_fen,
        filing_due_on,
        at,
    )


async def signed_on(authority_id: int, lease_id: int) -> date | None:
    """The day a lease was signed; None where it was not."""
    row = await fetch_one(_SIGNED_ON, authority_id, lease_id)
    return None if row is None else row["signed_on"]


async def note_lost(authority_id: int, lease_id: int, lost_on: date, note: str) -> None:
    """The original of a lease is lost; lock the lease first."""
    await fetch(_LOST, authority_id, lease_id, lost_on, note)


async def note_filed(authority_id: int, lease_id: int, filed_on: date, number: str) -> None:
    """A lease was filed; lock it first."""
    await fetch(_FILED, authority_id, lease_id, filed_on, number)


async def to_be_filed(authority_id: int, until: date) -> list[FilingDue]:
    """Signed leases that are to be filed by a day and are not."""
    return [FilingDue(*row) for row in await fetch(_TO_FILE, authority_id, until)]
