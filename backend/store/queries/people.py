"""Persons (人员): found again by blind indexes, by the key of their name, by its pinyin initials."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from .bulk import columns


class NewPerson(Struct, frozen=True):
    """A person as kept: numbers sealed, with their blind indexes."""

    document_kind: str
    document_number_sealed: bytes
    document_number_index: bytes
    document_tail_index: bytes
    name: str
    name_key: str
    initials: str
    phone_sealed: bytes | None = None
    phone_index: bytes | None = None
    phone_tail_index: bytes | None = None
    birth_day: date | None = None
    sex: str | None = None
    hukou: str | None = None


class PersonKept(Struct, frozen=True):
    """A person on record, numbers sealed."""

    id: int
    name: str
    document_kind: str
    document_number_sealed: bytes
    phone_sealed: bytes | None
    birth_day: date | None
    sex: str | None


class PersonHome(Struct, frozen=True):
    """A household a person belongs to now, and the home it lives in, where there is one."""

    person_id: int
    household_id: int
    role: str
    home: str


_ADD: Final = (
    "INSERT INTO person (authority_id, document_kind, document_number_sealed, document_number_index,"
    " document_tail_index, name, name_key, initials, phone_sealed, phone_index, phone_tail_index, birth_day,"
    " sex, hukou, created_at) SELECT $1, n.*, $15"
    " FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::text[], $7::text[], $8::text[],"
    " $9::bytea[], $10::bytea[], $11::bytea[], $12::date[], $13::text[], $14::text[])"
    " AS n (kind, sealed, number_index) ORDER BY n.kind, n.number_index"
    " ON CONFLICT (authority_id, document_kind, document_number_index) DO NOTHING RETURNING id"
)
_KEPT: Final = (
    "p.id, p.name, p.document_kind, p.document_number_sealed, p.phone_sealed, p.birth_day, p.sex"
    " FROM person AS p WHERE p.authority_id = $1"
)
_BY_DOCUMENT: Final = (
    "SELECT p.document_kind, p.document_number_index, p.id, p.name FROM person AS p"
    " JOIN unnest($2::text[], $3::bytea[]) AS n (kind, number_index)"
    " ON p.document_kind = n.kind AND p.document_number_index = n.number_index WHERE p.authority_id = $1"
)
_PERSON: Final = f"SELECT {_KEPT} AND p.id = $2"
_NAMES: Final = "SELECT id, name FROM person WHERE authority_id = $1 AND id = ANY($2::bigint[])"
_LOCK: Final = (
    "SELECT id FROM person WHERE authority_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR NO KEY UPDATE"
)
_IN_ORDER: Final = "ORDER BY p.name_key, p.id LIMIT"
_BEGINS: Final[dict[str, str]] = {
    "name_key": f"SELECT {_KEPT} AND p.name_key >= $2 AND p.name_key < $3 {_IN_ORDER} $4",
    "initials": f"SELECT {_KEPT} AND p.initials >= $2 AND p.initials < $3 {_IN_ORDER} $4",
}
_CONTAINS: Final = f"SELECT {_KEPT} AND strpos(p.name_key, $2) > 0 {_IN_ORDER} $3"
_BY_IDS: Final = f"SELECT {_KEPT} AND p.id = ANY($2::bigint[]) ORDER BY p.name_key, p.id"
_NAMES_BEGINNING: Final = (
    "SELECT id, name FROM person WHERE authority_id = $1 AND initials >= $2 AND initials < $3"
    " ORDER BY name_key, id"
)
_EQUALS: Final[dict[str, str]] = {
    name: f"SELECT {_KEPT} AND p.{name} = ANY($2::bytea[]) {_IN_ORDER} $3"
    for name in ("document_number_index", "document_tail_index", "phone_index", "phone_tail_index")
}
_HOMES: Final = (
    "SELECT m.person_id, m.household_id, m.role,"
    " concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number) AS home"
    " FROM household_member AS m"
    " LEFT JOIN tenancy AS t ON t.authority_id = m.authority_id AND t.household_id = m.household_id"
    " AND t.state IN ('reserved', 'living', 'leaving')"
    " LEFT JOIN unit AS u ON u.authority_id = t.authority_id AND u.id = t.unit_id"
    " LEFT JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " LEFT JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE m.authority_id = $1 AND m.person_id = ANY($2::bigint[]) AND m.to_day IS NULL"
    " ORDER BY m.person_id, m.household_id"
)
AFTER_ALL: Final = "\U0010ffff"
"""Sorts after every character of a name, by code point."""


async def add_persons(authority_id: int, rows: Sequence[NewPerson], at: datetime) -> set[int]:
    """The ids that were added; a person whose document is there already is left as it is."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD, authority_id, *columns(rows), at)}


