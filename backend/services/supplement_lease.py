"""Supplements a lease (补充协议): names corrected, persons added, the rent changed; numbered, on a paper of its own."""

from datetime import date

import msgspec
from msgspec import Struct

from ..domain.lease.compose import supplement_document
from ..domain.lease.numbering import written_number
from ..domain.lease.terms import LeaseTerms, Reduction, Supplement
from ..domain.vocabulary.refusal import Refused
from ..store.audit import append
from ..store.queries import leases, papers, supplements
from ..store.queries.installation import take_numbers
from ..store.unit_of_work import uow
from .acting import Acting
from .ask_policy import rules_of
from .check_fields import missing
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .lease_content import PAPER, SUPPLEMENT, SupplementContent, seal_content
from .lease_hand import LeaseHand
from .press import Press, Spoiled
from .print_leases import check_code, check_url
from .read_lease_ground import LEASE
from .supplement_terms import Asked, WeighedSupplement, weigh_supplement
from .trial_print import unprintable

SERIES = "supplement"


class SupplementLease(Struct, frozen=True):
    """What kind of change, from which day, on what ground; a reduction where the rent changes by one."""

    lease_id: int
    kind: str
    effective_from: date
    ground: str
    reduction: Reduction | None = None
    confirmed: Confirmation | None = None


class Supplemented(Struct, frozen=True):
    """The supplement's number, what it changes, and the digest of its paper."""

    number: str
    changes: tuple[str, ...]
    digest: bytes


async def supplement_lease(acting: Acting, hand: LeaseHand, request: SupplementLease) -> Supplemented:
    """Issue a supplement from what the registers say by now. Raises :class:`Refused` with every reason."""
    authority_id, year, rules = acting.authority_id, acting.on.year, rules_of(acting, hand)
    async with uow():
        row = (await leases.lock_leases(authority_id, [request.lease_id])).get(request.lease_id)
        if row is None:
            raise Refused(missing(LEASE, "lease_id", request.lease_id))
        asked = Asked(request.kind, request.effective_from, request.ground.strip(), request.reduction)
        weighed = await weigh_supplement(acting, hand, row, asked)

        if not isinstance(weighed, WeighedSupplement):
            raise Refused(*weighed)
        warnings = confirm_warnings(weighed.found, request.confirmed)

        (place,) = await take_numbers(authority_id, SERIES, year)
        number = written_number(rules, SERIES, year, place)
        supplement = Supplement(number, asked.effective_from, asked.ground, weighed.changes)
        content = SupplementContent(supplement, _marked(acting, hand, weighed, number))
        paper = await _print(acting, hand, row.id, content, weighed)
        new = supplements.NewSupplement(
            row.id, asked.kind, number, year, place, asked.effective_from, asked.ground, paper.template_version,
            seal_content(hand.sealing, authority_id, SUPPLEMENT, content), acting.on,
        )  # fmt: skip
        supplement_id = await supplements.add_supplement(authority_id, new, acting.at)
        made = msgspec.structs.replace(paper, supplement_id=supplement_id)
        await papers.add_papers(authority_id, [made], acting.on, acting.at)
        await _take_effect(acting, row, supplement_id, asked, weighed)
        payload = {
            "number": number, "kind": asked.kind, "from": asked.effective_from, "digest": paper.digest.hex(),
            "changes": [each.what for each in weighed.changes], **noted(request.confirmed, warnings),
        }  # fmt: skip
        await append(authority_id, acting.actor, "supplement_lease", f"lease:{row.id}", payload, acting.at)
    said = tuple(f"{each.what}:{each.before}→{each.after}" for each in weighed.changes)
    return Supplemented(number, said, paper.digest)


def _marked(acting: Acting, hand: LeaseHand, weighed: WeighedSupplement, number: str) -> LeaseTerms:
    code = check_code(hand.sealing, acting.authority_id, number)
    url = check_url(weighed.public_url, number, code)
    return msgspec.structs.replace(weighed.terms, check_code=code, check_url=url)


async def _print(
    acting: Acting, hand: LeaseHand, lease_id: int, content: SupplementContent, weighed: WeighedSupplement
) -> papers.NewPaper:
    """The paper with its bytes kept."""
    assert weighed.contract is not None, "a supplement without its words was refused"
    document = supplement_document(content.supplement, content.terms, weighed.contract)
    (sheet,) = await Press(hand.papers).print([document])
    if isinstance(sheet, Spoiled):
        raise Refused(unprintable(sheet))
    sealed = seal_content(hand.sealing, acting.authority_id, PAPER, document)
    version = f"{weighed.contract.kind}-{weighed.contract.version}"
    return papers.NewPaper(
        SERIES, document.number, lease_id, None, sealed, sheet.digest, sheet.byte_count, version
    )


async def _take_effect(
    acting: Acting, row: leases.LeaseRow, supplement_id: int, asked: Asked, weighed: WeighedSupplement
) -> None:
    """The new rent from its day; the persons who move in."""
    assert row.tenancy_id is not None, "an issued lease has its tenancy"
    rent, day = weighed.terms.rent, asked.effective_from
    if asked.kind == "rent_changed" and rent is not None:
        tenure = rent.tenure or "public_rental"
        to = (row.tenancy_id, row.id, supplement_id)
        term = leases.NewRentTerm(*to, rent.monthly_rent_fen, tenure, day, rent.approval_number)
        await leases.add_rent_terms(acting.authority_id, [term], acting.at)
    await supplements.join_tenancy(acting.authority_id, row.tenancy_id, weighed.joining, day, acting.at)
