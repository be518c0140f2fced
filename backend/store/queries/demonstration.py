"""Bulk inserts of what the registers only ever write one by one: histories, tenancies, the calendar."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from ...domain.vocabulary.calendar import CalendarYear
from ..engine import fetch
from .bulk import columns


class StateRow(Struct, frozen=True):
    """One stretch of a unit's states, from a day up to, not including, ``to_day``."""

    unit_id: int
    state: str
    from_day: date
    to_day: date | None
    reason: str


class TenancyRow(Struct, frozen=True):
    """A tenancy with the id it is to have; ``to_day`` where it ended."""

    id: int
    household_id: int
    unit_id: int
    allocation_id: int
    state: str
    from_day: date
    to_day: date | None


class ResidentRow(Struct, frozen=True):
    """A person who lives under a tenancy, or did up to ``to_day``; ``live`` is then None."""

    tenancy_id: int
    person_id: int
    live: bool | None
    from_day: date
    to_day: date | None


class AuthorityHere(Struct, frozen=True):
    """An authority of the installation, and whether it was made by the demonstration and is still one."""

    code: str
    name: str
    ours: bool


_STATES: Final = (
    "INSERT INTO unit_state (authority_id, unit_id, state, from_day, to_day, reason, created_at)"
    " SELECT $1, n.*, $7 FROM unnest($2::bigint[], $3::text[], $4::date[], $5::date[], $6::text[]) AS n"
)
_TENANCIES: Final = (
    "INSERT INTO tenancy (authority_id, id, household_id, unit_id, allocation_id, state, from_day, to_day,"
    " created_at) SELECT $1, n.*, $9"
    " FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::date[], $8::date[])"
    " AS n"
)
_RESIDENTS: Final = (
    "INSERT INTO tenancy_member (authority_id, tenancy_id, person_id, live, from_day, to_day, created_at)"
    " SELECT $1, n.*, $7 FROM unnest($2::bigint[], $3::bigint[], $4::boolean[], $5::date[], $6::date[]) AS n"
)
_YEARS: Final = (
    "INSERT INTO calendar_year (year, provisional, source, loaded_at)"
    " SELECT n.*, $4 FROM unnest($1::integer[], $2::boolean[], $3::text[]) AS n"
    " ON CONFLICT (year) DO NOTHING RETURNING year"
)
_DAYS: Final = (
    "INSERT INTO day_calendar (day, year, kind) SELECT * FROM unnest($1::date[], $2::integer[], $3::text[])"
)
_AUTHORITIES: Final = "SELECT authority_id, code, name, demonstration FROM authority ORDER BY authority_id"
_LOADED: Final = "SELECT 1 FROM audit_entry WHERE authority_id = $1 AND sequence = 1 AND act = $2"


async def add_histories(authority_id: int, rows: Sequence[StateRow], at: datetime) -> None:
    """Whole histories of new units."""
    await fetch(_STATES, authority_id, *columns(rows), at)


async def add_tenancies(
    authority_id: int, tenancies: Sequence[TenancyRow], residents: Sequence[ResidentRow], at: datetime
) -> None:
    """Tenancies with their persons; the constraints refuse a home or a person that is taken."""
    await fetch(_TENANCIES, authority_id, *columns(tenancies), at)
    await fetch(_RESIDENTS, authority_id, *columns(residents), at)


async def add_years(years: Iterable[CalendarYear], at: datetime) -> set[int]:
    """The years of the working-day calendar that were added; one that is loaded is left as it is."""
    found = {year.year: year for year in years}
    heads = [
        list(found),
        [each.provisional for each in found.values()],
        [each.source for each in found.values()],
    ]
    added = {row["year"] for row in await fetch(_YEARS, *heads, at)}
    days = [
        (day, year, kind)
        for year in sorted(added)
        for kind, listed in (("free", found[year].free), ("worked", found[year].worked))
        for day in sorted(listed)
    ]
    if days:
        await fetch(_DAYS, *([day[at] for day in days] for at in range(3)))
    return added


async def authorities_here(act: str) -> list[AuthorityHere]:
    """Every authority; ours begins its trail with the act of the demonstration and is none that is real."""
    found = []
    for row in await fetch(_AUTHORITIES):
        loaded = bool(await fetch(_LOADED, row["authority_id"], act))
        found.append(AuthorityHere(row["code"], row["name"], loaded and row["demonstration"]))
    return found
