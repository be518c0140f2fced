"""Adds an estate (项目) with its source and investors (hongshan:10, 13)."""

from typing import Final

from msgspec import Struct

from ..domain.stock.standards import sale_warnings
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.quantities import decimal_text
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import authorities, stock
from ..store.queries.bulk import new_ids
from ..store.tables.stock import SOURCES
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand
from .check_fields import ESTATE, NAME, OPERATOR, blank, known_word, missing

WHOLE_MILLIONTHS: Final = 1_000_000


class InvestorShare(Struct, frozen=True):
    """What part an investor paid, in millionths of the whole: 600000 is 60 %."""

    investor: str
    share_millionths: int


class AddEstate(Struct, frozen=True):
    """An estate to be added."""

    name: str
    address: str
    source: str
    government_invested: bool
    operator_id: int | None = None
    shares: tuple[InvestorShare, ...] = ()


class EstateAdded(Struct, frozen=True):
    """The estate as it stands, and what its sort of homes cannot be used for."""

    estate_id: int
    warnings: tuple[Refusal, ...]


def _percent(millionths: int) -> str:
    sign = "-" if millionths < 0 else ""
    return sign + decimal_text(abs(millionths), 10**4).removesuffix(".0")


def _refusals(request: AddEstate) -> list[Refusal]:
    found = blank(("name", NAME, request.name))
    found += known_word(Both("房源来源", "source of homes"), "source", request.source, SOURCES)
    investor = Both("投资主体", "investor")
    for at, share in enumerate(request.shares):
        found += blank((f"shares[{at}].investor", investor, share.investor))
        if not 0 <= share.share_millionths <= WHOLE_MILLIONTHS:
            words = {"given": _percent(share.share_millionths) + "%", "low": "0%", "high": "100%"}
            field, what = f"shares[{at}].share_millionths", Both("投资比例", "share")
            found.append(refusing("out_of_range", field, "", what=what, **words))
    total = sum(share.share_millionths for share in request.shares)
    if total > WHOLE_MILLIONTHS:
        found.append(refusing("shares_beyond_whole", "shares", given=_percent(total)))
    names = [share.investor.strip() for share in request.shares]
    twice = {name for name in names if names.count(name) > 1 and name}
    found += [refusing("already_there", "shares", what=investor, given=name) for name in sorted(twice)]
    return found


async def add_estate(acting: Acting, at_hand: AtHand, request: AddEstate) -> EstateAdded:
    """Add an estate under a name of its own."""
    authority_id = acting.authority_id
    async with uow():
        found = _refusals(request)
        operator = request.operator_id
        if operator is not None and not await authorities.has_operator(authority_id, operator):
            found.append(missing(OPERATOR, "operator_id", operator))
        if found:
            raise Refused(*found)
        warnings = sale_warnings(request.government_invested, acting.authority, rules_of(acting, at_hand))

        (estate_id,) = await new_ids(1)
        name = request.name.strip()
        new = stock.NewEstate(
            estate_id, operator, name, request.address.strip(), request.source, request.government_invested
        )
        if not await stock.add_estates(authority_id, [new], acting.at):
            raise Refused(refusing("already_there", "name", what=ESTATE, given=name))
        shares = [
            stock.NewShare(estate_id, each.investor.strip(), each.share_millionths) for each in request.shares
        ]
        await stock.add_shares(authority_id, shares)
        payload = {"name": name, "source": request.source, "investors": len(shares)}
        await append(authority_id, acting.actor, "add_estate", f"estate:{estate_id}", payload, acting.at)
    return EstateAdded(estate_id, tuple(warnings))
