"""Reaches an installation as it is: nothing is made, nothing is upgraded."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from ..store.engine import DB, DatabaseAccess, connection_settings
from ..store.home import database_directory
from ..store.server import open_database
from .keeping_error import KeepingError
from .open_installation import access_of


def must_exist(home: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Raise :class:`KeepingError` where there is neither a database in the home nor one named."""
    if not environ.get("DATABASE_URL", "").strip() and not database_directory(home).is_dir():
        raise KeepingError("no_installation", place=home)


@asynccontextmanager
async def reach_as_owner(
    home: Path, environ: Mapping[str, str] = os.environ
) -> AsyncIterator[DatabaseAccess]:
    """The database of an installation, units of work with the owner's rights; closed after."""
    must_exist(home, environ)
    with open_database(home, environ) as database:
        access = access_of(database)
        before, DB.config = DB.config, connection_settings(access.owner_url)
        try:
            yield access
        finally:
            DB.config = before
