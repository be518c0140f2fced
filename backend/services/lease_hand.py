"""What leases need at hand besides the policies and the key: the folder of papers, contracts, the printer."""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from ..domain.decide import decide
from ..domain.lease.contract import ContractKind, ContractTemplate
from ..domain.lease.derive import Law
from ..papers.lease_pdf import LeasePrinter
from ..policy_packs.contracts import CONTRACTS, read_contract
from .acting import Acting
from .at_hand import AtHand


class LeaseHand(AtHand, Protocol):
    """An installation, or the part of it that leases need."""

    @property
    def papers(self) -> Path:
        """Where the bytes of papers and uploads lie."""


def law_of(acting: Acting, hand: AtHand) -> Law:
    """The policy of the authority with the door to all rules."""
    return Law(hand.library.pack(acting.authority), hand.library.calendar, decide)


def contract_in_force(authority: str, kind: ContractKind, on: date) -> ContractTemplate | None:
    """The approved contract of a day; read anew only when a file of the authority's has changed."""
    files = sorted((CONTRACTS / authority).rglob("*.toml"))
    stamps = tuple((str(file), file.stat().st_mtime_ns) for file in files)
    return _contract(authority, kind, on, stamps)


@lru_cache(maxsize=64)
def _contract(
    authority: str, kind: ContractKind, on: date, stamps: tuple[tuple[str, int], ...]
) -> ContractTemplate | None:
    return read_contract(authority, kind, on=on)


@cache
def printer() -> LeasePrinter:
    """The one printer of this process; it keeps what the papers of a contract share."""
    return LeasePrinter()
