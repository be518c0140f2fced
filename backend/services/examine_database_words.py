"""What can be wrong with the database, its roles and rights: where it is, and how to mend it."""

from typing import Final

from .examination import Words

WORDS: Final[Words] = {
    "version": (
        "数据库是 PostgreSQL {found},安居支持 {oldest} 至 {newest}。请换用受支持的版本。",
        "The database is PostgreSQL {found}; Anju supports {oldest} to {newest}. Move to one of these.",
    ),
    "encoding": (
        "数据库的字符集是 {found},中文会丢失。请新建 UTF8 的数据库并从备份恢复。",
        "The database is encoded as {found}, which loses Chinese. Make a new one in UTF8 and restore a backup.",
    ),
    "not_migrated": (
        "数据库缺少升级 {names}。请启动安居(anju run),它会自动升级。",
        "The database lacks the upgrades {names}. Start Anju (anju run), which carries them out.",
    ),
    "migration_unknown": (
        "数据库含有这个程序不认识的升级 {names}。请换用较新的程序。",
        "The database holds upgrades unknown to this program: {names}. Use the newer program.",
    ),
    "constraint_missing": (
        "数据库少了约束或索引 {name},错误的数据可能已经进来。请查明谁删的,并从备份恢复,或请维护人员补上。",
        "The constraint or index {name} is gone, and wrong rows may have come in. Find out who dropped it; restore "
        "a backup, or have it made again.",
    ),
    "constraint_unsound": (
        "约束或索引 {name} 没有对全部数据生效。请维护人员核对数据后重建它。",
        "The constraint or index {name} does not hold for all rows. Have the rows checked and it made again.",
    ),
    "definition_differs": (
        "{what} {name} 被改过:应为“{made}”,现为“{now}”。错误的数据可能已经进来,请查明谁改的,并从备份恢复,或请维护人员改回。",
        "The {what} {name} was changed: made as “{made}”, it is now “{now}”. Wrong rows may have come in. Find out who "
        "changed it; restore a backup, or have it changed back.",
    ),
    "column_missing": (
        "数据库少了列 {name},里面的数据已经丢失。请从备份恢复。",
        "The column {name} is gone with what was in it. Restore a backup.",
    ),
    "meddling": (
        "数据库里有安居没有建立的{what} {name},它可能暗中改动或吞掉记录。请查明它的来历,由数据库管理员删除。",
        "The database holds a {what} {name} that Anju did not make; it may change or swallow rows unseen. Find out "
        "where it comes from and have the database administrator drop it.",
    ),
    "not_compared?": (
        "没有所有者的权限,表的定义没有与升级脚本核对({detail})。请设置 ANJU_OWNER_URL 后再查。",
        "Without the owner's rights the definitions were not compared with the migrations ({detail}). Set "
        "ANJU_OWNER_URL and examine again.",
    ),
    "no_role": (
        "服务器上没有应用角色 {role}。请启动安居(anju run),它会建立这个角色。",
        "The server has no application role {role}. Start Anju (anju run), which makes it.",
    ),
    "role_mighty": (
        "应用角色 {role} 是超级用户、能管理角色或拥有表,审计日志不再受保护。请由数据库管理员收回。",
        "The application role {role} is a superuser, may manage roles or owns tables, so that the audit trail is "
        "not safe. Have the database administrator take that away.",
    ),
    "not_the_role": (
        "应用没有在角色 {role} 下工作,而是 {found}。请核对 DATABASE_URL 的用户,并重新启动安居。",
        "The application works as {found}, not in the role {role}. Check the user of DATABASE_URL and start again.",
    ),
    "login_mighty": (
        "DATABASE_URL 的用户 {user} 是超级用户,能改写审计日志。请给应用一个普通用户。",
        "The user {user} of DATABASE_URL is a superuser and could rewrite the audit trail. Give the application an "
        "ordinary one.",
    ),
    "may_create": (
        "应用能在数据库里建表。请执行 revoke create on schema public from {role}, public;",
        "The application may make tables. Run: revoke create on schema public from {role}, public;",
    ),
    "right_excessive": (
        "应用可以对表 {table} 执行 {right},那里的记录就不再可信。请执行 revoke {right} on {table} from {role}, "
        "public;",
        "The application may {right} in the table {table}, whose rows can then not be trusted. Run: revoke {right} on "
        "{table} from {role}, public;",
    ),
    "right_missing": (
        "应用读不了表 {table}。请核对它的授权,或重新恢复备份。",
        "The application cannot read the table {table}. Check its grants, or restore the backup again.",
    ),
    "one_url?": (
        "只设置了一个数据库地址:应用用所有者的用户登录,再切换到受限角色。正式使用请另设 ANJU_OWNER_URL。",
        "One address only is set: the application logs in as the owner and steps down to its role. For real use set "
        "ANJU_OWNER_URL too.",
    ),
}  # fmt: skip
"""Every fault: its words in Chinese and in English; one whose code ends in ``?`` is only to be watched."""
