"""People and households: persons with their sealed documents, households, dated membership, bans."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0003_households"

SQL = """
create table person (
    authority_id bigint not null,
    id bigint not null,
    document_kind text not null,
    document_number_sealed bytea not null,
    document_number_index bytea not null,
    document_tail_index bytea not null,
    name text not null,
    name_key text collate "C" not null,
    initials text collate "C" not null,
    phone_sealed bytea,
    phone_index bytea,
    phone_tail_index bytea,
    birth_day date,
    sex text,
    hukou text,
    created_at timestamptz not null
);
alter table person alter column id set default nextval('anju_id');
alter table person add constraint person_pkey primary key (authority_id, id);
alter table person add constraint person_document_key
    unique (authority_id, document_kind, document_number_index);
alter table person add constraint person_document_kind_check
    check (document_kind in ('resident_id', 'residence_permit', 'permanent_residence', 'home_return_permit',
        'taiwan_permit', 'passport', 'officer', 'soldier', 'other'));
alter table person add constraint person_document_index_check
    check (octet_length(document_number_index) = 32);
alter table person add constraint person_document_tail_check
    check (octet_length(document_tail_index) = 32);
alter table person add constraint person_phone_check
    check ((phone_sealed is null) = (phone_index is null)
        and (phone_sealed is null) = (phone_tail_index is null));
alter table person add constraint person_phone_index_check check (octet_length(phone_index) = 32);
alter table person add constraint person_phone_tail_check check (octet_length(phone_tail_index) = 32);
alter table person add constraint person_name_check check (btrim(name) <> '');
alter table person add constraint person_sex_check check (sex in ('male', 'female'));
alter table person add constraint person_authority_fkey
    foreign key (authority_id) references authority (authority_id);
create index person_name_key_idx on person (authority_id, name_key);
create index person_initials_idx on person (authority_id, initials);
create index person_document_number_idx on person (authority_id, document_number_index);
create index person_document_tail_idx on person (authority_id, document_tail_index);
create index person_phone_idx on person (authority_id, phone_index);
create index person_phone_tail_idx on person (authority_id, phone_tail_index);
grant select, insert, update, delete on person to anju_app;

create table household (
    authority_id bigint not null,
    id bigint not null,
    household_class text not null,
    household_size integer not null,
    remark text,
    created_at timestamptz not null
);
alter table household alter column id set default nextval('anju_id');
alter table household add constraint household_pkey primary key (authority_id, id);
alter table household add constraint household_class_check
    check (household_class in ('dibao', 'low_income', 'lower_middle_income', 'new_employee',
        'migrant_worker'));
alter table household add constraint household_size_check check (household_size between 1 and 50);
alter table household add constraint household_authority_fkey
    foreign key (authority_id) references authority (authority_id);
grant select, insert, update, delete on household to anju_app;

create table household_member (
    authority_id bigint not null,
    id bigint not null,
    household_id bigint not null,
    person_id bigint not null,
    role text not null,
    relation text not null,
    from_day date not null,
    to_day date,
    created_at timestamptz not null
);
alter table household_member alter column id set default nextval('anju_id');
alter table household_member add constraint household_member_pkey primary key (authority_id, id);
alter table household_member add constraint household_member_role_check
    check (role in ('applicant', 'co_applicant'));
alter table household_member add constraint household_member_relation_check
    check (relation in ('self', 'spouse', 'child', 'parent', 'grandparent', 'grandchild',
        'sibling', 'other'));
alter table household_member add constraint household_member_self_check
    check ((role = 'applicant') = (relation = 'self'));
alter table household_member add constraint household_member_days_check check (from_day <= to_day);
alter table household_member add constraint household_member_household_fkey
    foreign key (authority_id, household_id) references household (authority_id, id);
alter table household_member add constraint household_member_person_fkey
    foreign key (authority_id, person_id) references person (authority_id, id);
create unique index household_member_one_open_key
    on household_member (authority_id, household_id, person_id)
    where to_day is null;
create unique index household_member_one_applicant_key on household_member (authority_id, household_id)
    where to_day is null and role = 'applicant';
create index household_member_person_idx on household_member (authority_id, person_id);
grant select, insert, update, delete on household_member to anju_app;

create table ban (
    authority_id bigint not null,
    id bigint not null,
    person_id bigint not null,
    conduct text not null,
    article text not null,
    from_day date not null,
    reapply_from date,
    lifted_on date,
    remark text,
    created_at timestamptz not null
);
alter table ban alter column id set default nextval('anju_id');
alter table ban add constraint ban_pkey primary key (authority_id, id);
alter table ban add constraint ban_conduct_check
    check (conduct in ('false_statement', 'not_qualified', 'contract_or_law', 'sublet_or_unauthorised_swap',
        'use_changed', 'idle', 'rent_unpaid', 'other_home', 'unlawful_activity', 'damage_or_refit',
        'gave_up_selection'));
alter table ban add constraint ban_article_check check (btrim(article) <> '');
alter table ban add constraint ban_days_check check (from_day <= reapply_from);
alter table ban add constraint ban_lifted_check check (from_day <= lifted_on);
alter table ban add constraint ban_person_fkey
    foreign key (authority_id, person_id) references person (authority_id, id);
create index ban_person_idx on ban (authority_id, person_id);
grant select, insert, update on ban to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
