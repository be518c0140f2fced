"""The SQL of the doctor's checks, and the few facts about an installation that keeping it safe needs.

Each question asks an authority for what cannot be; a row is a fault, its columns fill the fault's words.
"""

from typing import Any, Final

from msgspec import Struct

from ..engine import fetch, fetch_one

MOST: Final = 50
"""How many rows of one fault are read; a person mends one kind at a time."""
_NAME: Final = "concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number) AS unit"
_HOMES: Final = (
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
)
_LIVE: Final = "('reserved', 'living', 'leaving')"
_NOW: Final = (
    f"SELECT {_NAME}, s.from_day AS since FROM unit AS u{_HOMES} JOIN unit_state AS s"
    " ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
    " WHERE u.authority_id = $1"
)
_ALLOTTED: Final = (
    "EXISTS (SELECT FROM allocation AS a WHERE a.authority_id = u.authority_id AND a.unit_id = u.id"
    " AND a.state = 'allotted')"
)
_LAPSED: Final = (
    "EXISTS (SELECT FROM allocation AS a WHERE a.authority_id = u.authority_id AND a.unit_id = u.id"
    " AND a.state IN ('lapsed', 'given_up') AND a.settled_on >= s.from_day)"
)
_HELD: Final = (
    "EXISTS (SELECT FROM tenancy AS t WHERE t.authority_id = u.authority_id AND t.unit_id = u.id"
    f" AND t.state IN {_LIVE})"
)
_MEMBER: Final = (
    "SELECT FROM household_member AS m WHERE m.authority_id = h.authority_id AND m.household_id = h.id"
)
_PLACED: Final = (
    "(EXISTS (SELECT FROM tenancy AS t WHERE t.authority_id = h.authority_id AND t.household_id = h.id"
    f" AND t.state IN {_LIVE}) OR EXISTS (SELECT FROM allocation AS a"
    " WHERE a.authority_id = h.authority_id AND a.household_id = h.id AND a.state = 'allotted'))"
)
_SPANS: Final = (
    f"SELECT u.authority_id, {_NAME}, s.state, s.to_day, lead(s.state) OVER w AS next_state,"
    " lead(s.from_day) OVER w AS next_day FROM unit_state AS s"
    f" JOIN unit AS u ON u.authority_id = s.authority_id AND u.id = s.unit_id{_HOMES}"
    " WHERE s.authority_id = $1 AND (s.to_day IS NULL OR s.to_day > s.from_day)"
    " WINDOW w AS (PARTITION BY s.authority_id, s.unit_id ORDER BY s.from_day, s.id)"
)

