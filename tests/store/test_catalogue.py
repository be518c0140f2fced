"""The schema keeps the habits that let it be spread over machines by authority; read from the catalogue."""

import re
from typing import Any, get_args

import asyncpg
import pytest

from backend.domain.exits.ban import CONDUCTS
from backend.domain.rent.rent_cap import RentCapFacts
from backend.domain.vocabulary.document_kinds import KIND_NAMES
from backend.store.tables import (
    SHARED,
    TABLES,
    allocation,
    exits,
    households,
    imports,
    lease,
    papers,
    rent,
    stock,
)

pytestmark = pytest.mark.asyncio

BOOKKEEPING = {"migration"}
"""Piccolo's own table."""
SHARED_NAMES = {table._meta.tablename for table in SHARED} | BOOKKEEPING
LONGEST_NAME = 54

KEYS = """
select c.relname as table, o.conname as name, o.contype::text as kind,
    array(select attname from unnest(o.conkey) with ordinality k(num, place)
        join pg_attribute a on attrelid = o.conrelid and attnum = k.num order by place)::text[] as columns,
    f.relname as other,
    array(select attname from unnest(o.confkey) with ordinality k(num, place)
        join pg_attribute a on attrelid = o.confrelid and attnum = k.num order by place)::text[] as others,
    o.confdeltype::text as on_delete, o.confupdtype::text as on_update, o.condeferrable as deferrable
from pg_constraint o join pg_class c on c.oid = o.conrelid left join pg_class f on f.oid = o.confrelid
where o.connamespace = 'public'::regnamespace and o.contype in ('p', 'u', 'f', 'x')
"""
INDEXES = """
select c.relname as table, i.relname as name, x.indisunique as is_unique,
    array(select pg_get_indexdef(x.indexrelid, at, true) from generate_series(1, x.indnkeyatts) at) as columns
from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
where i.relnamespace = 'public'::regnamespace
"""
NAMES = """
select relname as name from pg_class where relnamespace = 'public'::regnamespace
union select conname from pg_constraint where connamespace = 'public'::regnamespace
union select attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attnum > 0
"""
OWN_NAMES = """
select c.relname as table, o.conname as name from pg_constraint o join pg_class c on c.oid = o.conrelid
    where o.connamespace = 'public'::regnamespace
union select tablename, indexname from pg_indexes where schemaname = 'public'
"""
COLUMNS = """
select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as needed,
    a.attidentity::text <> '' as identity, a.attgenerated::text <> '' as generated,
    pg_get_expr(d.adbin, d.adrelid) as default
from pg_attribute a join pg_class c on c.oid = a.attrelid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
order by a.attnum
"""
TABLES_WITHOUT = """
select relname as name from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
and not exists (select from pg_attribute where attrelid = c.oid and attname = 'authority_id')
"""
TRIGGERS = """
select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
"""


def _key_fault(key: Any) -> str | None:
    if key["deferrable"]:
        return "deferrable"
    if key["kind"] == "x":
        return "exclusion constraint"
    if key["table"] in SHARED_NAMES:
        spread = key["kind"] == "f" and key["other"] not in SHARED_NAMES
        return "a shared table refers to a spread one" if spread else None
    if key["columns"][0] != "authority_id":
        return "does not start with authority_id"
    if key["kind"] == "f":
        if key["others"][0] != "authority_id":
            return "does not refer to authority_id first"
        if key["on_delete"] not in "ac" or key["on_update"] != "a":
            return "not plain or cascade"
        if key["columns"] != ["authority_id"] and key["other"] in SHARED_NAMES:
            return "refers to a shared table by another column"
    return None


async def breaches(connection: asyncpg.Connection) -> set[tuple[str, str]]:
    """Every breach of a habit: the name of what breaches it, and which."""
    found: set[tuple[str, str]] = set()
    keys = await connection.fetch(KEYS)
    found |= {(key["name"], fault) for key in keys if (fault := _key_fault(key))}
    for index in await connection.fetch(INDEXES):
        if index["table"] not in SHARED_NAMES and index["columns"][0] != "authority_id":
            found.add((index["name"], "does not start with authority_id"))
    for row in await connection.fetch(TRIGGERS):
        found.add((row["name"], "trigger"))
    for row in await connection.fetch(NAMES):
        if len(row["name"].encode()) > LONGEST_NAME:
            found.add((row["name"], "name too long"))
    for row in await connection.fetch(OWN_NAMES):
        if not row["name"].startswith(row["table"] + "_"):
            found.add((row["name"], "does not begin with its table"))
    for table in await connection.fetch(TABLES_WITHOUT):
        if table["name"] not in SHARED_NAMES:
            found.add((table["name"], "has no authority_id"))
    with_primary_key = {key["table"]: key["columns"] for key in keys if key["kind"] == "p"}
    for row in await connection.fetch(COLUMNS):
        found |= {(f"{row['table']}.{row['name']}", fault) for fault in _column_faults(row, with_primary_key)}
    return found


