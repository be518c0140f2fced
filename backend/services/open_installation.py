"""Opens an installation: its database migrated, its key matched, its pool ready."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from ..store.engine import DatabaseAccess, fetch_one, start_pool, stop_pool, use_database
from ..store.home import home_directory, key_directory, make_home, papers_directory
from ..store.key_file import open_key
from ..store.migrate import migrate
from ..store.sealing import Sealing
from ..store.server import Database, open_database
from .answer_question import PolicyLibrary


class Installation:
    """What services have at hand besides the database: the policies, the key, the folders."""

    def __init__(self, home: Path, database: Database, sealing: Sealing) -> None:
        self.home = home
        self.database = database
        self.sealing = sealing
        self.library = PolicyLibrary()

    @property
    def papers(self) -> Path:
        """Where the bytes of issued papers lie."""
        return papers_directory(self.home)


def access_of(database: Database) -> DatabaseAccess:
    """The two addresses of a database as the engine wants them."""
    return DatabaseAccess(database.urls.application, database.urls.owner)


_KEY_KNOWN = "SELECT value #>> '{}' AS check_value FROM app_setting WHERE name = 'key_check_value'"
_KNOW_KEY = (
    "INSERT INTO app_setting (name, value, changed_at) VALUES ('key_check_value', to_jsonb($1::text), $2)"
    " ON CONFLICT (name) DO NOTHING"
)


async def matched_key(directory: Path) -> Sealing:
    """The key this database knows; on the very first start it is made and made known.

    Raises ``SealingTrouble`` for a key that is missing, readable by others, or another one.
    """
    row = await fetch_one(_KEY_KNOWN)
    key = open_key(directory, None if row is None else row["check_value"])
    if row is None:
        await fetch_one(_KNOW_KEY, key.check_value, datetime.now(UTC))
        row = await fetch_one(_KEY_KNOWN)
        key = open_key(directory, None if row is None else row["check_value"])
    return Sealing(key)


@asynccontextmanager
async def open_installation(home: Path | None = None) -> AsyncIterator[Installation]:
    """Start or find the database, bring it up to this program, open the key and the pool; close all after."""
    place = make_home(home or home_directory())
    with open_database(place) as database:
        access = access_of(database)
        await migrate(access)
        use_database(access)
        await start_pool()
        try:
            yield Installation(place, database, await matched_key(key_directory(place)))
        finally:
            await stop_pool()
