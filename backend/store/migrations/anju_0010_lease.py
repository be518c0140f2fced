"""Leases with their supplements and signings, rent terms, papers, and the jobs that issue leases in bulk."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0010_lease"

SQL = """
create table lessor (
    authority_id bigint not null,
    id bigint not null,
    operator_id bigint,
    name text not null,
    address text not null,
    telephone text not null,
    credit_code text not null,
    representative text not null,
    account text not null,
    signing_place text not null,
    created_at timestamptz not null
);
alter table lessor alter column id set default nextval('anju_id');
alter table lessor add constraint lessor_pkey primary key (authority_id, id);
alter table lessor add constraint lessor_operator_key unique nulls not distinct (authority_id, operator_id);
alter table lessor add constraint lessor_name_check check (btrim(name) <> '');
alter table lessor add constraint lessor_authority_fkey
    foreign key (authority_id) references authority (authority_id);
alter table lessor add constraint lessor_operator_fkey
    foreign key (authority_id, operator_id) references operator (authority_id, id);
grant select, insert, update on lessor to anju_app;

create table lease (
    authority_id bigint not null,
    id bigint not null,
    household_id bigint not null,
    unit_id bigint not null,
    allocation_id bigint,
    tenancy_id bigint,
    previous_lease_id bigint,
    kind text not null,
    state text not null,
    number text,
    number_year integer,
    number_place bigint,
    from_day date not null,
    to_day date not null,
    monthly_rent_fen bigint,
    deposit_fen bigint,
    template_version text,
    content_sealed bytea not null,
    overrides jsonb not null,
    refusals jsonb not null,
    issued_on date,
    settled_on date,
    settled_reason text,
    created_at timestamptz not null
);
alter table lease alter column id set default nextval('anju_id');
alter table lease add constraint lease_pkey primary key (authority_id, id);
alter table lease add constraint lease_number_key unique (authority_id, number);
alter table lease add constraint lease_place_key unique (authority_id, number_year, number_place);
alter table lease add constraint lease_kind_check check (kind in ('first', 'renewal'));
alter table lease add constraint lease_state_check
    check (state in ('draft', 'checked', 'issued', 'signed', 'in_force', 'ended', 'void'));
alter table lease add constraint lease_rests_on_check
    check ((kind = 'first' and previous_lease_id is null and allocation_id is not null)
        or (kind = 'renewal' and previous_lease_id is not null and tenancy_id is not null));
alter table lease add constraint lease_days_check check (from_day < to_day);
alter table lease add constraint lease_rent_check check (monthly_rent_fen >= 0);
alter table lease add constraint lease_deposit_check check (deposit_fen >= 0);
alter table lease add constraint lease_numbered_check
    check ((number is null) = (number_place is null) and (number is null) = (number_year is null)
        and (number is null) = (issued_on is null));
alter table lease add constraint lease_place_check check (number_place >= 1);
alter table lease add constraint lease_issued_check
    check (state in ('draft', 'checked', 'void') or (number is not null and tenancy_id is not null
        and monthly_rent_fen is not null and deposit_fen is not null and template_version is not null));
alter table lease add constraint lease_unissued_check
    check (state not in ('draft', 'checked') or number is null);
alter table lease add constraint lease_settled_check
    check ((state in ('ended', 'void')) = (settled_on is not null)
        and (settled_on is null) = (settled_reason is null));
alter table lease add constraint lease_overrides_check check (jsonb_typeof(overrides) = 'array');
alter table lease add constraint lease_refusals_check
    check (jsonb_typeof(refusals) = 'array'
        and (state in ('draft', 'checked', 'void') or refusals = '[]'));
alter table lease add constraint lease_household_fkey
    foreign key (authority_id, household_id) references household (authority_id, id);
alter table lease add constraint lease_unit_fkey
    foreign key (authority_id, unit_id) references unit (authority_id, id);
alter table lease add constraint lease_allocation_fkey
    foreign key (authority_id, allocation_id) references allocation (authority_id, id);
alter table lease add constraint lease_tenancy_fkey
    foreign key (authority_id, tenancy_id) references tenancy (authority_id, id);
