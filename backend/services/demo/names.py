"""Makes names (姓名) of a people, a generation and a sex from the lists; pure, from the random source given."""

from collections.abc import Mapping
from random import Random
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.names import DOT
from . import name_lists as lists

Sex = str


class Name(Struct, frozen=True):
    """A whole name with what a child takes over from it: the surname, or the father's own name."""

    whole: str
    surname: str
    given: str


_SURNAMES: Final = {name: weight for weight, names in lists.SURNAMES for name in names.split()}


def pick(rng: Random, weighted: Mapping[str, float]) -> str:
    """One of some words by their weights."""
    return rng.choices(list(weighted), list(weighted.values()))[0]


def han_given(rng: Random, sex: Sex, year: int) -> str:
    """A Chinese given name of the generation; now and then with a rare character."""
    single, words = next((single, words) for before, single, words in lists.GENERATIONS if year < before)
    first, second, alone = words[sex]
    given = rng.choice(alone) if rng.random() < single else rng.choice(first) + rng.choice(second)
    if rng.random() < lists.RARE_SHARE:
        rare = rng.choice(lists.RARE[rng.random() < 0.25])
        return given[:-1] + rare
    return given


def _mongol(rng: Random, style: str, sex: Sex, year: int, surname: str) -> Name:
    """By style: a Chinese surname and given name, a Mongolian name alone, or clan · name."""
    if style == "surname":
        surname, given = surname or rng.choice(lists.MONGOL_SURNAMES.split()), han_given(rng, sex, year)
        return Name(surname + given, surname, given)
    first, second = (rng.choice(words.split()) for words in lists.MONGOL[sex])
    given = first if first == second else first + second
    if style == "alone":
        return Name(given, "", given)
    clan = surname or rng.choice(lists.MONGOL_CLANS.split())
    return Name(clan + DOT + given, clan, given)


def _once(rng: Random, people: str, sex: Sex, year: int, surname: str, father: str) -> Name:
    if people.startswith("mongol_"):
        return _mongol(rng, people.removeprefix("mongol_"), sex, year, surname)
    if people == "uyghur":
        given = rng.choice(lists.UYGHUR[sex].split())
        father = father or rng.choice([name for name in lists.UYGHUR["male"].split() if name != given])
        return Name(given + DOT + father, "", given)
    if people == "yi":
        clan, given = surname or rng.choice(lists.YI_CLANS.split()), rng.choice(lists.YI[sex].split())
        return Name(clan + DOT + given, clan, given)
    if people == "korean":
        surname = surname or rng.choice(lists.KOREAN[0].split())
        given = rng.choice(lists.KOREAN[1][sex].split())
        return Name(surname + given, surname, given)
    if people in ("manchu", "hui") and not surname:
        surname = rng.choice({"manchu": lists.MANCHU, "hui": lists.HUI}[people].split())
    surname, given = surname or pick(rng, _SURNAMES), han_given(rng, sex, year)
    return Name(surname + given, surname, given)


def make_name(
    rng: Random,
    people: str,
    sex: Sex,
    year: int,
    *,
    surname: str = "",
    father: str = "",
    taken: frozenset[str] = frozenset(),
) -> Name:
    """A name of a people; ``surname`` or ``father`` where it is handed down; none that is famous or taken.

    ``mongol`` is one of three styles, ``mongol_surname``, ``mongol_alone``, ``mongol_clan``, one a family.
    """
    while True:
        name = _once(rng, people, sex, year, surname, father)
        if name.whole not in lists.FAMOUS and name.whole not in taken:
            return name


def foreign_name(rng: Random) -> tuple[str, str]:
    """The name of a woman from abroad in Latin letters, and the number of her country (ISO 3166)."""
    country, families, givens = rng.choice(lists.FOREIGN)
    return f"{rng.choice(families.split())} {rng.choice(givens.split(','))}", country
