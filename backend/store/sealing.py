"""Sealing (加密): identity numbers, cards and telephones are kept sealed and found by a blind index.

A sealed value is AES-256-GCM under a fresh random nonce; it opens only for the authority and the field it
was sealed for. A blind index is HMAC-SHA256 under a key of its own for each authority, field and use, so
that equal numbers of two authorities, or a telephone and a card of the same digits, never look alike.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import Final, Literal, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .sealing_error import SealingError

KEY_BYTES: Final = 32
KEY_ID_BYTES: Final = 4
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
TAIL_LENGTH: Final = 4
_LAYOUT: Final = b"\x01"
_HEAD: Final = len(_LAYOUT) + KEY_ID_BYTES + NONCE_BYTES

Use = Literal["seal", "whole", "tail"]


class Key:
    """The secret of an installation; it never shows itself in words, logs or tracebacks."""

    __slots__ = ("__secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(secret)}")
        self.__secret = bytes(secret)

    @classmethod
    def random(cls) -> "Key":
        """A new key from the system's random source."""
        return cls(os.urandom(KEY_BYTES))

    def secret(self) -> bytes:
        """The bytes themselves, for the key file and the backup only."""
        return self.__secret

    def derived(self, purpose: str) -> bytes:
        """A key of its own for a purpose, from which this one can't be told (HMAC-SHA256)."""
        return hmac.digest(self.__secret, purpose.encode(), hashlib.sha256)

    @property
    def id(self) -> bytes:
        """What a sealed value names its key by; says nothing of the key."""
        return self.derived("anju key id")[:KEY_ID_BYTES]

    @property
    def check_value(self) -> str:
        """What a database keeps to know its key again; says nothing of the key."""
        return self.derived("anju key check value")[:8].hex()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and hmac.compare_digest(self.secret(), other.secret())

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"Key(check_value={self.check_value!r}, secret=***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never pickled or copied out of its process")


class Sealing:
    """Seals, opens and indexes values with one key."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self._derived = lru_cache(maxsize=1024)(self._derive)

    def __repr__(self) -> str:
        return f"Sealing({self.key!r})"

    def _derive(self, use: Use, authority_id: int, field: str) -> bytes:
        return self.key.derived(f"anju {use} {authority_id} {field}")

    def seal(self, authority_id: int, field: str, plain: str) -> bytes:
        """The sealed form of a value; sealed twice it looks different each time."""
        nonce = os.urandom(NONCE_BYTES)
        head = _LAYOUT + self.key.id + nonce
        cipher = AESGCM(self._derived("seal", authority_id, field))
        return head + cipher.encrypt(nonce, plain.encode(), _place(authority_id, field))

    def unseal(self, authority_id: int, field: str, sealed: bytes) -> str:
        """The value itself; raises :class:`SealingError` when it was changed, moved or of another key."""
        if len(sealed) < _HEAD + TAG_BYTES or not sealed.startswith(_LAYOUT):
            raise SealingError("sealed_damaged", field=field)
        found = sealed[len(_LAYOUT) : len(_LAYOUT) + KEY_ID_BYTES]
        if found != self.key.id:
            raise SealingError(
                "sealed_by_other_key", field=field, found=found.hex(), expected=self.key.id.hex()
            )
        cipher = AESGCM(self._derived("seal", authority_id, field))
        nonce, body = sealed[_HEAD - NONCE_BYTES : _HEAD], sealed[_HEAD:]
        try:
            return cipher.decrypt(nonce, body, _place(authority_id, field)).decode()
        except InvalidTag:
            raise SealingError("sealed_damaged", field=field) from None

    def index(self, authority_id: int, field: str, plain: str) -> bytes:
        """32 bytes by which exactly this value is found again within its authority and field.

        The caller gives the normal form; two spellings have two indexes.
        """
        return hmac.digest(self._derived("whole", authority_id, field), plain.encode(), hashlib.sha256)

    def tail_index(self, authority_id: int, field: str, plain: str) -> bytes:
        """32 bytes by which values are found that end in the same four characters."""
        tail = plain[-TAIL_LENGTH:]
        return hmac.digest(self._derived("tail", authority_id, field), tail.encode(), hashlib.sha256)


def _place(authority_id: int, field: str) -> bytes:
    """What a sealed value is bound to, so that it opens nowhere else."""
    return f"{authority_id} {field}".encode()
