"""The check list (核对清单) before a batch is issued: how many, what sum of rents, which doubts."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ..domain.vocabulary.refusal import Refusal
from ..store.queries import leases
from .acting import Acting

ISSUABLE = ("draft", "checked")


class Doubt(Struct, frozen=True):
    """One reason against leases of the list: how many it concerns, one of them, its words."""

    count: int
    example: str
    refusal: Refusal


class CheckList(Struct, frozen=True):
    """What a batch would issue: the leases in the order of buildings, the sums of rents and deposits in fen."""

    ready: tuple[leases.LeaseLine, ...]
    held_back: tuple[leases.LeaseLine, ...]
    monthly_rent_fen: int
    deposit_fen: int
    doubts: tuple[Doubt, ...]


async def list_check(acting: Acting, batch: str | None, lease_ids: Sequence[int] | None = None) -> CheckList:
    """The leases of a batch, or some by their ids, that are not issued yet; nothing is written."""
    lines = await leases.lease_lines(acting.authority_id, ISSUABLE, batch, lease_ids)
    ready = tuple(each for each in lines if each.state == "checked" and each.refusals == "[]")
    kept = {each.id for each in ready}
    back = tuple(each for each in lines if each.id not in kept)
    return CheckList(
        ready,
        back,
        sum(each.monthly_rent_fen or 0 for each in ready),
        sum(each.deposit_fen or 0 for each in ready),
        _doubts(back),
    )


def _doubts(lines: Sequence[leases.LeaseLine]) -> tuple[Doubt, ...]:
    count: Counter[str] = Counter()
    first: dict[str, tuple[str, Refusal]] = {}
    for line in lines:
        for each in msgspec.json.decode(line.refusals, type=tuple[Refusal, ...]):
            count[each.code] += 1
            first.setdefault(each.code, (line.home, each))
    return tuple(Doubt(times, *first[code]) for code, times in count.most_common())