def _column_faults(column: Any, primary_keys: dict[str, list[str]]) -> list[str]:
    table, name = column["table"], column["name"]
    faults = ["identity column"] if column["identity"] else []
    if table in BOOKKEEPING:
        return faults
    one_sequence = "nextval('anju_id'::regclass)"
    due = one_sequence if name == "id" or (table, name) == ("authority", "authority_id") else None
    if not column["generated"] and column["default"] != due:
        faults.append(f"default {column['default']}")
    if re.search(r"float|double|real|money|numeric", column["type"]):
        faults.append(f"type {column['type']}")
    if name == "authority_id" and not column["needed"]:
        faults.append("authority_id may be null")
    if name == "id" and primary_keys.get(table) != ["authority_id", "id"]:
        faults.append("primary key is not (authority_id, id)")
    return faults


async def test_the_schema_keeps_every_habit(owner: asyncpg.Connection) -> None:
    assert await breaches(owner) == set()


PLANTED: list[tuple[str, list[str], set[str]]] = [
    ("a key of its own", ["alter table unit add constraint unit_x unique (room_number)"], {"unit_x"}),
    ("a unique index of its own", ["create unique index unit_x on unit (address)"], {"unit_x"}),
    ("the authority second", ["alter table unit add constraint unit_x unique (id, authority_id)"], {"unit_x"}),
    (
        "a key by id alone",
        ["create unique index unit_x on unit (id)",
         "alter table unit_state add constraint unit_state_x foreign key (unit_id) references unit (id)"],
        {"unit_x", "unit_state_x"},
    ),
    (
        "set null",
        ["alter table estate add constraint estate_x foreign key"
         " (authority_id, operator_id) references operator (authority_id, id) on delete set null (operator_id)"],
        {"estate_x"},
    ),
    (
        "cascading updates",
        ["alter table estate add constraint estate_x foreign key"
         " (authority_id, operator_id) references operator (authority_id, id) on update cascade"],
        {"estate_x"},
    ),
    (
        "deferrable",
        ["alter table estate add constraint estate_x unique (authority_id, address) deferrable"],
        {"estate_x"},
    ),
    (
        "a trigger",
        ["create function f() returns trigger language plpgsql as 'begin return null; end'",
         "create trigger estate_x after insert on estate execute function f()"],
        {"estate_x"},
    ),
    (
        "an identity column and a key without authority",
        ["create table planted (authority_id bigint not null, id bigint generated always as identity)",
         "alter table planted add constraint planted_pkey primary key (id)"],
        {"planted_pkey", "planted.id"},
    ),
    (
        "a shared table that refers to a spread one",
        ["alter table app_setting add column authority_id bigint",
         "alter table app_setting add column unit bigint",
         "alter table app_setting add constraint app_setting_x foreign key (authority_id, unit)"
         " references unit (authority_id, id)"],
        {"app_setting_x", "app_setting.authority_id"},
    ),
    ("a long name", [f"create index unit_{'x' * 50} on unit (authority_id)"], {f"unit_{'x' * 50}"}),
    ("a stray name", ["create index stray on unit (authority_id)"], {"stray"}),
    ("a default", ["alter table unit alter column remark set default ''"], {"unit.remark"}),
    ("money as float", ["alter table rent_schedule_line add column x double precision"], {"rent_schedule_line.x"}),
    (
        "no authority needed",
        ["create table planted (authority_id bigint, id bigint not null)"],
        {"planted.authority_id", "planted.id"},
    ),
    ("a table without authority", ["create table planted (word text)"], {"planted"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "found"), [case[1:] for case in PLANTED], ids=[case[0] for case in PLANTED]
)
async def test_a_planted_breach_is_found(
    owner: asyncpg.Connection, statements: list[str], found: set[str]
) -> None:
    for statement in statements:
        await owner.execute(statement)
    assert {name for name, _ in await breaches(owner)} == found


async def test_the_tables_piccolo_knows_are_those_of_the_database(owner: asyncpg.Connection) -> None:
    kept: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in await owner.fetch(COLUMNS):
        if row["table"] not in BOOKKEEPING and not row["generated"]:
            kept.setdefault(row["table"], {})[row["name"]] = (row["type"], row["needed"])
    spelled = {
        "BIGSERIAL": "bigint", "TIMESTAMPTZ": "timestamp with time zone", "BIGINT": "bigint"
    }  # fmt: skip
    known = {
        table._meta.tablename: {
            column._meta.db_column_name: (
                spelled.get(column.column_type, column.column_type.lower()),
                not column._meta.null,
            )
            for column in table._meta.columns
        }
        for table in TABLES
    }
    for name, columns in kept.items():
        assert known.get(name) == columns, name
    assert known.keys() == kept.keys()


ENUMERATIONS: dict[str, tuple[str, ...]] = {
    "estate_source_check": stock.SOURCES,
    "unit_state_state_check": stock.UNIT_STATES,
    "person_document_kind_check": households.DOCUMENT_KINDS,
    "person_sex_check": households.SEXES,
    "household_class_check": households.HOUSEHOLD_CLASSES,
    "household_member_role_check": households.MEMBER_ROLES,
    "household_member_relation_check": households.RELATIONS,
    "ban_conduct_check": exits.BANNED_CONDUCTS,
    "allocation_state_check": allocation.ALLOCATION_STATES,
    "tenancy_state_check": lease.TENANCY_STATES,
    "rent_schedule_state_check": rent.SCHEDULE_STATES,
    "rent_schedule_line_tenure_check": rent.TENURES,
    "rent_schedule_line_class_check": rent.LINE_CLASSES,
    "import_batch_kind_check": imports.IMPORT_KINDS,
    "import_batch_state_check": imports.BATCH_STATES,
    "import_row_verdict_check": imports.VERDICTS,
    "lease_kind_check": lease.LEASE_KINDS,
    "lease_state_check": lease.LEASE_STATES,
    "lease_supplement_kind_check": lease.SUPPLEMENT_KINDS,
    "lease_supplement_state_check": lease.SUPPLEMENT_STATES,
    "lease_signing_scan_kind_check": lease.SCAN_KINDS,
    "rent_term_tenure_check": rent.TENURES,
    "paper_kind_check": papers.PAPER_KINDS,
    "paper_standing_check": papers.STANDINGS,
    "job_state_check": papers.JOB_STATES,
    "job_item_state_check": papers.ITEM_STATES,
    "day_calendar_kind_check": ("free", "worked"),
}
LISTS: dict[str, tuple[str, ...]] = {
    "estate_source": stock.SOURCES,
    "unit_state": stock.UNIT_STATES,
    "document_kind": households.DOCUMENT_KINDS,
    "household_class": households.HOUSEHOLD_CLASSES,
    "member_role": households.MEMBER_ROLES,
    "relation": households.RELATIONS,
    "allocation_state": allocation.ALLOCATION_STATES,
    "tenancy_state": lease.TENANCY_STATES,
    "rent_schedule_state": rent.SCHEDULE_STATES,
    "tenure": rent.TENURES,
    "lease_kind": lease.LEASE_KINDS,
    "lease_state": lease.LEASE_STATES,
    "supplement_kind": lease.SUPPLEMENT_KINDS,
    "paper_kind": papers.PAPER_KINDS,
    "paper_standing": papers.STANDINGS,
}


async def test_the_words_of_the_checks_are_those_of_the_program(owner: asyncpg.Connection) -> None:
    rows = await owner.fetch(
        "select conname, pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c'"
        " and connamespace = 'public'::regnamespace and pg_get_constraintdef(oid) ~ '^CHECK ..\\w+ = ANY'"
    )
    checked = {row["conname"]: tuple(re.findall(r"'([^']*)'", row["text"])) for row in rows}
    assert checked == ENUMERATIONS
    assert exits.BANNED_CONDUCTS == CONDUCTS
    assert get_args(RentCapFacts.__annotations__["tenure"]) == rent.TENURES


async def test_the_code_lists_name_every_word_once_and_in_order(owner: asyncpg.Connection) -> None:
    rows = await owner.fetch("select * from code_entry order by list, place")
    named: dict[str, list[Any]] = {}
    for row in rows:
        named.setdefault(row["list"], []).append(row)
    assert {name: tuple(row["code"] for row in entries) for name, entries in named.items()} == LISTS
    assert all(row["name_zh"] and row["name_en"].isascii() for row in rows)
    for row in named["document_kind"]:
        names = KIND_NAMES[next(kind for kind in KIND_NAMES if kind == row["code"])]
        assert (row["name_zh"], row["name_en"]) == (names.zh, names.en)


async def test_live_states_are_those_of_the_indexes(owner: asyncpg.Connection) -> None:
    text = await owner.fetchval(
        "select indexdef from pg_indexes where indexname = 'tenancy_one_live_per_unit_key'"
    )
    assert tuple(re.findall(r"'(\w+)'", text)) == lease.LIVE
    generated = await owner.fetchval("select pg_get_constraintdef(oid) from pg_constraint where conname = $1",
                                     "tenancy_live_key")  # fmt: skip
    assert generated == "UNIQUE (authority_id, id, live)"
