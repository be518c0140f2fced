"""Persons (人员) of a household: names handed down in the family, hukou and documents that belong together."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.days import add_years
from ...domain.vocabulary.names import DOT
from .documents import PersonPlan, Registry
from .families import BUSINESS_DAY, Kin
from .names import Name, make_name, pick
from .parts import City

ADULT_YEARS: Final = 18
MONGOL_STYLES: Final = {"mongol_surname": 5.0, "mongol_alone": 4.0, "mongol_clan": 1.0}


class MemberPlan(Struct, frozen=True):
    """A person with what he or she is to the applicant, from a day on."""

    person: PersonPlan
    relation: str
    joined: date


def name_family(rng: Random, city: City, family: Sequence[Kin]) -> list[Name]:
    """The members' names: children after the father, parents and siblings by the applicant's line."""
    people = pick(rng, city.peoples)
    people = pick(rng, MONGOL_STYLES) if people == "mongol" else people
    head = family[0]
    own = make_name(rng, people, head.sex, head.born.year)
    names, spouse = [own], None
    for kin in family[1:]:
        line: Name | None = None
        if kin.relation in ("child", "grandchild"):
            line = own if head.sex == "male" or (spouse is None and rng.random() < 0.3) else spouse
        elif kin.relation == "sibling" or (kin.relation == "parent" and kin.sex == "male"):
            line = own
        fathered = line is not None and kin.relation == "child" and (line is spouse or head.sex == "male")
        name = make_name(
            rng, people, kin.sex, kin.born.year,
            surname=line.surname if line else "",
            father=line.given if line and fathered else "",
            taken=frozenset(each.whole for each in names),
        )  # fmt: skip
        spouse = name if kin.relation == "spouse" else spouse
        names.append(name)
    return names


def make_people(rng: Random, city: City, registry: Registry, family: Sequence[Kin]) -> list[MemberPlan]:
    """The members of a household as persons; most have the applicant's hukou, which their number shows."""
    hukous = {place: hukou for place, hukou, _ in city.places}
    weights = {place: weight for place, _, weight in city.places}
    home = pick(rng, weights)
    members = []
    for kin, name in zip(family, name_family(rng, city, family), strict=True):
        grown = kin.born <= add_years(BUSINESS_DAY, -ADULT_YEARS)
        phone = registry.phone() if kin.relation == "self" or (grown and rng.random() < 0.6) else ""
        if kin.relation == "spouse" and DOT not in name.whole and rng.random() < city.foreign_share:
            person = registry.foreign(name.whole, kin, phone)
        else:
            moved = kin.relation == "spouse" and rng.random() < 0.3
            place = pick(rng, weights) if moved else home
            number, born = registry.number(place, kin.born)
            person = PersonPlan(name.whole, "resident_id", number, phone, born, kin.sex, hukous[place])
        members.append(MemberPlan(person, kin.relation, kin.joined))
    return members