async def persons_by_document(
    authority_id: int, documents: Sequence[tuple[str, bytes]]
) -> dict[tuple[str, bytes], tuple[int, str]]:
    """Id and name of the persons on record, by kind and blind index of their documents."""
    kinds = [kind for kind, _ in documents]
    rows = await fetch(_BY_DOCUMENT, authority_id, kinds, [index for _, index in documents])
    return {(row[0], bytes(row[1])): (row[2], row[3]) for row in rows}


async def person(authority_id: int, person_id: int) -> PersonKept | None:
    """A person of the authority."""
    row = await fetch_one(_PERSON, authority_id, person_id)
    return None if row is None else PersonKept(*row)


async def person_names(authority_id: int, person_ids: Sequence[int]) -> dict[int, str]:
    """The names of persons; one of another authority is not there."""
    rows = await fetch(_NAMES, authority_id, list(person_ids))
    return {row["id"]: row["name"] for row in rows}


async def lock_persons(authority_id: int, person_ids: Sequence[int]) -> set[int]:
    """Hold persons until the unit of work is over, always in the same order; those there are."""
    return {row["id"] for row in await fetch(_LOCK, authority_id, sorted(set(person_ids)))}


async def persons_beginning(authority_id: int, column: str, start: str, limit: int) -> list[PersonKept]:
    """Persons whose ``name_key`` or ``initials`` begin so."""
    rows = await fetch(_BEGINS[column], authority_id, start, start + AFTER_ALL, limit)
    return [PersonKept(*row) for row in rows]


async def persons_containing(authority_id: int, part: str, limit: int) -> list[PersonKept]:
    """Persons whose ``name_key`` has a part anywhere in it."""
    return [PersonKept(*row) for row in await fetch(_CONTAINS, authority_id, part, limit)]


async def persons_by_ids(authority_id: int, person_ids: Sequence[int]) -> list[PersonKept]:
    """Persons by their ids, in the order of their names."""
    return [PersonKept(*row) for row in await fetch(_BY_IDS, authority_id, list(person_ids))]


async def names_beginning(authority_id: int, letter: str) -> list[tuple[int, str]]:
    """Id and name of everybody whose ``initials`` begin with a letter."""
    rows = await fetch(_NAMES_BEGINNING, authority_id, letter, letter + AFTER_ALL)
    return [(row["id"], row["name"]) for row in rows]


async def persons_with(
    authority_id: int, column: str, indexes: Sequence[bytes], limit: int
) -> list[PersonKept]:
    """Persons with one of some blind indexes of their number, its tail, their telephone, or its tail."""
    rows = await fetch(_EQUALS[column], authority_id, list(indexes), limit)
    return [PersonKept(*row) for row in rows]


async def homes_of(authority_id: int, person_ids: Sequence[int]) -> list[PersonHome]:
    """The households persons belong to now, each with the home it lives in."""
    rows: list[Any] = await fetch(_HOMES, authority_id, list(person_ids))
    return [PersonHome(*row) for row in rows]
