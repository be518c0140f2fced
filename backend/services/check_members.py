"""Checks the members of a household (家庭成员) as given: one applicant, nobody twice, known words."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.tables.households import RELATIONS
from .acting import Acting
from .at_hand import AtHand
from .check_fields import known_word
from .check_person import PersonChecked, PersonGiven, check_person
from .keep_persons import document_of

SIZE: Final = Both("家庭人口", "household size")
RELATION: Final = Both("与申请人关系", "relation to the applicant")
MOST_PERSONS: Final = 50


class MemberGiven(Struct, frozen=True):
    """A person with what he or she is to the applicant; the applicant is ``self``."""

    person: PersonGiven
    relation: str


def role_of(relation: str) -> str:
    """The applicant is ``self``, all others are co-applicants."""
    return "applicant" if relation == "self" else "co_applicant"


def check_members(
    acting: Acting, at_hand: AtHand, members: Sequence[MemberGiven], at: str
) -> list[PersonChecked]:
    """Each member's person in the form that is kept, or what is wrong with it, at its place in the list."""
    return [
        check_person(acting, at_hand, each.person, f"{at}[{place}].") for place, each in enumerate(members)
    ]


def member_refusals(
    members: Sequence[MemberGiven], checked: Sequence[PersonChecked], at: str
) -> list[Refusal]:
    """Everything wrong with the members themselves: relations, persons, one who stands there twice."""
    found: list[Refusal] = []
    for place, member in enumerate(members):
        found += known_word(RELATION, f"{at}[{place}].relation", member.relation, RELATIONS)
        found += checked[place].refusals
    rows = [each.row for each in checked if each.row is not None]
    documents = [document_of(row) for row in rows]
    twice = [row.name for row in rows if documents.count(document_of(row)) > 1]
    return [*found, *(refusing("person_twice", at, name=name) for name in dict.fromkeys(twice))]


def one_applicant(relations: Sequence[str], at: str) -> list[Refusal]:
    """A refusal unless exactly one is the applicant."""
    count = sum(relation == "self" for relation in relations)
    return [] if count == 1 else [refusing("one_applicant", at, count=count)]


def size_refusals(size: int, members: int) -> list[Refusal]:
    """Why a household of so many registered members cannot be of a size."""
    if not 1 <= size <= MOST_PERSONS:
        return [refusing("out_of_range", "household_size", what=SIZE, given=size, low=1, high=MOST_PERSONS)]
    if size >= members:
        return []
    return [refusing("size_below_members", "household_size", size=size, members=members)]
