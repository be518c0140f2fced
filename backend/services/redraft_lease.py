"""A lease that is not issued as it is kept after it was weighed, and as it is shown."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ..domain.vocabulary.days import ONE_DAY
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.queries import leases
from .acting import Acting
from .confirm_warnings import Confirmation, confirm_warnings
from .lease_content import LEASE, LeaseContent, seal_content
from .lease_hand import LeaseHand
from .mask_numbers import masked_words
from .weigh_leases import ONLY_AT_ISSUE, Weighed


class LeaseDrafted(Struct, frozen=True):
    """A lease that is not issued: its state, what still stands against it, its rent where there is one."""

    lease_id: int
    state: str
    home: str
    monthly_rent_fen: int | None
    refusals: tuple[Refusal, ...]


def standing(found: Sequence[Refusal], confirmed: Confirmation | None) -> tuple[Refusal, ...]:
    """What still stands: errors, and warnings nobody has confirmed."""
    try:
        confirm_warnings(found, confirmed)
    except Refused as refused:
        return refused.refusals
    return ()


def redrafted(
    acting: Acting, hand: LeaseHand, lease_id: int, weighed: Weighed, confirmed: Confirmation | None
) -> tuple[leases.Redrafted, LeaseDrafted]:
    """A lease as it is kept after it was weighed, and as it is shown."""
    left = standing(weighed.found, confirmed)
    state = "checked" if all(each.code in ONLY_AT_ISSUE for each in left) else "draft"
    given, terms = weighed.given, weighed.terms
    rent = None if terms.rent is None else terms.rent.monthly_rent_fen
    content = LeaseContent(given, confirmed, terms)
    row = leases.Redrafted(
        lease_id,
        state,
        given.start,
        max(given.end, given.start) + ONE_DAY,
        rent,
        terms.deposit_fen,
        None if weighed.contract is None else weighed.contract.version,
        seal_content(hand.sealing, acting.authority_id, LEASE, content),
        msgspec.json.encode(terms.overrides).decode(),
        msgspec.json.encode(left).decode(),
    )
    return row, LeaseDrafted(lease_id, state, weighed.home, rent, left)


def noted_draft(
    row: leases.Redrafted, shown: LeaseDrafted, confirmed: Confirmation | None
) -> dict[str, object]:
    """What the audit trail keeps of a draft or a check."""
    payload: dict[str, object] = {
        "state": row.state, "from": row.from_day, "to": row.to_day, "rent_fen": row.monthly_rent_fen,
        "refusals": [each.code for each in shown.refusals],
    }  # fmt: skip
    if confirmed is not None:
        payload |= {"confirmed": confirmed.codes, "reason": masked_words(confirmed.reason)}
    return payload
