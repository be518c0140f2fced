"""Composes the papers of leases that have their numbers, and holds them against what the press made of them."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

import msgspec

from ..domain.lease.compose import lease_document
from ..domain.lease.document import LeaseDocument
from ..domain.lease.terms import LeaseTerms
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.sealing import Sealing
from .acting import Acting
from .lease_hand import LeaseHand
from .press import Sheet, Spoiled
from .ready_leases import Numbered
from .trial_print import unprintable

CHECK: Final = "paper.check"
CODE_LENGTH: Final = 12


class Unprintable(Exception):  # noqa: N818 - an answer about one lease, not a failing program
    """The paper of a lease cannot be made; nothing of the unit of work may stay."""

    def __init__(self, lease_id: int, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(lease_id)
        self.lease_id = lease_id
        self.refusals = refusals


class Composed(NamedTuple):
    """A paper before it is printed: the terms with their number, and the document."""

    terms: LeaseTerms
    document: LeaseDocument


def check_code(sealing: Sealing, authority_id: int, number: str) -> str:
    """What a person types beside a paper's number to check it; nobody can guess it from the number."""
    return sealing.index(authority_id, CHECK, number).hex()[:CODE_LENGTH].upper()


def check_url(public_url: str | None, number: str, code: str) -> str:
    """What the sign on a paper leads to; empty where the authority has no public address."""
    return f"{public_url.rstrip('/')}/check?number={quote(number)}&code={code}" if public_url else ""


def compose_lease(acting: Acting, hand: LeaseHand, each: Numbered) -> Composed:
    """The paper of a lease that has its number. Raises :class:`Unprintable` where a value is missing."""
    code = check_code(hand.sealing, acting.authority_id, each.number)
    terms = msgspec.structs.replace(
        each.ready.weighed.terms,
        number=each.number,
        check_code=code,
        check_url=check_url(each.ready.weighed.public_url, each.number, code),
    )
    try:
        return Composed(terms, lease_document(terms, each.ready.contract))
    except Refused as refused:
        raise Unprintable(each.ready.row.id, refused.refusals) from None


def printed_sheets(numbered: Sequence[Numbered], sheets: Sequence[Sheet | Spoiled]) -> list[Sheet]:
    """The papers of leases, all of them. Raises :class:`Unprintable` for one that cannot be printed."""
    whole = []
    for each, sheet in zip(numbered, sheets, strict=True):
        if isinstance(sheet, Spoiled):
            raise Unprintable(each.ready.row.id, (unprintable(sheet),))
        whole.append(sheet)
    return whole
