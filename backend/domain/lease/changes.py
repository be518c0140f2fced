"""What a supplement changes (变更事项): the terms before held against what the registers say by now."""

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from ..vocabulary.both import Both
from ..vocabulary.money import yuan_text
from .terms import Change, HouseholdPerson, LeaseRent, LeaseTerms

SupplementKind = Literal["names_corrected", "person_added", "rent_changed"]
SUPPLEMENTS: Final[dict[SupplementKind, Both]] = {
    "names_corrected": Both("更正姓名", "names corrected"),
    "person_added": Both("增加共同居住人", "person added"),
    "rent_changed": Both("变更租金", "rent changed"),
}
"""Kinds that change the contract of one tenancy. A change of the home ends the tenancy and opens another."""


def _same(one: HouseholdPerson, other: HouseholdPerson) -> bool:
    return one.document_number == other.document_number or (
        one.name == other.name and one.relation == other.relation
    )


def added_persons(before: LeaseTerms, now: LeaseTerms) -> tuple[HouseholdPerson, ...]:
    """Who lives there by now and stands in no line of the household list."""
    return tuple(each for each in now.members if not any(_same(each, old) for old in before.members))


def _shown(person: HouseholdPerson) -> str:
    return f"{person.name}({person.document}{person.document_number})"


def corrected(before: LeaseTerms, now: LeaseTerms) -> tuple[LeaseTerms, tuple[Change, ...]]:
    """The terms with the names and documents of the same persons as they are registered by now."""
    members, changes = [], []
    for old in before.members:
        new = next((each for each in now.members if _same(old, each)), old)
        if _shown(old) != _shown(new):
            changes.append(Change(f"姓名、证件({old.relation})", _shown(old), _shown(new)))
        members.append(new)
    tenant = now.tenant if before.tenant != now.tenant else before.tenant
    return msgspec.structs.replace(before, tenant=tenant, members=tuple(members)), tuple(changes)


def joined(before: LeaseTerms, added: Sequence[HouseholdPerson]) -> tuple[LeaseTerms, tuple[Change, ...]]:
    """The terms with more persons in the household list."""
    changes = tuple(
        Change("共同居住人", "", f"{each.name},{each.relation},{each.document}{each.document_number}")
        for each in added
    )
    return msgspec.structs.replace(before, members=(*before.members, *added)), changes


def repriced(before: LeaseTerms, rent: LeaseRent | None) -> tuple[LeaseTerms, tuple[Change, ...]]:
    """The terms with the rent as it is priced from the first day of the change."""
    old = before.rent
    if old == rent or rent is None:
        return msgspec.structs.replace(before, rent=rent), ()
    changes = [
        Change("月租金", "" if old is None else yuan_text(old.monthly_rent_fen), yuan_text(rent.monthly_rent_fen)),
        Change("租金档次", "" if old is None else old.line, rent.line),
        Change("减免", _reduction(old), _reduction(rent)),
    ]  # fmt: skip
    return msgspec.structs.replace(before, rent=rent), tuple(
        each for each in changes if each.before != each.after
    )


def _reduction(rent: LeaseRent | None) -> str:
    if rent is None or rent.reduction is None:
        return "无"
    return f"{rent.reduction.percent}%({rent.reduction.ground},{rent.reduction.approval_number})"