alter table lease add constraint lease_previous_fkey
    foreign key (authority_id, previous_lease_id) references lease (authority_id, id);
create unique index lease_one_per_allocation_key on lease (authority_id, allocation_id)
    where state <> 'void' and kind = 'first';
create unique index lease_one_from_key on lease (authority_id, tenancy_id, from_day)
    where state not in ('draft', 'checked', 'void');
create index lease_household_idx on lease (authority_id, household_id);
create index lease_unit_idx on lease (authority_id, unit_id);
create index lease_allocation_idx on lease (authority_id, allocation_id);
create index lease_tenancy_idx on lease (authority_id, tenancy_id);
create index lease_previous_idx on lease (authority_id, previous_lease_id);
create index lease_state_idx on lease (authority_id, state);
grant select, insert, update on lease to anju_app;

create table lease_supplement (
    authority_id bigint not null,
    id bigint not null,
    lease_id bigint not null,
    place integer not null,
    kind text not null,
    state text not null,
    number text not null,
    number_year integer not null,
    number_place bigint not null,
    from_day date not null,
    ground text not null,
    template_version text not null,
    content_sealed bytea not null,
    issued_on date not null,
    settled_on date,
    settled_reason text,
    created_at timestamptz not null
);
alter table lease_supplement alter column id set default nextval('anju_id');
alter table lease_supplement add constraint lease_supplement_pkey primary key (authority_id, id);
alter table lease_supplement add constraint lease_supplement_number_key unique (authority_id, number);
alter table lease_supplement add constraint lease_supplement_number_place_key
    unique (authority_id, number_year, number_place);
alter table lease_supplement add constraint lease_supplement_place_key
    unique (authority_id, lease_id, place);
alter table lease_supplement add constraint lease_supplement_kind_check
    check (kind in ('names_corrected', 'person_added', 'rent_changed', 'home_changed'));
alter table lease_supplement add constraint lease_supplement_state_check
    check (state in ('issued', 'signed', 'void'));
alter table lease_supplement add constraint lease_supplement_place_check
    check (place >= 1 and number_place >= 1);
alter table lease_supplement add constraint lease_supplement_ground_check check (btrim(ground) <> '');
alter table lease_supplement add constraint lease_supplement_settled_check
    check ((state = 'issued') = (settled_on is null));
alter table lease_supplement add constraint lease_supplement_lease_fkey
    foreign key (authority_id, lease_id) references lease (authority_id, id);
grant select, insert, update on lease_supplement to anju_app;

create table lease_signing (
    authority_id bigint not null,
    id bigint not null,
    lease_id bigint not null,
    signed_on date not null,
    signatories jsonb not null,
    proxy_authority text,
    scan_digest bytea not null,
    scan_kind text not null,
    keys_handed integer not null,
    check_in jsonb not null,
    meter_readings jsonb not null,
    deposit_received_fen bigint not null,
    filing_due_on date,
    filed_on date,
    filing_number text,
    original_lost_on date,
    original_lost_note text,
    created_at timestamptz not null
);
alter table lease_signing alter column id set default nextval('anju_id');
alter table lease_signing add constraint lease_signing_pkey primary key (authority_id, id);
alter table lease_signing add constraint lease_signing_lease_key unique (authority_id, lease_id);
alter table lease_signing add constraint lease_signing_scan_kind_check
    check (scan_kind in ('pdf', 'jpg', 'png'));
alter table lease_signing add constraint lease_signing_signatories_check
    check (jsonb_typeof(signatories) = 'array' and signatories <> '[]');
alter table lease_signing add constraint lease_signing_digest_check
    check (octet_length(scan_digest) = 32);
alter table lease_signing add constraint lease_signing_keys_check check (keys_handed >= 0);
alter table lease_signing add constraint lease_signing_check_in_check
    check (jsonb_typeof(check_in) = 'array');
alter table lease_signing add constraint lease_signing_readings_check
    check (jsonb_typeof(meter_readings) = 'array');
alter table lease_signing add constraint lease_signing_deposit_check check (deposit_received_fen >= 0);
alter table lease_signing add constraint lease_signing_filed_check
    check ((filed_on is null) = (filing_number is null) and signed_on <= filed_on);
