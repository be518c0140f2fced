"""The audit trail shows every edit, deletion, swap and truncation, and names the first bad entry."""

import asyncio
import contextvars
import random
import time
from collections.abc import Callable
from datetime import timedelta

import asyncpg
import msgspec
import pytest
import pytest_asyncio

from backend.store.audit import (
    START,
    WORDS,
    Break,
    Entry,
    Head,
    append,
    chained,
    read_entries,
    read_head,
    say,
    verify,
    verify_entries,
)
from backend.store.engine import StoreError, fetch_one
from backend.store.unit_of_work import uow

from .conftest import NOW, City

pytestmark = pytest.mark.asyncio

LENGTH = 200
PLANTED = 1000
CHANGES: dict[str, Callable[[Entry], object]] = {
    "authority_id": lambda entry: entry.authority_id + 1,
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "actor": lambda entry: entry.actor + " ",
    "act": lambda entry: "lease.void",
    "subject": lambda entry: entry.subject + "1",
    "payload": lambda entry: entry.payload.replace("0", "1") + " ",
    "previous_hash": lambda entry: entry.hash,
    "hash": lambda entry: entry.previous_hash,
}


async def fill(authority: int, length: int) -> None:
    async with uow():
        for at in range(length):
            payload = {"租金_fen": 10200 + at, "name": "阿·试", "days": [at, None, True]}
            await append(authority, f"user:{at % 7}", "lease.issue", f"lease:{at}", payload, NOW)


async def rows(authority: int) -> tuple[list[Entry], Head]:
    async with uow():
        head = await read_head(authority)
        assert head is not None
        return [entry async for entry in read_entries(authority)], head


@pytest_asyncio.fixture
async def trail(city: City) -> City:
    await fill(city.authority, LENGTH)
    return city


# --- a sound trail


async def test_a_sound_trail_is_found_sound(trail: City) -> None:
    assert await verify(trail.authority) is None
    assert await verify(trail.other) == Break(1, "emptied")
    assert await verify(trail.other + 10**9) is None
    entries, head = await rows(trail.authority)
    assert [entry.sequence for entry in entries] == list(range(1, LENGTH + 1))
    assert entries[0].previous_hash == START
    assert head == Head(LENGTH, entries[-1].hash)
    assert verify_entries(trail.authority, entries, head, [head]) is None


@pytest.mark.parametrize(
    "at", ["infinity", "-infinity", "0044-03-15 BC", "294000-01-01", "9999-12-31 12:00+00"]
)
async def test_an_instant_no_program_can_read_is_a_change_and_not_the_end(
    trail: City, owner: asyncpg.Connection, at: str
) -> None:
    await owner.execute(f"update audit_entry set at = '{at}' where sequence = 2")
    assert await verify(trail.authority) == Break(2, "changed")


async def test_the_trails_of_two_authorities_are_apart(trail: City) -> None:
    await fill(trail.other, 3)
    _, head = await rows(trail.other)
    assert head.sequence == 3
    assert await verify(trail.authority) is None
    assert await verify(trail.other) is None


async def test_writers_at_once_make_one_chain(city: City) -> None:
    async def write(number: int) -> None:
        async with uow():
            await append(city.authority, "user", "act", f"subject:{number}", {}, NOW)
            if number % 4 == 0:
                raise ValueError("undone")

    await asyncio.gather(*(write(number) for number in range(40)), return_exceptions=True)
    _, head = await rows(city.authority)
    assert head.sequence == 30
    assert await verify(city.authority) is None


