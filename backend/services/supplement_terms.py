"""Weighs a supplement: the terms after the change, what changes, and everything that stands against it."""

from datetime import date
from typing import NamedTuple

import msgspec

from ..domain.lease.changes import SUPPLEMENTS, added_persons, corrected, joined, repriced
from ..domain.lease.contract import ContractTemplate
from ..domain.lease.derive import derive_terms, law_values
from ..domain.lease.given import LeaseGiven
from ..domain.lease.issue import supplement_refusals
from ..domain.lease.lease_states import lease_name, step_refusals, supplement_day_refusals
from ..domain.lease.numbering import number_refusals
from ..domain.lease.terms import Change, LeaseTerms, Reduction, Supplement
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import ONE_DAY
from ..domain.vocabulary.refusal import Refusal
from ..store.queries import leases, supplements
from .acting import Acting
from .check_fields import blank, known_word
from .draft_of import draft_of
from .lease_content import SUPPLEMENT, LeaseContent, SupplementContent, open_content, open_lease
from .lease_hand import LeaseHand, contract_in_force
from .read_lease_ground import read_lease_ground
from .stand_against_supplement import housed_refusals, joining_persons, rent_day_refusals

KIND, GROUND = Both("补充协议种类", "kind of supplement"), Both("变更原因", "ground of the change")


class Asked(NamedTuple):
    """What kind of change, from which day, on what ground."""

    kind: str
    effective_from: date
    ground: str
    reduction: Reduction | None


class WeighedSupplement(NamedTuple):
    """A supplement as it would be issued on the business day; ``joining`` are persons who move in by it."""

    terms: LeaseTerms
    contract: ContractTemplate | None
    changes: tuple[Change, ...]
    joining: tuple[int, ...]
    found: tuple[Refusal, ...]
    public_url: str | None


async def weigh_supplement(
    acting: Acting, hand: LeaseHand, row: leases.LeaseRow, asked: Asked
) -> WeighedSupplement | list[Refusal]:
    """The supplement weighed, or why there is nothing to weigh; lock the lease first."""
    authority_id, last_day = acting.authority_id, row.to_day - ONE_DAY
    early = step_refusals(lease_name(row.number, row.id), row.state, "supplement")
    early += known_word(KIND, "kind", asked.kind, tuple(SUPPLEMENTS))
    early += blank(("ground", GROUND, asked.ground))
    early += supplement_day_refusals(asked.effective_from, row.from_day, last_day)
    if early or row.tenancy_id is None:
        return early
    content = open_lease(hand.sealing, authority_id, row.content_sealed)
    before = await _before(acting, hand, row, content)
    given = LeaseGiven(
        asked.effective_from, last_day, content.given.tenure, previous_lease_id=row.id,
        reduction=asked.reduction, tenant_address=content.given.tenant_address, email=content.given.email,
    )  # fmt: skip
    ground = await read_lease_ground(acting, hand, [given], hold=True)
    (subject,) = ground.subjects
    assert subject is not None, "the lease is there, it is locked"
    draft = draft_of(acting, hand.sealing, ground, given, subject)
    contract = contract_in_force(acting.authority, asked.kind, acting.on)  # type: ignore[arg-type]
    now = derive_terms(draft, contract, ground.schedules, ground.law)
    after, changes = _change(asked, before, now)
    rules = ground.law.pack.on(acting.on)
    underived = now.underived if asked.kind == "rent_changed" else ()
    after = msgspec.structs.replace(
        after, on=acting.on, underived=underived, law=law_values(contract, rules) if contract else {}
    )
    supplement = Supplement("", asked.effective_from, asked.ground, changes)
    found = [
        *number_refusals(rules, "supplement"),
        *await rent_day_refusals(acting, row.tenancy_id, asked.kind, asked.effective_from),
    ]
    found += supplement_refusals(supplement, after, contract, ground.law.case(acting.on))
    joining = (
        await joining_persons(authority_id, row.tenancy_id, ground, row)
        if asked.kind == "person_added"
        else ()
    )
    found += housed_refusals(ground, joining, ground.homes[row.unit_id].name)
    return WeighedSupplement(after, contract, changes, joining, tuple(found), ground.authority.public_url)


async def _before(acting: Acting, hand: LeaseHand, row: leases.LeaseRow, content: LeaseContent) -> LeaseTerms:
    """The terms as they stand: those of the latest supplement, else of the lease."""
    sealed = await supplements.last_content(acting.authority_id, row.id)
    if sealed is None:
        return content.terms
    return open_content(hand.sealing, acting.authority_id, SUPPLEMENT, sealed, SupplementContent).terms


def _change(asked: Asked, before: LeaseTerms, now: LeaseTerms) -> tuple[LeaseTerms, tuple[Change, ...]]:
    if asked.kind == "names_corrected":
        return corrected(before, now)
    if asked.kind == "person_added":
        return joined(before, added_persons(before, now))
    return repriced(before, now.rent)
