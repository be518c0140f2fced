"""Frees homes whose allocation is settled without a lease, within a unit of work."""

from collections.abc import Iterable

from ..store.queries import stock
from .acting import Acting


async def free_homes(acting: Acting, unit_ids: Iterable[int | None], reason: str) -> list[int]:
    """Put reserved homes back to vacant; one that is in another state by now is left as it is."""
    authority_id = acting.authority_id
    held = await stock.lock_units(authority_id, [unit_id for unit_id in unit_ids if unit_id is not None])
    now = await stock.units_now(authority_id, sorted(held))
    freed = [unit.id for unit in now.values() if unit.state == "reserved"]
    await stock.move_states(authority_id, freed, "vacant", acting.on, reason, acting.at)
    return freed
