"""What can stand in the way of a backup or a restore: what was found, where, and what to do."""

from typing import Final

from ..domain.vocabulary.trouble import Trouble

WORDS: Final[dict[str, tuple[str, str]]] = {
    "no_installation": (
        "{place} 里没有安居的数据。请用 --home 或 ANJU_HOME 指明安装的文件夹。",
        "There is no installation in {place}. Name its folder by --home or ANJU_HOME.",
    ),
    "file_there": (
        "{place} 已经存在,没有覆盖它。请换一个文件名。",
        "{place} exists already and was not overwritten. Choose another name.",
    ),
    "no_folder": (
        "没有文件夹 {place}。请先建立它,或换一个地方。",
        "There is no folder {place}. Make it first, or choose another place.",
    ),
    "inside_home": (
        "备份不能放在安装文件夹 {place} 里面:它丢失时备份也会丢失。请放到别的磁盘上。",
        "A backup may not lie inside the installation's folder {place}: it would be lost with it. Put it on "
        "another disk.",
    ),
    "cannot_write": (
        "写不了 {place}({detail})。请检查权限和磁盘空间;没有留下半个备份。",
        "{place} cannot be written ({detail}). Check its rights and the disk's room; no half backup was left.",
    ),
    "cannot_read": (
        "读不了 {place}({detail})。请检查文件名和权限。",
        "{place} cannot be read ({detail}). Check its name and rights.",
    ),
    "not_migrated": (
        "这个数据库里没有安居的表,没有可以备份的内容。请核对 DATABASE_URL 或安装文件夹。",
        "This database holds no tables of Anju; there is nothing to back up. Check DATABASE_URL or the folder.",
    ),
    "database_newer": (
        "数据库比程序新:它含有这个版本不认识的升级 {unknown}。请换用较新的程序来备份。",
        "The database is newer than the program: it holds the upgrades {unknown}, unknown to this version. Back "
        "up with the newer program.",
    ),
    "foreign": (
        "{place} 不是安居的备份文件。请核对文件名。",
        "{place} is no backup of Anju. Check the file's name.",
    ),
    "truncated": (
        "备份 {place} 不完整:末尾缺失(可能没有拷完)。请重新拷贝,或换一份备份。",
        "The backup {place} is cut short: its end is missing (copied in part perhaps). Copy it again, or take "
        "another backup.",
    ),
    "part_changed": (
        "备份 {place} 里的“{part}”被改动过或已损坏,没有恢复任何内容。请换一份备份。",
        "“{part}” in the backup {place} was changed or is damaged; nothing was restored. Take another backup.",
    ),
    "part_missing": (
        "备份 {place} 里缺少“{part}”,没有恢复任何内容。请换一份备份。",
        "“{part}” is missing from the backup {place}; nothing was restored. Take another backup.",
    ),
    "part_unknown": (
        "备份 {place} 里多出了“{part}”,它不是安居写的,没有恢复任何内容。请换一份备份。",
        "The backup {place} holds “{part}”, which Anju did not write; nothing was restored. Take another backup.",
    ),
    "backup_newer": (
        "备份 {place} 是较新的版本({what})做的,这个程序读不了。请换用较新的程序来恢复。",
        "The backup {place} was made by a newer version ({what}), which this program cannot read. Restore it "
        "with the newer program.",
    ),
    "home_not_empty": (
        "{place} 不是空文件夹。恢复只写入空的或还没有的文件夹,请换一个地方,或先把里面的东西移走。",
        "{place} is no empty folder. A restore goes into an empty or a new folder only: choose another, or "
        "move away what is in it first.",
    ),
    "home_immovable": (
        "恢复的内容不能放到 {place}({detail})。若它是挂载点,请写它下面的一个新文件夹。没有恢复任何内容。",
        "What was restored cannot be put to {place} ({detail}). If it is a mount point, name a new folder "
        "inside it. Nothing was restored.",
    ),
    "database_not_empty": (
        "DATABASE_URL 指的数据库不是空的(有 {count} 个表或序列)。请新建一个空数据库再恢复。",
        "The database of DATABASE_URL is not empty ({count} tables or sequences). Make a new, empty database "
        "and restore into that.",
    ),
    "not_as_saved": (
        "恢复后核对不符:{what_zh}。没有恢复任何内容。请换一份备份,并报告系统管理员。",
        "What was restored is not what was saved: {what_en}. Nothing was restored. Take another backup and tell "
        "the system administrator.",
    ),
    "no_passphrase": (
        "没有口令,或两次输入的不一样。请在终端里输入,或用 --passphrase-file 文件、环境变量 ANJU_PASSPHRASE 给出。",
        "There is no passphrase, or the two entered differ. Enter it on a terminal, or give it by "
        "--passphrase-file FILE or in ANJU_PASSPHRASE.",
    ),
    "no_anchor": (
        "{place} 不是审计日志的锚点文件,或已损坏。请用 anju audit anchor 写出的文件。",
        "{place} is no anchor file of the audit trail, or is damaged. Use one written by anju audit anchor.",
    ),
    "unknown_authority": (
        "没有代码为“{given}”的管理单位(现有:{known})。请核对 --authority。",
        "There is no authority with the code “{given}” (there is: {known}). Check --authority.",
    ),
}  # fmt: skip
"""Every trouble: its words in Chinese and in English."""


class KeepingError(Trouble):
    """A backup, restore or verification that was not done; ``reason`` is a key of :data:`WORDS`."""

    said = WORDS
