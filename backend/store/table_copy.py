"""Takes whole tables out of a database and puts them into an empty one, by COPY in the order of their keys.

The text form of COPY says the same on every PostgreSQL from 15 to 18, so that equal tables give equal
bytes, and a restored table is proved by copying it out again. All of it needs the owner's rights.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from graphlib import TopologicalSorter
from importlib.metadata import version
from typing import Final

from msgspec import Struct
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

from .engine import APPLICATION_ROLE, DatabaseAccess
from .migrate import APP, _runner, ensure_application_role
from .unit_of_work import open_work

BOOKKEEPING: Final = "migration"
"""Piccolo's own table; making the schema fills it."""


class TableShape(Struct, frozen=True):
    """A table's name, its columns without generated ones, and the columns it is sorted by."""

    name: str
    columns: tuple[str, ...]
    sorted_by: tuple[str, ...]


class SequenceState(Struct, frozen=True):
    """How far the sequence of ids has come."""

    last_value: int
    is_called: bool


_SHAPES: Final = """
SELECT c.relname::text AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0
        AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
    ARRAY(SELECT quote_ident(a.attname) || CASE WHEN a.attcollation = 0 THEN '' ELSE ' COLLATE "C"' END
        FROM pg_index AS i JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place) ON true
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place)::text[] AS sorted_by,
    ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint AS o JOIN pg_class AS f ON f.oid = o.confrelid
        WHERE o.conrelid = c.oid AND o.contype = 'f' AND f.oid <> c.oid) AS parents
FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname <> $1 ORDER BY c.relname COLLATE "C"
"""
_SAME_EVERYWHERE: Final = (
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
)
_OBJECTS: Final = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'"
    " AND relkind <> 'I'"
)
_SEQUENCE: Final = "SELECT last_value, is_called FROM anju_id"


async def shapes() -> list[TableShape]:
    """Every table, those that others refer to before them."""
    rows = {row["name"]: row for row in await open_work("shapes").fetch(_SHAPES, BOOKKEEPING)}
    order = TopologicalSorter({name: row["parents"] for name, row in rows.items()}).static_order()
    return [TableShape(name, tuple(rows[name]["columns"]), tuple(rows[name]["sorted_by"])) for name in order]


async def say_the_same_everywhere() -> None:
    """Have values written alike whatever the server is set to, until the unit of work is over."""
    for setting in _SAME_EVERYWHERE:
        await open_work("say_the_same_everywhere").execute(setting)


async def read_only() -> None:
    """Let the open unit of work change nothing."""
    await open_work("read_only").execute("SET TRANSACTION READ ONLY")


async def copy_out(shape: TableShape, take: Callable[[bytes], Awaitable[None]]) -> int:
    """Hand over a table's rows in the order of its key; how many there were."""
    chosen = ", ".join(map(_quoted, shape.columns))
    sql = f"SELECT {chosen} FROM {_quoted(shape.name)} ORDER BY {', '.join(shape.sorted_by)}"
    answer: str = await open_work("copy_out").copy_from_query(sql, output=take, format="text")
    return int(answer.split()[-1])


async def copy_in(table: str, columns: Sequence[str], source: AsyncIterator[bytes]) -> int:
    """Put rows into a table as :func:`copy_out` handed them over; how many there were."""
    connection = open_work("copy_in")
    answer: str = await connection.copy_to_table(table, source=source, columns=list(columns), format="text")
    return int(answer.split()[-1])


async def sequence_state() -> SequenceState:
    """How far the sequence of ids has come."""
    return SequenceState(*await open_work("sequence_state").fetchrow(_SEQUENCE))


async def set_sequence(state: SequenceState) -> None:
    """Let the sequence of ids go on from where it was."""
    await open_work("set_sequence").execute(
        "SELECT setval('anju_id', $1, $2)", state.last_value, state.is_called
    )


async def objects() -> int:
    """How many tables, views and sequences a database holds; none in an empty one."""
    return int(await open_work("objects").fetchval(_OBJECTS))


async def carried_out() -> list[str]:
    """The names of the migrations this database has seen, in order."""
    connection = open_work("carried_out")
    if await connection.fetchval("SELECT to_regclass('public.migration')") is None:
        return []
    rows = await connection.fetch("SELECT name FROM migration WHERE app_name = $1 ORDER BY name", APP)
    return [row["name"] for row in rows]


async def server_version() -> str:
    """The server's version as it says it: 18.4."""
    found: str = await open_work("server_version").fetchval("SHOW server_version")
    return found.split()[0]


def program_version() -> str:
    """The version of this program."""
    return version("anju")


async def build_schema(access: DatabaseAccess, last: str) -> None:
    """Make the tables as they were after a migration, without rows."""
    connection = open_work("build_schema")
    await ensure_application_role(access)
    with _runner():
        await ForwardsMigrationManager(app_name=APP, migration_id=last).run()
    await connection.execute(f"GRANT SELECT ON migration TO {APPLICATION_ROLE}")
    names = [_quoted(shape.name) for shape in await shapes()]
    await connection.execute(f"TRUNCATE {', '.join(names)}")


async def analyze() -> None:
    """Let the planner know what the tables hold now."""
    await open_work("analyze").execute("ANALYZE")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
