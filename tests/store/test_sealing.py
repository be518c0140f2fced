"""Sealed values open for their own place only, indexes find exactly what they should, the key keeps quiet."""

import copy
import logging
import os
import pickle
import re
import stat
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.store import key_file
from backend.store.key_file import load_key, open_key, put_key, seal_key, unseal_key
from backend.store.sealing import Key, Sealing
from backend.store.sealing_error import WORDS, SealingError

NUMBER = "150402200005220007"
PASSPHRASE = "红山区安居 2026 年的钥匙"


@pytest.fixture
def sealing() -> Sealing:
    return Sealing(Key(bytes(range(32))))


def reason_of(act: Callable[[], object]) -> str:
    with pytest.raises(SealingError) as caught:
        act()
    message = caught.value.message
    assert message["zh"].endswith("。")
    assert message["en"].endswith(".")
    assert "{" not in message["zh"] + message["en"]
    return caught.value.reason


def test_what_is_sealed_opens_again_and_never_looks_the_same(sealing: Sealing) -> None:
    sealed = {sealing.seal(1, "document", NUMBER) for _ in range(500)}
    assert len(sealed) == 500
    assert len({value[5:17] for value in sealed}) == 500, "a nonce was used twice"
    assert {sealing.unseal(1, "document", value) for value in sealed} == {NUMBER}
    assert all(NUMBER.encode() not in value for value in sealed)
    assert sealing.unseal(1, "note", sealing.seal(1, "note", "")) == ""
    assert sealing.unseal(1, "name", sealing.seal(1, "name", "张𬱖·䶮")) == "张𬱖·䶮"


def test_a_sealed_value_names_its_key(sealing: Sealing) -> None:
    other = Sealing(Key.random())
    assert sealing.seal(1, "document", NUMBER)[1:5] == sealing.key.id
    assert reason_of(lambda: other.unseal(1, "document", sealing.seal(1, "document", NUMBER))) == (
        "sealed_by_other_key"
    )


def test_every_flipped_bit_is_found(sealing: Sealing) -> None:
    sealed = sealing.seal(1, "document", NUMBER)
    for at in range(len(sealed)):
        for bit in range(8):
            planted = bytearray(sealed)
            planted[at] ^= 1 << bit
            with pytest.raises(SealingError):
                sealing.unseal(1, "document", bytes(planted))
    for length in range(len(sealed)):
        with pytest.raises(SealingError):
            sealing.unseal(1, "document", sealed[:length])


def test_a_value_moved_to_another_place_does_not_open(sealing: Sealing) -> None:
    sealed = sealing.seal(1, "document", NUMBER)
    assert reason_of(lambda: sealing.unseal(2, "document", sealed)) == "sealed_damaged"
    assert reason_of(lambda: sealing.unseal(1, "phone", sealed)) == "sealed_damaged"


def test_the_index_finds_the_same_value_within_one_authority_and_field_only(sealing: Sealing) -> None:
    index = sealing.index(1, "document", NUMBER)
    assert len(index) == 32
    assert index == Sealing(Key(bytes(range(32)))).index(1, "document", NUMBER)
    others = [
        sealing.index(2, "document", NUMBER),
        sealing.index(1, "phone", NUMBER),
        sealing.index(1, "document", NUMBER[:-1] + "8"),
        sealing.tail_index(1, "document", NUMBER),
        Sealing(Key.random()).index(1, "document", NUMBER),
        sealing.index(11, "document", NUMBER),
        sealing.index(1, "1 document", NUMBER),
    ]
    assert len({index, *others}) == 8


def test_the_tail_is_found_by_its_four_characters(sealing: Sealing) -> None:
    tail = sealing.tail_index(1, "document", NUMBER)
    assert tail == sealing.tail_index(1, "document", "0007")
    assert tail == sealing.tail_index(1, "document", "999999199001010007")
    assert tail != sealing.tail_index(1, "document", "1007")
    assert tail != sealing.tail_index(2, "document", "0007")
    assert tail != sealing.index(1, "document", "0007"), "a tail would be matched as a whole number"


def test_the_key_never_shows_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = open_key(tmp_path / "key", None)
    secret = key.secret()
    logging.getLogger("anju").warning("%s %r %s", key, key, Sealing(key))
    shown = [repr(key), str(key), f"{key}", repr(Sealing(key)), repr(vars(Sealing(key))), caplog.text]
    try:
        raise RuntimeError(key)
    except RuntimeError:
        shown.append(traceback.format_exc())
    for text in shown:
        assert secret.hex() not in text
        assert repr(secret)[2:-1] not in text
    for leave in (pickle.dumps, copy.deepcopy, copy.copy):
        with pytest.raises(TypeError):
            leave(key)
    assert not hasattr(key, "__dict__")


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "key"
    previous = os.umask(0)
    try:
        key = open_key(home, None)
    finally:
        os.umask(previous)
    file = key_file.key_file(home)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert open_key(home, None) == key
    assert load_key(home, key.check_value) == key
    assert [entry.name for entry in home.iterdir()] == ["anju.key"]


def test_of_many_that_start_at_once_one_makes_the_key(tmp_path: Path) -> None:
    home, start, keys = tmp_path / "key", threading.Barrier(16), []

    def begin() -> None:
        start.wait()
        keys.append(open_key(home, None))

    racers = [threading.Thread(target=begin) for _ in range(16)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(keys) == 16
    assert len({key.check_value for key in keys}) == 1
    assert len(list(home.iterdir())) == 1


def test_a_half_written_key_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    assert reason_of(lambda: open_key(tmp_path / "key", None)) == "key_unwritable"
    assert list((tmp_path / "key").iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620, 0o601])
