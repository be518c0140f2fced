"""Lifts a ban (解除限制) by an order; that it was there stays readable."""

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import bans
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import BAN, blank, keepable, missing
from .mask_numbers import masked_payload, masked_words

ORDER = Both("解除文书号", "number of the order")


class LiftBan(Struct, frozen=True):
    """Which ban is lifted from the business day on, by which order, why."""

    ban_id: int
    order_number: str
    reason: str


def _refusals(acting: Acting, request: LiftBan, ban: bans.BanRow) -> list[Refusal]:
    found = blank(("order_number", ORDER, request.order_number))
    if not request.reason.strip():
        found.append(refusing("reason_needed", "reason"))
    over = ban.lifted_on or (ban.reapply_from if ban.reapply_from and ban.reapply_from <= acting.on else None)
    if over is not None:
        found.append(refusing("ban_over", "ban_id", ban.article, day=over))
    elif acting.on < ban.from_day:
        words = {"what": Both("解除日期", "day of lifting"), "day": acting.on, "start": ban.from_day}
        found.append(refusing("day_before", "ban_id", "", **words))
    return found


async def lift_ban(acting: Acting, at_hand: AtHand, request: LiftBan) -> None:
    """End a ban on the business day; others of the household's members have their own."""
    keepable(acting, request)
    authority_id = acting.authority_id
    async with uow():
        ban = await bans.lock_ban(authority_id, request.ban_id)
        if ban is None:
            raise Refused(missing(BAN, "ban_id", request.ban_id))

        found = _refusals(acting, request, ban)
        if found:
            raise Refused(*found)

        order = masked_words(f"{request.order_number.strip()}:{request.reason.strip()}")
        await bans.lift_ban(authority_id, ban.id, acting.on, order)
        words = {"order": request.order_number, "reason": request.reason}
        payload = masked_payload({**words, "person": ban.person_id})
        await append(authority_id, acting.actor, "lift_ban", f"ban:{ban.id}", payload, acting.at)
