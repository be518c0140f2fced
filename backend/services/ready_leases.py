"""Which leases may be issued: checked, nothing against them, and nobody under two leases of one batch."""

from collections.abc import Sequence
from typing import NamedTuple

from ..domain.lease.contract import ContractTemplate
from ..domain.lease.lease_states import lease_name, step_refusals
from ..domain.lease.life_words import life_refusal
from ..domain.lease.terms import LeaseRent
from ..domain.vocabulary.refusal import Refusal
from ..store.queries import leases
from .lease_content import LeaseContent
from .redraft_lease import standing
from .weigh_leases import Weighed


class Ready(NamedTuple):
    """A lease nothing stands against, with its contract, its rent and its deposit."""

    row: leases.LeaseRow
    content: LeaseContent
    weighed: Weighed
    contract: ContractTemplate
    rent: LeaseRent
    deposit_fen: int


class Numbered(NamedTuple):
    """A lease that gets its number and its tenancy."""

    ready: Ready
    tenancy_id: int
    place: int
    number: str


def ready_leases(
    rows: Sequence[leases.LeaseRow], contents: Sequence[LeaseContent], weighed: Sequence[Weighed | Refusal]
) -> tuple[list[Ready], dict[int, tuple[Refusal, ...]]]:
    """The leases that may be issued, and for each other one why it may not."""
    ready: list[Ready] = []
    refused: dict[int, tuple[Refusal, ...]] = {}
    living: set[int] = set()
    for row, content, each in zip(rows, contents, weighed, strict=True):
        found = step_refusals(lease_name(row.number, row.id), row.state, "issued")
        if isinstance(each, Refusal):
            refused[row.id] = (*found, each)
            continue
        found += standing(each.found, content.confirmed)
        found += [
            life_refusal("living_elsewhere_in_batch", "household", name=name)
            for person, name in each.persons
            if person in living
        ]
        contract, rent, deposit = each.contract, each.terms.rent, each.terms.deposit_fen
        if found or contract is None or rent is None or deposit is None:
            refused[row.id] = tuple(found) or (life_refusal("terms_incomplete", "terms"),)
            continue
        if each.subject.previous is None:
            living |= {person for person, _ in each.persons}
        ready.append(Ready(row, content, each, contract, rent, deposit))
    return ready, refused
