"""What can be wrong with the key and with sealed values: what was found, where, and how to mend it."""

from typing import Final

from ..domain.vocabulary.trouble import Trouble

WORDS: Final[dict[str, tuple[str, str]]] = {
    "key_missing": (
        "找不到密钥文件 {place},而数据库里已有用它加密的资料。请从备份恢复密钥(anju restore),不要新建。",
        "The key file {place} is missing, but the database holds data sealed with it. Restore the key from "
        "a backup (anju restore); do not make a new one.",
    ),
    "key_open_to_others": (
        "密钥文件 {place} 别的用户也能读(权限 {mode})。请执行 chmod 600 {place},并查明谁读过它。",
        "The key file {place} is open to other users (mode {mode}). Run chmod 600 {place} and find out who "
        "may have read it.",
    ),
    "key_no_file": (
        "{place} 不是普通文件(可能是链接或文件夹)。请把密钥文件本身放回原处。",
        "{place} is no plain file (a link or a folder perhaps). Put the key file itself back in its place.",
    ),
    "key_unreadable": (
        "读不了密钥文件 {place}({detail})。请用它的所有者运行,或改正权限。",
        "The key file {place} cannot be read ({detail}). Run as its owner, or mend its rights.",
    ),
    "key_malformed": (
        "密钥文件 {place} 不完整或被改动过(应为 {lines} 行、密钥 {bytes} 字节)。"
        "请从备份恢复密钥(anju restore)。",
        "The key file {place} is not whole or was changed (it should have {lines} lines and a key of {bytes} "
        "bytes). Restore the key from a backup (anju restore).",
    ),
    "key_replaced": (
        "密钥文件 {place} 不是加密这个数据库的那一把(文件 {found},数据库 {expected})。"
        "请从同一套系统的备份恢复密钥;用错的密钥打不开资料。",
        "The key file {place} is not the one this database was sealed with (file {found}, database "
        "{expected}). Restore the key from a backup of this installation; another key opens nothing.",
    ),
    "key_unwritable": (
        "写不了密钥文件 {place}({detail})。请检查文件夹的权限和磁盘空间。",
        "The key file {place} cannot be written ({detail}). Check the folder's rights and the disk's room.",
    ),
    "other_key_there": (
        "{place} 已有另一把密钥({found}),没有用备份里的({expected})覆盖它。请先把它移到别处保管好,再恢复。",
        "{place} holds another key ({found}); it was not overwritten by that of the backup ({expected}). "
        "Move it to a safe place first, then restore.",
    ),
    "passphrase_short": (
        "口令太短:至少要 {least} 个字符。请用一句只有您知道的话,并把它记在稳妥的地方。",
        "The passphrase is too short: at least {least} characters. Take a sentence only you know, and keep "
        "it in a safe place.",
    ),
    "wrong_passphrase": (
        "打不开备份里的密钥:口令不对,或备份已损坏。请核对口令(大小写、空格),或换一份备份。",
        "The key in the backup does not open: the passphrase is wrong or the backup is damaged. Check the "
        "passphrase (case, blanks), or take another backup.",
    ),
    "no_sealed_key": (
        "这不是封存的密钥,或只有一部分({length} 字节)。请换一份完整的备份。",
        "This is no sealed key, or only a part of one ({length} bytes). Take a whole backup.",
    ),
    "sealed_by_other_key": (
        "这项资料({field})是用另一把密钥({found})加密的,现有密钥是 {expected}。请恢复那把密钥。",
        "This value ({field}) was sealed with another key ({found}); the key at hand is {expected}. Restore "
        "that key.",
    ),
    "sealed_damaged": (
        "这项资料({field})被改动过,或是从别处移来的,打不开。请运行 anju doctor,并从备份恢复这一行。",
        "This value ({field}) was changed, or moved here from elsewhere, and does not open. Run anju doctor, "
        "and restore the row from a backup.",
    ),
}
"""Every trouble: its words in Chinese and in English."""


class SealingError(Trouble):
    """A key or a sealed value that cannot be used; ``reason`` is a key of :data:`WORDS`."""

    said = WORDS
