"""Examines the machine: room on the disk, and whether its clock, the server's and the trails agree."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from typing import Final

from ..store.queries import examinations, server_facts
from .examination import Examined, Found, Words, fault

LEAST_FREE_BYTES: Final = 2 * 2**30
MOST_OFF: Final = timedelta(seconds=60)

WORDS: Final[Words] = {
    "little_room": (
        "{place} 所在的磁盘只剩 {free} MB。请清理或扩充到 {least} MB 以上,否则会停止写入。",
        "The disk of {place} has {free} MB left. Clear or enlarge it to more than {least} MB, or writing will stop.",
    ),
    "clock_apart": (
        "这台机器的时钟与数据库服务器相差 {seconds} 秒。请给两台机器都开启网络校时。",
        "The clock of this machine and that of the database are {seconds} seconds apart. Set both by the network.",
    ),
    "entry_ahead": (
        "{authority} 的审计日志有 {seconds} 秒以后的记录:时钟曾经快过,或现在慢了。请校准时钟。",
        "The audit trail of {authority} has an entry {seconds} seconds ahead: the clock was fast, or is slow now. "
        "Set it right.",
    ),
}  # fmt: skip


async def examine_room(patient: Examined) -> list[Found]:
    """Whether the disk of the home has room; that of a server elsewhere is its administrator's."""
    place = patient.home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free >= LEAST_FREE_BYTES or not os.access(place, os.R_OK):
        return []
    mib = 2**20
    return [fault(WORDS, "little_room", place=place, free=free // mib, least=LEAST_FREE_BYTES // mib)]


async def examine_clock(patient: Examined) -> list[Found]:
    """Whether machine, server and trails agree on what time it is."""
    facts = await server_facts.server_facts()
    apart = abs(facts.now - datetime.now(UTC))
    found = [fault(WORDS, "clock_apart", seconds=int(apart.total_seconds()))] if apart > MOST_OFF else []
    for authority in patient.authorities:
        newest = await examinations.newest_entry(authority.authority_id)
        if newest is not None and newest - patient.at > MOST_OFF:
            ahead = int((newest - patient.at).total_seconds())
            found.append(fault(WORDS, "entry_ahead", authority=authority.code, seconds=ahead))
    return found
