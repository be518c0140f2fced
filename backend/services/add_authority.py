"""Sets up an authority (管理单位): one housing bureau with its policy pack."""

import re

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..policy_packs.reader import AUTHORITIES
from ..store.audit import append
from ..store.queries import authorities
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import AUTHORITY, CODE, NAME, blank, credit_code, known_word


class AddAuthority(Struct, frozen=True):
    """An authority to be set up; ``division_code`` is the county's code of GB/T 2260."""

    code: str
    name: str
    policy_pack: str
    division_code: str
    credit_code: str | None = None
    public_url: str | None = None
    demonstration: bool = False


class AuthorityAdded(Struct, frozen=True):
    """The authority as it stands."""

    authority_id: int


def _refusals(request: AddAuthority) -> list[Refusal]:
    found = blank(("code", CODE, request.code), ("name", NAME, request.name))
    found += known_word(Both("政策包", "policy pack"), "policy_pack", request.policy_pack, AUTHORITIES)
    if not re.fullmatch(r"[0-9]{6}", request.division_code):
        what, form = Both("行政区划代码", "division code"), Both("6 位数字", "6 digits")
        given = request.division_code
        found.append(refusing("code_form", "division_code", what=what, given=given, form=form))
    return found + credit_code(request.credit_code)


async def add_authority(acting: Acting, at_hand: AtHand, request: AddAuthority) -> AuthorityAdded:
    """Set up an authority; its audit trail begins with this."""
    found = _refusals(request)
    if found:
        raise Refused(*found)
    new = authorities.NewAuthority(
        request.code.strip(), request.name.strip(), request.policy_pack, request.division_code,
        request.credit_code, request.public_url, request.demonstration,
    )  # fmt: skip
    async with uow():
        authority_id = await authorities.add_authority(new, acting.at)
        if authority_id is None:
            raise Refused(refusing("already_there", "code", what=AUTHORITY, given=new.code))
        subject, payload = f"authority:{authority_id}", {"code": new.code, "policy_pack": new.policy_pack}
        await append(authority_id, acting.actor, "add_authority", subject, payload, acting.at)
    return AuthorityAdded(authority_id)
