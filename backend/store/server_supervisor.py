"""Keeps the embedded PostgreSQL of a home running for as long as any process uses it."""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from .home import database_directory, hand_to_owner, make_home
from .server_account import Account, account_for, reachable
from .server_binaries import Binaries, find_binaries
from .server_cluster import Passwords, password_file, prepare_cluster
from .server_error import ServerError
from .server_process import (
    READY_WITHIN_S,
    Postmaster,
    clear_leftovers,
    find_running,
    free_port,
    launch,
)

LOOK_EVERY_S: Final = 0.2
LONGEST_PAUSE_S: Final = 30.0
_ASK_AGAIN_S: Final = 0.05
_TRIES: Final = 4
_PORT_TAKEN: Final = "could not bind"
_log: Final = logging.getLogger("anju.database")


class Supervisor:
    """The server of one home, shared by the processes that use it.

    Two locks, both the kernel's, so that a killed process leaves none behind. Who starts or stops
    holds the *door* alone; who uses the server holds a share of *use*, and whoever leaves last stops it.
    """

    def __init__(self, home: Path, environ: Mapping[str, str]) -> None:
        self._home = home
        self._environ = environ
        self._data = database_directory(home)
        self._log_file = home / "database.log"
        self._leaving = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="anju-database", daemon=True)
        self._use: int | None = None
        self._postmaster: Postmaster | None = None
        self.passwords: Passwords | None = None
        self.binaries: Binaries | None = None
        self.port = 0

    def start(self) -> None:
        """Start the server, or join the one that runs."""
        try:
            make_home(self._home)
            with self._door():
                account = account_for(self._data)
                found = find_binaries(self._data, self._environ)
                self.binaries = reachable(found, account)
                self._settle(account, self.binaries)
                self._use = self._open_lock("database.use.lock")
                fcntl.flock(self._use, fcntl.LOCK_SH)
        except OSError as error:
            raise ServerError("home_unusable", place=self._home, detail=error) from error
        self._watcher.start()

    def is_running(self) -> bool:
        """Whether the server takes connections."""
        running = self._postmaster
        return running is not None and running.alive() and running.status == "ready"

    def stop(self) -> None:
        """Leave; the last to leave stops the server. A second call does nothing."""
        self._leaving.set()
        if self._watcher.is_alive():
            self._watcher.join()
        if self._use is None:
            return
        with self._door():
            use, self._use = self._use, None
            ours, self._postmaster = self._postmaster, None
            running = ours if ours and ours.alive() else find_running(self._data)
            if _is_last(use) and running:
                running.stop(self._log_file)

    def _settle(self, account: Account | None, binaries: Binaries) -> None:
        """Behind the door: adopt the running server, or clear what is left of it and start anew."""
        running = self._adopt()
        if running is None:
            clear_leftovers(self._data, self._log_file)
        self.passwords = prepare_cluster(self._home, binaries, account)
        self._postmaster = running or self._launch(account, binaries)
        self.port = self._postmaster.port

    def _adopt(self) -> Postmaster | None:
        """The server that an earlier process left or another one uses, once it is ready."""
        running = find_running(self._data)
        if running is None:
            return None
        if running.status == "stopping":
            running.wait_gone(self._log_file)
            return None
        if not password_file(self._home).exists():
            running.stop(self._log_file)
            return None
        try:
            running.wait_ready(self._log_file, self._leaving)
        except ServerError:
            if running.alive():
                raise
            return None
        return running

    def _launch(self, account: Account | None, binaries: Binaries) -> Postmaster:
        """Start on a free port; after a crash first on the old one, which open pools still call."""
        ports = [port for port in (self.port, *(free_port() for _ in range(_TRIES))) if port]
        for port in ports:
            running = launch(self._data, binaries, account, port, self._log_file)
            try:
                running.wait_ready(self._log_file, self._leaving)
            except BaseException as error:
                running.stop(self._log_file)
                taken = isinstance(error, ServerError) and _PORT_TAKEN in str(error)
                if not taken or port == ports[-1]:
                    raise
            else:
                return running
        raise AssertionError("the last port is taken or raises")

    def _watch(self) -> None:
        """Start the server again when it has died; with growing pauses while that fails."""
        pause = LOOK_EVERY_S
        while not self._leaving.wait(pause):
            if self._postmaster is not None and self._postmaster.alive():
                pause = LOOK_EVERY_S
                continue
            try:
                self._restart()
                pause = LOOK_EVERY_S
            except (ServerError, OSError) as trouble:
                pause = min(pause * 2, LONGEST_PAUSE_S)
                if not self._leaving.is_set():
                    _log.error("%s", trouble)

    def _restart(self) -> None:
        with self._door():
            if self._leaving.is_set() or self.binaries is None:
                return
            if not self._data.exists():
                raise ServerError("data_gone", place=self._data)
            _log.warning(
                "数据库意外停止,正在重新启动。 The database stopped unexpectedly; starting it again."
            )
            self._settle(account_for(self._data), self.binaries)

    @contextmanager
    def _door(self) -> Iterator[None]:
        """Be the only process that starts or stops the server of this home."""
        door = self._open_lock("database.door.lock")
        until = time.monotonic() + READY_WITHIN_S
        try:
            while True:
                with suppress(BlockingIOError):
                    fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                if time.monotonic() > until:
                    raise ServerError("locked", place=self._home, seconds=READY_WITHIN_S)
                time.sleep(_ASK_AGAIN_S)
            yield
        finally:
            _let_go(door)

    def _open_lock(self, name: str) -> int:
        place = self._home / name
        lock = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        hand_to_owner(place, self._home)
        return lock


def _is_last(use: int) -> bool:
    """Whether nobody else holds a share of use; our own share is given up either way."""
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        _let_go(use)
    return True


def _let_go(lock: int) -> None:
    """Unlock by word: closing is not enough while a forked worker still has the same file open."""
    fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)
