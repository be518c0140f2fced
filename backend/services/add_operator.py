"""Adds an operator (运营单位) that runs estates for the authority."""

from msgspec import Struct

from ..domain.vocabulary.refusal import Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import authorities
from ..store.queries.bulk import new_ids
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import NAME, OPERATOR, blank, credit_code


class AddOperator(Struct, frozen=True):
    """An operator to be added."""

    name: str
    credit_code: str | None = None


class OperatorAdded(Struct, frozen=True):
    """The operator as it stands."""

    operator_id: int


async def add_operator(acting: Acting, at_hand: AtHand, request: AddOperator) -> OperatorAdded:
    """Add an operator under a name of its own."""
    found = [*blank(("name", NAME, request.name)), *credit_code(request.credit_code)]
    if found:
        raise Refused(*found)
    async with uow():
        (operator_id,) = await new_ids(1)
        new = authorities.NewOperator(operator_id, request.name.strip(), request.credit_code)
        if not await authorities.add_operators(acting.authority_id, [new], acting.at):
            raise Refused(refusing("already_there", "name", what=OPERATOR, given=new.name))
        subject, payload = f"operator:{operator_id}", {"name": new.name}
        await append(acting.authority_id, acting.actor, "add_operator", subject, payload, acting.at)
    return OperatorAdded(operator_id)
