"""Holds one person of an application against the household it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..domain.allocation.allocation_states import OPEN, STATES
from ..domain.allocation.placing import Member, Placing, placing_refusals
from ..domain.allocation.result_rows import ResultRow
from ..domain.policy.pack import InForce
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.refusing import refusing
from ..store.queries import allocations, households, people
from .acting import Acting
from .import_words import from_refusal, note
from .read_results import OnRecord

RELATIONS: Final = {
    "self": "申请人", "spouse": "配偶", "child": "子女", "parent": "父母", "grandparent": "祖父母",
    "grandchild": "孙子女", "sibling": "兄弟姐妹", "other": "其他",
}  # fmt: skip
"""What the register calls a member, as lists write it."""


def relation_of(row: ResultRow) -> str:
    """The register's word for what a row's person is to the applicant; in-laws are others there."""
    if row.relation == "applicant":
        return "self"
    return row.relation if row.relation in RELATIONS else "other"


def member_complaints(
    row: ResultRow,
    known: tuple[int, str] | None,
    present: Mapping[int, households.MemberRow],
    held: allocations.Allocation | None,
    household_id: int | None,
) -> Iterator[Complaint]:
    """What stands against a person of a household that is registered already."""
    if household_id is None:
        return
    member = present.get(known[0]) if known is not None else None
    if member is not None:
        if member.relation != relation_of(row):
            kept, given = RELATIONS[member.relation], RELATIONS[relation_of(row)]
            yield note(row.row, "与申请人关系", "relation_differs", kept=kept, given=given)
        return
    if row.relation == "applicant" and any(each.role == "applicant" for each in present.values()):
        yield from_refusal(row.row, "与申请人关系", refusing("one_applicant", count=2))
    if held is None:
        yield note(row.row, "证件号码", "joins", household=household_id)
    elif held.state not in OPEN:
        state = STATES[held.state].zh
        yield note(row.row, "", "allocation_settled", number=row.application_number, state=state)


def elsewhere(
    row: ResultRow, memberships: Sequence[people.PersonHome], household_id: int | None
) -> Iterator[Complaint]:
    """A doubt for each other household a person is a member of."""
    for each in memberships:
        if each.household_id != household_id:
            yield note(row.row, "证件号码", "member_elsewhere", household=each.household_id)


def placing_complaints(
    acting: Acting,
    rules: InForce,
    record: OnRecord,
    row: ResultRow,
    person: tuple[int, str],
    held: allocations.Allocation | None,
) -> list[Complaint]:
    """Why a person cannot be placed: housed, waiting for another home, banned; the article named."""
    who, name = person
    waiting = [each for each in record.waiting.get(who, ()) if held is None or each.allocation_id != held.id]
    placing = Placing(
        (Member(who, name, "applicant"),),
        tuple(record.live.get(who, ())),
        tuple(waiting),
        tuple(record.bans.get(who, ())),
    )
    found = placing_refusals(placing, acting.authority, rules, acting.on, row.confirmed_on)
    return [from_refusal(row.row, "证件号码", each) for each in found]
