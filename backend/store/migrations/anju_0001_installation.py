"""Authorities, their operators and numbers, the working-day calendar, code lists and the audit trail."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0001_installation"

SQL = """
create sequence anju_id;
grant usage on sequence anju_id to anju_app;

create table authority (
    authority_id bigint not null,
    code text not null,
    name text not null,
    policy_pack text not null,
    division_code text not null,
    credit_code text,
    public_url text,
    demonstration boolean not null,
    created_at timestamptz not null
);
alter table authority alter column authority_id set default nextval('anju_id');
alter table authority add constraint authority_pkey primary key (authority_id);
alter table authority add constraint authority_code_key unique (code);
alter table authority add constraint authority_name_check check (btrim(name) <> '');
grant select, insert, update on authority to anju_app;

create table app_setting (
    name text not null,
    value jsonb not null,
    changed_at timestamptz not null
);
alter table app_setting add constraint app_setting_pkey primary key (name);
grant select, insert, update on app_setting to anju_app;

create table code_entry (
    list text not null,
    code text not null,
    name_zh text not null,
    name_en text not null,
    place bigint not null
);
alter table code_entry add constraint code_entry_pkey primary key (list, code);
grant select on code_entry to anju_app;

create table calendar_year (
    year integer not null,
    provisional boolean not null,
    source text not null,
    loaded_at timestamptz not null
);
alter table calendar_year add constraint calendar_year_pkey primary key (year);
alter table calendar_year add constraint calendar_year_year_check check (year between 1949 and 9000);
grant select, insert, update, delete on calendar_year to anju_app;

create table day_calendar (
    day date not null,
    year integer not null,
    kind text not null
);
alter table day_calendar add constraint day_calendar_pkey primary key (day);
alter table day_calendar add constraint day_calendar_kind_check check (kind in ('free', 'worked'));
alter table day_calendar add constraint day_calendar_year_check check (extract(year from day) = year);
alter table day_calendar add constraint day_calendar_weekday_check
    check ((kind = 'worked') = (extract(isodow from day) >= 6));
alter table day_calendar add constraint day_calendar_year_fkey
    foreign key (year) references calendar_year (year);
create index day_calendar_year_idx on day_calendar (year);
grant select, insert, update, delete on day_calendar to anju_app;

create table operator (
    authority_id bigint not null,
    id bigint not null,
    name text not null,
    credit_code text,
    created_at timestamptz not null
);
alter table operator alter column id set default nextval('anju_id');
alter table operator add constraint operator_pkey primary key (authority_id, id);
alter table operator add constraint operator_name_key unique (authority_id, name);
alter table operator add constraint operator_name_check check (btrim(name) <> '');
alter table operator add constraint operator_authority_fkey
    foreign key (authority_id) references authority (authority_id);
grant select, insert, update, delete on operator to anju_app;

create table number_series (
    authority_id bigint not null,
    id bigint not null,
    kind text not null,
    year integer not null,
    last_number bigint not null
);
alter table number_series alter column id set default nextval('anju_id');
alter table number_series add constraint number_series_pkey primary key (authority_id, id);
alter table number_series add constraint number_series_kind_year_key unique (authority_id, kind, year);
alter table number_series add constraint number_series_last_number_check check (last_number >= 0);
alter table number_series add constraint number_series_year_check check (year between 1949 and 9000);
alter table number_series add constraint number_series_authority_fkey
    foreign key (authority_id) references authority (authority_id);
grant select, insert, update on number_series to anju_app;

create table audit_head (
    authority_id bigint not null,
    sequence bigint not null,
    hash bytea not null
);
alter table audit_head add constraint audit_head_pkey primary key (authority_id);
alter table audit_head add constraint audit_head_sequence_check check (sequence >= 0);
alter table audit_head add constraint audit_head_hash_check check (octet_length(hash) = 32);
alter table audit_head add constraint audit_head_authority_fkey
    foreign key (authority_id) references authority (authority_id);
grant select, insert, update on audit_head to anju_app;

create table audit_entry (
    authority_id bigint not null,
    id bigint not null,
    sequence bigint not null,
    at timestamptz not null,
    actor text not null,
    act text not null,
    subject text not null,
    payload json not null,
    previous_hash bytea not null,
    hash bytea not null
);
alter table audit_entry alter column id set default nextval('anju_id');
alter table audit_entry add constraint audit_entry_pkey primary key (authority_id, id);
alter table audit_entry add constraint audit_entry_sequence_key unique (authority_id, sequence);
alter table audit_entry add constraint audit_entry_sequence_check check (sequence >= 1);
alter table audit_entry add constraint audit_entry_previous_hash_check
    check (octet_length(previous_hash) = 32);
alter table audit_entry add constraint audit_entry_hash_check check (octet_length(hash) = 32);
alter table audit_entry add constraint audit_entry_actor_check check (btrim(actor) <> '');
alter table audit_entry add constraint audit_entry_act_check check (btrim(act) <> '');
alter table audit_entry add constraint audit_entry_authority_fkey
    foreign key (authority_id) references authority (authority_id);
create index audit_entry_subject_idx on audit_entry (authority_id, subject);
create index audit_entry_at_idx on audit_entry (authority_id, at);
grant select, insert on audit_entry to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
