"""Writes the operators a list of homes names, and who runs the estates that had nobody on record."""

from ..store.queries import authorities, imports
from ..store.queries.bulk import new_ids
from .acting import Acting
from .import_refusals import changed_since_check
from .weigh_units import WeighedUnits


async def write_operators(acting: Acting, weighed: WeighedUnits) -> dict[str, int]:
    """Add the operators that lack; their ids by name."""
    authority_id = acting.authority_id
    ids = await new_ids(len(weighed.new_operators))
    new = [authorities.NewOperator(*each) for each in zip(ids, weighed.new_operators, strict=True)]
    if await authorities.add_operators(authority_id, new, acting.at) != set(ids):
        raise changed_since_check()
    known = await authorities.operators_by_name(authority_id, list(weighed.run_by.values()))
    run_by = {estate: known[name] for estate, name in weighed.run_by.items()}
    await imports.set_operators(authority_id, run_by)
    return dict(zip(weighed.new_operators, ids, strict=True))
