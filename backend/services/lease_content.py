"""What is kept sealed of a lease and of its paper: terms and documents name persons with their numbers."""

import base64
import zlib
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from ..domain.lease.document import LeaseDocument
from ..domain.lease.given import LeaseGiven
from ..domain.lease.terms import LeaseTerms, Supplement
from ..store.sealing import Sealing
from .confirm_warnings import Confirmation

LEASE: Final = "lease.content"
SUPPLEMENT: Final = "lease_supplement.content"
PAPER: Final = "paper.value"
QUICK: Final = 1
_encode: Final = msgspec.json.Encoder().encode
Kept = TypeVar("Kept")


class LeaseContent(Struct, frozen=True):
    """What a person gave for a lease and confirmed, and the terms derived from it."""

    given: LeaseGiven
    confirmed: Confirmation | None
    terms: LeaseTerms


class SupplementContent(Struct, frozen=True):
    """What a supplement changes, and the terms after the change."""

    supplement: Supplement
    terms: LeaseTerms


def seal_content(sealing: Sealing, authority_id: int, field: str, content: Struct) -> bytes:
    """The sealed form of a value, packed first: a lease's words pack to a fifth."""
    packed = base64.b64encode(zlib.compress(_encode(content), QUICK))
    return sealing.seal(authority_id, field, packed.decode("ascii"))


def open_content(sealing: Sealing, authority_id: int, field: str, sealed: bytes, kind: type[Kept]) -> Kept:
    """The value itself. Raises :class:`SealingError` where it was changed."""
    packed = sealing.unseal(authority_id, field, sealed).encode("ascii")
    return msgspec.json.decode(zlib.decompress(base64.b64decode(packed)), type=kind)


def open_lease(sealing: Sealing, authority_id: int, sealed: bytes) -> LeaseContent:
    """The content of a lease."""
    return open_content(sealing, authority_id, LEASE, sealed, LeaseContent)


def open_paper(sealing: Sealing, authority_id: int, sealed: bytes) -> LeaseDocument:
    """The frozen value of a paper."""
    return open_content(sealing, authority_id, PAPER, sealed, LeaseDocument)
