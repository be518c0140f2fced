"""A backup brings back the whole installation, or nothing of it; every damaged file is refused by its part."""

import asyncio
import hashlib
import os
import random
import tracemalloc
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import msgspec
import pytest
import pytest_asyncio

from backend.services import back_up as backing_up
from backend.services.back_up import BackedUp, back_up
from backend.services.backup_manifest import Manifest
from backend.services.keeping_error import WORDS, KeepingError
from backend.services.open_installation import open_installation
from backend.services.reach_installation import reach_as_owner
from backend.services.register_person import RegisterPerson, register_person
from backend.services.restore import restore
from backend.services.verify_audit import read_anchors, verify_audit, write_anchors
from backend.store import key_file as key_file_module
from backend.store import table_copy
from backend.store.audit import Break
from backend.store.engine import DB, DatabaseAccess, connection_settings, fetch_one, stop_pool
from backend.store.home import key_directory, papers_directory
from backend.store.key_file import key_file, load_key, put_key
from backend.store.migrate import known_migrations
from backend.store.sealing_error import SealingError
from backend.store.unit_of_work import open_work, uow

from ..architecture.test_words import untranslated
from ..store.conftest import Cluster
from .conftest import NOW, Town, someone

pytestmark = pytest.mark.asyncio

PASSPHRASE = "红山区 住房保障 2026"
PAPERS = {b"%PDF lease": "ab", b"%PDF notice" * 1000: "cd/ef", b"": ""}


class Office(NamedTuple):
    """A home with key and papers, and the database that belongs to it; units of work have its owner's rights."""

    home: Path
    access: DatabaseAccess
    towns: tuple[Town, ...]

    async def back_up(self, file: Path) -> BackedUp:
        """A backup as the command makes it."""
        return await back_up(self.home, file, PASSPHRASE, "系统管理员", NOW)


def put_paper(home: Path, content: bytes, below: str = "", ending: str = ".pdf") -> Path:
    """A paper under its digest."""
    place = papers_directory(home) / below / (hashlib.sha256(content).hexdigest() + ending)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


@pytest_asyncio.fixture
async def office(
    hongshan: Town, zhaoyang: Town, access: DatabaseAccess, tmp_path: Path
) -> AsyncIterator[Office]:
    """Two authorities with homes and households, a key the database knows, three papers."""
    home = tmp_path / "home"
    key = put_key(key_directory(home), hongshan.hand.sealing.key)
    for content, below in PAPERS.items():
        put_paper(home, content, below)
    for town in (hongshan, zhaoyang):
        for room in ("101", "102"):
            await town.unit(room, remark="tab\there \\ and \n line, 𠮷")
        await town.household(someone(town.acting.authority, "阿依·古丽"), someone(town.acting.authority))
    await stop_pool()
    DB.config = connection_settings(access.owner_url)
    async with uow():
        await open_work("test").execute(
            "insert into app_setting values ('key_check_value', to_jsonb($1::text), $2)", key.check_value, NOW
        )
    yield Office(home, access, (hongshan, zhaoyang))


@pytest.fixture
def target(cluster: Cluster) -> Iterator[dict[str, str]]:
    """An environment that names an empty database."""
    name = cluster.new_database()
    yield {"DATABASE_URL": cluster.url(name)}
    cluster.do(f"drop database {name} with (force)")


