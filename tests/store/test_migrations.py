"""An upgrade is whole or not at all, by one process at a time, on every PostgreSQL from 15 on."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.store import migrate as migration
from backend.store import piccolo_app
from backend.store.engine import (
    DB,
    DatabaseAccess,
    fetch_one,
    start_pool,
    stop_pool,
    use_database,
)
from backend.store.home import CHECKOUT
from backend.store.migrate import known_migrations, migrate, statements
from backend.store.server import open_database

from .conftest import TEMPLATE, Cluster, refused, versions

PROCESS = """
import asyncio, sys
from backend.store.engine import DatabaseAccess
from backend.store.migrate import migrate
sys.stdin.readline()
print(len(asyncio.run(migrate(DatabaseAccess(sys.argv[1], sys.argv[1])))))
"""
BAD = """
from backend.store.migrate import sql_migration
ID = "9999_bad"
async def forwards():
    return sql_migration(ID, "create table half (id bigint);\\nselect 1/0;\\n")
"""
SCHEMA = (
    "select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
    " || case when a.attnotnull then ' not null' else '' end"
    " from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped"
    " and c.relkind in ('r', 'i')"
    " union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint"
    " where connamespace = 'public'::regnamespace and contype <> 'n'"
    " union all select indexname || ' ' || indexdef from pg_indexes where schemaname = 'public'"
    " union all select grantee || ' ' || privilege_type || ' ' || table_name"
    " from information_schema.role_table_grants where table_schema = 'public' and grantee = 'anju_app'"
)


def ask(url: str, *questions: str) -> list[Any]:
    """The first column of the last question, in order."""

    async def run() -> list[Any]:
        connection = await asyncpg.connect(url)
        try:
            for question in questions[:-1]:
                await connection.execute(question)
            return sorted(row[0] for row in await connection.fetch(questions[-1]))
        finally:
            await connection.close()

    return asyncio.run(run())


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[DatabaseAccess]:
    """A database without a schema."""
    name = cluster.new_database()
    yield cluster.access(name)
    cluster.do(f"drop database {name} with (force)")


def test_every_migration_is_carried_out_once(empty: DatabaseAccess) -> None:
    assert asyncio.run(migrate(empty)) == known_migrations()
    assert asyncio.run(migrate(empty)) == []
    assert ask(empty.owner_url, "select name from migration") == known_migrations()


@pytest.mark.parametrize("binaries", versions()[1:], ids=lambda binaries: f"PostgreSQL {binaries.major}")
def test_the_schema_is_the_same_on_older_versions(cluster: Cluster, binaries: Any) -> None:
    expected = ask(cluster.url(TEMPLATE), SCHEMA)
    older = Cluster(binaries)
    try:
        older.do("create database anju")
        asyncio.run(migrate(older.access("anju")))
        assert ask(older.url("anju"), SCHEMA) == expected
    finally:
        older.stop()
    assert len(expected) > 300


def test_an_upgrade_that_fails_leaves_nothing(
    empty: DatabaseAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in piccolo_app.MIGRATIONS.glob("anju_*.py"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "anju_9999_bad.py").write_text(BAD)
    monkeypatch.setattr(piccolo_app, "MIGRATIONS", tmp_path)
    monkeypatch.setattr(piccolo_app.APP_CONFIG, "migrations_folder_path", str(tmp_path))
    path = list(sys.path)
    with pytest.raises(asyncpg.DivisionByZeroError):
        asyncio.run(migrate(empty))
    assert (
        ask(empty.owner_url, "select relname from pg_class where relnamespace = 'public'::regnamespace") == []
    )
    assert sys.path == path
    assert DB.config == {}


def test_several_processes_may_start_at_once(empty: DatabaseAccess) -> None:
    command = [sys.executable, "-c", PROCESS, empty.owner_url]
    starting = [
        subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].strip() for process in starting]
    assert sorted(said) == ["0", "0", str(len(known_migrations()))]


def test_an_upgrade_that_another_process_holds_up_says_so(
    empty: DatabaseAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "WAIT_AT_MOST_S", 1)

    async def held() -> None:
        other = await asyncpg.connect(empty.owner_url)
        await other.execute("select pg_advisory_lock($1)", migration.LOCK)
        try:
            await migrate(empty)
        finally:
            await other.close()

    with refused("upgrade_busy"):
        asyncio.run(held())


def test_a_database_newer_than_the_program_is_left_alone(access: DatabaseAccess) -> None:
    ask(access.owner_url, "insert into migration (name, app_name) values ('9999_later', 'anju')", "select 1")
    with refused("database_newer"):
        asyncio.run(migrate(access))


# --- the two roles


def test_an_owner_without_the_right_to_make_roles_is_told_what_to_ask_for(
    cluster: Cluster, empty: DatabaseAccess
) -> None:
    name = empty.owner_url.split("@/")[1].split("?")[0]
    cluster.do("drop role if exists poor_owner", "create role poor_owner login")
    cluster.do(f"alter database {name} owner to poor_owner")
    url = cluster.url(name, user="poor_owner")
    with refused("role_refused"):
        asyncio.run(migrate(DatabaseAccess(url, url)))
    cluster.do("grant anju_app to poor_owner")
    assert asyncio.run(migrate(DatabaseAccess(url, url))) == known_migrations()


def test_an_application_with_a_login_of_its_own_is_let_into_the_role(
    cluster: Cluster, empty: DatabaseAccess
) -> None:
    name = empty.owner_url.split("@/")[1].split("?")[0]
    cluster.do("drop role if exists web", "create role web login", f"grant connect on database {name} to web")
    access = DatabaseAccess(cluster.url(name, user="web"), cluster.url(name))
    asyncio.run(migrate(access))

    async def who() -> tuple[str, str]:
        use_database(access)
        await start_pool()
        try:
            row = await fetch_one("select session_user::text, current_user::text")
            assert row is not None
            return row[0], row[1]
        finally:
            await stop_pool()

    assert asyncio.run(who()) == ("web", "anju_app")


def test_the_embedded_database_is_migrated_by_its_owner_and_used_by_the_application(tmp_path: Path) -> None:
    with open_database(tmp_path / "home", {}) as database:
        access = DatabaseAccess(database.urls.application, database.urls.owner)
        assert asyncio.run(migrate(access)) == known_migrations()
        assert ask(access.application_url, "select current_user::text") == ["anju_app"]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(access.application_url, "delete from audit_entry", "select 1")


def test_with_one_address_the_application_still_works_in_its_own_role(access: DatabaseAccess) -> None:
    async def who() -> list[str]:
        use_database(access)
        await start_pool(at_least=1, at_most=1)
        try:
            said = []
            for sql in ("select current_user::text", "reset role", "select current_user::text"):
                row = await fetch_one(sql)
                said += [row[0]] if row else []
            return said
        finally:
            await stop_pool()

    assert asyncio.run(who()) == ["anju_app", "anju_app"]


FORBIDDEN = (
    "update audit_entry set act = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "delete from audit_head",
    "delete from number_series",
    "delete from authority",
    "delete from ban",
    "delete from rent_schedule",
    "delete from import_batch",
    "update migration set name = 'x'",
    "alter table audit_entry drop constraint audit_entry_sequence_key",
    "drop table audit_entry",
    "create table mine (id bigint)",
    "select setval('anju_id', 1)",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not(access: DatabaseAccess, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(access.owner_url, "set role anju_app", statement, "select 1")
    ask(access.owner_url, statement, "select 1")


# --- addresses


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({}, "no_database"),
        ({"ANJU_OWNER_URL": "postgresql://a@h/d"}, "owner_url_alone"),
        ({"DATABASE_URL": "mysql://a@h/d"}, "not_postgresql"),
        ({"DATABASE_URL": "postgresql://a@h/d", "ANJU_OWNER_URL": "h:5432"}, "not_postgresql"),
        (
            {"DATABASE_URL": "postgresql://a@h/d", "ANJU_OWNER_URL": "postgresql://b@h/e"},
            "different_databases",
        ),
    ],
)
def test_an_address_that_cannot_be_right_is_refused(environ: dict[str, str], reason: str) -> None:
    with refused(reason):
        DatabaseAccess.from_environment(environ)


def test_addresses_are_read() -> None:
    one = DatabaseAccess.from_environment({"DATABASE_URL": "postgresql://a@h/d"})
    two = DatabaseAccess.from_environment(
        {"DATABASE_URL": "postgresql://a:p%40@h/d", "ANJU_OWNER_URL": "postgresql://b@h/d"}
    )
    assert (one.one_url, one.owner_url) == (True, "postgresql://a@h/d")
    assert (two.one_url, two.application_user) == (False, "a")


def test_statements_are_carried_out_one_by_one() -> None:
    assert statements("a;\nb (\n  c\n);\n\n") == ["a", "b (\n  c\n)"]
