"""Examines the database (数据库): version, encoding, upgrades, constraints, roles, rights."""

from typing import Final

import asyncpg

from ..domain.vocabulary.both import Both
from ..store.definitions import as_it_stands, as_made, meddling
from ..store.engine import APPLICATION_ROLE
from ..store.migrate import known_migrations
from ..store.queries import server_facts
from ..store.schema_names import known_constraints
from .examination import Examined, Found, fault
from .examine_database_words import WORDS

VERSIONS: Final = (15, 18)
"""The oldest and newest major version the schema is tested on."""


async def examine_server(patient: Examined) -> list[Found]:
    """Whether the server is one the schema is made for."""
    facts = await server_facts.server_facts()
    oldest, newest = VERSIONS
    found = []
    if not oldest <= facts.version <= newest:
        found.append(fault(WORDS, "version", found=facts.version_text, oldest=oldest, newest=newest))
    if facts.encoding != "UTF8":
        found.append(fault(WORDS, "encoding", found=facts.encoding))
    return found


async def examine_schema(patient: Examined) -> list[Found]:
    """Whether every upgrade was carried out, none is unknown, and every constraint stands and holds."""
    done, known = await server_facts.migrations_done(), known_migrations()
    lacking, unknown = set(known) - set(done), set(done) - set(known)
    found = []
    if lacking:
        found.append(fault(WORDS, "not_migrated", names=", ".join(sorted(lacking))))
    if unknown:
        found.append(fault(WORDS, "migration_unknown", names=", ".join(sorted(unknown))))
    there = await server_facts.constraints()
    if not lacking and not unknown:
        gone = sorted(known_constraints() - there.keys())
        found += [fault(WORDS, "constraint_missing", name=name) for name in gone]
    unsound = sorted(name for name, sound in there.items() if not sound)
    return found + [fault(WORDS, "constraint_unsound", name=name) for name in unsound]


async def examine_definitions(patient: Examined) -> list[Found]:
    """Whether every column, constraint and index still means what the migrations gave it to mean."""
    found = [fault(WORDS, "meddling", what=_KINDS[what], name=name) for what, name in await meddling()]
    if set(known_migrations()) != set(await server_facts.migrations_done()):
        return found
    try:
        made = await as_made(patient.access.owner_url)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        return [*found, fault(WORDS, "not_compared?", detail=str(error).strip() or type(error).__name__)]
    stands = await as_it_stands()
    for (what, name), definition in sorted(made.items()):
        now = stands.get((what, name))
        if now is None and what == "column":
            found.append(fault(WORDS, "column_missing", name=name))
        elif now is not None and now != definition:
            words = {"what": _KINDS[what], "name": name, "made": definition, "now": now}
            found.append(fault(WORDS, "definition_differs", **words))
    return found


_KINDS: Final = {
    "column": Both("列", "column"),
    "constraint": Both("约束", "constraint"),
    "index": Both("索引", "index"),
    "trigger": Both("触发器", "trigger"),
    "rule": Both("改写规则", "rule"),
    "function": Both("以所有者权限运行的函数", "function with its owner's rights"),
    "policy": Both("行级策略", "row policy"),
}


async def examine_roles(patient: Examined) -> list[Found]:
    """Whether the application is held to its rights, so that nobody rewrites the audit trail through it."""
    mighty = await server_facts.role_is_mighty()
    if mighty is None:
        return [fault(WORDS, "no_role", role=APPLICATION_ROLE)]
    facts = await server_facts.server_facts()
    role = {"role": APPLICATION_ROLE}
    found = [fault(WORDS, "role_mighty", **role)] if mighty else []
    if facts.role != APPLICATION_ROLE:
        found.append(fault(WORDS, "not_the_role", found=facts.role, **role))
    if facts.login_is_superuser and not patient.access.one_url:
        found.append(fault(WORDS, "login_mighty", user=facts.login))
    if facts.may_create and not mighty:
        found.append(fault(WORDS, "may_create", **role))
    if not mighty:
        rights = await server_facts.excessive_rights()
        found += [
            fault(WORDS, "right_excessive", table=table, right=right, **role) for table, right in rights
        ]
    found += [fault(WORDS, "right_missing", table=table) for table in await server_facts.unreadable_tables()]
    return found + ([fault(WORDS, "one_url?")] if patient.access.one_url else [])
