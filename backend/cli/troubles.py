"""What the commands that keep an installation safe share: where it is, who asks, and troubles in words."""

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import asyncpg

from ..services.keeping_error import KeepingError
from ..store.engine import StoreError
from ..store.home import home_directory
from ..store.sealing_error import SealingError
from ..store.server_error import ServerError

PASSPHRASE: Final = "ANJU_PASSPHRASE"
COULD_NOT: Final = 2


def add_home(parser: argparse.ArgumentParser) -> None:
    """``--home HOME``."""
    parser.add_argument(
        "--home", type=Path, metavar="HOME", help="安装文件夹;不写为 ANJU_HOME / the installation's folder"
    )


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """``--passphrase-file FILE``."""
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="口令所在的文件 / a file with the passphrase"
    )


def home_of(asked: argparse.Namespace) -> Path:
    """The folder that was named, else the one of this installation."""
    return asked.home.absolute() if asked.home else home_directory()


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def actor() -> str:
    """Who asks: the operating system's user."""
    return f"os:{getpass.getuser()}"


def passphrase(asked: argparse.Namespace, *, twice: bool) -> str:
    """From the file or the environment, else asked on the terminal. Raises :class:`KeepingError`."""
    if asked.passphrase_file is not None:
        try:
            lines = asked.passphrase_file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise KeepingError("cannot_read", place=asked.passphrase_file, detail=error) from None
        return lines[0] if lines else ""
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    if not sys.stdin.isatty():
        raise KeepingError("no_passphrase")
    given = getpass.getpass("口令 / passphrase: ")
    if twice and getpass.getpass("再输一次 / once more: ") != given:
        raise KeepingError("no_passphrase")
    return given


def carried_out(work: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Do the work; a trouble is told in both languages and makes the exit status 2."""
    try:
        return asyncio.run(work())
    except (KeepingError, StoreError, SealingError, ServerError) as error:
        said = error.message
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        said = {
            "zh": f"没有办成:{error}。请运行 anju doctor 查看。",
            "en": f"Not done: {error}. Run anju doctor.",
        }
    print(f"✗ {said['zh']}\n  {said['en']}", file=sys.stderr)
    return COULD_NOT
