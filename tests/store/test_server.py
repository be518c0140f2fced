"""The embedded PostgreSQL survives what offices do to it; every test drives a real server."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from backend.store import server_account, server_process
from backend.store.home import database_directory, home_directory
from backend.store.server import Urls, open_database
from backend.store.server_account import Account, account_for, reachable, run_as
from backend.store.server_binaries import find_binaries, in_wheel
from backend.store.server_cluster import KEEPER, password_file
from backend.store.server_error import WORDS, ServerError

from .running_server import (
    Running,
    ask,
    eventually,
    log_of,
    postmaster_of,
    postmaster_of_or_none,
    put_a_row,
    rows,
    servers_in,
)

AS_ROOT = os.geteuid() == 0
ROOM_BYTES = 1_000_000_000


@pytest.fixture
def place() -> Iterator[Path]:
    """A private folder, in memory where there is room: a kill loses nothing that was handed to the system."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    with tempfile.TemporaryDirectory(
        prefix="anju-test-", dir=memory if roomy else None, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


@pytest.fixture
def home(place: Path) -> Iterator[Path]:
    home = place / "home"
    yield home
    for left in servers_in(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(left, signal.SIGKILL)


def test_first_start_makes_two_roles_and_a_restart_keeps_the_rows(home: Path) -> None:
    with open_database(home, {}) as database:
        urls = database.urls
        assert database.is_running()
        assert postmaster_of(home) in servers_in(home)
        put_a_row(urls)
        assert ask(urls.owner, "select rolsuper from pg_roles where rolname = current_user") is False
        assert ask(urls.owner, "show server_encoding") == "UTF8"
        assert ask(urls.owner, "select datcollate from pg_database where datname = 'anju'") == "C"
        assert ask(urls.owner, "show data_checksums") == "on"
        assert ask(urls.owner, "show listen_addresses") == "127.0.0.1"
    assert not database.is_running()
    assert servers_in(home) == []
    database.stop()
    with open_database(home, {}) as database:
        assert rows(database.urls) == 1


def test_nobody_enters_without_a_password_and_the_application_has_no_ddl(home: Path) -> None:
    with open_database(home, {}) as database:
        urls = database.urls
        for statement in ("create table t ()", "create temp table t ()", "create schema s"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                ask(urls.application, statement, "select 1")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(urls.application.removesuffix("anju") + "postgres", "select 1")
        owner_password = urls.owner.split(":")[2].split("@")[0]
        for wrong in (urls.owner.replace(owner_password, "x"), urls.owner.replace(owner_password, "")):
            with pytest.raises(asyncpg.InvalidPasswordError):
                ask(wrong, "select 1")
        with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
            ask(urls.owner.replace("anju_owner", KEEPER), "select 1")
        assert str(ask(urls.owner, "select current_setting('password_encryption')")).startswith("scram")


def test_passwords_are_private_and_shown_nowhere(home: Path) -> None:
    with open_database(home, {}) as database:
        passwords = json.loads(password_file(home).read_text())
        assert len(set(passwords.values())) == 2
        shown = repr(database.urls) + str(database.urls) + log_of(home)
        shown += "".join(" ".join(psutil.Process(pid).cmdline()) for pid in servers_in(home))
        with pytest.raises(asyncpg.UniqueViolationError):
            ask(database.urls.owner, "create table p (n text unique)",
                "insert into p values ('某人'), ('某人')", "select 1")  # fmt: skip
        assert not [secret for secret in passwords.values() if secret in shown]
        assert "某人" not in log_of(home)
        for private in (password_file(home), home / "database.log", home / "database.use.lock"):
            assert stat.S_IMODE(private.stat().st_mode) == 0o600
        for private in (home, database_directory(home)):
            assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_a_first_start_cut_off_half_way_is_begun_anew(home: Path) -> None:
    killed = Running(home)
    eventually(lambda: any(home.glob("*/global")))
    killed.end(signal.SIGKILL)
    assert not database_directory(home).exists()
    with open_database(home, {}) as database:
        put_a_row(database.urls)
        assert rows(database.urls) == 1


def test_lost_passwords_are_made_anew_and_the_rows_stay(home: Path) -> None:
    with open_database(home, {}) as database:
        put_a_row(database.urls)
        old = database.urls
    password_file(home).unlink()
    with open_database(home, {}) as database:
        assert database.urls.owner.split("@")[0] != old.owner.split("@")[0]
        assert rows(database.urls) == 1
    password_file(home).write_text("{")
    with pytest.raises(ServerError, match=r"请删除它(.|\n)*Delete it"):
        open_database(home, {})


def test_a_killed_application_leaves_a_server_that_the_next_start_adopts(home: Path) -> None:
    killed = Running(home)
    put_a_row(killed.urls())
    before = postmaster_of(home)
    killed.end(signal.SIGKILL)
    assert before in servers_in(home)
    with open_database(home, {}) as database:
        assert postmaster_of(home) == before
        assert rows(database.urls) == 1
    assert servers_in(home) == []
    assert log_of(home).rstrip().endswith("database system is shut down")


def test_a_killed_server_is_started_again_on_its_port_behind_a_busy_child(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_process, "_LEAVE_WITHIN_S", 0.5)
    with open_database(home, {}) as database:
        urls = database.urls
        put_a_row(urls)
        endless = "select sum(i) from generate_series(1, 1000000000000) i"
        busy = threading.Thread(target=_until_cut_off, args=(urls.owner, endless))
        busy.start()
        eventually(lambda: bool(ask(urls.owner, "select count(*) from pg_stat_activity where query like "
                                                "'select sum%' and pid <> pg_backend_pid()")))  # fmt: skip
        before = postmaster_of(home)
        os.kill(before, signal.SIGKILL)
        eventually(lambda: postmaster_of_or_none(home) not in (None, before) and database.is_running())
        assert database.urls == urls
        assert rows(urls) == 1
        busy.join(timeout=10)
        assert not busy.is_alive()


def _until_cut_off(url: str, statement: str) -> None:
    with contextlib.suppress(asyncpg.PostgresError, OSError, asyncpg.InterfaceError):
        ask(url, statement)


def test_a_restart_takes_another_port_when_the_old_one_is_taken(home: Path) -> None:
    with open_database(home, {}) as database:
        put_a_row(database.urls)
        old = database.urls
        port = int(old.owner.rsplit(":", 1)[1].split("/")[0])
        with (home / "database.door.lock").open("r+") as door, socket.socket() as taker:
            fcntl.flock(door, fcntl.LOCK_EX)
            os.kill(postmaster_of(home), signal.SIGKILL)
            eventually(lambda: not servers_in(home))
            taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taker.bind(("127.0.0.1", port))
            taker.listen()
            fcntl.flock(door, fcntl.LOCK_UN)
            eventually(database.is_running)
            assert database.urls != old
            assert rows(database.urls) == 1


def test_both_killed_and_the_old_number_given_to_another_program(home: Path) -> None:
    killed = Running(home)
    put_a_row(killed.urls())
    server = postmaster_of(home)
    killed.end(signal.SIGKILL)
    os.kill(server, signal.SIGKILL)
    eventually(lambda: not servers_in(home))
    data = database_directory(home)
    account = account_for(data)
    with subprocess.Popen(["sleep", "60"], **run_as(account)) as stranger:
        note = data / "postmaster.pid"
        note.write_text(note.read_text().replace(str(server), str(stranger.pid), 1))
        binaries = reachable(find_binaries(data, {}), account)
        log = home / "database.log"
        refused = server_process.launch(data, binaries, account, server_process.free_port(), log)
        with pytest.raises(ServerError, match=r"postmaster\.pid"):
            refused.wait_ready(log, threading.Event())
        with open_database(home, {}) as database:
            assert rows(database.urls) == 1
        assert stranger.poll() is None
        stranger.kill()


def test_ctrl_c_stops_the_server_cleanly(home: Path) -> None:
    interrupted = Running(home)
    put_a_row(interrupted.urls())
    _, complaints = interrupted.end(signal.SIGINT)
    assert "KeyboardInterrupt" in complaints
    assert servers_in(home) == []
    assert log_of(home).rstrip().endswith("database system is shut down")
    with open_database(home, {}) as database:
        assert rows(database.urls) == 1
    assert "not properly shut down" not in log_of(home)


def test_two_homes_side_by_side_have_two_servers(place: Path) -> None:
    homes = (place / "one", place / "two")
    clones = [Running(home) for home in homes]
    urls = [clone.urls() for clone in clones]
    put_a_row(urls[0])
    assert urls[0].owner.split("@")[1] != urls[1].owner.split("@")[1]
    assert ask(urls[1].owner, "select to_regclass('lease')") is None
    assert [clone.end()[0] for clone in clones] == [0, 0]
    assert [servers_in(home) for home in homes] == [[], []]


def test_processes_of_one_home_share_the_server_and_the_last_one_stops_it(home: Path) -> None:
    users = [Running(home) for _ in range(3)]
    urls = [user.urls() for user in users]
    assert len(set(urls)) == 1
    put_a_row(urls[0])
    for user in users[:-1]:
        assert user.end()[0] == 0
        assert rows(urls[0]) == 1
    before = postmaster_of(home)
    os.kill(before, signal.SIGKILL)
    eventually(lambda: postmaster_of_or_none(home) not in (None, before) and bool(servers_in(home)))
    assert users[-1].end()[0] == 0
    assert servers_in(home) == []


def test_a_forked_worker_does_not_keep_the_home_closed(home: Path) -> None:
    database = open_database(home, {})
    worker = os.fork()
    if not worker:
        time.sleep(60)
        os._exit(0)
    database.stop()
    again = Running(home)
    try:
        assert again.urls()
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    assert again.end()[0] == 0


def test_data_that_have_gone_are_never_replaced_by_an_empty_database(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_database(home, {}) as database:
        put_a_row(database.urls)
        server, aside = postmaster_of(home), home / "aside"
        database_directory(home).rename(aside)
        os.kill(server, signal.SIGKILL)
        eventually(lambda: "has gone and was not made anew" in caplog.text)
        assert not database.is_running()
        assert not database_directory(home).exists()
        aside.rename(database_directory(home))
        eventually(database.is_running)
        assert rows(database.urls) == 1


def test_data_of_an_older_major_are_opened_by_their_own_binaries(home: Path) -> None:
    newest, oldest = in_wheel()[0], in_wheel()[-1]
    assert (newest.major, oldest.major) == (18, 16)
    with open_database(home, {"ANJU_PG_BIN": str(oldest.bin)}) as database:
        put_a_row(database.urls)
    with open_database(home, {}) as database:
        assert database.bin
        assert str(ask(database.urls.owner, "show server_version")).startswith("16")
        assert rows(database.urls) == 1
    with pytest.raises(ServerError) as refused:
        open_database(home, {"ANJU_PG_BIN": str(newest.bin)})
    assert refused.value.reason == "binaries_of_other_major"
    (database_directory(home) / "PG_VERSION").write_text("12\n")
    with pytest.raises(ServerError) as missing:
        open_database(home, {})
    assert missing.value.reason == "no_binaries"


def test_a_private_home_and_private_programs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root this is /root with the clone in it: nothing there can be reached by an ordinary user."""
    with tempfile.TemporaryDirectory(prefix="anju-test-") as folder:
        copies = Path(folder, "copies")
        Path(folder).chmod(0o755)
        monkeypatch.setattr(server_account, "COPIES", (copies,))
        private = tmp_path / "private"
        private.mkdir(mode=0o700)
        newest = in_wheel()[0]
        package = newest.bin.parent.parent
        install = private / package.name / newest.bin.parent.name
        for part in ("bin", "lib", "share"):
            shutil.copytree(newest.bin.parent / part, install / part, symlinks=True)
        shutil.copytree(package.with_name(f"{package.name}.libs"), private / f"{package.name}.libs")
        with open_database(home, {"ANJU_PG_BIN": str(install / "bin")}) as database:
            put_a_row(database.urls)
            assert rows(database.urls) == 1
            user = psutil.Process(postmaster_of(home)).uids().real
            assert user == database_directory(home).stat().st_uid
            assert (user != 0, copies.exists()) == (True, AS_ROOT)
            assert database.bin
            assert (database.bin == install / "bin") is not AS_ROOT
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in (private, home.parent)] == [0o700, 0o700]


def test_a_place_for_copies_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = tmp_path / "copies"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    monkeypatch.setattr(server_account, "COPIES", (open_to_all,))
    monkeypatch.setattr(server_account, "_runs", lambda _folder, _account: False)
    with pytest.raises(ServerError) as refused:
        reachable(in_wheel()[0], Account("nobody", 65534, 65534))
    assert refused.value.reason == "no_readable_place"
    assert list(open_to_all.iterdir()) == []


def test_as_an_ordinary_user(place: Path) -> None:
    """Root forks and steps down, for the ordinary user may not be able to read this very Python.

    A database opened and closed before the fork has loaded every module that the child will need.
    """
    open_database(place / "before", {}).stop()
    account = account_for(place / "database") if AS_ROOT else None
    binaries = reachable(in_wheel()[0], account)
    if account:
        os.chown(place, account.uid, account.gid)
    home, told, ready = place / "home", *os.pipe()
    asked, finish = os.pipe()
    child = os.fork()
    if not child:
        os.close(finish)
        _serve_as(account, home, str(binaries.bin), ready, asked)
    os.close(ready)
    os.close(asked)
    with os.fdopen(told, encoding="utf-8") as answer:
        urls = Urls(*answer.readline().split())
        put_a_row(urls)
        assert rows(urls) == 1
        assert psutil.Process(postmaster_of(home)).uids().real == (account.uid if account else os.getuid())
        os.close(finish)
        assert answer.readline() == "closed\n"
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert servers_in(home) == []


def _serve_as(account: Account | None, home: Path, bin_folder: str, ready: int, asked: int) -> None:
    status = 1
    try:
        if account:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
        with open_database(home, {"ANJU_PG_BIN": bin_folder}) as database:
            os.write(ready, f"{database.urls.owner} {database.urls.application}\n".encode())
            os.read(asked, 1)
        os.write(ready, b"closed\n")
        status = 0
    finally:
        os._exit(status)


def test_a_server_of_ones_own_is_taken_as_named_and_nothing_is_started(home: Path) -> None:
    given = {"DATABASE_URL": "postgresql://a@h/d", "ANJU_OWNER_URL": "postgresql://o@h/d"}
    with open_database(home, given) as database:
        assert database.urls == Urls("postgresql://o@h/d", "postgresql://a@h/d")
        assert database.is_running()
        assert not database.is_embedded
    alone = open_database(home, {"DATABASE_URL": "postgresql://a@h/d"})
    assert alone.urls.owner == alone.urls.application
    assert not home.exists()
    with pytest.raises(ServerError, match="ANJU_OWNER_URL"):
        open_database(home, {"ANJU_OWNER_URL": "postgresql://o@h/d"})


def test_a_damaged_start_shows_the_log_and_leaves_no_process(home: Path) -> None:
    open_database(home, {}).stop()
    (database_directory(home) / "postgresql.conf").write_text("shared_buffers = nonsense\n")
    with pytest.raises(ServerError, match=r"没有启动起来(.|\n)*nonsense(.|\n)*did not start"):
        open_database(home, {})
    assert servers_in(home) == []
    with pytest.raises(ServerError) as wrong:
        open_database(home, {"ANJU_PG_BIN": str(home)})
    assert wrong.value.reason == "binaries_incomplete"


def test_each_clone_has_a_home_of_its_own_unless_one_is_named(tmp_path: Path) -> None:
    for clone in ("one", "two"):
        (tmp_path / clone).mkdir()
        (tmp_path / clone / "pyproject.toml").touch()
    one, two = (home_directory({}, tmp_path / clone) for clone in ("one", "two"))
    assert one != two
    assert one.name.startswith("one-")
    assert home_directory({}, tmp_path).name == "installed"
    assert home_directory({"ANJU_HOME": str(tmp_path)}) == tmp_path
    assert home_directory({"ANJU_HOME": "here"}).is_absolute()


def test_every_error_can_be_said_in_both_languages() -> None:
    class Anything(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return key

    for zh, en in WORDS.values():
        assert zh.format_map(Anything())
        assert en.format_map(Anything())
        assert any("一" <= sign <= "鿿" for sign in zh)
        assert en.isascii()
