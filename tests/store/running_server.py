"""A real embedded server as the tests see it: asked by SQL, counted as processes, run by an application."""

import asyncio
import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import psutil

from backend.store.home import CHECKOUT, database_directory
from backend.store.server import Urls

PLAIN = {
    name: value
    for name, value in os.environ.items()
    if name not in {"DATABASE_URL", "ANJU_OWNER_URL", "ANJU_PG_BIN"}
}
APPLICATION = """
import signal, sys
from pathlib import Path
from backend.store.server import open_database
signal.signal(signal.SIGINT, signal.default_int_handler)
with open_database(Path(sys.argv[1])) as database:
    print(*database.urls, flush=True)
    sys.stdin.readline()
"""


def ask(url: str, *statements: str) -> object:
    """Run statements in one connection; the first value of the last one."""

    async def run() -> object:
        connection = await asyncpg.connect(url, timeout=10)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(run())


def put_a_row(urls: Urls) -> None:
    ask(
        urls.owner,
        "create table if not exists lease (authority_id bigint, id bigint)",
        "grant select, insert on lease to anju_app",
        "select 1",
    )
    ask(urls.application, "insert into lease values (1, 7)", "select 1")


def rows(urls: Urls) -> object:
    return ask(urls.application, "select count(*) from lease where authority_id = 1")


def eventually(what: Callable[[], bool], within_s: float = 10) -> None:
    until = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.02)


def postmaster_of(home: Path) -> int:
    return int((database_directory(home) / "postmaster.pid").read_text().splitlines()[0])


def postmaster_of_or_none(home: Path) -> int | None:
    try:
        return postmaster_of(home)
    except (OSError, IndexError, ValueError):
        return None


def servers_in(home: Path) -> list[int]:
    data = str(database_directory(home).resolve())
    found = []
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error):
            if process.name() == "postgres" and process.cwd() == data:
                found.append(process.pid)
    return found


def log_of(home: Path) -> str:
    return (home / "database.log").read_text()


class Running:
    """The application in a process of its own, waiting for a line."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", APPLICATION, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
            env=PLAIN,
            start_new_session=True,
        )

    def urls(self) -> Urls:
        assert self.process.stdout
        assert select.select([self.process.stdout], [], [], 30)[0], "the application did not open in time"
        line = self.process.stdout.readline()
        assert line, self.process.stderr and self.process.stderr.read()
        return Urls(*line.split())

    def end(self, how: signal.Signals | None = None) -> tuple[int, str]:
        """End it by a signal to its whole group, or in good order; its return code and complaints."""
        if how is not None:
            os.killpg(self.process.pid, how)
        complaints = self.process.communicate("\n" if how is None else None, timeout=20)[1]
        return self.process.returncode, complaints
