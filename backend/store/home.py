"""Where an installation keeps what is its own: the database, the key and the papers, side by side."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

CHECKOUT: Final = Path(__file__).resolve().parents[2]
OURS_ALONE: Final = 0o700


def home_directory(environ: Mapping[str, str] = os.environ, checkout: Path = CHECKOUT) -> Path:
    """The folder of this installation: ``ANJU_HOME``, else one in the user's data folder.

    A clone gets a folder of its own, named after the clone and the path it lies at, so that two clones
    side by side never open each other's database.
    """
    named = environ.get("ANJU_HOME", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    shared = platformdirs.user_data_path("anju", appauthor=False)
    if not (checkout / "pyproject.toml").is_file():
        return shared / "installed"
    place = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:8]
    return shared / f"{checkout.name}-{place}"


def make_home(home: Path) -> Path:
    """The folder itself, made for its owner alone where it is missing."""
    home.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
    return home


def database_directory(home: Path) -> Path:
    """The data directory of the embedded PostgreSQL."""
    return home / "database"


def key_directory(home: Path) -> Path:
    """Where the key of the encrypted columns lies; beside the data, never in it."""
    return home / "key"


def papers_directory(home: Path) -> Path:
    """Where the bytes of issued papers and uploads lie, named by their digest."""
    return home / "papers"


def hand_to_owner(path: Path, home: Path) -> None:
    """Give a file made by root to the home's owner, who could not open it at the next start."""
    if os.geteuid() == 0:
        owner = home.stat()
        os.chown(path, owner.st_uid, owner.st_gid)
