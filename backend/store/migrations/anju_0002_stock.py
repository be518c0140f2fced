"""Homes: estates with their investors, buildings, units and the dated states of units."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0002_stock"

SQL = """
create table estate (
    authority_id bigint not null,
    id bigint not null,
    operator_id bigint,
    name text not null,
    address text not null,
    source text not null,
    government_invested boolean not null,
    created_at timestamptz not null
);
alter table estate alter column id set default nextval('anju_id');
alter table estate add constraint estate_pkey primary key (authority_id, id);
alter table estate add constraint estate_name_key unique (authority_id, name);
alter table estate add constraint estate_name_check check (btrim(name) <> '');
alter table estate add constraint estate_source_check
    check (source in ('government', 'employer', 'society', 'returned_public', 'lent', 'other'));
alter table estate add constraint estate_authority_fkey
    foreign key (authority_id) references authority (authority_id);
alter table estate add constraint estate_operator_fkey
    foreign key (authority_id, operator_id) references operator (authority_id, id);
create index estate_operator_idx on estate (authority_id, operator_id);
grant select, insert, update, delete on estate to anju_app;

create table estate_share (
    authority_id bigint not null,
    id bigint not null,
    estate_id bigint not null,
    investor text not null,
    share_millionths bigint not null
);
alter table estate_share alter column id set default nextval('anju_id');
alter table estate_share add constraint estate_share_pkey primary key (authority_id, id);
alter table estate_share add constraint estate_share_investor_key
    unique (authority_id, estate_id, investor);
alter table estate_share add constraint estate_share_investor_check check (btrim(investor) <> '');
alter table estate_share add constraint estate_share_millionths_check
    check (share_millionths between 0 and 1000000);
alter table estate_share add constraint estate_share_estate_fkey
    foreign key (authority_id, estate_id) references estate (authority_id, id);
grant select, insert, update, delete on estate_share to anju_app;

create table building (
    authority_id bigint not null,
    id bigint not null,
    estate_id bigint not null,
    name text not null,
    created_at timestamptz not null
);
alter table building alter column id set default nextval('anju_id');
alter table building add constraint building_pkey primary key (authority_id, id);
alter table building add constraint building_name_key unique (authority_id, estate_id, name);
alter table building add constraint building_name_check check (btrim(name) <> '');
alter table building add constraint building_estate_fkey
    foreign key (authority_id, estate_id) references estate (authority_id, id);
grant select, insert, update, delete on building to anju_app;

create table unit (
    authority_id bigint not null,
    id bigint not null,
    building_id bigint not null,
    entrance text not null,
    room_number text not null,
    address text not null,
    floor_area_hundredths_m2 bigint not null,
    layout text,
    structure text,
    grade text,
    location text,
    floor integer,
    total_floors integer,
    fixtures jsonb not null,
    meters jsonb not null,
    remark text,
    created_at timestamptz not null
);
alter table unit alter column id set default nextval('anju_id');
alter table unit add constraint unit_pkey primary key (authority_id, id);
alter table unit add constraint unit_room_key unique (authority_id, building_id, entrance, room_number);
alter table unit add constraint unit_room_number_check check (btrim(room_number) <> '');
alter table unit add constraint unit_floor_area_check check (floor_area_hundredths_m2 > 0);
alter table unit add constraint unit_total_floors_check check (total_floors >= 1);
alter table unit add constraint unit_floor_check check (floor <> 0 and floor <= total_floors);
alter table unit add constraint unit_fixtures_check check (jsonb_typeof(fixtures) = 'array');
alter table unit add constraint unit_meters_check check (jsonb_typeof(meters) = 'object');
alter table unit add constraint unit_building_fkey
    foreign key (authority_id, building_id) references building (authority_id, id);
create index unit_room_number_idx on unit (authority_id, room_number);
grant select, insert, update, delete on unit to anju_app;

create table unit_state (
    authority_id bigint not null,
    id bigint not null,
    unit_id bigint not null,
    state text not null,
    from_day date not null,
    to_day date,
    reason text not null,
    created_at timestamptz not null
);
alter table unit_state alter column id set default nextval('anju_id');
alter table unit_state add constraint unit_state_pkey primary key (authority_id, id);
alter table unit_state add constraint unit_state_state_check
    check (state in ('vacant', 'reserved', 'let', 'repair', 'frozen', 'sold'));
alter table unit_state add constraint unit_state_days_check check (from_day <= to_day);
alter table unit_state add constraint unit_state_unit_fkey
    foreign key (authority_id, unit_id) references unit (authority_id, id);
create unique index unit_state_one_open_key on unit_state (authority_id, unit_id) where to_day is null;
create unique index unit_state_one_from_key on unit_state (authority_id, unit_id, from_day)
    where to_day is null or to_day > from_day;
create index unit_state_unit_idx on unit_state (authority_id, unit_id, from_day);
grant select, insert, update, delete on unit_state to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
