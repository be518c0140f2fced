"""Persons (人员) and households (家庭), and who belonged to which household when."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ...domain.vocabulary.document_kinds import DocumentKind
from ..engine import DB
from .columns import day, instant, key, number, sealed, small_number, words

HouseholdClass = Literal["dibao", "low_income", "lower_middle_income", "new_employee", "migrant_worker"]
MemberRole = Literal["applicant", "co_applicant"]
Relation = Literal["self", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other"]
Sex = Literal["male", "female"]
DOCUMENT_KINDS: Final[tuple[str, ...]] = tuple(DocumentKind)
HOUSEHOLD_CLASSES: Final[tuple[str, ...]] = get_args(HouseholdClass)
MEMBER_ROLES: Final[tuple[str, ...]] = get_args(MemberRole)
RELATIONS: Final[tuple[str, ...]] = get_args(Relation)
SEXES: Final[tuple[str, ...]] = get_args(Sex)


class Person(Table, tablename="person", db=DB):
    """A person. Numbers are sealed; a keyed blind index finds them whole, another by their last four."""

    authority_id = number()
    id = key()
    document_kind = words()
    document_number_sealed = sealed()
    document_number_index = sealed()
    document_tail_index = sealed()
    name = words()
    name_key = words()
    initials = words()
    phone_sealed = sealed(null=True)
    phone_index = sealed(null=True)
    phone_tail_index = sealed(null=True)
    birth_day = day(null=True)
    sex = words(null=True)
    hukou = words(null=True)
    created_at = instant()


class Household(Table, tablename="household", db=DB):
    """A household as it was allotted a home; ``household_size`` counts persons not registered too."""

    authority_id = number()
    id = key()
    household_class = words()
    household_size = small_number()
    remark = words(null=True)
    created_at = instant()


class HouseholdMember(Table, tablename="household_member", db=DB):
    """A person's membership from a day up to, not including, ``to_day``; the applicant is ``self``."""

    authority_id = number()
    id = key()
    household_id = number()
    person_id = number()
    role = words()
    relation = words()
    from_day = day()
    to_day = day(null=True)
    created_at = instant()
