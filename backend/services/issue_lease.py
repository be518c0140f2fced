"""Issues a lease (签发合同): number, tenancy, rent and paper in one act, or all reasons why not."""

from msgspec import Struct

from ..domain.vocabulary.refusal import Refused
from ..store.audit import append
from ..store.queries import leases
from ..store.unit_of_work import uow
from .acting import Acting
from .check_fields import missing
from .issue_checked import IssuedPaper, issue_checked
from .lease_hand import LeaseHand
from .print_leases import Unprintable
from .read_lease_ground import LEASE


class IssueLease(Struct, frozen=True):
    """The checked lease that is to be issued."""

    lease_id: int


async def issue_lease(acting: Acting, hand: LeaseHand, request: IssueLease) -> IssuedPaper:
    """Issue one lease on the business day. Raises :class:`Refused` with every reason."""
    authority_id = acting.authority_id
    try:
        async with uow():
            held = await leases.lock_leases(authority_id, [request.lease_id])
            if not held:
                raise Refused(missing(LEASE, "lease_id", request.lease_id))

            outcome = await issue_checked(acting, hand, list(held.values()))
            for refusals in outcome.refused.values():
                raise Refused(*refusals)

            (issued,) = outcome.issued
            subject = f"lease:{issued.lease_id}"
            await append(authority_id, acting.actor, "issue_lease", subject, issued.noted(), acting.at)
    except Unprintable as error:
        raise Refused(*error.refusals) from None
    return issued
