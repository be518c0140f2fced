"""Frees homes whose allocation is settled without a lease, within a unit of work."""

from collections.abc import Iterable

from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.queries import stock
from .acting import Acting
from .read_placing import RESERVED_ON


async def free_homes(acting: Acting, unit_ids: Iterable[int | None], reason: str) -> list[int]:
    """Put reserved homes back to vacant; one that is in another state by now is left as it is.

    Raises :class:`Refused` where the business day lies before a reservation.
    """
    authority_id = acting.authority_id
    held = await stock.lock_units(authority_id, [unit_id for unit_id in unit_ids if unit_id is not None])
    now = await stock.units_now(authority_id, sorted(held))
    reserved = [unit for unit in now.values() if unit.state == "reserved"]
    since = max((unit.from_day for unit in reserved if unit.from_day is not None), default=acting.on)
    if acting.on < since:
        raise Refused(refusing("day_before", "on", what=RESERVED_ON, day=acting.on, start=since))
    freed = [unit.id for unit in reserved]
    await stock.move_states(authority_id, freed, "vacant", acting.on, reason, acting.at)
    return freed
