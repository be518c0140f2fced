"""Enters who lets (出租人): the bureau itself, or the operator of an estate, with address and account."""

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..store.audit import append
from ..store.queries import authorities, lease_subjects
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import NAME, OPERATOR, blank, credit_code, missing

ADDRESS = Both("地址", "address")
TELEPHONE = Both("联系电话", "telephone")
ACCOUNT = Both("租金缴纳账户", "account the rent is paid to")


class EnterLessor(Struct, frozen=True):
    """Who lets; without an operator the bureau, for every estate whose operator is not entered."""

    name: str
    address: str
    telephone: str
    account: str
    credit_code: str = ""
    representative: str = ""
    signing_place: str = ""
    operator_id: int | None = None


async def _refusals(acting: Acting, request: EnterLessor) -> list[Refusal]:
    found = blank(
        ("name", NAME, request.name), ("address", ADDRESS, request.address),
        ("telephone", TELEPHONE, request.telephone), ("account", ACCOUNT, request.account),
    )  # fmt: skip
    found += credit_code(request.credit_code or None)
    operator = request.operator_id
    if operator is not None and not await authorities.has_operator(acting.authority_id, operator):
        found.append(missing(OPERATOR, "operator_id", operator))
    return found


async def enter_lessor(acting: Acting, at_hand: AtHand, request: EnterLessor) -> None:
    """Enter or correct who lets; leases already issued stay as they are."""
    async with uow():
        found = await _refusals(acting, request)
        if found:
            raise Refused(*found)
        row = lease_subjects.LessorRow(
            request.operator_id, request.name.strip(), request.address.strip(), request.telephone.strip(),
            request.credit_code, request.representative.strip(), request.account.strip(),
            request.signing_place.strip(),
        )  # fmt: skip
        await lease_subjects.keep_lessor(acting.authority_id, row, acting.at)
        payload = {"operator": request.operator_id, "name": row.name, "address": row.address}
        subject = f"authority:{acting.authority_id}"
        await append(acting.authority_id, acting.actor, "enter_lessor", subject, payload, acting.at)
