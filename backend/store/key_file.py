"""The key file (密钥文件): made once beside the data directory, for its owner alone; sealed for backups.

The file has two lines, a heading with the check value and the key in hexadecimal, and mode 0600. It is made
under another name and linked into place, so that it is there whole or not at all and of two processes that
start at once one makes it. The backup holds it under a passphrase (scrypt, RFC 7914, and AES-256-GCM).
"""

import os
import re
import secrets
import stat
import unicodedata
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .home import OURS_ALONE, hand_to_owner
from .sealing import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Key
from .sealing_error import SealingError

FILE_NAME: Final = "anju.key"
KEY_FILE_MODE: Final = 0o600
OTHERS: Final = 0o077
SHORTEST_PASSPHRASE: Final = 12
LARGEST_FILE: Final = 4096

_FORM: Final = re.compile(rb"anju key 1 ([0-9a-f]{16})\n([0-9a-f]{64})\n")
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)

_MAGIC: Final = b"ANJUKEY1"
_SALT_BYTES: Final = 16
_COST: Final = (17, 8, 1)
"""scrypt's log2 N, r, p: 128 MiB and about a third of a second a guess."""
_HIGHEST_COST: Final = (20, 16, 4)
_SEALED_LENGTH: Final = len(_MAGIC) + 3 + _SALT_BYTES + NONCE_BYTES + KEY_BYTES + TAG_BYTES


def key_file(directory: Path) -> Path:
    """Where the key of an installation lies."""
    return directory / FILE_NAME


def open_key(directory: Path, expected: str | None) -> Key:
    """The key of an installation; made on the very first start, when no database knows one yet.

    ``expected`` is the check value the database keeps: a missing or another key is then refused.
    """
    if expected is None and not key_file(directory).exists():
        return put_key(directory, Key.random(), give_way=True)
    return load_key(directory, expected)


def load_key(directory: Path, expected: str | None = None) -> Key:
    """The key from its file, refused when others may read it, when it is not whole or not the expected."""
    place = key_file(directory)
    key = _parsed(place, _content(place))
    if expected is not None and key.check_value != expected:
        raise SealingError("key_replaced", place=place, found=key.check_value, expected=expected)
    return key


def put_key(directory: Path, key: Key, *, give_way: bool = False) -> Key:
    """Write a key where none lies; one that lies there is kept, and refused unless it is the same.

    ``give_way``: take the one another process has just put there instead.
    """
    place = key_file(directory)
    draft = directory / f".{FILE_NAME}.{secrets.token_hex(8)}"
    try:
        if not directory.exists():
            directory.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)
            hand_to_owner(directory, directory.parent)
        _write(draft, b"anju key 1 %s\n%s\n" % (key.check_value.encode(), key.secret().hex().encode()))
        hand_to_owner(draft, directory)
        os.link(draft, place)
    except FileExistsError:
        there = load_key(directory)
        if there != key and not give_way:
            raise SealingError(
                "other_key_there", place=place, found=there.check_value, expected=key.check_value
            ) from None
        return there
    except OSError as error:
        raise SealingError("key_unwritable", place=place, detail=error.strerror) from None
    finally:
        draft.unlink(missing_ok=True)
    _settle(directory)
    return key


def _write(draft: Path, content: bytes) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, KEY_FILE_MODE)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Bring the folder's entry to the disk: a key that is lost with the power loses all that it sealed."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(place: Path) -> bytes:
    """The bytes of the key file, its rights looked at on the very file that is read."""
    try:
        if place.is_symlink():
            raise SealingError("key_no_file", place=place)
        handle = os.open(place, os.O_RDONLY | os.O_NONBLOCK | _NO_FOLLOW)
    except FileNotFoundError:
        raise SealingError("key_missing", place=place) from None
    except OSError as error:
        raise SealingError("key_unreadable", place=place, detail=error.strerror) from None
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise SealingError("key_no_file", place=place)
        if facts.st_mode & OTHERS:
            mode = f"{stat.S_IMODE(facts.st_mode):04o}"
            raise SealingError("key_open_to_others", place=place, mode=mode)
        return os.read(handle, LARGEST_FILE)
    finally:
        os.close(handle)


def _parsed(place: Path, content: bytes) -> Key:
    found = _FORM.fullmatch(content)
    if found is not None:
        key = Key(bytes.fromhex(found[2].decode()))
        if key.check_value == found[1].decode():
            return key
    raise SealingError("key_malformed", place=place, lines=2, bytes=KEY_BYTES)


def _passphrase_key(passphrase: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    """32 bytes from a passphrase; NFC, since input methods write the same word in several ways."""
    plain = unicodedata.normalize("NFC", passphrase)
    log_n, r, p = cost
    return Scrypt(salt=salt, length=KEY_BYTES, n=1 << log_n, r=r, p=p).derive(plain.encode())


def seal_key(key: Key, passphrase: str) -> bytes:
    """The key under a passphrase, as a backup holds it."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise SealingError("passphrase_short", least=SHORTEST_PASSPHRASE)
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(NONCE_BYTES)
    head = _MAGIC + bytes(_COST) + salt
    cipher = AESGCM(_passphrase_key(passphrase, salt, _COST))
    return head + nonce + cipher.encrypt(nonce, key.secret(), head)


def unseal_key(sealed: bytes, passphrase: str) -> Key:
    """The key from a backup; a wrong passphrase and a damaged backup can't be told apart."""
    if len(sealed) != _SEALED_LENGTH or not sealed.startswith(_MAGIC):
        raise SealingError("no_sealed_key", length=len(sealed))
    at = len(_MAGIC)
    log_n, r, p = sealed[at], sealed[at + 1], sealed[at + 2]
    if not all(1 <= given <= most for given, most in zip((log_n, r, p), _HIGHEST_COST, strict=True)):
        raise SealingError("no_sealed_key", length=len(sealed))
    head = sealed[: at + 3 + _SALT_BYTES]
    nonce, body = sealed[len(head) : len(head) + NONCE_BYTES], sealed[len(head) + NONCE_BYTES :]
    cipher = AESGCM(_passphrase_key(passphrase, head[-_SALT_BYTES:], (log_n, r, p)))
    try:
        return Key(cipher.decrypt(nonce, body, head))
    except InvalidTag:
        raise SealingError("wrong_passphrase") from None