@pytest.fixture
def older(cluster: Cluster) -> Iterator[DatabaseAccess]:
    """An empty database to build an earlier version in."""
    name = cluster.new_database()
    yield cluster.access(name)
    cluster.do(f"drop database {name} with (force)")


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess may be cheap here; the cost is read from the sealed key when it is opened."""
    monkeypatch.setattr(key_file_module, "_COST", (10, 8, 1))


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def contents(url: str) -> dict[str, list[str]]:
    """Every row of every table as text, in an order of its own."""
    async with connected(url) as connection:
        names = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        return {
            name: sorted(row[0] for row in await connection.fetch(f"select t::text from {name} t"))
            for (name,) in names
            if name != "migration"
        }


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def empty(environ: dict[str, str]) -> bool:
    async with connected(environ["DATABASE_URL"]) as connection:
        return not await connection.fetchval(
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace"
        )


async def refused(work: Awaitable[object], reason: str, part: str | None = None) -> None:
    """The act is refused for this reason, naming this part, in both languages."""
    with pytest.raises(KeepingError) as caught:
        await work
    assert caught.value.reason == reason, caught.value
    assert part in (None, caught.value.words.get("part"))
    assert "{" not in str(caught.value)


async def test_a_backup_brings_everything_back(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    before = await contents(office.access.owner_url)
    made = await office.back_up(tmp_path / "one.anju")
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.bytes == made.file.stat().st_size
    home = tmp_path / "new" / "home"
    manifest = await restore(made.file, home, PASSPHRASE, "系统管理员", NOW, target)
    after = await contents(target["DATABASE_URL"])
    noted = {name: rows for name, rows in after.items() if rows != before[name]}
    assert noted.keys() == {"audit_entry", "audit_head"}
    assert [row for row in after["audit_entry"] if row not in before["audit_entry"]] != []
    assert {table.table: table.rows for table in manifest.tables} == {k: len(v) for k, v in before.items()}
    assert files(papers_directory(home)) == files(papers_directory(office.home))
    assert load_key(key_directory(home)) == load_key(key_directory(office.home))
    assert key_file(key_directory(home)).stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in home.iterdir()) == ["key", "papers"]
    assert [each.name for each in home.parent.iterdir()] == ["home"]


async def test_a_restored_installation_works_on(
    office: Office, target: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = tmp_path / "anchor.json"
    await write_anchors(anchor, NOW)
    made = await office.back_up(tmp_path / "one.anju")
    await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
    monkeypatch.setenv("DATABASE_URL", target["DATABASE_URL"])
    async with open_installation(tmp_path / "new") as installation:
        acting = office.towns[0].acting
        added = await register_person(acting, installation, RegisterPerson(someone()))
        row = await fetch_one("select max(id) as id from person where authority_id = $1", acting.authority_id)
        assert row is not None
        assert added.person_id == row["id"] > made.manifest.sequence.last_value
        trails = await verify_audit(anchors=[read_anchors(anchor)])
        assert [trail.broken for trail in trails] == [None, None]
        sealed = await fetch_one(
            "select document_number_sealed as it from person where authority_id = $1 order by id limit 1",
            acting.authority_id,
        )
        assert sealed is not None
        assert len(installation.sealing.unseal(acting.authority_id, "document_number", sealed["it"])) == 18


async def test_the_backup_and_the_restore_stand_in_every_trail(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    made = await office.back_up(tmp_path / "one.anju")
    await restore(made.file, tmp_path / "new", PASSPHRASE, "李四", NOW, target)
    last = "select act, actor from audit_entry order by sequence desc, authority_id limit 2"
    async with connected(office.access.owner_url) as old, connected(target["DATABASE_URL"]) as new:
        assert [tuple(row) for row in await old.fetch(last)] == [("back_up", "系统管理员")] * 2
        assert [tuple(row) for row in await new.fetch(last)] == [("restore", "李四")] * 2


async def test_a_backup_is_of_one_moment(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows committed while the tables are read are in none of them."""
    authority = office.towns[0].acting.authority_id
    plain = table_copy.copy_out

    async def meanwhile(shape: Any, take: Any) -> int:
        async with connected(office.access.owner_url) as other:
            await other.execute(
                "insert into operator values ($1, nextval('anju_id'), $2, null, now())", authority, shape.name
            )
        return await plain(shape, take)

    monkeypatch.setattr(backing_up.table_copy, "copy_out", meanwhile)
    made = await office.back_up(tmp_path / "one.anju")
    rows = {table.table: table.rows for table in made.manifest.tables}
    assert rows["operator"] == 0
    assert rows["audit_entry"] == 2 * 6


