"""What the doctor asks the database server and its catalogue: version, schema, roles and rights."""

from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from ..engine import APPLICATION_ROLE, fetch, fetch_one

APPEND_ONLY: Final = ("audit_entry", "rent_schedule_line")
"""Tables the application may add to and read, never more."""
NEVER_DELETED: Final = (
    "audit_head", "authority", "number_series", "ban", "rent_schedule", "import_batch", "tenancy",
    "tenancy_member",
)  # fmt: skip
_MORE: Final = ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


class ServerFacts(Struct, frozen=True):
    """The server and how the application stands on it."""

    version: int
    version_text: str
    encoding: str
    now: datetime
    role: str
    login: str
    login_is_superuser: bool
    may_create: bool


_FACTS: Final = (
    "SELECT current_setting('server_version_num')::int / 10000, split_part(version(), ' ', 2),"
    " current_setting('server_encoding'), clock_timestamp(), current_user::text, session_user::text,"
    " (SELECT rolsuper FROM pg_roles WHERE rolname = session_user),"
    " has_schema_privilege(current_user, 'public', 'CREATE')"
)
_DONE: Final = "SELECT name FROM migration WHERE app_name = 'anju' ORDER BY name"
_CONSTRAINTS: Final = (
    "SELECT conname::text AS name, convalidated AS sound FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT c.relname::text, i.indisvalid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = 'public'::regnamespace"
)
_HELD_RIGHTS: Final = (
    "SELECT c.relname::text AS name, r.held FROM pg_class AS c, unnest($2::text[]) AS r (held)"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
    " AND CASE WHEN r.held IN ('UPDATE', 'REFERENCES') THEN has_any_column_privilege($1, c.oid, r.held)"
    " ELSE has_table_privilege($1, c.oid, r.held) END ORDER BY 1, 2"
)
_LACKING: Final = (
    "SELECT c.relname::text AS name FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace"
    " AND c.relkind IN ('r', 'p') AND NOT has_table_privilege($1, c.oid, 'SELECT') ORDER BY 1"
)
_ROLE: Final = (
    "SELECT rolsuper OR rolcreaterole OR rolbypassrls OR EXISTS (SELECT FROM pg_class AS c"
    " WHERE c.relnamespace = 'public'::regnamespace AND pg_has_role($1, c.relowner, 'MEMBER')) AS mighty"
    " FROM pg_roles WHERE rolname = $1"
)


async def server_facts() -> ServerFacts:
    """The server as this connection sees it."""
    row = await fetch_one(_FACTS)
    assert row is not None, "a select without a table always has a row"
    return ServerFacts(*row)


async def migrations_done() -> list[str]:
    """The names of the migrations this database has seen."""
    return [row["name"] for row in await fetch(_DONE)]


async def constraints() -> dict[str, bool]:
    """Every constraint and index, and whether it holds for all rows."""
    return {row["name"]: row["sound"] for row in await fetch(_CONSTRAINTS)}


async def excessive_rights() -> list[tuple[str, str]]:
    """Table and right where the application may do more to a table than it should."""
    held: list[Any] = await fetch(_HELD_RIGHTS, APPLICATION_ROLE, list(_MORE))
    return [
        (name, right)
        for name, right in held
        if right in ("TRUNCATE", "TRIGGER", "REFERENCES")
        or name in APPEND_ONLY
        or (name == "migration" and right in ("UPDATE", "DELETE"))
        or (name in NEVER_DELETED and right == "DELETE")
    ]


async def unreadable_tables() -> list[str]:
    """Tables the application cannot even read."""
    return [row["name"] for row in await fetch(_LACKING, APPLICATION_ROLE)]


async def role_is_mighty() -> bool | None:
    """Whether the application's role could lift its own limits; None where there is no such role."""
    row = await fetch_one(_ROLE, APPLICATION_ROLE)
    return None if row is None else row["mighty"]
