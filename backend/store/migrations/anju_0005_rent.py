"""Approved rents as filed: schedules with their approval, and their lines."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0005_rent"

SQL = """
create table rent_schedule (
    authority_id bigint not null,
    id bigint not null,
    approval_number text,
    approving_body text,
    approved_on date,
    published_on date,
    effective_from date not null,
    effective_to date,
    market_survey_source text not null,
    market_surveyed_on date not null,
    file_digest bytea not null,
    state text not null,
    created_at timestamptz not null
);
alter table rent_schedule alter column id set default nextval('anju_id');
alter table rent_schedule add constraint rent_schedule_pkey primary key (authority_id, id);
alter table rent_schedule add constraint rent_schedule_state_check
    check (state in ('drafted', 'approved', 'published', 'superseded'));
alter table rent_schedule add constraint rent_schedule_approval_check
    check (state = 'drafted' or (btrim(approval_number) <> '' and btrim(approving_body) <> ''
        and approval_number is not null and approving_body is not null and approved_on is not null));
alter table rent_schedule add constraint rent_schedule_publication_check
    check (state in ('drafted', 'approved') or published_on is not null);
alter table rent_schedule add constraint rent_schedule_approved_check check (approved_on <= published_on);
alter table rent_schedule add constraint rent_schedule_effect_check
    check (effective_from <= effective_to);
alter table rent_schedule add constraint rent_schedule_survey_check
    check (btrim(market_survey_source) <> '');
alter table rent_schedule add constraint rent_schedule_digest_check
    check (octet_length(file_digest) = 32);
alter table rent_schedule add constraint rent_schedule_authority_fkey
    foreign key (authority_id) references authority (authority_id);
create unique index rent_schedule_approval_number_key on rent_schedule (authority_id, approval_number)
    where state <> 'superseded';
create unique index rent_schedule_one_published_key on rent_schedule (authority_id, effective_from)
    where state = 'published';
grant select, insert, update on rent_schedule to anju_app;

create table rent_schedule_line (
    authority_id bigint not null,
    id bigint not null,
    schedule_id bigint not null,
    location text not null,
    grade text not null,
    tenure text not null,
    household_class text not null,
    rate_fen_per_m2 bigint not null,
    market_fen_per_m2 bigint not null
);
alter table rent_schedule_line alter column id set default nextval('anju_id');
alter table rent_schedule_line add constraint rent_schedule_line_pkey primary key (authority_id, id);
alter table rent_schedule_line add constraint rent_schedule_line_place_key
    unique (authority_id, schedule_id, location, grade, tenure, household_class);
alter table rent_schedule_line add constraint rent_schedule_line_tenure_check
    check (tenure in ('low_rent', 'public_rental', 'commercial_rent'));
alter table rent_schedule_line add constraint rent_schedule_line_class_check
    check (household_class in ('dibao', 'low_income', 'lower_middle_income', 'new_employee', 'migrant_worker',
        'any'));
alter table rent_schedule_line add constraint rent_schedule_line_rate_check
    check (rate_fen_per_m2 between 0 and 100000000);
alter table rent_schedule_line add constraint rent_schedule_line_market_check
    check (market_fen_per_m2 between 1 and 100000000);
alter table rent_schedule_line add constraint rent_schedule_line_schedule_fkey
    foreign key (authority_id, schedule_id) references rent_schedule (authority_id, id);
grant select, insert, update, delete on rent_schedule_line to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
