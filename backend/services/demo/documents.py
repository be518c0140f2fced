"""Identity documents and telephones of the demonstration: right in form, never issued to anybody."""

from datetime import date, timedelta
from random import Random
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.document_kinds import DocumentKind
from ...domain.vocabulary.identity import made_up_number
from .families import Kin
from .names import foreign_name
from .parts import City

PHONE_PREFIX: Final = "10040"
"""Mobile numbers begin with 13 to 19; 100 only leads service numbers of five digits, 10040 none known."""
NEIGHBOURS: Final = (
    DocumentKind.RESIDENCE_PERMIT, DocumentKind.RESIDENCE_PERMIT, DocumentKind.HOME_RETURN_PERMIT,
    DocumentKind.TAIWAN_PERMIT,
)  # fmt: skip
"""Documents of Hong Kong, Macao and Taiwan; the bearer has a Chinese name the children take over."""
ABROAD: Final = (DocumentKind.PASSPORT, DocumentKind.PERMANENT_RESIDENCE)
"""Documents of wives from abroad, with their names in Latin letters."""


class PersonPlan(Struct, frozen=True):
    """A person to be; ``number`` is never issued."""

    name: str
    document_kind: str
    number: str
    phone: str
    birth_day: date
    sex: str
    hukou: str | None


class Registry:
    """Gives every person of a city a number and a telephone nobody else has."""

    def __init__(self, rng: Random, city: City) -> None:
        self._rng = rng
        self._city = city
        self._numbers: set[str] = set()
        self._phones = 0
        self._papers = 0

    def number(self, place: str, born: date) -> tuple[str, date]:
        """A number for a place and birth day; who is born on a day taken there is born a day or more before."""
        number = made_up_number(place, born)
        while number in self._numbers:
            born -= timedelta(days=1)
            number = made_up_number(place, born)
        self._numbers.add(number)
        return number, born

    def phone(self) -> str:
        """The next telephone, in no visible order."""
        self._phones += 1
        return f"{PHONE_PREFIX}{self._phones * 7919 % 10**6:06d}"

    def foreign(self, name: str, kin: Kin, phone: str) -> PersonPlan:
        """A spouse from Hong Kong, Macao, Taiwan or abroad."""
        self._papers += 1
        kinds = NEIGHBOURS + ABROAD if kin.sex == "female" else NEIGHBOURS
        kind, born, serial = self._rng.choice(kinds), kin.born, self._papers
        if kind is DocumentKind.RESIDENCE_PERMIT:
            number, born = self.number(self._rng.choice(("810000", "820000", "830000")), born)
        elif kind is DocumentKind.PERMANENT_RESIDENCE:
            name, country = foreign_name(self._rng)
            number, born = self.number(f"9{self._city.division[:2]}{country}", born)
        elif kind is DocumentKind.PASSPORT:
            (name, _), number = foreign_name(self._rng), f"XX{serial:07d}"
        else:
            number = f"{'H' if kind is DocumentKind.HOME_RETURN_PERMIT else ''}{serial:08d}"
        return PersonPlan(name, kind.value, number, phone, born, kin.sex, None)
