"""Writes issued leases into the register: tenancies, numbers, rent terms and papers, in a few statements."""

from collections.abc import Sequence

import msgspec

from ..store.queries import leases, papers
from .acting import Acting
from .lease_content import LEASE, PAPER, seal_content
from .lease_hand import LeaseHand
from .press import Sheet
from .print_leases import Composed
from .ready_leases import Numbered


async def write_leases(
    acting: Acting, hand: LeaseHand, numbered: Sequence[Numbered], composed: Sequence[Composed]
) -> None:
    """Every tenancy reserved from its first day, every rent term open; lock everything they rest on first."""
    authority_id = acting.authority_id
    first = [each for each in numbered if each.ready.weighed.subject.previous is None]
    tenancies = [_tenancy(each) for each in first]
    persons = [
        (each.tenancy_id, person, each.ready.weighed.given.start)
        for each in first
        for person, _ in each.ready.weighed.persons
    ]
    await leases.open_tenancies(authority_id, tenancies, persons, acting.at)
    rows = [_issued(acting, hand, each, paper) for each, paper in zip(numbered, composed, strict=True)]
    await leases.issue_leases(authority_id, rows, acting.on.year, acting.on)
    await leases.add_rent_terms(authority_id, [_rent_term(each) for each in numbered], acting.at)


async def write_papers(
    acting: Acting,
    hand: LeaseHand,
    numbered: Sequence[Numbered],
    composed: Sequence[Composed],
    sheets: Sequence[Sheet],
) -> None:
    """Every paper with its frozen value and the digest under which it lies."""
    made = [_paper(acting, hand, *each) for each in zip(numbered, composed, sheets, strict=True)]
    await papers.add_papers(acting.authority_id, made, acting.on, acting.at)


def _tenancy(each: Numbered) -> leases.NewTenancy:
    row = each.ready.row
    return leases.NewTenancy(
        each.tenancy_id, row.household_id, row.unit_id, row.allocation_id, each.ready.weighed.given.start
    )


def _issued(acting: Acting, hand: LeaseHand, each: Numbered, paper: Composed) -> leases.IssuedLease:
    ready = each.ready
    content = msgspec.structs.replace(ready.content, terms=paper.terms)
    return leases.IssuedLease(
        ready.row.id,
        each.tenancy_id,
        each.number,
        each.place,
        ready.rent.monthly_rent_fen,
        ready.deposit_fen,
        ready.contract.version,
        seal_content(hand.sealing, acting.authority_id, LEASE, content),
    )


def _rent_term(each: Numbered) -> leases.NewRentTerm:
    rent, start = each.ready.rent, each.ready.weighed.given.start
    tenure = rent.tenure or each.ready.weighed.given.tenure
    return leases.NewRentTerm(
        each.tenancy_id, each.ready.row.id, None, rent.monthly_rent_fen, tenure, start, rent.approval_number
    )


def _paper(acting: Acting, hand: LeaseHand, each: Numbered, paper: Composed, sheet: Sheet) -> papers.NewPaper:
    return papers.NewPaper(
        "lease",
        each.number,
        each.ready.row.id,
        None,
        seal_content(hand.sealing, acting.authority_id, PAPER, paper.document),
        sheet.digest,
        sheet.byte_count,
        each.ready.contract.version,
    )
