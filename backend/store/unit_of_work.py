"""The unit of work (uow): one transaction for one piece of office work, all of it or nothing.

Piccolo's own ``transaction()`` loses its connection when a commit fails and does not roll back an inner
failure; ``docs/decisions/0004-unit-of-work.md`` says what this one does instead.
"""

import asyncio
import contextvars
import random
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

import asyncpg

from .engine import CONNECT_WITHIN_S, DB, StoreError

Isolation = Literal["read committed", "repeatable read", "serializable"]
Result = TypeVar("Result")

CLOSE_WITHIN_S: Final = 10
"""How long a cancelled task waits for its commit before the connection is cut."""
FIRST_PAUSE_S: Final = 0.01
_ADRIFT: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
"""What asyncpg raises on a connection that is lost or in disorder."""
_TRY_AGAIN: Final = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
_closing: Final[set["asyncio.Task[None]"]] = set()
"""Commits and rollbacks under way: the event loop alone would let go of them."""


class Work:
    """An open transaction; Piccolo's queries and ``connection`` run in it, in its own task only."""

    def __init__(self, connection: Any, isolation: Isolation, pool: "asyncpg.Pool | None") -> None:
        self.isolation = isolation
        self.over = False
        self.savepoints = 0
        self._connection = connection
        self._pool = pool
        self._owner = asyncio.current_task()

    @property
    def connection(self) -> Any:
        """The asyncpg connection. Raises :class:`StoreError` once over, or in a task not its owner."""
        if self.over:
            raise StoreError("work_over")
        here = asyncio.current_task()
        if here is not self._owner:
            names = [task.get_name() if task else "—" for task in (self._owner, here)]
            raise StoreError("other_task", owner=names[0], here=names[1])
        return self._connection

    async def commit(self) -> None:
        """Raises ``nothing_stored`` where PostgreSQL answers a commit with a rollback."""
        if await self._connection.execute("COMMIT") != "COMMIT":
            raise StoreError("nothing_stored")

    async def rollback(self) -> None:
        """Undo everything; a connection that is gone has undone it already."""
        try:
            await self._connection.execute("ROLLBACK")
        except _ADRIFT:
            self._terminate()

    async def release(self) -> None:
        """Give the connection back; one that cannot be made clean is cut, which never hides the outcome."""
        self.over = True
        try:
            if self._pool is not None:
                await self._pool.release(self._connection)
            else:
                await self._connection.close(timeout=CLOSE_WITHIN_S)
        except _ADRIFT:
            self.cut()

    def cut(self) -> None:
        """End the connection at once; the pool makes another."""
        self.over = True
        self._terminate()

    def _terminate(self) -> None:
        try:
            self._connection.terminate()
        except asyncpg.InterfaceError:
            return  # already back in the pool


class uow:  # noqa: N801 - reads as a word of the language: ``async with uow():``
    """Open a unit of work; inside another one, a real savepoint of it.

    ``isolation`` is that of the outermost; safety rests on constraints and row locks all the same.
    """

    def __init__(self, isolation: Isolation | None = None) -> None:
        self._isolation = isolation
        self._token: contextvars.Token[Any] | None = None
        self._savepoint = ""
        self._work: Work

    async def __aenter__(self) -> Work:
        outer: Work | None = DB.current_transaction.get()  # type: ignore[assignment]
        if outer is not None:
            return await self._enter_savepoint(outer)
        isolation = self._isolation or "read committed"
        pool = DB.pool
        connection = await _connection(pool)
        work = Work(connection, isolation, pool)
        try:
            await connection.execute(f"BEGIN ISOLATION LEVEL {isolation.upper()}")
        except BaseException:
            await _to_its_end(work.release(), work)
            raise
        self._work = work
        self._token = DB.current_transaction.set(work)  # type: ignore[arg-type]
        return work

    async def _enter_savepoint(self, outer: Work) -> Work:
        if self._isolation not in (None, outer.isolation):
            raise StoreError("isolation_inside", open=outer.isolation, wanted=self._isolation)
        outer.savepoints += 1
        self._savepoint = f"anju_{outer.savepoints}"
        await outer.connection.execute(f"SAVEPOINT {self._savepoint}")
        self._work = outer
        return outer

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token is None:
            await self._leave_savepoint(failed=kind is not None)
            return
        try:
            _ = self._work.connection
        except StoreError:
            # Left in another task than the one that entered: nothing may be stored, nothing may leak.
            self._work.cut()
            raise
        DB.current_transaction.reset(self._token)
        await _to_its_end(_close(self._work, failed=kind is not None), self._work)

    async def _leave_savepoint(self, *, failed: bool) -> None:
        connection = self._work.connection
        if not failed:
            await connection.execute(f"RELEASE SAVEPOINT {self._savepoint}")
            return
        try:
            await connection.execute(f"ROLLBACK TO SAVEPOINT {self._savepoint}")
        except _ADRIFT:
            return  # the connection is gone and the outer unit of work with it; the first error says why


async def _connection(pool: "asyncpg.Pool | None") -> Any:
    if pool is not None:
        return await pool.acquire(timeout=CONNECT_WITHIN_S)
    if not DB.config:
        raise StoreError("no_database")
    return await asyncpg.connect(**DB.config)


async def _close(work: Work, *, failed: bool) -> None:
    try:
        await (work.rollback() if failed else work.commit())
    finally:
        await work.release()


async def _to_its_end(closing: Any, work: Work) -> None:
    """Carry a commit or rollback through though this task is cancelled meanwhile; then be cancelled.

    A commit broken off half-way would leave nobody knowing whether the work is stored.
    """
    task: asyncio.Task[None] = asyncio.ensure_future(closing)
    _closing.add(task)
    task.add_done_callback(_closed)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        done, _ = await asyncio.wait({task}, timeout=CLOSE_WITHIN_S)
        if not done:
            work.cut()
        raise


def _closed(task: "asyncio.Task[None]") -> None:
    """Let go of a closing that is over; its error was told by who waited, or yields to the cancellation."""
    _closing.discard(task)
    if not task.cancelled():
        task.exception()


def open_work(what: str) -> Any:
    """The connection of the open unit of work. Raises ``no_work_open``, naming what needs one."""
    work = DB.current_transaction.get()
    if work is None:
        raise StoreError("no_work_open", what=what)
    return work.connection


async def run_in_uow(
    work: Callable[[], Awaitable[Result]], *, retries: int = 3, isolation: Isolation | None = None
) -> Result:
    """Do work in a unit of work of its own, anew after a serialization failure or a deadlock.

    ``work`` must do nothing outside the database. Inside another unit of work it is done once: only the
    outermost can begin again.
    """
    inside = DB.current_transaction.get() is not None
    attempts = 1 if inside else retries + 1
    for attempt in range(1, attempts + 1):
        try:
            async with uow(isolation):
                return await work()
        except _TRY_AGAIN:
            if attempt == attempts:
                raise
            # Two that collided would collide again if they waited equally long.
            await asyncio.sleep(FIRST_PAUSE_S * 2**attempt * random.random())
    raise AssertionError("the last attempt returns or raises")