def test_a_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    open_key(tmp_path, None)
    key_file.key_file(tmp_path).chmod(mode)
    with pytest.raises(SealingError) as caught:
        load_key(tmp_path)
    assert caught.value.reason == "key_open_to_others"
    assert f"{mode:04o}" in caught.value.message["zh"]
    assert "chmod 600" in caught.value.message["en"]


@pytest.mark.parametrize(
    "plant",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:-3] + b"\n",
        lambda content: content + b"0",
        lambda content: content.replace(b"anju key 1", b"anju key 2"),
        lambda content: re.sub(rb"\n[0-9a-f]{2}", lambda found: b"\n%02x" % (int(found[0], 16) ^ 1), content),
        lambda content: os.urandom(32),
        lambda content: content * 60,
    ],
)
def test_a_key_that_is_not_whole_is_refused(tmp_path: Path, plant: Callable[[bytes], bytes]) -> None:
    open_key(tmp_path, None)
    file = key_file.key_file(tmp_path)
    file.write_bytes(plant(file.read_bytes()))
    assert reason_of(lambda: load_key(tmp_path)) == "key_malformed"


def test_a_replaced_key_is_refused(tmp_path: Path) -> None:
    before = open_key(tmp_path, None)
    key_file.key_file(tmp_path).unlink()
    assert reason_of(lambda: open_key(tmp_path, before.check_value)) == "key_missing"
    assert not key_file.key_file(tmp_path).exists(), "a new key was made beside data it cannot open"
    open_key(tmp_path, None)
    assert reason_of(lambda: open_key(tmp_path, before.check_value)) == "key_replaced"


def test_a_link_or_folder_in_the_keys_place_is_refused(tmp_path: Path) -> None:
    open_key(tmp_path / "real", None)
    (tmp_path / "linked").mkdir()
    key_file.key_file(tmp_path / "linked").symlink_to(key_file.key_file(tmp_path / "real"))
    assert reason_of(lambda: load_key(tmp_path / "linked")) == "key_no_file"
    key_file.key_file(tmp_path / "folder").mkdir(parents=True)
    assert reason_of(lambda: load_key(tmp_path / "folder")) == "key_no_file"
    os.mkdir(tmp_path / "pipe")
    os.mkfifo(key_file.key_file(tmp_path / "pipe"), 0o600)
    assert reason_of(lambda: load_key(tmp_path / "pipe")) == "key_no_file"


def test_the_key_goes_through_a_backup_under_a_passphrase(tmp_path: Path) -> None:
    key = open_key(tmp_path / "key", None)
    sealed = seal_key(key, PASSPHRASE)
    assert key.secret() not in sealed
    assert seal_key(key, PASSPHRASE) != sealed
    restored = put_key(tmp_path / "new", unseal_key(sealed, PASSPHRASE))
    assert load_key(tmp_path / "new", key.check_value) == restored == key
    assert reason_of(lambda: unseal_key(sealed, PASSPHRASE + " ")) == "wrong_passphrase"


@pytest.mark.parametrize("at", [9, 12, 30, 45, 70, -1])
def test_a_damaged_backup_of_the_key_is_refused(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_COST", (10, 8, 1))
    sealed = bytearray(seal_key(Key.random(), PASSPHRASE))
    sealed[at] ^= 1
    with pytest.raises(SealingError):
        unseal_key(bytes(sealed), PASSPHRASE)


def test_what_is_no_sealed_key_is_refused_without_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_COST", (10, 8, 1))
    sealed = seal_key(Key.random(), PASSPHRASE)
    assert reason_of(lambda: unseal_key(b"", PASSPHRASE)) == "no_sealed_key"
    assert reason_of(lambda: unseal_key(sealed[:-1], PASSPHRASE)) == "no_sealed_key"
    assert reason_of(lambda: unseal_key(b"X" + sealed[1:], PASSPHRASE)) == "no_sealed_key"
    hostile = sealed[:8] + bytes([60, 8, 1]) + sealed[11:]
    assert reason_of(lambda: unseal_key(hostile, PASSPHRASE)) == "no_sealed_key"
    assert reason_of(lambda: seal_key(Key.random(), "  short  ")) == "passphrase_short"


def test_the_passphrase_may_be_typed_in_either_form_of_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_COST", (10, 8, 1))
    key = Key.random()
    assert unseal_key(seal_key(key, "clé de la maison"), "cle\u0301 de la maison") == key


def test_a_key_from_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    there = open_key(tmp_path, None)
    assert put_key(tmp_path, there) == there
    assert reason_of(lambda: put_key(tmp_path, Key.random())) == "other_key_there"
    assert load_key(tmp_path) == there
    assert [entry.name for entry in tmp_path.iterdir()] == ["anju.key"]


def test_a_fixed_nonce_would_be_seen(sealing: Sealing, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted form of the worst mistake: with a fixed nonce equal numbers look equal."""
    monkeypatch.setattr(os, "urandom", bytes)
    assert sealing.seal(1, "document", NUMBER) == sealing.seal(1, "document", NUMBER)


def test_the_cipher_is_the_standard_one(sealing: Sealing) -> None:
    """Anybody with the key can open a value by the layout alone: version, key id, nonce, ciphertext."""
    sealed = sealing.seal(7, "document", NUMBER)
    cipher = AESGCM(sealing.key.derived("anju seal 7 document"))
    assert cipher.decrypt(sealed[5:17], sealed[17:], b"7 document").decode() == NUMBER


def test_every_trouble_has_both_languages() -> None:
    assert all(zh.endswith("。") and en.endswith(".") for zh, en in WORDS.values())