alter table lease_signing add constraint lease_signing_lost_check
    check ((original_lost_on is null) = (original_lost_note is null) and signed_on <= original_lost_on);
alter table lease_signing add constraint lease_signing_lease_fkey
    foreign key (authority_id, lease_id) references lease (authority_id, id);
create index lease_signing_filing_idx on lease_signing (authority_id, filing_due_on)
    where filed_on is null;
grant select, insert, update on lease_signing to anju_app;

create table rent_term (
    authority_id bigint not null,
    id bigint not null,
    tenancy_id bigint not null,
    lease_id bigint not null,
    supplement_id bigint,
    monthly_rent_fen bigint not null,
    tenure text not null,
    from_day date not null,
    to_day date,
    rests_on text not null,
    created_at timestamptz not null
);
alter table rent_term alter column id set default nextval('anju_id');
alter table rent_term add constraint rent_term_pkey primary key (authority_id, id);
alter table rent_term add constraint rent_term_rent_check check (monthly_rent_fen >= 0);
alter table rent_term add constraint rent_term_tenure_check
    check (tenure in ('low_rent', 'public_rental', 'commercial_rent'));
alter table rent_term add constraint rent_term_days_check check (from_day <= to_day);
alter table rent_term add constraint rent_term_rests_on_check check (btrim(rests_on) <> '');
alter table rent_term add constraint rent_term_tenancy_fkey
    foreign key (authority_id, tenancy_id) references tenancy (authority_id, id);
alter table rent_term add constraint rent_term_lease_fkey
    foreign key (authority_id, lease_id) references lease (authority_id, id);
alter table rent_term add constraint rent_term_supplement_fkey
    foreign key (authority_id, supplement_id) references lease_supplement (authority_id, id);
create unique index rent_term_one_open_key on rent_term (authority_id, tenancy_id) where to_day is null;
create unique index rent_term_one_from_key on rent_term (authority_id, tenancy_id, from_day)
    where to_day is null or to_day > from_day;
create index rent_term_tenancy_idx on rent_term (authority_id, tenancy_id, from_day);
create index rent_term_lease_idx on rent_term (authority_id, lease_id);
create index rent_term_supplement_idx on rent_term (authority_id, supplement_id);
grant select, insert, update on rent_term to anju_app;

create table paper (
    authority_id bigint not null,
    id bigint not null,
    kind text not null,
    number text not null,
    lease_id bigint not null,
    supplement_id bigint,
    value_sealed bytea not null,
    digest bytea not null,
    byte_count bigint not null,
    template_version text not null,
    made_on date not null,
    standing text not null,
    standing_until date,
    created_at timestamptz not null
);
alter table paper alter column id set default nextval('anju_id');
alter table paper add constraint paper_pkey primary key (authority_id, id);
alter table paper add constraint paper_number_key unique (authority_id, kind, number);
alter table paper add constraint paper_kind_check check (kind in ('lease', 'supplement'));
alter table paper add constraint paper_standing_check check (standing in ('standing', 'void', 'replaced'));
alter table paper add constraint paper_until_check
    check ((standing = 'standing') = (standing_until is null) and made_on <= standing_until);
alter table paper add constraint paper_of_check check ((kind = 'supplement') = (supplement_id is not null));
alter table paper add constraint paper_digest_check check (octet_length(digest) = 32);
alter table paper add constraint paper_byte_count_check check (byte_count > 0);
alter table paper add constraint paper_lease_fkey
    foreign key (authority_id, lease_id) references lease (authority_id, id);
alter table paper add constraint paper_supplement_fkey
    foreign key (authority_id, supplement_id) references lease_supplement (authority_id, id);
create unique index paper_one_per_lease_key on paper (authority_id, lease_id) where kind = 'lease';
create unique index paper_one_per_supplement_key on paper (authority_id, supplement_id)
    where kind = 'supplement';
create index paper_lease_idx on paper (authority_id, lease_id);
create index paper_digest_idx on paper (authority_id, digest);
grant select, insert on paper to anju_app;
grant update (standing, standing_until) on paper to anju_app;

