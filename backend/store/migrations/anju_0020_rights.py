"""What the application may no longer do: rewrite approved rents, or delete how homes were lived in.

Dated history ends by a day, never by deletion. The rights to delete allocations, households, their members,
persons and states of homes stay, because rolling an import back takes away what it made and nobody used.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.store.migrate import sql_migration

ID = "0020_rights"

SQL = """
revoke update, delete on rent_schedule_line from anju_app;
revoke delete on tenancy from anju_app;
revoke delete on tenancy_member from anju_app;
grant select on sequence anju_id to anju_app;
"""


async def forwards() -> MigrationManager:
    """What the runner carries out."""
    return sql_migration(ID, SQL)