async def test_an_entry_made_while_the_trail_is_read_is_no_break(
    trail: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_head_after_another_entry(authority: int) -> Head | None:
        await asyncio.create_task(fill(authority, 1), context=contextvars.Context())
        return await read_head(authority)

    monkeypatch.setattr("backend.store.audit.read_head", read_head_after_another_entry)
    assert await verify(trail.authority) is None
    _, head = await rows(trail.authority)
    assert head.sequence == LENGTH + 1


async def _append_and_fail(authority: int) -> None:
    await append(authority, "user", "act", "subject", {}, NOW)
    raise ValueError("undo")


async def test_an_entry_rolled_back_leaves_no_gap(trail: City) -> None:
    with pytest.raises(ValueError, match="undo"):
        async with uow():
            await _append_and_fail(trail.authority)
    await fill(trail.authority, 1)
    assert await verify(trail.authority) is None


async def test_an_entry_needs_a_unit_of_work_and_an_authority(city: City) -> None:
    with pytest.raises(StoreError, match="uow"):
        await append(city.authority, "user", "act", "subject", {}, NOW)
    with pytest.raises(StoreError, match="no authority"):
        async with uow():
            await append(10**9, "user", "act", "subject", {}, NOW)


async def test_the_payload_is_kept_to_the_letter(city: City) -> None:
    payload = {"b": 2**60, "a": '𠮷\u0000"', "c": {"z": [], "y": {}}}
    async with uow():
        written = await append(city.authority, "user", "act", "subject", payload, NOW)
    entries, _ = await rows(city.authority)
    assert entries == [written]
    assert msgspec.json.decode(written.payload) == payload
    assert written.payload.startswith('{"a":')


# --- a thousand planted faults


def _edit(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    at = dice.randrange(len(entries))
    column = dice.choice(list(CHANGES))
    changed = msgspec.structs.replace(entries[at], **{column: CHANGES[column](entries[at])})
    return [*entries[:at], changed, *entries[at + 1 :]], at + 1


def _edit_and_mend(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    """An edit with its own hash worked out anew: the next entry no longer follows."""
    at = dice.randrange(len(entries) - 1)
    changed = msgspec.structs.replace(entries[at], actor="another")
    mended = msgspec.structs.replace(changed, hash=chained(changed))
    return [*entries[:at], mended, *entries[at + 1 :]], at + 2


def _edit_the_last_and_mend(entries: list[Entry], _: random.Random) -> tuple[list[Entry], int]:
    changed = msgspec.structs.replace(entries[-1], actor="another")
    return [*entries[:-1], msgspec.structs.replace(changed, hash=chained(changed))], len(entries) + 1


def _delete(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    at = dice.randrange(len(entries))
    return [*entries[:at], *entries[at + 1 :]], at + 1


def _delete_and_close_up(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    at = dice.randrange(len(entries) - 1)
    later = [msgspec.structs.replace(entry, sequence=entry.sequence - 1) for entry in entries[at + 1 :]]
    return [*entries[:at], *later], at + 1


def _swap(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    first, second = sorted(dice.sample(range(len(entries)), 2))
    changed = list(entries)
    changed[first], changed[second] = changed[second], changed[first]
    return changed, first + 1


def _swap_and_renumber(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    changed, first = _swap(entries, dice)
    return [msgspec.structs.replace(entry, sequence=at + 1) for at, entry in enumerate(changed)], first


def _repeat(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    at = dice.randrange(len(entries))
    return [*entries[: at + 1], entries[at], *entries[at + 1 :]], at + 2


def _truncate(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    kept = dice.randrange(len(entries))
    return entries[:kept], kept + 1


def _cut_the_beginning(entries: list[Entry], dice: random.Random) -> tuple[list[Entry], int]:
    return entries[dice.randrange(1, len(entries)) :], 1


FAULTS = (
    _edit, _edit_and_mend, _edit_the_last_and_mend, _delete, _delete_and_close_up, _swap, _swap_and_renumber,
    _repeat, _truncate, _cut_the_beginning,
)  # fmt: skip


async def test_each_of_a_thousand_planted_faults_is_found_and_named(trail: City) -> None:
    entries, head = await rows(trail.authority)
    dice = random.Random(20261121)
    for number in range(PLANTED):
        plant = FAULTS[number % len(FAULTS)]
        spoilt, first_bad = plant(entries, dice)
        found = verify_entries(trail.authority, spoilt, head)
        assert found is not None, (number, plant.__name__)
        assert found.sequence == first_bad, (number, plant.__name__, found)


async def test_a_careless_check_would_miss_some_of_them(trail: City) -> None:
    """The planted faults are worth planting: hashes alone, without numbers and head, do not find them all."""

    def careless(spoilt: list[Entry]) -> bool:
        return any(entry.hash != chained(entry) for entry in spoilt)

    entries, _ = await rows(trail.authority)
    dice = random.Random(20261121)
    missed = {plant.__name__ for plant in FAULTS if not careless(plant(entries, dice)[0])}
    assert {"_delete", "_swap", "_truncate", "_edit_and_mend"} <= missed


async def test_a_trail_rewritten_whole_is_found_by_an_anchor_kept_outside(trail: City) -> None:
    entries, anchor = await rows(trail.authority)
    forged: list[Entry] = []
    last = START
    for entry in entries:
        changed = msgspec.structs.replace(entry, previous_hash=last, actor="another")
        forged.append(msgspec.structs.replace(changed, hash=chained(changed)))
        last = forged[-1].hash
    head = Head(LENGTH, last)
    assert verify_entries(trail.authority, forged, head) is None
    found = verify_entries(trail.authority, forged, head, [Head(50, entries[49].hash), anchor])
    assert found == Break(50, "anchor")
    shorter = Head(LENGTH - 5, entries[LENGTH - 6].hash)
    cut = entries[: LENGTH - 5]
    assert verify_entries(trail.authority, cut, shorter) is None
    assert verify_entries(trail.authority, cut, shorter, [anchor]) == Break(LENGTH - 4, "missing")


# --- in the database itself

IN_SQL: list[tuple[str, tuple[str, ...], Break]] = [
    ("an actor", ("update audit_entry set actor = 'x' where sequence = 7",), Break(7, "changed")),
    ("a payload", ("update audit_entry set payload = '{}' where sequence = 7",), Break(7, "changed")),
    ("a blank in the payload", ("update audit_entry set payload = (payload::text || ' ')::json"
                                " where sequence = 7",), Break(7, "changed")),
    ("an instant", ("update audit_entry set at = at + interval '1 microsecond' where sequence = 9",),
     Break(9, "changed")),
    ("a deletion", ("delete from audit_entry where sequence = 100",), Break(100, "missing")),
    ("the first deleted", ("delete from audit_entry where sequence = 1",), Break(1, "missing")),
    ("a truncation", ("delete from audit_entry where sequence > 190",), Break(191, "head")),
    ("a truncation with its head", ("delete from audit_entry where sequence > 190",
                                    "update audit_head set sequence = 190"), Break(191, "head")),
    ("everything", ("delete from audit_entry",), Break(1, "head")),
    ("the head", ("delete from audit_head",), Break(201, "head")),
    ("a swap", ("update audit_entry set sequence = 1000 where sequence = 20",
                "update audit_entry set sequence = 20 where sequence = 21",
                "update audit_entry set sequence = 21 where sequence = 1000"), Break(20, "changed")),
    ("one moved away", ("update audit_entry set sequence = 1000 where sequence = 20",), Break(20, "missing")),
    ("one before the first", ("alter table audit_entry drop constraint audit_entry_sequence_check",
                              "update audit_entry set sequence = 0 where sequence = 5"),
     Break(1, "out_of_place")),
]  # fmt: skip


async def test_faults_planted_by_the_owner_in_sql_are_found(trail: City, owner: asyncpg.Connection) -> None:
    for what, statements, expected in IN_SQL:
        await owner.execute("create table kept as select * from audit_entry")
        await owner.execute("create table kept_head as select * from audit_head")
        for statement in statements:
            await owner.execute(statement)
        assert await verify(trail.authority) == expected, what
        await owner.execute("truncate audit_entry, audit_head")
        await owner.execute("insert into audit_entry select * from kept")
        await owner.execute("insert into audit_head select * from kept_head")
        await owner.execute("drop table kept, kept_head")
        assert await verify(trail.authority) is None, what


async def test_the_application_can_only_add(trail: City) -> None:
    for statement in (
        "update audit_entry set actor = 'x'",
        "delete from audit_entry",
        "delete from audit_head",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await fetch_one(statement)
    assert await verify(trail.authority) is None


async def test_every_break_is_told_in_both_languages() -> None:
    for what in WORDS:
        told = say(Break(12, what))
        assert "第 12 条" in told["zh"]
        assert "12" in told["en"]
        assert told["en"].isascii()


async def test_a_long_trail_is_read_in_pages_and_in_good_time(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.store.audit._AT_A_TIME", 64)
    began = time.perf_counter()
    await fill(city.authority, 640)
    assert await verify(city.authority) is None
    assert time.perf_counter() - began < 10
