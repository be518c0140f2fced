"""Whether a signing (签订) may be recorded: who signed when, what was handed over, what was received."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final, Literal

from msgspec import Struct

from ..vocabulary.refusal import Refusal
from .life_words import SIDES, life_refusal, life_warning, meter_name
from .terms import LeaseTerms

Side = Literal["lessor", "tenant"]
ScanKind = Literal["pdf", "jpg", "png"]
BEGINNINGS: Final[tuple[tuple[bytes, ScanKind], ...]] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)
"""How each kind of file begins; its name says nothing."""


class Signatory(Struct, frozen=True):
    """Who signed for which side."""

    side: Side
    name: str


class CheckInItem(Struct, frozen=True):
    """A line of the check-in list (交接清单): a fixture, how many were found, in what condition."""

    item: str
    count: int
    condition: str = ""


class Reading(Struct, frozen=True):
    """A meter's reading when the keys were handed over, as decimal text."""

    kind: str
    reading: str


class Signing(Struct, frozen=True):
    """A signing as it is recorded; ``keys`` None: not stated."""

    signed_on: date
    signatories: tuple[Signatory, ...]
    keys: int | None
    deposit_received_fen: int
    check_in: tuple[CheckInItem, ...] = ()
    readings: tuple[Reading, ...] = ()
    proxy_authority: str = ""


def scan_kind(content: bytes) -> ScanKind | None:
    """What kind of file a scan is, by its first bytes; None for any other."""
    return next((kind for beginning, kind in BEGINNINGS if content.startswith(beginning)), None)


def signing_refusals(
    signing: Signing,
    terms: LeaseTerms,
    meters: tuple[str, ...],
    issued_on: date,
    window_last_day: date | None,
) -> tuple[Refusal, ...]:
    """Everything that stands against recording a signing; ``meters`` are those the home has."""
    return tuple(
        chain(
            _days(signing, issued_on, window_last_day),
            _signatories(signing, terms),
            _handed_over(signing, meters),
            _deposit(signing, terms),
        )
    )


def _days(signing: Signing, issued_on: date, window_last_day: date | None) -> Iterator[Refusal]:
    if signing.signed_on < issued_on:
        yield life_refusal("signed_before_issue", "signed_on", day=signing.signed_on, issued=issued_on)
    if window_last_day is not None and signing.signed_on > window_last_day:
        yield life_warning("signing_late", "signed_on", last_day=window_last_day)


def _signatories(signing: Signing, terms: LeaseTerms) -> Iterator[Refusal]:
    for side, name in SIDES.items():
        if not any(each.side == side and each.name.strip() for each in signing.signatories):
            yield life_refusal("signatory_missing", "signatories", side=name)
    authorised = signing.proxy_authority.strip() or (terms.proxy.authority if terms.proxy else "")
    for each in signing.signatories:
        if each.side == "tenant" and each.name != terms.tenant.name and not authorised:
            words = {"name": each.name, "tenant": terms.tenant.name}
            yield life_refusal("tenant_signs", "proxy_authority", "", **words)


def _handed_over(signing: Signing, meters: tuple[str, ...]) -> Iterator[Refusal]:
    if signing.keys is None:
        yield life_refusal("keys_missing", "keys")
    read = {each.kind for each in signing.readings if each.reading.strip()}
    for kind in meters:
        if kind not in read:
            yield life_refusal("reading_missing", "readings", meter=meter_name(kind))


def _deposit(signing: Signing, terms: LeaseTerms) -> Iterator[Refusal]:
    due = terms.deposit_fen or 0
    if signing.deposit_received_fen != due:
        words = {"due_fen": due, "given_fen": signing.deposit_received_fen}
        yield life_warning("deposit_not_received", "deposit_received_fen", "", **words)
