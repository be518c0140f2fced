"""Signed leases whose first day has come take effect, within a unit of work; their homes are lived in."""

from collections.abc import Sequence

from ..store.queries import leases
from .acting import Acting


async def begin_leases(acting: Acting, lease_ids: Sequence[int]) -> list[int]:
    """Those of some signed leases that begin: in force, the tenancy living, the lease before ended."""
    authority_id = acting.authority_id
    held = await leases.lock_leases(authority_id, lease_ids)
    # Read again under the lock: a lease just signed in this unit of work is among them.
    due = [row for row in held.values() if row.state == "signed" and row.from_day <= acting.on]
    ids = [row.id for row in due]
    await leases.begin_tenancies(authority_id, [row.tenancy_id for row in due if row.tenancy_id is not None])
    before = [row.previous_lease_id for row in due if row.previous_lease_id is not None]
    await leases.settle_leases(authority_id, before, ("signed", "in_force"), "ended", acting.on, "期满续租")
    await leases.move_leases(authority_id, ids, ["signed"], "in_force")
    return ids
