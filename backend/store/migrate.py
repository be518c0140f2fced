"""Upgrades a database at start-up: all outstanding migrations or none, one process at a time."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import Final

import asyncpg
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.apps.migrations.tables import Migration

from .engine import APPLICATION_ROLE, DB, DatabaseAccess, StoreError, connection_settings
from .unit_of_work import open_work, uow

APP: Final = "anju"
LOCK: Final = 0x616E6A75
"""The advisory lock of an upgrade: the letters anju."""
WAIT_AT_MOST_S: Final = 120


def statements(sql: str) -> list[str]:
    """The statements of a migration, one an execute; each ends with a semicolon at the end of a line."""
    return [part.strip() for part in (sql + "\n").split(";\n") if part.strip()]


def sql_migration(name: str, sql: str) -> MigrationManager:
    """A migration of hand-written statements, for Piccolo's runner."""
    # The transaction is the one around all migrations, so Piccolo must not open its own.
    manager = MigrationManager(migration_id=name, app_name=APP, wrap_in_transaction=False)

    async def carry_out() -> None:
        connection = open_work("a migration")
        for statement in statements(sql):
            await connection.execute(statement)

    manager.add_raw(carry_out)
    return manager


def known_migrations() -> list[str]:
    """The names of all migrations this program knows, in order."""
    from .piccolo_app import MIGRATIONS

    return sorted(file.stem.removeprefix("anju_") for file in MIGRATIONS.glob("anju_*.py"))


async def migrate(access: DatabaseAccess) -> list[str]:
    """Bring a database up to this program, before the pool opens; the names of what was carried out."""
    if DB.pool is not None:
        raise StoreError("pool_running", what="migrate")
    before = DB.config
    DB.config = connection_settings(access.owner_url)
    try:
        async with uow() as work:
            return await _migrate(work.connection, access)
    finally:
        DB.config = before


async def _migrate(connection: asyncpg.Connection, access: DatabaseAccess) -> list[str]:
    await connection.execute(f"SET LOCAL lock_timeout = '{WAIT_AT_MOST_S}s'")
    try:
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
    except asyncpg.LockNotAvailableError:
        raise StoreError("upgrade_busy", seconds=WAIT_AT_MOST_S) from None
    await ensure_application_role(access)
    done = await _done(connection)
    unknown = sorted(set(done) - set(known_migrations()))
    if unknown:
        raise StoreError("database_newer", unknown=", ".join(unknown))
    with _runner():
        await ForwardsMigrationManager(app_name=APP).run()
    await connection.execute(f"GRANT SELECT ON migration TO {APPLICATION_ROLE}")
    return [name for name in await _done(connection) if name not in done]


async def _done(connection: asyncpg.Connection) -> list[str]:
    if await connection.fetchval("SELECT to_regclass('migration')") is None:
        return []
    rows = await connection.fetch("SELECT name FROM migration WHERE app_name = $1 ORDER BY id", APP)
    return [row["name"] for row in rows]


@contextlib.contextmanager
def _runner() -> Iterator[None]:
    """Piccolo's runner as a guest: it finds its configuration, keeps quiet, and leaves the path as it was."""
    path, named = list(sys.path), os.environ.get("PICCOLO_CONF")
    os.environ["PICCOLO_CONF"] = "backend.store.piccolo_conf"
    Migration._meta.db = DB
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        sys.path[:] = path
        if named is None:
            del os.environ["PICCOLO_CONF"]
        else:
            os.environ["PICCOLO_CONF"] = named


async def ensure_application_role(access: DatabaseAccess) -> None:
    """Make the application's role where it is missing, and let the application's login take it.

    Roles belong to the server, not to the database: a restored database needs this, in a unit of work
    of its owner, before its rights.
    """
    connection = open_work("ensure_application_role")
    user = await connection.fetchval("SELECT current_user")
    login = user if access.one_url else access.application_user
    try:
        async with uow():
            await connection.execute(_MAKE_ROLE)
            if login is not None and not await _may_become(connection, login):
                await connection.execute(f"GRANT {APPLICATION_ROLE} TO {_quoted(login)}")
    except asyncpg.InsufficientPrivilegeError as error:
        raise StoreError("role_refused", user=user, role=APPLICATION_ROLE, detail=error) from None


_MAKE_ROLE: Final = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
        CREATE ROLE {APPLICATION_ROLE} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


async def _may_become(connection: asyncpg.Connection, user: str) -> bool:
    """Whether a user may SET ROLE to the application's; from version 16 membership alone does not say so."""
    version = connection.get_server_version().major
    right = "SET" if version >= 16 else "MEMBER"
    found = await connection.fetchval(
        "SELECT pg_has_role(rolname, $1, $2) FROM pg_roles WHERE rolname = $3", APPLICATION_ROLE, right, user
    )
    return found is not False


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
