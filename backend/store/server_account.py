"""As whom PostgreSQL runs: it refuses root, so root steps down to a user that can reach its parts."""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final, NamedTuple

from .server_binaries import Binaries
from .server_error import ServerError

STEP_DOWN_TO: Final = ("nobody", "daemon")
COPIES: Final = (Path("/var/lib/anju/postgresql"), Path(tempfile.gettempdir()) / "anju-postgresql")
"""Where root may leave a copy of the programs that an ordinary user can read and run."""
_COPIED: Final = ("bin", "lib", "share")
_READABLE: Final = 0o755
_ANSWER_WITHIN_S: Final = 20


class Account(NamedTuple):
    """An ordinary user with a name in the passwd table, which initdb asks for."""

    name: str
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """As whom to run: None means as we are; root takes the owner of the data or home, else ``nobody``.

    The data belong to that account afterwards, also where a restored copy came back as root's.
    """
    owner = (data if data.exists() else data.parent).stat().st_uid
    if os.geteuid() != 0:
        _check_ourselves(data, owner)
        return None
    account = _named(owner) if owner else None
    if account is None:
        account = next((known for name in STEP_DOWN_TO if (known := _by_name(name))), None)
    if account is None:
        raise ServerError("no_account")
    if data.exists() and account.uid != owner:
        give(data, account)
    return account


def _check_ourselves(data: Path, owner: int) -> None:
    us = os.geteuid()
    ourselves = _named(us)
    if ourselves is None:
        raise ServerError("no_passwd_entry", user=us)
    if owner != us:
        named = _named(owner)
        raise ServerError(
            "data_of_another", place=data, owner=named.name if named else owner, user=ourselves.name
        )


def _named(uid: int) -> Account | None:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(entry.pw_name, uid, entry.pw_gid)


def _by_name(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def give(folder: Path, account: Account | None) -> None:
    """Make a folder and all in it the account's own."""
    if account is None:
        return
    os.chown(folder, account.uid, account.gid)
    for inside, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(inside, name), account.uid, account.gid, follow_symlinks=False)


def run_as(account: Account | None) -> dict[str, Any]:
    """The arguments of ``subprocess`` that step down; nothing of root's groups is kept."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def data_argument(data: Path, account: Account | None) -> str:
    """How a process standing in the data directory names it.

    A home under ``/root`` cannot be walked into by an ordinary user. The kernel's own link to the
    working directory needs no walk: it is entered as root, before stepping down.
    """
    return "/proc/self/cwd" if account and sys.platform == "linux" else str(data)


def clean_environment() -> dict[str, str]:
    """What the server gets of our environment: no password, no address, none of libpq's switches."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def reachable(binaries: Binaries, account: Account | None) -> Binaries:
    """Programs the account can run: those given, or a copy where a private folder hides them."""
    if account is None or _runs(binaries.bin, account):
        return binaries
    for place in COPIES:
        copied = _copy(binaries, place)
        if copied and _runs(copied, account):
            return Binaries(copied, binaries.major)
    tried = ", ".join(map(str, COPIES))
    raise ServerError("no_readable_place", user=account.name, place=binaries.bin, tried=tried)


def _runs(folder: Path, account: Account) -> bool:
    """Asked of the system rather than worked out from modes: links, mounts and noexec count too."""
    try:
        for program in ("postgres", "initdb"):
            subprocess.run(
                [folder / program, "--version"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=clean_environment(),
                cwd="/",
                timeout=_ANSWER_WITHIN_S,
                check=True,
                **run_as(account),
            )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _copy(binaries: Binaries, place: Path) -> Path | None:
    """Copy an install, with the libraries the wheel keeps beside its package, under the same names."""
    install = binaries.bin.parent
    package = install.parent
    libraries = package.with_name(f"{package.name}.libs")
    written = (binaries.bin / "postgres").stat()
    mark = f"{install}:{written.st_size}:{written.st_mtime_ns}"
    ours = place / f"{binaries.major}-{hashlib.sha256(os.fsencode(mark)).hexdigest()[:12]}"
    finished = ours / package.name / install.name / "bin"
    try:
        place.mkdir(mode=_READABLE, parents=True, exist_ok=True)
        if not _only_root_writes(place):
            return None
        if finished.is_dir():
            return finished
        half = Path(tempfile.mkdtemp(prefix="half-", dir=place))
        for name in _COPIED:
            if (install / name).is_dir():
                shutil.copytree(install / name, half / package.name / install.name / name, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        _open_to_all(half)
        return _finish(half, ours) / package.name / install.name / "bin"
    except OSError:
        return None


def _only_root_writes(place: Path) -> bool:
    """A folder another user could have prepared in /tmp would let that user choose what we run."""
    found = place.lstat()
    return found.st_uid == 0 and not place.is_symlink() and not found.st_mode & 0o022


def _open_to_all(folder: Path) -> None:
    """Let everyone read and enter, also where a strict umask made the originals private."""
    folder.chmod(_READABLE)
    for inside, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(inside, name)
            if not path.is_symlink():
                path.chmod(_READABLE if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _finish(half: Path, ours: Path) -> Path:
    try:
        half.rename(ours)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        if not ours.is_dir():
            raise
    return ours
