"""What can be wrong with the embedded PostgreSQL: what was found, where, and how to mend it."""

from typing import Final

from ..domain.vocabulary.trouble import Trouble

WORDS: Final[dict[str, tuple[str, str]]] = {
    "owner_url_alone": (
        "设置了 ANJU_OWNER_URL,却没有设置 DATABASE_URL。请两个都设置,或都不设置(使用内置数据库)。",
        "ANJU_OWNER_URL is set but DATABASE_URL is not. Set both, or neither to use the embedded database.",
    ),
    "windows": (
        "内置数据库只能在 Linux 和 macOS 上运行。请把 DATABASE_URL 设为一个 PostgreSQL 的地址,"
        "或在 WSL 里运行。",
        "The embedded database runs on Linux and macOS. Set DATABASE_URL to the address of a PostgreSQL, "
        "or run inside WSL.",
    ),
    "home_unusable": (
        "不能使用数据文件夹 {place}({detail})。请用它的所有者运行,或把 ANJU_HOME 设为自己可以写的文件夹。",
        "The data folder {place} cannot be used ({detail}). Run as its owner, or set ANJU_HOME to a folder "
        "you may write to.",
    ),
    "binaries_incomplete": (
        "ANJU_PG_BIN 指向 {place},但那里没有可以运行的 postgres 和 initdb。"
        "请指向 PostgreSQL {oldest} 以上的 bin 文件夹。",
        "ANJU_PG_BIN names {place}, but no postgres and initdb run there. Name the bin folder of a "
        "PostgreSQL {oldest} or newer.",
    ),
    "binaries_of_other_major": (
        "数据 {place} 属于 PostgreSQL {wanted},而 ANJU_PG_BIN 是 {found}。请改用 {wanted} 的 bin 文件夹,"
        "或取消 ANJU_PG_BIN。",
        "The data in {place} belongs to PostgreSQL {wanted}, but ANJU_PG_BIN is {found}. Name the bin "
        "folder of a {wanted}, or unset ANJU_PG_BIN.",
    ),
    "no_binaries": (
        "找不到 PostgreSQL {wanted} 的程序(数据在 {place})。请重新安装依赖(make run),"
        "或用 ANJU_PG_BIN 指明它的 bin 文件夹,或设置 DATABASE_URL。",
        "No PostgreSQL {wanted} was found for the data in {place}. Install the dependencies again "
        "(make run), name its bin folder in ANJU_PG_BIN, or set DATABASE_URL.",
    ),
    "version_unreadable": (
        "{place} 里没有可读的 PG_VERSION,不像一个完整的数据库。请从备份恢复,或把这个文件夹移走后重新开始。",
        "{place} has no readable PG_VERSION and is no whole database. Restore it from a backup, or move "
        "the folder away and start anew.",
    ),
    "data_of_another": (
        "数据库 {place} 属于用户 {owner},不是当前用户 {user}。请用 {owner} 运行,"
        "或把 ANJU_HOME 设为别的文件夹。",
        "The database in {place} belongs to user {owner}, not to you ({user}). Run as {owner}, or set "
        "ANJU_HOME to another folder.",
    ),
    "no_account": (
        "以 root 运行时,PostgreSQL 要换成普通用户,但系统里没有 nobody。"
        "请以普通用户运行,或设置 DATABASE_URL。",
        "Run as root, PostgreSQL has to change to an ordinary user, and this system has no nobody. Run as "
        "an ordinary user, or set DATABASE_URL.",
    ),
    "no_passwd_entry": (
        "当前用户编号 {user} 在系统用户表(/etc/passwd)里没有名字,PostgreSQL 不肯启动。"
        "请换一个有名字的用户运行。",
        "Your user number {user} has no name in the system's user table (/etc/passwd), and PostgreSQL "
        "refuses to start. Run as a user that has one.",
    ),
    "no_readable_place": (
        "普通用户 {user} 读不到 PostgreSQL 的程序 {place},也没有可以复制过去的地方(试过:{tried})。"
        "请让其中一处可写可执行,或把 ANJU_PG_BIN 指向人人可读的 bin 文件夹。",
        "The user {user} cannot read PostgreSQL in {place}, and there is no place to copy it to (tried: "
        "{tried}). Let one of them be written and run from, or name a readable bin folder in ANJU_PG_BIN.",
    ),
    "passwords_unreadable": (
        "密码文件 {place} 读不懂。请删除它后再启动:数据不受影响,启动时会换上新密码。",
        "The password file {place} cannot be understood. Delete it and start again: the data stay as they "
        "are, and new passwords are set.",
    ),
    "tool_failed": (
        "{tool} 没有成功(数据在 {place}):{detail}",
        "{tool} failed for the data in {place}: {detail}",
    ),
    "start_failed": (
        "PostgreSQL 没有启动起来。请看日志 {log} 的最后几行:{detail}",
        "PostgreSQL did not start. See the last lines of its log {log}: {detail}",
    ),
    "start_slow": (
        "PostgreSQL 在 {seconds} 秒内没有准备好。请看日志 {log};若仍在恢复数据,请稍候再启动。",
        "PostgreSQL was not ready within {seconds} seconds. See its log {log}; if it is still recovering, "
        "start again later.",
    ),
    "data_gone": (
        "数据库文件夹 {place} 不见了,没有重新建立。请把它放回原处或从备份恢复,然后重新启动安居。",
        "The database folder {place} has gone and was not made anew. Put it back or restore it from a "
        "backup, then start Anju again.",
    ),
    "stop_failed": (
        "PostgreSQL(进程 {pid})停不下来。请看日志 {log},并手工结束这个进程。",
        "PostgreSQL (process {pid}) does not stop. See its log {log}, and end that process by hand.",
    ),
    "locked": (
        "另一个进程正在启动或停止 {place} 的数据库,等了 {seconds} 秒。请等它完成,或结束它后再试。",
        "Another process has been starting or stopping the database in {place} for {seconds} seconds. "
        "Wait until it is done, or end it and try again.",
    ),
}
"""Every trouble: its words in Chinese and in English."""


class ServerError(Trouble):
    """The database cannot be opened; ``reason`` is a key of :data:`WORDS`."""

    said = WORDS
