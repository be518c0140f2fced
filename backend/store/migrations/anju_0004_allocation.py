"""Who may move in where: allocations, tenancies and the persons who live under them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0004_allocation"

SQL = """
create table allocation (
    authority_id bigint not null,
    id bigint not null,
    household_id bigint not null,
    batch text not null,
    application_number text not null,
    confirmed_on date not null,
    estate_id bigint,
    unit_id bigint,
    choice_order integer,
    window_last_day date,
    state text not null,
    settled_on date,
    remark text,
    created_at timestamptz not null
);
alter table allocation alter column id set default nextval('anju_id');
alter table allocation add constraint allocation_pkey primary key (authority_id, id);
alter table allocation add constraint allocation_application_key
    unique (authority_id, batch, application_number);
alter table allocation add constraint allocation_state_check
    check (state in ('allotted', 'signed', 'lapsed', 'given_up'));
alter table allocation add constraint allocation_home_check
    check (unit_id is not null or choice_order is not null);
alter table allocation add constraint allocation_choice_order_check check (choice_order >= 1);
alter table allocation add constraint allocation_window_check check (confirmed_on <= window_last_day);
alter table allocation add constraint allocation_settled_check
    check ((state = 'allotted') = (settled_on is null)
        and (settled_on is null or confirmed_on <= settled_on));
alter table allocation add constraint allocation_household_fkey
    foreign key (authority_id, household_id) references household (authority_id, id);
alter table allocation add constraint allocation_estate_fkey
    foreign key (authority_id, estate_id) references estate (authority_id, id);
alter table allocation add constraint allocation_unit_fkey
    foreign key (authority_id, unit_id) references unit (authority_id, id);
create unique index allocation_one_per_unit_key on allocation (authority_id, unit_id)
    where state = 'allotted';
create unique index allocation_one_per_place_key
    on allocation (authority_id, batch, estate_id, choice_order)
    nulls not distinct where choice_order is not null and state in ('allotted', 'signed');
create index allocation_household_idx on allocation (authority_id, household_id);
create index allocation_unit_idx on allocation (authority_id, unit_id);
create index allocation_estate_idx on allocation (authority_id, estate_id);
create index allocation_window_idx on allocation (authority_id, window_last_day) where state = 'allotted';
grant select, insert, update, delete on allocation to anju_app;

create table tenancy (
    authority_id bigint not null,
    id bigint not null,
    household_id bigint not null,
    unit_id bigint not null,
    allocation_id bigint,
    state text not null,
    live boolean generated always as (state <> 'ended') stored,
    from_day date not null,
    to_day date,
    created_at timestamptz not null
);
alter table tenancy alter column id set default nextval('anju_id');
alter table tenancy add constraint tenancy_pkey primary key (authority_id, id);
alter table tenancy add constraint tenancy_live_key unique (authority_id, id, live);
alter table tenancy add constraint tenancy_state_check
    check (state in ('reserved', 'living', 'leaving', 'ended'));
alter table tenancy add constraint tenancy_ended_check check ((state = 'ended') = (to_day is not null));
alter table tenancy add constraint tenancy_days_check check (from_day <= to_day);
alter table tenancy add constraint tenancy_household_fkey
    foreign key (authority_id, household_id) references household (authority_id, id);
alter table tenancy add constraint tenancy_unit_fkey
    foreign key (authority_id, unit_id) references unit (authority_id, id);
alter table tenancy add constraint tenancy_allocation_fkey
    foreign key (authority_id, allocation_id) references allocation (authority_id, id);
create unique index tenancy_one_live_per_unit_key on tenancy (authority_id, unit_id)
    where state in ('reserved', 'living', 'leaving');
create unique index tenancy_one_live_per_household_key on tenancy (authority_id, household_id)
    where state in ('reserved', 'living', 'leaving');
create index tenancy_unit_idx on tenancy (authority_id, unit_id);
create index tenancy_household_idx on tenancy (authority_id, household_id);
create index tenancy_allocation_idx on tenancy (authority_id, allocation_id);
grant select, insert, update, delete on tenancy to anju_app;

create table tenancy_member (
    authority_id bigint not null,
    id bigint not null,
    tenancy_id bigint not null,
    person_id bigint not null,
    live boolean,
    from_day date not null,
    to_day date,
    created_at timestamptz not null
);
alter table tenancy_member alter column id set default nextval('anju_id');
alter table tenancy_member add constraint tenancy_member_pkey primary key (authority_id, id);
alter table tenancy_member add constraint tenancy_member_live_check check (live);
alter table tenancy_member add constraint tenancy_member_ended_check
    check ((live is null) = (to_day is not null));
alter table tenancy_member add constraint tenancy_member_days_check check (from_day <= to_day);
alter table tenancy_member add constraint tenancy_member_tenancy_fkey
    foreign key (authority_id, tenancy_id) references tenancy (authority_id, id);
alter table tenancy_member add constraint tenancy_member_live_fkey
    foreign key (authority_id, tenancy_id, live) references tenancy (authority_id, id, live);
alter table tenancy_member add constraint tenancy_member_person_fkey
    foreign key (authority_id, person_id) references person (authority_id, id);
create unique index tenancy_member_one_live_per_person_key on tenancy_member (authority_id, person_id)
    where live;
create index tenancy_member_tenancy_idx on tenancy_member (authority_id, tenancy_id);
create index tenancy_member_person_idx on tenancy_member (authority_id, person_id);
grant select, insert, update, delete on tenancy_member to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
