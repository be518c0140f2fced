"""The one way to the database: which server, as which role, through which pool."""

import asyncio
import contextvars
from collections.abc import Mapping
from typing import Any, Final, NoReturn, Protocol
from urllib.parse import urlsplit

import asyncpg
import msgspec
from piccolo.engine.postgres import PostgresEngine

from ..domain.vocabulary.trouble import Trouble

APPLICATION_ROLE: Final = "anju_app"
"""The role that may neither change nor delete what stands in the ledger and the audit trail."""
POOL_AT_MOST: Final = 10
CONNECT_WITHIN_S: Final = 30

WORDS: Final[dict[str, tuple[str, str]]] = {
    "no_database": (
        "没有设置数据库地址。请设置 DATABASE_URL,或使用内置数据库(anju run)。",
        "No database address is set. Set DATABASE_URL, or use the embedded database (anju run).",
    ),
    "owner_url_alone": (
        "设置了 ANJU_OWNER_URL,却没有设置 DATABASE_URL。请两个都设置。",
        "ANJU_OWNER_URL is set but DATABASE_URL is not. Set both.",
    ),
    "not_postgresql": (
        "{name} 不是 PostgreSQL 的地址。应写成 postgresql://用户:密码@主机:端口/数据库。",
        "{name} is no address of a PostgreSQL. Write postgresql://user:password@host:port/database.",
    ),
    "different_databases": (
        "DATABASE_URL 和 ANJU_OWNER_URL 指向不同的数据库({application} 和 {owner})。请指向同一个数据库。",
        "DATABASE_URL and ANJU_OWNER_URL name different databases ({application} and {owner}). Name the "
        "same one.",
    ),
    "piccolo_transaction": (
        "程序错误:请用 uow(),不要用 Piccolo 的 transaction() 或 atomic():提交失败时它们会丢失连接。",
        "A fault in the program: use uow(), not Piccolo's transaction() or atomic(), which lose the "
        "connection when a commit fails.",
    ),
    "other_task": (
        "程序错误:这个工作单元属于任务“{owner}”,不能在任务“{here}”里使用。请在它自己的任务里做,"
        "或用新的上下文(contextvars.Context())启动另一个。",
        "A fault in the program: this unit of work belongs to the task “{owner}” and cannot be used in "
        "“{here}”. Do the work in its own task, or start the other one with a new context "
        "(contextvars.Context()).",
    ),
    "work_over": (
        "程序错误:这个工作单元已经结束。请重新打开一个。",
        "A fault in the program: this unit of work is over. Open a new one.",
    ),
    "no_work_open": (
        "程序错误:{what} 必须在工作单元(uow)里进行。",
        "A fault in the program: {what} must be done inside a unit of work (uow).",
    ),
    "isolation_inside": (
        "程序错误:工作单元已按 {open} 打开,不能在里面改为 {wanted}。请在最外层指定。",
        "A fault in the program: the unit of work is open as {open}; it cannot become {wanted} inside. "
        "Say so at the outermost one.",
    ),
    "nothing_stored": (
        "什么都没有保存:前面有一条语句失败,错误被忽略了。请查看日志中最早的错误,改正后重做。",
        "Nothing was stored: an earlier statement failed and its error was passed over. Look for the "
        "first error in the log, put it right and do the work again.",
    ),
    "pool_running": (
        "程序错误:连接池已经打开。请先关闭它再{what}。",
        "A fault in the program: the pool is open. Close it first, then {what}.",
    ),
    "database_newer": (
        "数据库比程序新:它含有这个版本不认识的升级 {unknown}。请换用较新的程序,或恢复升级前的备份。",
        "The database is newer than the program: it holds the upgrades {unknown}, unknown to this version. "
        "Use the newer program, or restore a backup from before the upgrade.",
    ),
    "upgrade_busy": (
        "另一个进程正在升级这个数据库,等了 {seconds} 秒。请等它完成后再启动。",
        "Another process has been upgrading this database for {seconds} seconds. Start again "
        "when it is done.",
    ),
    "role_refused": (
        "数据库用户 {user} 不能创建或授予应用角色 {role}({detail})。请由管理员执行:"
        "create role {role} nologin; grant {role} to {user} with admin option;",
        "The database user {user} may not create or grant the application role {role} ({detail}). Have the "
        "administrator run: create role {role} nologin; grant {role} to {user} with admin option;",
    ),
    "no_such_authority": (
        "没有编号为 {authority_id} 的管理单位。请先建立它。",
        "There is no authority with id {authority_id}. Set it up first.",
    ),
}
"""Every trouble of the store: its words in Chinese and in English."""


class StoreError(Trouble):
    """What keeps the store from doing its work; ``reason`` is a key of :data:`WORDS`."""

    said = WORDS


