"""Lists brought in: one batch a file, one row a sheet row with its verdict."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0006_imports"

SQL = """
create table import_batch (
    authority_id bigint not null,
    id bigint not null,
    kind text not null,
    file_name text not null,
    file_digest bytea not null,
    state text not null,
    row_count bigint not null,
    good_count bigint not null,
    doubt_count bigint not null,
    error_count bigint not null,
    committed_count bigint not null,
    actor text not null,
    checked_at timestamptz not null,
    committed_at timestamptz,
    rolled_back_at timestamptz
);
alter table import_batch alter column id set default nextval('anju_id');
alter table import_batch add constraint import_batch_pkey primary key (authority_id, id);
alter table import_batch add constraint import_batch_kind_check check (kind in ('units', 'allocations'));
alter table import_batch add constraint import_batch_state_check
    check (state in ('checked', 'committed', 'rolled_back'));
alter table import_batch add constraint import_batch_digest_check check (octet_length(file_digest) = 32);
alter table import_batch add constraint import_batch_counts_check
    check (good_count >= 0 and doubt_count >= 0 and error_count >= 0 and committed_count >= 0
        and row_count = good_count + doubt_count + error_count and committed_count <= row_count);
alter table import_batch add constraint import_batch_committed_check
    check ((state = 'checked') = (committed_at is null));
alter table import_batch add constraint import_batch_rolled_back_check
    check ((state = 'rolled_back') = (rolled_back_at is not null));
alter table import_batch add constraint import_batch_authority_fkey
    foreign key (authority_id) references authority (authority_id);
create index import_batch_digest_idx on import_batch (authority_id, file_digest);
grant select, insert, update on import_batch to anju_app;

create table import_row (
    authority_id bigint not null,
    id bigint not null,
    batch_id bigint not null,
    sheet_row bigint not null,
    verdict text not null,
    findings jsonb not null,
    content_sealed bytea,
    made jsonb
);
alter table import_row alter column id set default nextval('anju_id');
alter table import_row add constraint import_row_pkey primary key (authority_id, id);
alter table import_row add constraint import_row_sheet_row_key unique (authority_id, batch_id, sheet_row);
alter table import_row add constraint import_row_sheet_row_check check (sheet_row >= 1);
alter table import_row add constraint import_row_verdict_check
    check (verdict in ('good', 'doubt', 'error'));
alter table import_row add constraint import_row_findings_check check (jsonb_typeof(findings) = 'array');
alter table import_row add constraint import_row_made_check
    check (made is null or (verdict <> 'error' and jsonb_typeof(made) = 'object'));
alter table import_row add constraint import_row_batch_fkey
    foreign key (authority_id, batch_id) references import_batch (authority_id, id);
grant select, insert, update, delete on import_row to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
