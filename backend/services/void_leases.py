"""Voids issued leases before they are signed, within a unit of work; each keeps its number for good."""

from collections.abc import Sequence

from ..domain.lease.lease_states import lease_name, step_refusals
from ..domain.vocabulary.refusal import Refusal
from ..store.queries import leases, papers
from .acting import Acting

UNSIGNED = ("draft", "checked", "issued")


def void_refusals(rows: Sequence[leases.LeaseRow]) -> list[Refusal]:
    """Why leases cannot be voided: they are signed, or at their end."""
    return [why for row in rows for why in step_refusals(lease_name(row.number, row.id), row.state, "void")]


async def void_leases(acting: Acting, rows: Sequence[leases.LeaseRow], reason: str) -> None:
    """Void leases that are locked: papers no longer stand, tenancies and rent terms never lasted a day.

    The allocation stays open and the home reserved, so that a right lease can be made out.
    """
    authority_id, on, ids = acting.authority_id, acting.on, [row.id for row in rows]
    issued = [row for row in rows if row.state == "issued"]
    opened = [row.tenancy_id for row in issued if row.kind == "first" and row.tenancy_id is not None]
    touched = [row.tenancy_id for row in issued if row.tenancy_id is not None]
    await leases.lock_tenancies(authority_id, touched)
    await leases.settle_leases(authority_id, ids, UNSIGNED, "void", on, reason)
    await leases.undo_rent_terms(authority_id, [row.id for row in issued], touched)
    await leases.undo_tenancies(authority_id, opened)
    await papers.end_standing(authority_id, ids, "void", on)