class DatabaseAccess(msgspec.Struct, frozen=True):
    """Where the database is: as the application, and as the owner that migrates."""

    application_url: str
    owner_url: str

    @property
    def one_url(self) -> bool:
        """Whether the application could become the owner again, since both come by one address."""
        return self.application_url == self.owner_url

    @property
    def application_user(self) -> str | None:
        """The user the application logs in as, where its address names one."""
        return urlsplit(self.application_url).username

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "DatabaseAccess":
        """``DATABASE_URL`` and ``ANJU_OWNER_URL``. Raises :class:`StoreError`."""
        application = environ.get("DATABASE_URL", "").strip()
        owner = environ.get("ANJU_OWNER_URL", "").strip()
        if not application:
            raise StoreError("owner_url_alone" if owner else "no_database")
        for name, url in (("DATABASE_URL", application), ("ANJU_OWNER_URL", owner or application)):
            if urlsplit(url).scheme not in ("postgresql", "postgres"):
                raise StoreError("not_postgresql", name=name)
        names = [urlsplit(url).path.strip("/") for url in (application, owner or application)]
        if names[0] != names[1]:
            raise StoreError("different_databases", application=names[0], owner=names[1])
        return cls(application, owner or application)


class Work(Protocol):
    """What the engine must know of a unit of work."""

    over: bool

    @property
    def connection(self) -> Any:
        """The connection, for the task that opened it. Raises :class:`StoreError` for any other."""


class CurrentWork:
    """Stands in for Piccolo's context variable, which a task inherits from the one that started it.

    The unit of work is handed to the task that opened it only; one that is over counts as none.
    """

    def __init__(self) -> None:
        self._variable: contextvars.ContextVar[Any] = contextvars.ContextVar(
            "anju_unit_of_work", default=None
        )

    def get(self, _default: object = None) -> Any:
        """The open unit of work of this task, or None. Raises :class:`StoreError` in another task."""
        work: Work | None = self._variable.get()
        if work is None or work.over:
            return None
        _ = work.connection
        return work

    def set(self, work: Work | None) -> "contextvars.Token[Any]":
        """Make a unit of work the current one."""
        return self._variable.set(work)

    def reset(self, token: "contextvars.Token[Any]") -> None:
        """Make current again what was so before."""
        self._variable.reset(token)


class AnjuEngine(PostgresEngine):
    """Piccolo's engine without its transactions, and without a look at the server while it is imported."""

    def __init__(self) -> None:
        super().__init__(config={})
        self.current_transaction = CurrentWork()  # type: ignore[assignment]

    async def check_version(self) -> None:
        """Nothing: at import no server is known yet."""

    async def prep_database(self) -> None:
        """Nothing: the schema needs no extension."""

    def transaction(self, allow_nested: bool = True) -> NoReturn:
        """Refused: see ``unit_of_work``."""
        raise StoreError("piccolo_transaction")

    def atomic(self) -> NoReturn:
        """Refused: see ``unit_of_work``."""
        raise StoreError("piccolo_transaction")


DB: Final = AnjuEngine()
"""The engine of every table."""


def connection_settings(url: str, role: str | None = None) -> dict[str, Any]:
    """What asyncpg needs for one address; with a role, every connection starts and stays in it."""
    settings = {"application_name": "anju", "timezone": "UTC"}
    if role is not None:
        settings["role"] = role
    return {"dsn": url, "server_settings": settings}


def use_database(access: DatabaseAccess) -> None:
    """Point the engine at a database, as the application."""
    if DB.pool is not None:
        raise StoreError("pool_running", what="use_database")
    DB.config = connection_settings(access.application_url, APPLICATION_ROLE)


async def start_pool(at_least: int = 1, at_most: int = POOL_AT_MOST) -> None:
    """Open the pool; the database must be migrated, since the role comes with the first migration."""
    if DB.pool is not None:
        raise StoreError("pool_running", what="start_pool")
    if not DB.config:
        raise StoreError("no_database")
    await DB.start_connection_pool(min_size=at_least, max_size=at_most, timeout=CONNECT_WITHIN_S)


async def stop_pool(grace_s: float = 10) -> None:
    """Close the pool: wait for work under way, then cut what is left."""
    pool, DB.pool = DB.pool, None
    if pool is None:
        return
    try:
        await asyncio.wait_for(pool.close(), grace_s)
    except TimeoutError:
        pool.terminate()


async def fetch(sql: str, *arguments: object) -> "list[asyncpg.Record]":
    """Rows of one statement with ``$1`` parameters, in the open unit of work or on a pool connection."""
    work = DB.current_transaction.get()
    if work is not None:
        return list(await work.connection.fetch(sql, *arguments))
    if DB.pool is None:
        raise StoreError("no_database")
    return list(await DB.pool.fetch(sql, *arguments))


async def fetch_one(sql: str, *arguments: object) -> "asyncpg.Record | None":
    """The first row of a statement, or None."""
    rows = await fetch(sql, *arguments)
    return rows[0] if rows else None
