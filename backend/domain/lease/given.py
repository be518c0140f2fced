"""What a person gives for a lease (合同填写项), beside what the registers know."""

from datetime import date

from msgspec import Struct

from ..rent.schedule import Tenure
from ..vocabulary.refusal import Refusal
from .derive import EnteredRent, Law
from .life_words import life_refusal
from .terms import Guarantor, Override, Proxy, Reduction

TERM = "lease_term"


class LeaseGiven(Struct, frozen=True, omit_defaults=True):
    """A first lease rests on an allocation, a renewal on the lease before; ``end`` is the last day.

    ``term_source`` and ``entered_rent`` are for policies whose text is silent on the term or the rent.
    """

    start: date
    end: date
    tenure: Tenure = "public_rental"
    allocation_id: int | None = None
    previous_lease_id: int | None = None
    reduction: Reduction | None = None
    entered_rent: EnteredRent | None = None
    term_source: str = ""
    tenant_address: str = ""
    email: str = ""
    signing_place: str = ""
    protected_from: date | None = None
    last_review_on: date | None = None
    proxy: Proxy | None = None
    guarantor: Guarantor | None = None
    overrides: tuple[Override, ...] = ()


def given_refusals(given: LeaseGiven, law: Law) -> list[Refusal]:
    """What is wrong with the given itself: days the wrong way round, a value of a person without its source."""
    found: list[Refusal] = []
    if given.end < given.start:
        found.append(life_refusal("term_reversed", "end", end=given.end, start=given.start))
    if TERM not in law.pack.head.kinds and not given.term_source.strip():
        found.append(life_refusal("term_source_missing", "term_source"))
    if given.entered_rent is not None and not given.entered_rent.source.strip():
        found.append(life_refusal("rent_source_missing", "entered_rent.source"))
    return found
