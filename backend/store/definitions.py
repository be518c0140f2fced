"""What every table, column, constraint and index is by definition: as it stands, and as the migrations make it.

A constraint may keep its name and lose its meaning. The migrations are therefore carried out once more in a
schema of their own, read, and taken back; so each version of PostgreSQL is compared with its own words.
"""

from importlib import import_module
from typing import Final

import asyncpg

from .engine import connection_settings, fetch
from .migrate import known_migrations, statements

APART: Final = "anju_as_made"
_DEFINED: Final = """
SELECT 'column' AS what, c.relname || '.' || a.attname AS name,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
        CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation::text END,
        CASE WHEN d.adbin IS NOT NULL THEN CASE WHEN a.attgenerated = '' THEN 'default ' ELSE 'generated ' END
            || pg_get_expr(d.adbin, d.adrelid, true) END) AS definition
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = $1::text::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migration'
UNION ALL
SELECT 'constraint', c.relname || '.' || o.conname, pg_get_constraintdef(o.oid, true)
FROM pg_constraint AS o JOIN pg_class AS c ON c.oid = o.conrelid
WHERE o.connamespace = $1::text::regnamespace AND o.contype IN ('c', 'f', 'p', 'u', 'x') AND c.relname <> 'migration'
UNION ALL
SELECT 'index', c.relname || '.' || i.relname, replace(pg_get_indexdef(i.oid, 0, true), $1 || '.', '')
FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_class AS c ON c.oid = x.indrelid
WHERE c.relnamespace = $1::text::regnamespace AND c.relname <> 'migration'
"""
_MEDDLING: Final = """
SELECT 'trigger' AS what, c.relname || '.' || t.tgname AS name FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
UNION ALL
SELECT 'rule', c.relname || '.' || r.rulename FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'function', n.nspname || '.' || p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
UNION ALL
SELECT 'policy', c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
ORDER BY 1, 2
"""
Defined = dict[tuple[str, str], str]
_MADE: dict[tuple[int, tuple[str, ...]], Defined] = {}


async def as_it_stands() -> Defined:
    """The definitions in this database: (column, ``table.column``) and so on, each with its words."""
    return {(row["what"], row["name"]): row["definition"] for row in await fetch(_DEFINED, "public")}


async def as_made(owner_url: str) -> Defined:
    """The definitions the migrations make on this server; needs the owner, leaves nothing behind."""
    connection = await asyncpg.connect(**connection_settings(owner_url))
    try:
        known = tuple(known_migrations())
        key = connection.get_server_version().major, known
        if key not in _MADE:
            _MADE[key] = await _made(connection, known)
        return _MADE[key]
    finally:
        await connection.close()


async def _made(connection: asyncpg.Connection, known: tuple[str, ...]) -> Defined:
    await connection.execute("BEGIN")
    try:
        await connection.execute("SET LOCAL lock_timeout = '5s'")
        await connection.execute(f"CREATE SCHEMA {APART}")
        await connection.execute(f"SET LOCAL search_path = {APART}")
        for migration in known:
            sql: str = import_module(f"backend.store.migrations.anju_{migration}").SQL
            for statement in statements(sql):
                await connection.execute(statement)
        rows = await connection.fetch(_DEFINED, APART)
        return {(row["what"], row["name"]): row["definition"] for row in rows}
    finally:
        await connection.execute("ROLLBACK")


async def meddling() -> list[tuple[str, str]]:
    """Triggers, rules, row policies and functions with their owner's rights; the schema has none of them."""
    return [(row["what"], row["name"]) for row in await fetch(_MEDDLING)]