async def test_a_backup_of_an_earlier_version_is_restored_and_brought_up(
    older: DatabaseAccess, target: dict[str, str], tmp_path: Path, hongshan: Town
) -> None:
    await stop_pool()
    home = tmp_path / "home"
    DB.config = connection_settings(older.owner_url)
    put_key(key_directory(home), hongshan.hand.sealing.key)
    async with uow():
        await table_copy.build_schema(older, known_migrations()[1])
        await open_work("test").execute(
            "insert into authority values (nextval('anju_id'), 'x', '甲', 'hongshan', '150402', null, null, true,"
            " now())"
        )
    made = await back_up(home, tmp_path / "old.anju", PASSPHRASE, "系统管理员", NOW)
    assert list(made.manifest.migrations) == known_migrations()[:2]
    await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
    async with connected(target["DATABASE_URL"]) as new:
        names = [row[0] for row in await new.fetch("select name from migration order by name")]
        assert names == known_migrations()
        assert await new.fetchval("select name from authority") == "甲"
        assert await new.fetchval("select count(*) from code_entry") > 0


# --- what is refused


async def test_a_backup_is_refused_where_it_would_do_harm(office: Office, tmp_path: Path) -> None:
    there = tmp_path / "there.anju"
    there.write_bytes(b"kept")
    await refused(office.back_up(there), "file_there")
    assert there.read_bytes() == b"kept"
    await refused(office.back_up(tmp_path / "no" / "folder.anju"), "no_folder")
    await refused(office.back_up(papers_directory(office.home) / "x.anju"), "inside_home")
    with pytest.raises(SealingError) as short:
        await back_up(office.home, tmp_path / "short.anju", "short", "系统管理员", NOW)
    assert short.value.reason == "passphrase_short"
    key_file(key_directory(office.home)).unlink()
    with pytest.raises(SealingError) as gone:
        await office.back_up(tmp_path / "gone.anju")
    assert gone.value.reason == "key_missing"
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == ["there.anju"]


async def test_a_backup_that_cannot_be_finished_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing_up, "pack_papers", full)
    await refused(office.back_up(tmp_path / "full.anju"), "cannot_write")
    assert [each.name for each in tmp_path.iterdir()] == ["home"]


async def test_an_empty_database_is_no_installation(target: dict[str, str], tmp_path: Path) -> None:
    async with reach_as_owner(tmp_path / "home", target):
        await refused(
            back_up(tmp_path / "home", tmp_path / "x.anju", PASSPHRASE, "系统管理员", NOW), "not_migrated"
        )
    with pytest.raises(KeepingError, match="There is no installation"):
        async with reach_as_owner(tmp_path / "home", {}):
            pass