create table job (
    authority_id bigint not null,
    id bigint not null,
    kind text not null,
    state text not null,
    title text not null,
    actor text not null,
    business_day date not null,
    item_count bigint not null,
    print_digest bytea,
    refused_digest bytea,
    created_at timestamptz not null,
    finished_at timestamptz
);
alter table job alter column id set default nextval('anju_id');
alter table job add constraint job_pkey primary key (authority_id, id);
alter table job add constraint job_kind_check check (kind = 'issue_leases');
alter table job add constraint job_state_check check (state in ('open', 'stopped', 'done'));
alter table job add constraint job_title_check check (btrim(title) <> '');
alter table job add constraint job_actor_check check (btrim(actor) <> '');
alter table job add constraint job_item_count_check check (item_count >= 1);
alter table job add constraint job_finished_check check ((state = 'open') = (finished_at is null));
alter table job add constraint job_print_digest_check check (octet_length(print_digest) = 32);
alter table job add constraint job_refused_digest_check check (octet_length(refused_digest) = 32);
alter table job add constraint job_authority_fkey
    foreign key (authority_id) references authority (authority_id);
create index job_open_idx on job (authority_id, created_at) where state = 'open';
grant select, insert, update on job to anju_app;

create table job_item (
    authority_id bigint not null,
    id bigint not null,
    job_id bigint not null,
    place bigint not null,
    lease_id bigint not null,
    state text not null,
    refusals jsonb,
    settled_at timestamptz
);
alter table job_item alter column id set default nextval('anju_id');
alter table job_item add constraint job_item_pkey primary key (authority_id, id);
alter table job_item add constraint job_item_place_key unique (authority_id, job_id, place);
alter table job_item add constraint job_item_lease_key unique (authority_id, job_id, lease_id);
alter table job_item add constraint job_item_state_check
    check (state in ('waiting', 'issued', 'refused', 'withdrawn'));
alter table job_item add constraint job_item_place_check check (place >= 1);
alter table job_item add constraint job_item_settled_check
    check ((state = 'waiting') = (settled_at is null));
alter table job_item add constraint job_item_refusals_check
    check ((state = 'refused') = (refusals is not null)
        and (refusals is null or jsonb_typeof(refusals) = 'array'));
alter table job_item add constraint job_item_job_fkey
    foreign key (authority_id, job_id) references job (authority_id, id);
alter table job_item add constraint job_item_lease_fkey
    foreign key (authority_id, lease_id) references lease (authority_id, id);
create unique index job_item_one_waiting_key on job_item (authority_id, lease_id) where state = 'waiting';
create index job_item_lease_idx on job_item (authority_id, lease_id);
create index job_item_waiting_idx on job_item (authority_id, job_id, place) where state = 'waiting';
grant select, insert, update on job_item to anju_app;

insert into code_entry (list, code, name_zh, name_en, place) values
    ('lease_kind', 'first', '首次签订', 'first', 1),
    ('lease_kind', 'renewal', '续租', 'renewal', 2),
    ('lease_state', 'draft', '草稿', 'draft', 1),
    ('lease_state', 'checked', '已核对', 'checked', 2),
    ('lease_state', 'issued', '已签发', 'issued', 3),
    ('lease_state', 'signed', '已签订', 'signed', 4),
    ('lease_state', 'in_force', '履行中', 'in force', 5),
    ('lease_state', 'ended', '已终止', 'ended', 6),
    ('lease_state', 'void', '已作废', 'void', 7),
    ('supplement_kind', 'names_corrected', '更正姓名', 'names corrected', 1),
    ('supplement_kind', 'person_added', '增加共同居住人', 'person added', 2),
    ('supplement_kind', 'rent_changed', '变更租金', 'rent changed', 3),
    ('supplement_kind', 'home_changed', '变更房屋', 'home changed', 4),
    ('paper_kind', 'lease', '租赁合同', 'lease', 1),
    ('paper_kind', 'supplement', '补充协议', 'supplement', 2),
    ('paper_standing', 'standing', '有效', 'standing', 1),
    ('paper_standing', 'void', '作废', 'void', 2),
    ('paper_standing', 'replaced', '已被替换', 'replaced', 3);
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