UNIT_STATES: Final[dict[str, str]] = {
    "no_state": (
        f"SELECT {_NAME} FROM unit AS u{_HOMES} WHERE u.authority_id = $1 AND NOT EXISTS (SELECT FROM"
        " unit_state AS s WHERE s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL)"
    ),
    "states_overlap": (
        f"SELECT unit, state, next_state, next_day AS day FROM ({_SPANS}) AS x"
        " WHERE next_day IS NOT NULL AND (to_day IS NULL OR next_day < to_day)"
    ),
    "states_gap": f"SELECT unit, to_day AS first, next_day AS day FROM ({_SPANS}) AS x WHERE next_day > to_day",
    "let_without_tenancy": f"{_NOW} AND s.state = 'let' AND NOT {_HELD}",
    "reserved_after_lapse": f"{_NOW} AND s.state = 'reserved' AND NOT {_ALLOTTED} AND NOT {_HELD} AND {_LAPSED}",
    "reserved_for_nobody": (
        f"{_NOW} AND s.state = 'reserved' AND NOT {_ALLOTTED} AND NOT {_HELD} AND NOT {_LAPSED}"
    ),
    "allotted_not_reserved": (
        f"SELECT {_NAME}, s.state, a.id AS allocation FROM allocation AS a"
        f" JOIN unit AS u ON u.authority_id = a.authority_id AND u.id = a.unit_id{_HOMES}"
        " LEFT JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
        " WHERE a.authority_id = $1 AND a.state = 'allotted' AND s.state <> 'reserved'"
    ),
    "lived_in_not_let": (
        f"SELECT {_NAME}, s.state, t.id AS tenancy FROM tenancy AS t"
        f" JOIN unit AS u ON u.authority_id = t.authority_id AND u.id = t.unit_id{_HOMES}"
        " LEFT JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id AND s.to_day IS NULL"
        " WHERE t.authority_id = $1 AND ((t.state IN ('living', 'leaving') AND s.state <> 'let')"
        " OR (t.state = 'reserved' AND s.state NOT IN ('reserved', 'let')))"
    ),
    "allotted_and_lived_in": (
        f"SELECT {_NAME}, a.id AS allocation, t.id AS tenancy FROM allocation AS a"
        " JOIN tenancy AS t ON t.authority_id = a.authority_id AND t.unit_id = a.unit_id"
        f" AND t.state IN {_LIVE} AND t.allocation_id IS DISTINCT FROM a.id"
        f" JOIN unit AS u ON u.authority_id = a.authority_id AND u.id = a.unit_id{_HOMES}"
        " WHERE a.authority_id = $1 AND a.state = 'allotted'"
    ),
}
TENANCIES: Final[dict[str, str]] = {
    "nobody_lives_there": (
        "SELECT t.id AS tenancy FROM tenancy AS t"
        f" WHERE t.authority_id = $1 AND t.state IN {_LIVE} AND NOT EXISTS (SELECT FROM tenancy_member AS m"
        " WHERE m.authority_id = t.authority_id AND m.tenancy_id = t.id AND m.live)"
    ),
    "applicant_not_under_tenancy": (
        "SELECT t.id AS tenancy, t.household_id AS household, m.person_id AS person FROM tenancy AS t"
        " JOIN household_member AS m ON m.authority_id = t.authority_id AND m.household_id = t.household_id"
        " AND m.to_day IS NULL AND m.role = 'applicant'"
        f" WHERE t.authority_id = $1 AND t.state IN {_LIVE} AND EXISTS (SELECT FROM tenancy_member AS o"
        " WHERE o.authority_id = t.authority_id AND o.tenancy_id = t.id AND o.live)"
        " AND NOT EXISTS (SELECT FROM tenancy_member AS l WHERE l.authority_id = t.authority_id"
        " AND l.tenancy_id = t.id AND l.person_id = m.person_id AND l.live)"
    ),
    "not_of_the_household": (
        "SELECT t.id AS tenancy, t.household_id AS household, l.person_id AS person FROM tenancy_member AS l"
        " JOIN tenancy AS t ON t.authority_id = l.authority_id AND t.id = l.tenancy_id"
        " WHERE l.authority_id = $1 AND l.live AND NOT EXISTS (SELECT FROM household_member AS m"
        " WHERE m.authority_id = t.authority_id AND m.household_id = t.household_id"
        " AND m.person_id = l.person_id AND m.to_day IS NULL)"
    ),
}
HOUSEHOLDS: Final[dict[str, str]] = {
    "no_applicant": (
        "SELECT h.id AS household FROM household AS h WHERE h.authority_id = $1"
        f" AND NOT EXISTS ({_MEMBER} AND m.to_day IS NULL AND m.role = 'applicant')"
        f" AND (EXISTS ({_MEMBER} AND m.to_day IS NULL) OR NOT EXISTS ({_MEMBER}) OR {_PLACED})"
    ),
}
IMPORTS: Final[dict[str, str]] = {
    "made_before_commit": (
        "SELECT b.id AS batch, b.file_name AS file, count(*) AS made FROM import_batch AS b"
        " JOIN import_row AS r ON r.authority_id = b.authority_id AND r.batch_id = b.id AND r.made IS NOT NULL"
        " WHERE b.authority_id = $1 AND b.state = 'checked' GROUP BY b.id, b.file_name"
    ),
    "committed_in_part": (
        "SELECT b.id AS batch, b.file_name AS file, b.committed_count AS stated, count(r.made) AS made"
        " FROM import_batch AS b"
        " LEFT JOIN import_row AS r ON r.authority_id = b.authority_id AND r.batch_id = b.id"
        " WHERE b.authority_id = $1 AND b.state = 'committed'"
        " GROUP BY b.id, b.file_name, b.committed_count HAVING count(r.made) <> b.committed_count"
    ),
    "rows_lost": (
        "SELECT b.id AS batch, b.file_name AS file, b.row_count AS stated, count(r.id) AS found"
        " FROM import_batch AS b"
        " LEFT JOIN import_row AS r ON r.authority_id = b.authority_id AND r.batch_id = b.id"
        " WHERE b.authority_id = $1 AND b.state <> 'rolled_back'"
        " GROUP BY b.id, b.file_name, b.row_count HAVING count(r.id) <> b.row_count"
    ),
}
QUESTIONS: Final = UNIT_STATES | TENANCIES | HOUSEHOLDS | IMPORTS


