"""Where the contracts of an installation lie: those that ship, and its own beside its data."""

from pathlib import Path
from typing import Final

from ..policy_packs.contracts import CONTRACTS
from ..store.home import home_directory

OWN: Final = "contracts"


def contract_homes(home: Path | None = None) -> tuple[Path, ...]:
    """The folders that contracts are read from; the installation's own is ``ANJU_HOME/contracts``."""
    return CONTRACTS, (home or home_directory()) / OWN
