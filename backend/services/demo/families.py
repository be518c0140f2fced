"""Households (家庭) by their make-up: who belongs to one, how old each is, who came in when."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.days import add_years

BUSINESS_DAY: Final = date(2026, 9, 1)
"""The day on which the demonstration begins."""


class Kin(Struct, frozen=True):
    """A member to be: relation to the applicant, sex, birth day, the day of joining the household."""

    relation: str
    sex: str
    born: date
    joined: date


SHAPES: Final[Mapping[str, tuple[int, int, str]]] = {
    "single": (23, 63, ""), "widow": (66, 91, ""),
    "couple": (25, 61, "spouse"), "old_couple": (62, 86, "spouse"),
    "couple_1": (27, 52, "spouse child"), "couple_2": (29, 48, "spouse child child"),
    "couple_3": (33, 46, "spouse child child child"),
    "alone_1": (28, 52, "child"), "alone_2": (30, 48, "child child"),
    "with_parent": (29, 58, "parent"), "siblings": (23, 55, "sibling"),
    "skipped": (56, 74, "grandchild"),
    "three_4": (30, 52, "spouse child parent"), "three_5": (30, 50, "spouse child parent parent"),
    "three_6": (31, 47, "spouse child child parent parent"),
    "large_7": (34, 46, "spouse child child child parent parent"),
    "large_8": (34, 42, "spouse child child child parent parent grandparent"),
}  # fmt: skip
"""Make-up of a household: the applicant's youngest and greatest age, and who lives with him or her."""

MIX: Final[Mapping[str, Mapping[str, float]]] = {
    "dibao": {"widow": 24, "single": 16, "old_couple": 12, "alone_1": 12, "alone_2": 5, "couple_1": 9,
        "with_parent": 8, "skipped": 4, "three_4": 4, "three_5": 2, "couple_2": 2, "siblings": 2},
    "low_income": {"couple_1": 25, "couple": 17, "single": 15, "widow": 6, "old_couple": 8, "couple_2": 8,
        "alone_1": 8, "three_4": 4, "three_5": 3, "three_6": 1.5, "with_parent": 3, "large_7": 0.8,
        "large_8": 0.5, "couple_3": 1.2},
    "lower_middle_income": {"couple_1": 32, "couple": 20, "single": 16, "couple_2": 11, "alone_1": 6,
        "three_4": 5, "three_5": 4, "three_6": 1.5, "with_parent": 3, "large_7": 0.6, "large_8": 0.5},
    "new_employee": {"single": 66, "couple": 24, "couple_1": 8, "siblings": 2},
    "migrant_worker": {"single": 30, "couple": 22, "couple_1": 25, "couple_2": 11, "couple_3": 1.5,
        "three_4": 4, "alone_1": 4, "siblings": 2.5},
}  # fmt: skip
"""How often each make-up comes in a class."""


def size_of(shape: str) -> int:
    """How many persons a household of a shape has."""
    return 1 + len(SHAPES[shape][2].split())


def born_at(rng: Random, age: int) -> date:
    """A birth day by which a person is so many years old on the business day."""
    latest = add_years(BUSINESS_DAY, -age)
    return latest - timedelta(days=rng.randrange((latest - add_years(latest, -1)).days))


def make_family(rng: Random, household_class: str, shape: str, since: date) -> list[Kin]:
    """The members of a household registered on a day, the applicant first, who was of age by then."""
    lowest, highest, others = SHAPES[shape]
    relations = others.split()
    passed = BUSINESS_DAY.year - since.year + 1
    if household_class == "new_employee":
        lowest, highest = passed + 21, passed + 30
    age = max(rng.randint(lowest, highest), passed + 21)
    sex = (
        "female"
        if rng.random() < {"widow": 0.75, "alone_1": 0.72, "alone_2": 0.8}.get(shape, 0.45)
        else "male"
    )
    found = [Kin("self", sex, born_at(rng, age), since)]
    mother = age if sex == "female" else age - 2
    if "spouse" in relations:
        spouse = max(passed + 20, age + rng.randint(-5, 1) * (1 if sex == "male" else -1))
        mother = age if sex == "female" else spouse
        found.append(_kin(rng, "spouse", "male" if sex == "female" else "female", spouse, since))
    children = relations.count("child")
    if children:
        ages = rng.sample(range(max(0, mother - 40), min(24, mother - 20) + 1, 2), children)
        found += [_kin(rng, "child", _any(rng), each, since) for each in sorted(ages, reverse=True)]
    found += _elders(rng, relations, age, since)
    if "sibling" in relations:
        found.append(_kin(rng, "sibling", _any(rng), max(18 + passed, age - rng.randint(2, 6)), since))
    if "grandchild" in relations:
        found.append(_kin(rng, "grandchild", _any(rng), rng.randint(5, min(17, age - 44)), since))
    return found


def _elders(rng: Random, relations: list[str], age: int, since: date) -> list[Kin]:
    sexes = (
        ("male", "female") if relations.count("parent") == 2 else (rng.choice(("female", "female", "male")),)
    )
    older = rng.randint(21, 27 if "grandparent" in relations else 31)
    found = [
        _kin(rng, "parent", sex, age + older + (sex == "male") * rng.randint(0, 3), since)
        for sex in sexes[: relations.count("parent")]
    ]
    if "grandparent" in relations:
        found.append(_kin(rng, "grandparent", "female", age + older + 3 + rng.randint(18, 21), since))
    return found


def _kin(rng: Random, relation: str, sex: str, age: int, since: date) -> Kin:
    """A member of an age; a child born later joins a month after its birth."""
    born = born_at(rng, age)
    joined = min(max(since, born + timedelta(days=30)), BUSINESS_DAY)
    return Kin(relation, sex, born, joined)


def _any(rng: Random) -> str:
    return rng.choice(("male", "female"))