class AuthorityHere(Struct, frozen=True):
    """An authority of the installation."""

    authority_id: int
    code: str
    name: str
    policy_pack: str


class Series(Struct, frozen=True):
    """How far a series of numbers has come."""

    kind: str
    year: int
    last_number: int


class SealedNumber(Struct, frozen=True):
    """A person's sealed numbers."""

    id: int
    document: bytes
    phone: bytes | None


_AUTHORITIES: Final = 'SELECT authority_id, code, name, policy_pack FROM authority ORDER BY code COLLATE "C"'
_KEY_KNOWN: Final = "SELECT value #>> '{}' AS check_value FROM app_setting WHERE name = 'key_check_value'"
_ENTRIES: Final = "SELECT count(*) AS entries FROM audit_entry WHERE authority_id = $1"
_NEWEST: Final = "SELECT max(at) AS at FROM audit_entry WHERE authority_id = $1"
_SERIES: Final = (
    "SELECT kind, year, last_number FROM number_series WHERE authority_id = $1 ORDER BY kind, year"
)
_SEALED: Final = (
    "SELECT id, document_number_sealed, phone_sealed FROM person WHERE authority_id = $1 AND id > $2"
    " ORDER BY id LIMIT $3"
)
_YEARS: Final = "SELECT year FROM calendar_year"


async def ask(question: str, authority_id: int) -> list[dict[str, Any]]:
    """The rows of an authority that should not be, at most :data:`MOST`."""
    return [dict(row) for row in await fetch(f"{QUESTIONS[question]} ORDER BY 1 LIMIT {MOST}", authority_id)]


async def all_authorities() -> list[AuthorityHere]:
    """Every authority, by code."""
    return [AuthorityHere(*row) for row in await fetch(_AUTHORITIES)]


async def known_check_value() -> str | None:
    """The check value of the key this database was sealed with; None before its first start."""
    row = await fetch_one(_KEY_KNOWN)
    return None if row is None else row["check_value"]


async def audit_entries(authority_id: int) -> int:
    """How many entries an authority's trail has."""
    row = await fetch_one(_ENTRIES, authority_id)
    return 0 if row is None else row["entries"]


async def newest_entry(authority_id: int) -> Any:
    """The latest instant an authority's trail records, or None."""
    row = await fetch_one(_NEWEST, authority_id)
    return None if row is None else row["at"]


async def number_series(authority_id: int) -> list[Series]:
    """Every series of an authority."""
    return [Series(*row) for row in await fetch(_SERIES, authority_id)]


async def sealed_numbers(authority_id: int, after: int, limit: int) -> list[SealedNumber]:
    """The sealed numbers of the next persons by id."""
    return [SealedNumber(*row) for row in await fetch(_SEALED, authority_id, after, limit)]


async def calendar_years() -> set[int]:
    """The years whose working days the database holds."""
    return {row["year"] for row in await fetch(_YEARS)}
