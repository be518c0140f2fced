"""The running PostgreSQL: found, started, watched and stopped by what the system says of its processes."""

import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Final

import psutil

from .home import hand_to_owner
from .server_account import Account, clean_environment, data_argument, run_as
from .server_binaries import Binaries
from .server_error import ServerError

HOST: Final = "127.0.0.1"
READY_WITHIN_S: Final = 600
"""Long, for a recovery after a power cut reads back all that was written since the last checkpoint."""
STOPPED_WITHIN_S: Final = 60
_LEAVE_WITHIN_S: Final = 3
_LOOK_EVERY_S: Final = 0.02
_LOG_LIMIT_BYTES: Final = 10_000_000
_LAST_LINES: Final = 6
_PORT_LINE: Final = 3
_STATUS_LINE: Final = 7

_SETTINGS: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Rows of persons stay out of the log: no failing statement, no key values of a violation.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Postmaster:
    """One running server: our own child, or one that an earlier process left."""

    def __init__(self, data: Path, process: psutil.Process, child: "subprocess.Popen[bytes] | None") -> None:
        self._data = data
        self._process = process
        self._child = child
        self.pid = process.pid
        self.port = 0

    def alive(self) -> bool:
        """Whether it runs. Asking also collects a killed child, whose number would else stay taken."""
        if self._child is not None:
            return self._child.poll() is None
        return _breathes(self._process)

    @property
    def status(self) -> str:
        """What it says of itself: ``starting``, ``ready``, ``stopping``, or nothing yet."""
        notes = _notes(self._data)
        if len(notes) <= _STATUS_LINE or notes[0] != str(self.pid):
            return ""
        self.port = int(notes[_PORT_LINE])
        return notes[_STATUS_LINE].strip()

    def wait_ready(self, log: Path, given_up: threading.Event) -> None:
        """Wait until it takes connections; a start that nobody waits for any longer is ended."""
        until = time.monotonic() + READY_WITHIN_S
        while self.status != "ready":
            if not self.alive():
                raise ServerError("start_failed", log=log, detail=_last_lines(log))
            if given_up.is_set() or time.monotonic() > until:
                raise ServerError("start_slow", log=log, seconds=READY_WITHIN_S)
            time.sleep(_LOOK_EVERY_S)

    def stop(self, log: Path) -> None:
        """Stop it cleanly: open transactions end, everything is written; by force only if it hangs."""
        for how, wait_s in ((signal.SIGINT, STOPPED_WITHIN_S), (signal.SIGQUIT, _LEAVE_WITHIN_S)):
            if self._leaves(how, wait_s):
                return
        if not self._leaves(signal.SIGKILL, _LEAVE_WITHIN_S):
            raise ServerError("stop_failed", log=log, pid=self.pid)

    def _leaves(self, how: signal.Signals, wait_s: float) -> bool:
        if self.alive():
            self._process.send_signal(how)
        until = time.monotonic() + wait_s
        while self.alive():
            if time.monotonic() > until:
                return False
            time.sleep(_LOOK_EVERY_S)
        return True

    def wait_gone(self, log: Path) -> None:
        """Wait for a server that is stopping already."""
        until = time.monotonic() + STOPPED_WITHIN_S
        while self.alive():
            if time.monotonic() > until:
                raise ServerError("stop_failed", log=log, pid=self.pid)
            time.sleep(_LOOK_EVERY_S)


def find_running(data: Path) -> Postmaster | None:
    """The server of a data directory. A number that now belongs to another program is no server."""
    notes = _notes(data)
    if not notes:
        return None
    try:
        process = psutil.Process(int(notes[0]))
    except (ValueError, psutil.NoSuchProcess):
        return None
    return Postmaster(data, process, None) if _works_in(process, data.resolve()) else None


def clear_leftovers(data: Path, log: Path) -> None:
    """Make way after a killed server: its children leave or are ended, then its stale note goes.

    Only in this order: a child that still writes while a new server recovers would damage the data.
    """
    if not (data / "postmaster.pid").exists():
        return
    begun = time.monotonic()
    while left := [process for process in psutil.process_iter() if _works_in(process, data.resolve())]:
        waited_s = time.monotonic() - begun
        if waited_s > STOPPED_WITHIN_S:
            raise ServerError("stop_failed", log=log, pid=left[0].pid)
        if waited_s > _LEAVE_WITHIN_S:
            for process in left:
                process.kill()
        time.sleep(_LOOK_EVERY_S)
    (data / "postmaster.pid").unlink(missing_ok=True)


def launch(data: Path, binaries: Binaries, account: Account | None, port: int, log: Path) -> Postmaster:
    """Start the server itself, in a session of its own so that Ctrl-C reaches us first."""
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries.bin / "postgres"), "-D", data_argument(data, account), "-p", str(port), *settings]
    _turn_over(log)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        hand_to_owner(log, log.parent)
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            cwd=data,
            env=clean_environment(),
            umask=0o077,
            start_new_session=True,
            **run_as(account),
        )
    except OSError as error:
        raise ServerError("tool_failed", tool="postgres", place=data, detail=error) from None
    finally:
        os.close(written)
    return Postmaster(data, psutil.Process(child.pid), child)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _notes(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _breathes(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _works_in(process: psutil.Process, data: Path) -> bool:
    """Whether a process is a postgres standing in the data directory, as all of its processes do."""
    try:
        return process.name() == "postgres" and process.cwd() == str(data) and _breathes(process)
    except psutil.Error:
        return False


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.rename(log.with_suffix(".log.old"))


def _last_lines(log: Path) -> str:
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:])
    except OSError:
        return ""