def spoil(file: Path, name: str) -> None:
    """Change one bit in the middle of a part."""
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo(name)
    content = bytearray(file.read_bytes())
    begins = info.header_offset + 30 + len(name.encode()) + 20
    content[begins + info.compress_size // 2] ^= 1
    file.write_bytes(content)


def rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the archive anew, with parts changed and every checksum of the ZIP right again."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def forge(parts: dict[str, bytes]) -> None:
    """Change a row and make the manifest match, as one without the key can."""
    name = "database/authority.copy"
    parts[name] = parts[name].replace("住房".encode(), "往房".encode())
    manifest = msgspec.json.decode(parts["manifest.json"], type=Manifest)
    tables = tuple(
        msgspec.structs.replace(
            table,
            part=msgspec.structs.replace(table.part, digest=hashlib.sha256(parts[name]).hexdigest()),
        )
        if table.part.name == name
        else table
        for table in manifest.tables
    )
    parts["manifest.json"] = msgspec.json.encode(msgspec.structs.replace(manifest, tables=tables))


def newer(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = parts["manifest.json"].replace(b'"format": 1', b'"format": 2')


CHANGES: list[tuple[str, str | None, Callable[[dict[str, bytes]], Any]]] = [
    ("part_changed", "database/person.copy", lambda parts: parts.update({"database/person.copy": b""})),
    ("part_changed", "papers.tar", lambda parts: parts.update({"papers.tar": parts["papers.tar"] + b"\0"})),
    ("part_changed", "key", lambda parts: parts.update(key=parts["key"][::-1])),
    ("part_changed", "manifest.json", lambda parts: parts.update({"manifest.json": b"{}"})),
    ("part_changed", "manifest.json", forge),
    ("part_changed", "manifest.json", lambda parts: parts.update({"manifest.sig": bytes(32)})),
    ("part_missing", "database/unit.copy", lambda parts: parts.pop("database/unit.copy")),
    ("part_missing", "manifest.sig", lambda parts: parts.pop("manifest.sig")),
    ("part_missing", "manifest.json", lambda parts: parts.pop("manifest.json")),
    ("part_unknown", "stowaway", lambda parts: parts.update(stowaway=b"x")),
    ("foreign", None, lambda parts: parts.pop("ANJU-BACKUP")),
    ("backup_newer", None, newer),
]


async def test_a_damaged_changed_or_foreign_file_is_refused_and_leaves_no_trace(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    made = await office.back_up(tmp_path / "one.anju")
    whole, file = made.file.read_bytes(), tmp_path / "bad.anju"
    names = [part.name for part in made.manifest.parts if part.bytes]
    here = len(list(tmp_path.iterdir())) + 1

    async def tried(reason: str, part: str | None = None) -> None:
        await refused(restore(file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target), reason, part)

    for length in (len(whole) - 1, len(whole) // 2, 200):
        file.write_bytes(whole[:length])
        await tried("truncated")
    for content in (b"", b"PK\x03\x04", b"%PDF", os.urandom(5000), whole[1:]):
        file.write_bytes(content)
        await tried("foreign")
    for name in (*names, "manifest.json"):
        file.write_bytes(whole)
        spoil(file, name)
        await tried("part_changed", name)
    for reason, part, change in CHANGES:
        file.write_bytes(whole)
        rewrite(file, change)
        await tried(reason, part)
    assert await empty(target)
    assert len(list(tmp_path.iterdir())) == here
    file.write_bytes(whole)
    with pytest.raises(SealingError) as wrong:
        await restore(file, tmp_path / "new", PASSPHRASE + "!", "系统管理员", NOW, target)
    assert wrong.value.reason == "wrong_passphrase"


async def test_any_flipped_bit_is_refused_or_harmless(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    """The few bytes that say nothing (dates of parts) may differ; what is restored never does."""
    made = await office.back_up(tmp_path / "one.anju")
    whole, file, dice = made.file.read_bytes(), tmp_path / "bad.anju", random.Random(20261121)
    from backend.services.backup_reader import Archive

    passed = 0
    for _ in range(300):
        content = bytearray(whole)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        file.write_bytes(content)
        try:
            with Archive(file) as archive:
                archive.check()
                archive.check_signature(load_key(key_directory(office.home)))
                assert archive.manifest == made.manifest
                passed += 1
        except KeepingError:
            continue
    assert passed < 60


async def test_a_restore_goes_into_an_empty_place_only(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    made = await office.back_up(tmp_path / "one.anju")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").touch()
    await refused(restore(made.file, taken, PASSPHRASE, "系统管理员", NOW, target), "home_not_empty")
    await refused(
        restore(made.file, taken / "letter.txt", PASSPHRASE, "系统管理员", NOW, target), "home_not_empty"
    )
    there = {"DATABASE_URL": office.access.owner_url}
    await refused(
        restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, there), "database_not_empty"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "one.anju", "taken"]
    empty_home = tmp_path / "empty"
    empty_home.mkdir(mode=0o750)
    await restore(made.file, empty_home, PASSPHRASE, "系统管理员", NOW, target)
    assert empty_home.stat().st_mode & 0o777 == 0o750


async def test_a_restore_that_proves_wrong_leaves_nothing(
    office: Office, target: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows lost, changed or added on the way, another sequence: each is seen before the commit."""
    made = await office.back_up(tmp_path / "one.anju")
    plain = table_copy.analyze

    async def tried(what: str) -> None:
        with pytest.raises(KeepingError, match=what):
            await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
        assert await empty(target)
        assert not (tmp_path / "new").exists()

    set_sequence = table_copy.set_sequence
    for statement, what in (
        ("delete from household_member", "the rows of the table household_member"),
        ("update unit set remark = 'x'", "the rows of the table unit"),
        ("insert into code_entry values ('a', 'b', 'c', 'd', 1)", "the rows of the table code_entry"),
        ("select nextval('anju_id')", "the sequence of ids"),
    ):

        async def meddle(state: Any, statement: str = statement) -> None:
            await set_sequence(state)
            await open_work("test").execute(statement)

        monkeypatch.setattr(table_copy, "set_sequence", meddle)
        await tried(what)
    monkeypatch.undo()

    async def broken_off() -> None:
        await plain()
        raise KeepingError("not_as_saved", what_zh="断", what_en="broken off")

    monkeypatch.setattr(table_copy, "analyze", broken_off)
    await tried("broken off")


async def test_a_broken_trail_is_saved_named_and_brought_back_as_it_was(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    async with uow():
        await open_work("test").execute("update audit_entry set actor = '某人' where sequence = 2")
    made = await office.back_up(tmp_path / "one.anju")
    assert [anchor.broken and anchor.broken.sequence for anchor in made.manifest.anchors] == [2, 2]
    await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
    async with reach_as_owner(tmp_path / "new", target):
        assert [trail.broken and trail.broken.what for trail in await verify_audit()] == ["changed"] * 2


async def test_a_paper_that_is_damaged_already_is_saved_and_named(
    office: Office, target: dict[str, str], tmp_path: Path
) -> None:
    damaged = put_paper(office.home, b"%PDF lease", "ab")
    damaged.write_bytes(b"%PDF changed")
    (damaged.parent / ".draft").write_bytes(b"half")
    made = await office.back_up(tmp_path / "one.anju")
    assert made.manifest.papers.doubtful == (f"ab/{damaged.name}",)
    assert made.manifest.papers.files == len(PAPERS)
    await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
    assert (tmp_path / "new" / "papers" / "ab" / damaged.name).read_bytes() == b"%PDF changed"


async def test_memory_stays_flat(office: Office, target: dict[str, str], tmp_path: Path) -> None:
    authority = office.towns[0].acting.authority_id
    async with uow():
        await open_work("test").execute(
            "insert into import_batch select $1, 1, 'units', 'f', sha256(''), 'checked', 40000, 40000, 0, 0, 0, 'a',"
            " now()", authority
        )  # fmt: skip
        await open_work("test").execute(
            "insert into import_row select $1, nextval('anju_id'), 1, n, 'good', '[]', sha256(n::text::bytea)"
            " || sha256('a') || sha256('b') from generate_series(1, 40000) n", authority
        )  # fmt: skip
    put_paper(office.home, os.urandom(24 * 2**20))
    tracemalloc.start()
    made = await office.back_up(tmp_path / "one.anju")
    await restore(made.file, tmp_path / "new", PASSPHRASE, "系统管理员", NOW, target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.bytes > 25 * 2**20
    assert peak < 8 * 2**20


async def test_anchors_tell_a_trail_rewritten_whole(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "anchor.json"
    anchors = await write_anchors(file, NOW)
    await refused(write_anchors(file, NOW), "file_there")
    assert read_anchors(file) == anchors
    first = office.towns[0].acting.authority_id
    async with uow():
        connection = open_work("test")
        await connection.execute("delete from audit_entry where authority_id = $1", first)
        await connection.execute("delete from audit_head where authority_id = $1", first)
    assert [trail.broken for trail in await verify_audit()] == [Break(1, "emptied"), None]
    found = {trail.code: trail.broken for trail in await verify_audit(anchors=[anchors])}
    assert found["hongshan"] is not None
    assert found["zhaoyang"] is None
    await refused(verify_audit("atlantis"), "unknown_authority")
    for content in (b"", b"{}", file.read_bytes().replace(b'"hash": "', b'"hash": "zz')):
        (tmp_path / "bad.json").write_bytes(content)
        with pytest.raises(KeepingError, match="anchor"):
            read_anchors(tmp_path / "bad.json")


async def test_every_trouble_has_both_languages() -> None:
    assert untranslated({code: words for code, words in WORDS.items() if code != "not_as_saved"}) == []
    await asyncio.sleep(0)
