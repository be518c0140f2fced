"""Makes the data directory: a cluster with two roles and the database ``anju``, whole or not at all."""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from .home import database_directory, hand_to_owner
from .server_account import Account, clean_environment, data_argument, give, run_as
from .server_binaries import Binaries
from .server_error import ServerError

DATABASE: Final = "anju"
OWNER: Final = "anju_owner"
APPLICATION: Final = "anju_app"
KEEPER: Final = "anju_keeper"
"""The superuser of the cluster: without a password, let in from nowhere, at work in single-user mode only."""
_HALF: Final = "database.half-"
_PASSWORD_BYTES: Final = 24
_MADE_WITHIN_S: Final = 300

_HBA: Final = f"""\
# Written by anju at first start. Nobody else, from nowhere else, never without a password.
host all {OWNER} 127.0.0.1/32 scram-sha-256
host all {APPLICATION} 127.0.0.1/32 scram-sha-256
"""
# The owner may create databases: a restore is made beside the old database and then takes its name.
_FIRST: Final = (
    "create role {owner} login createdb password '{owner_password}'",
    "create role {application} login password '{application_password}'",
    "create database {database} owner {owner} template template0 encoding 'UTF8' locale 'C'",
    "revoke all on database {database} from public",
    "grant connect on database {database} to {application}",
    "revoke all on database postgres from public",
    "revoke all on database template1 from public",
)
_NEW_PASSWORDS: Final = (
    "alter role {owner} password '{owner_password}'",
    "alter role {application} password '{application_password}'",
)


class Passwords(NamedTuple):
    """The passwords of the two roles; shown nowhere, not even in a traceback."""

    owner: str
    application: str

    def __repr__(self) -> str:
        return "Passwords(***)"


def password_file(home: Path) -> Path:
    """Where the passwords lie, readable by the home's owner alone."""
    return home / "database-passwords.json"


def prepare_cluster(home: Path, binaries: Binaries, account: Account | None) -> Passwords:
    """The passwords of the cluster; makes it where there is none, and new passwords where they are lost."""
    data = database_directory(home)
    passwords = _read_passwords(home)
    if passwords is None:
        passwords = Passwords(secrets.token_urlsafe(_PASSWORD_BYTES), secrets.token_urlsafe(_PASSWORD_BYTES))
        if data.exists():
            _run_sql(_NEW_PASSWORDS, passwords, data, binaries, account)
        _write_passwords(home, passwords)
    if not data.exists():
        _make_cluster(data, passwords, binaries, account)
    return passwords


def _read_passwords(home: Path) -> Passwords | None:
    place = password_file(home)
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return Passwords(str(found["owner"]), str(found["application"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise ServerError("passwords_unreadable", place=place) from None


def _write_passwords(home: Path, passwords: Passwords) -> None:
    handle, name = tempfile.mkstemp(prefix="passwords-", dir=home)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(passwords._asdict(), file)
        file.flush()
        os.fsync(file.fileno())
    hand_to_owner(Path(name), home)
    Path(name).rename(password_file(home))


def _make_cluster(data: Path, passwords: Passwords, binaries: Binaries, account: Account | None) -> None:
    """Work in a folder of another name: a first start cut off half-way leaves nothing that looks whole."""
    for left in data.parent.glob(f"{_HALF}*"):
        shutil.rmtree(left, ignore_errors=True)
    half = Path(tempfile.mkdtemp(prefix=_HALF, dir=data.parent))
    give(half, account)
    command = [str(binaries.bin / "initdb"), f"--pgdata={data_argument(half, account)}"]
    command += [f"--username={KEEPER}", "--auth=reject", "--encoding=UTF8", "--locale=C", "--data-checksums"]
    _run(command, half, account)
    (half / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
    _run_sql(_FIRST, passwords, half, binaries, account)
    half.rename(data)


def _run_sql(
    statements: tuple[str, ...], passwords: Passwords, data: Path, binaries: Binaries, account: Account | None
) -> None:
    """Run statements in single-user mode: no port is open yet, and no password passes a command line."""
    names = {"owner": OWNER, "application": APPLICATION, "database": DATABASE}
    filled = [
        statement.format(**names, owner_password=passwords.owner, application_password=passwords.application)
        for statement in statements
    ]
    command = [str(binaries.bin / "postgres"), "--single", "-D", data_argument(data, account)]
    # A failing statement is not repeated in the log, for it may hold a password.
    command += ["-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", "-c", "log_checkpoints=off"]
    _run([*command, "postgres"], data, account, "".join(f"{statement}\n" for statement in filled))


def _run(command: list[str], data: Path, account: Account | None, typed: str = "") -> None:
    try:
        done = subprocess.run(
            command,
            input=typed,
            capture_output=True,
            text=True,
            errors="replace",
            cwd=data,
            env=clean_environment(),
            umask=0o077,
            start_new_session=True,
            timeout=_MADE_WITHIN_S,
            check=False,
            **run_as(account),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerError("tool_failed", tool=Path(command[0]).name, place=data, detail=error) from None
    if done.returncode:
        detail = done.stderr.strip() or done.stdout.strip()
        raise ServerError("tool_failed", tool=Path(command[0]).name, place=data, detail=detail)
