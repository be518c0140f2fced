"""Issues checked leases within a unit of work: tenancy, rent term, number, paper with its digest.

The same for one lease and for a batch. What is refused is left as it was and takes no number.
"""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from ..domain.lease.numbering import written_number
from ..domain.vocabulary.refusal import Refusal
from ..store.queries import leases
from ..store.queries.bulk import new_ids
from ..store.queries.installation import take_numbers
from .acting import Acting
from .ask_policy import rules_of
from .lease_content import open_lease
from .lease_hand import LeaseHand
from .press import Press
from .print_leases import compose_lease, printed_sheets
from .ready_leases import Numbered, ready_leases
from .weigh_leases import weigh_leases
from .write_issued import write_leases, write_papers

SERIES = "lease"


class IssuedPaper(NamedTuple):
    """A lease that was issued: its number, and the digest under which its paper lies."""

    lease_id: int
    number: str
    home: str
    monthly_rent_fen: int
    digest: bytes

    def noted(self) -> dict[str, object]:
        """What the audit trail keeps of it."""
        return {"number": self.number, "rent_fen": self.monthly_rent_fen, "digest": self.digest.hex()}


class Outcome(NamedTuple):
    """What became of a batch: the papers in the order asked, and why the others were refused."""

    issued: tuple[IssuedPaper, ...]
    refused: dict[int, tuple[Refusal, ...]]


async def issue_checked(
    acting: Acting, hand: LeaseHand, rows: Sequence[leases.LeaseRow], press: Press | None = None
) -> Outcome:
    """Issue leases that are locked. Raises ``Unprintable`` for a paper that cannot be made."""
    authority_id, year, rules = acting.authority_id, acting.on.year, rules_of(acting, hand)
    contents = [open_lease(hand.sealing, authority_id, row.content_sealed) for row in rows]
    weighed = await weigh_leases(acting, hand, [each.given for each in contents], hold=True)

    ready, refused = ready_leases(rows, contents, weighed)
    if not ready:
        return Outcome((), refused)

    tenancies = await new_ids(len(ready))
    # Taken as late as can be: everybody else who issues waits for them until the commit.
    places = await take_numbers(authority_id, SERIES, year, len(ready))
    numbered = [
        Numbered(each, each.row.tenancy_id or tenancy, place, written_number(rules, SERIES, year, place))
        for each, tenancy, place in zip(ready, tenancies, places, strict=True)
    ]
    composed = [compose_lease(acting, hand, each) for each in numbered]
    documents = [each.document for each in composed]
    # The press works on the papers while the rows are written; it touches no row.
    printing = asyncio.create_task((press or Press(hand.papers)).print(documents))
    try:
        await write_leases(acting, hand, numbered, composed)
    finally:
        made = await printing
    sheets = printed_sheets(numbered, made)
    await write_papers(acting, hand, numbered, composed, sheets)
    issued = tuple(
        IssuedPaper(each.ready.row.id, each.number, each.ready.weighed.home, each.ready.rent.monthly_rent_fen, sheet.digest)
        for each, sheet in zip(numbered, sheets, strict=True)
    )  # fmt: skip
    return Outcome(issued, refused)
