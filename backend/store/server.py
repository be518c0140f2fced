"""Opens the database of an installation: the one ``DATABASE_URL`` names, else a PostgreSQL of its own."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from .server_error import ServerError

if TYPE_CHECKING:
    from .server_supervisor import Supervisor


class Urls(NamedTuple):
    """The addresses of the two roles: the owner migrates, the application works.

    Equal where an installation was given one address only.
    """

    owner: str
    application: str

    def __repr__(self) -> str:
        return "Urls(***)"


class Database:
    """An open database; closing it stops an embedded server that nobody else uses."""

    def __init__(self, given: Urls | None, supervisor: "Supervisor | None") -> None:
        self._given = given
        self._supervisor = supervisor

    @property
    def urls(self) -> Urls:
        """The addresses as they are now; a restart after a crash keeps them if the port is still free."""
        if self._given is not None:
            return self._given
        assert self._supervisor is not None
        return _embedded_urls(self._supervisor)

    @property
    def is_embedded(self) -> bool:
        """Whether the server is ours to start, watch and stop."""
        return self._supervisor is not None

    @property
    def bin(self) -> Path | None:
        """The programs of the embedded server (``pg_dump`` among them), of the data's own version."""
        binaries = self._supervisor.binaries if self._supervisor else None
        return binaries.bin if binaries else None

    def is_running(self) -> bool:
        """Whether the embedded server takes connections; one named by ``DATABASE_URL`` is not watched."""
        return self._supervisor is None or self._supervisor.is_running()

    def stop(self) -> None:
        """Close; a second call does nothing."""
        if self._supervisor is not None:
            self._supervisor.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def open_database(home: Path, environ: Mapping[str, str] = os.environ) -> Database:
    """The database of an installation, started where it does not run. Raises :class:`ServerError`."""
    application = environ.get("DATABASE_URL", "").strip()
    owner = environ.get("ANJU_OWNER_URL", "").strip()
    if application:
        return Database(Urls(owner or application, application), None)
    if owner:
        raise ServerError("owner_url_alone")
    if sys.platform == "win32":
        raise ServerError("windows")
    from .server_supervisor import Supervisor

    supervisor = Supervisor(home.absolute(), environ)
    supervisor.start()
    return Database(None, supervisor)


def _embedded_urls(supervisor: "Supervisor") -> Urls:
    from .server_cluster import APPLICATION, DATABASE, OWNER
    from .server_process import HOST

    passwords = supervisor.passwords
    assert passwords is not None
    place = f"{HOST}:{supervisor.port}/{DATABASE}"
    return Urls(
        owner=f"postgresql://{OWNER}:{passwords.owner}@{place}",
        application=f"postgresql://{APPLICATION}:{passwords.application}@{place}",
    )
