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
ALLOCATIONS: Final[dict[str, str]] = {
    "housed_and_allotted": (
        "SELECT a.household_id AS household, a.id AS allocation, t.id AS tenancy FROM allocation AS a"
        " JOIN tenancy AS t ON t.authority_id = a.authority_id AND t.household_id = a.household_id"
        " AND t.state IN ('reserved', 'living') AND t.allocation_id IS DISTINCT FROM a.id"
        " WHERE a.authority_id = $1 AND a.state = 'allotted'"
    ),
    "two_allocations": (
        "SELECT a.household_id AS household, a.id AS allocation, o.id AS other FROM allocation AS a"
        " JOIN allocation AS o ON o.authority_id = a.authority_id AND o.household_id = a.household_id"
        " AND o.id > a.id AND o.state = 'allotted' WHERE a.authority_id = $1 AND a.state = 'allotted'"
    ),
    "signed_without_tenancy": (
        "SELECT a.household_id AS household, a.id AS allocation FROM allocation AS a"
        " WHERE a.authority_id = $1 AND a.state = 'signed' AND NOT EXISTS (SELECT FROM tenancy AS t"
        " WHERE t.authority_id = a.authority_id AND t.allocation_id = a.id)"
    ),
}
TENANCIES: Final[dict[str, str]] = {
    "tenancies_overlap": (
        f"SELECT {_NAME}, t.id AS tenancy, o.id AS other FROM tenancy AS t"
        " JOIN tenancy AS o ON o.authority_id = t.authority_id AND o.unit_id = t.unit_id AND o.id > t.id"
        " AND o.from_day < coalesce(t.to_day, 'infinity') AND t.from_day < coalesce(o.to_day, 'infinity')"
        f" JOIN unit AS u ON u.authority_id = t.authority_id AND u.id = t.unit_id{_HOMES}"
        " WHERE t.authority_id = $1 AND t.from_day < coalesce(t.to_day, 'infinity')"
        " AND o.from_day < coalesce(o.to_day, 'infinity')"
    ),
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
    "memberships_overlap": (
        "SELECT m.household_id AS household, m.person_id AS person FROM household_member AS m"
        " JOIN household_member AS o ON o.authority_id = m.authority_id AND o.household_id = m.household_id"
        " AND o.person_id = m.person_id AND o.id > m.id"
        " AND o.from_day < coalesce(m.to_day, 'infinity') AND m.from_day < coalesce(o.to_day, 'infinity')"
        " WHERE m.authority_id = $1 AND m.from_day < coalesce(m.to_day, 'infinity')"
        " AND o.from_day < coalesce(o.to_day, 'infinity')"
    ),
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
_IN_BULK: Final = (
    "EXISTS (SELECT FROM audit_entry AS e WHERE e.authority_id = r.authority_id AND e.at = r.created_at"
    " AND e.act IN ('commit_import', 'load_demonstration'))"
)
"""What was made many at a time has one entry for all, of the same instant."""
TRAILS: Final[dict[str, str]] = {
    "allocation_without_entry": (
        "SELECT r.id AS allocation FROM allocation AS r WHERE r.authority_id = $1 AND NOT EXISTS (SELECT FROM"
        " audit_entry AS e WHERE e.authority_id = r.authority_id AND e.subject = 'allocation:' || r.id"
        f" AND e.act = 'allot_home') AND NOT {_IN_BULK}"
    ),
    "ban_without_entry": (
        "SELECT r.id AS ban, r.person_id AS person FROM ban AS r WHERE r.authority_id = $1 AND NOT EXISTS ("
        "SELECT FROM audit_entry AS e WHERE e.authority_id = r.authority_id AND e.act = 'give_up_allocation'"
        " AND (e.payload::jsonb -> 'bans' @> to_jsonb(r.id)"
        f" OR e.payload::jsonb -> 'bans' @> to_jsonb(r.id::text))) AND NOT {_IN_BULK}"
    ),
    "schedule_without_entry": (
        "SELECT r.id AS schedule, coalesce(r.approval_number, '—') AS number FROM rent_schedule AS r"
        " WHERE r.authority_id = $1 AND NOT EXISTS (SELECT FROM audit_entry AS e"
        " WHERE e.authority_id = r.authority_id AND e.subject = 'rent_schedule:' || r.id"
        " AND e.act = 'file_rent_schedules')"
    ),
    "step_without_entry": (
        "SELECT r.id AS schedule, coalesce(r.approval_number, '—') AS number FROM rent_schedule AS r"
        " WHERE r.authority_id = $1 AND r.state <> 'drafted' AND NOT EXISTS (SELECT FROM audit_entry AS e"
        " WHERE e.authority_id = r.authority_id AND e.subject = 'rent_schedule:' || r.id"
        " AND e.act = CASE r.state WHEN 'approved' THEN 'approve_rent_schedule' ELSE 'publish_rent_schedule' END)"
    ),
}
QUESTIONS: Final = UNIT_STATES | ALLOCATIONS | TENANCIES | HOUSEHOLDS | IMPORTS | TRAILS


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
    document_index: bytes
    phone_index: bytes | None


_AUTHORITIES: Final = 'SELECT authority_id, code, name, policy_pack FROM authority ORDER BY code COLLATE "C"'
_KEY_KNOWN: Final = "SELECT value #>> '{}' AS check_value FROM app_setting WHERE name = 'key_check_value'"
_ENTRIES: Final = "SELECT count(*) AS entries FROM audit_entry WHERE authority_id = $1"
_NEWEST: Final = (
    "SELECT max(at) AS at FROM audit_entry WHERE authority_id = $1"
    " AND at >= '0001-01-01 00:00+00' AND at < '9999-12-31 00:00+00'"
)
_SERIES: Final = (
    "SELECT kind, year, last_number FROM number_series WHERE authority_id = $1 ORDER BY kind, year"
)
_SEALED: Final = (
    "SELECT id, document_number_sealed, phone_sealed, document_number_index, phone_index FROM person"
    " WHERE authority_id = $1 AND id > $2 ORDER BY id LIMIT $3"
)
_WITH_IDS: Final = (
    "SELECT c.relname::text AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid"
    " AND a.attname = 'id' AND NOT a.attisdropped WHERE c.relnamespace = 'public'::regnamespace"
    " AND c.relkind IN ('r', 'p') AND EXISTS (SELECT FROM pg_attribute AS b WHERE b.attrelid = c.oid"
    " AND b.attname = 'authority_id') ORDER BY 1"
)
_LAST_ID: Final = "SELECT last_value FROM anju_id"
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


async def ids_ahead(authority_id: int) -> dict[str, tuple[int, int]]:
    """Tables of an authority that hold ids the sequence has yet to give: the highest, and where it stands."""
    row = await fetch_one(_LAST_ID)
    last = 0 if row is None else row["last_value"]
    found: dict[str, tuple[int, int]] = {}
    for each in await fetch(_WITH_IDS):
        name = each["name"]
        highest = await fetch_one(f'SELECT max(id) AS id FROM "{name}" WHERE authority_id = $1', authority_id)
        if highest is not None and highest["id"] is not None and highest["id"] > last:
            found[name] = highest["id"], last
    return found


async def calendar_years() -> set[int]:
    """The years whose working days the database holds."""
    return {row["year"] for row in await fetch(_YEARS)}
