"""A household's members are looked up by the household: its deletion would else read the whole table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0021_household_index"

SQL = """
create index household_member_household_idx on household_member (authority_id, household_id);
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
