"""What a lease says of a home, of a household and of who lets, as the registers have it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ..engine import fetch


class LeaseHome(Struct, frozen=True):
    """A home with everything a lease states of it; ``fixtures`` and ``meters`` are JSON text."""

    id: int
    name: str
    estate: str
    address: str
    floor_area_hundredths_m2: int
    layout: str | None
    structure: str | None
    floor: int | None
    total_floors: int | None
    location: str | None
    grade: str | None
    government_invested: bool
    fixtures: str
    meters: str
    operator_id: int | None
    state: str | None
    state_from: date | None


class LeasePerson(Struct, frozen=True):
    """A person of a household on a day, numbers sealed; the applicant of each household comes first."""

    household_id: int
    household_class: str
    person_id: int
    name: str
    role: str
    relation: str
    document_kind: str
    document_number_sealed: bytes
    phone_sealed: bytes | None
    birth_day: date | None


class LessorRow(Struct, frozen=True):
    """Who lets: an operator, or the bureau where ``operator_id`` is None."""

    operator_id: int | None
    name: str
    address: str
    telephone: str
    credit_code: str
    representative: str
    account: str
    signing_place: str


class AuthorityFacts(Struct, frozen=True):
    """What a paper says of the authority."""

    name: str
    public_url: str | None
    demonstration: bool


class OpenAllocation(Struct, frozen=True):
    """An allocation a lease may rest on."""

    id: int
    household_id: int
    application_number: str
    unit_id: int | None
    window_last_day: date | None
    state: str


_HOMES: Final = (
    "SELECT u.id, concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number) AS name, e.name AS estate,"
    " u.address, u.floor_area_hundredths_m2, u.layout, u.structure, u.floor, u.total_floors, u.location, u.grade,"
    " e.government_invested, u.fixtures, u.meters, e.operator_id, s.state, s.from_day FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " LEFT JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
    " WHERE u.authority_id = $1 AND u.id = ANY($2::bigint[])"
)
_PERSONS: Final = (
    "SELECT m.household_id, h.household_class, m.person_id, p.name, m.role, m.relation, p.document_kind,"
    " p.document_number_sealed, p.phone_sealed, p.birth_day FROM household_member AS m"
    " JOIN household AS h ON h.authority_id = m.authority_id AND h.id = m.household_id"
    " JOIN person AS p ON p.authority_id = m.authority_id AND p.id = m.person_id"
    " WHERE m.authority_id = $1 AND m.household_id = ANY($2::bigint[])"
    " AND m.from_day <= $3 AND (m.to_day IS NULL OR $3 < m.to_day)"
    " ORDER BY m.household_id, m.role, m.from_day, m.id"
)
_LOCK_HOUSEHOLDS: Final = (
    "SELECT id FROM household WHERE authority_id = $1 AND id = ANY($2::bigint[])"
    " ORDER BY id FOR NO KEY UPDATE"
)
_ALLOCATIONS: Final = (
    "SELECT id, household_id, application_number, unit_id, window_last_day, state FROM allocation"
    " WHERE authority_id = $1 AND id = ANY($2::bigint[])"
)
_LOCK_ALLOCATIONS: Final = f"{_ALLOCATIONS} ORDER BY id FOR NO KEY UPDATE"
_LESSORS: Final = (
    "SELECT operator_id, name, address, telephone, credit_code, representative, account, signing_place"
    " FROM lessor WHERE authority_id = $1"
)
_AUTHORITY: Final = "SELECT name, public_url, demonstration FROM authority WHERE authority_id = $1"
_KEEP_LESSOR: Final = (
    "INSERT INTO lessor (authority_id, operator_id, name, address, telephone, credit_code, representative, account,"
    " signing_place, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (authority_id, operator_id) DO UPDATE SET name = $3, address = $4, telephone = $5,"
    " credit_code = $6, representative = $7, account = $8, signing_place = $9"
)


async def lease_homes(authority_id: int, unit_ids: Sequence[int]) -> dict[int, LeaseHome]:
    """Homes with their present states; lock the units first to rely on it."""
    rows = await fetch(_HOMES, authority_id, list(set(unit_ids)))
    return {row["id"]: LeaseHome(*row) for row in rows}


async def lease_persons(
    authority_id: int, household_ids: Sequence[int], day: date
) -> dict[int, list[LeasePerson]]:
    """The persons of each household on a day."""
    found: dict[int, list[LeasePerson]] = {household: [] for household in household_ids}
    for row in await fetch(_PERSONS, authority_id, list(found), day):
        found[row["household_id"]].append(LeasePerson(*row))
    return found


async def lock_households(authority_id: int, household_ids: Sequence[int]) -> None:
    """Hold households until the unit of work is over, always in the same order."""
    await fetch(_LOCK_HOUSEHOLDS, authority_id, sorted(set(household_ids)))


async def lease_allocations(
    authority_id: int, allocation_ids: Sequence[int], *, lock: bool = False
) -> dict[int, OpenAllocation]:
    """Allocations by their ids; held until the unit of work is over where asked."""
    sql = _LOCK_ALLOCATIONS if lock else _ALLOCATIONS
    rows = await fetch(sql, authority_id, sorted(set(allocation_ids)))
    return {row["id"]: OpenAllocation(*row) for row in rows}


async def lessors(authority_id: int) -> dict[int | None, LessorRow]:
    """Who lets, by operator; the bureau under None."""
    return {row["operator_id"]: LessorRow(*row) for row in await fetch(_LESSORS, authority_id)}


async def authority_facts(authority_id: int) -> AuthorityFacts:
    """What a paper says of the authority."""
    (row,) = await fetch(_AUTHORITY, authority_id)
    return AuthorityFacts(*row)


async def keep_lessor(authority_id: int, lessor: LessorRow, at: datetime) -> None:
    """Enter who lets, or write it anew."""
    values = [getattr(lessor, name) for name in LessorRow.__struct_fields__]
    await fetch(_KEEP_LESSOR, authority_id, *values, at)
