"""Examines a whole installation (体检): every check is made, whatever the others found."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import asyncpg

from ..domain.vocabulary.both import Both
from ..policy_packs.reader import HOME
from ..store.engine import DB, DatabaseAccess, StoreError, start_pool, stop_pool, use_database
from ..store.queries.examinations import all_authorities
from ..store.server import open_database
from ..store.server_error import ServerError
from .answer_question import PolicyLibrary
from .examination import Check, Checked, Examined, Found, from_message
from .examine_database import examine_definitions, examine_roles, examine_schema, examine_server
from .examine_files import examine_key, examine_papers
from .examine_machine import examine_clock, examine_room
from .examine_registers import (
    examine_allocations,
    examine_entries,
    examine_homes,
    examine_households,
    examine_imports,
    examine_numbers,
    examine_tenancies,
)
from .examine_rents import examine_rents
from .examine_rules import examine_calendar, examine_packs, examine_trails
from .open_installation import access_of
from .reach_installation import must_exist

_REACH: Final = Both("数据库能连上", "the database is reached")

CHECKS: Final = (
    Check("server", Both("数据库版本", "database server"), examine_server),
    Check("schema", Both("数据库结构", "upgrades and constraints"), examine_schema),
    Check("definitions", Both("表的定义", "definitions of the tables"), examine_definitions),
    Check("roles", Both("数据库角色和权限", "roles and rights"), examine_roles),
    Check("key", Both("密钥", "key"), examine_key),
    Check("papers", Both("文书文件", "papers"), examine_papers, needs_database=False),
    Check("homes", Both("房屋状态", "states of homes"), examine_homes),
    Check("allocations", Both("配租结果", "allocations"), examine_allocations),
    Check("tenancies", Both("租住关系", "tenancies"), examine_tenancies),
    Check("households", Both("家庭", "households"), examine_households),
    Check("rents", Both("租金标准", "rent schedules"), examine_rents),
    Check("numbers", Both("编号", "numbers"), examine_numbers),
    Check("imports", Both("导入批次", "imports"), examine_imports),
    Check("audit", Both("审计日志", "audit trail"), examine_trails),
    Check("entries", Both("登记与审计日志", "registers against the trail"), examine_entries),
    Check("calendar", Both("工作日历", "calendar"), examine_calendar),
    Check("packs", Both("政策包", "policy packs"), examine_packs, needs_database=False),
    Check("room", Both("磁盘空间", "room on the disk"), examine_room, needs_database=False),
    Check("clock", Both("时钟", "clock"), examine_clock),
)


async def examine_installation(
    home: Path, on: date, at: datetime, environ: Mapping[str, str] = os.environ, packs: Path = HOME
) -> list[Checked]:
    """What every check found in the installation of a home, with the application's own rights.

    Nothing is made and nothing is upgraded. Raises :class:`KeepingError` where there is no installation.
    """
    must_exist(home, environ)
    patient = Examined(home, DatabaseAccess("", ""), on, at, PolicyLibrary(), packs)
    try:
        with open_database(home, environ) as database:
            patient.access = access_of(database)
            return await _examined(patient)
    except ServerError as error:
        return await _all(patient, from_message(error.reason, error.message))


async def _examined(patient: Examined) -> list[Checked]:
    before = DB.config
    use_database(patient.access)
    try:
        await start_pool()
        patient.authorities = await all_authorities()
    except (asyncpg.PostgresError, asyncpg.InterfaceError, StoreError, OSError, TimeoutError) as error:
        return await _all(patient, _trouble(error))
    else:
        return await _all(patient, None)
    finally:
        await stop_pool()
        DB.config = before


async def _all(patient: Examined, unreached: Found | None) -> list[Checked]:
    reached = Check("reach", _REACH, examine_server)
    done = [Checked(reached, [unreached] if unreached else [])]
    for check in CHECKS:
        if unreached and check.needs_database:
            done.append(Checked(check, [], done=False))
            continue
        try:
            done.append(Checked(check, await check.look(patient)))
        except Exception as error:
            done.append(Checked(check, [_trouble(error)]))
    return done


def _trouble(error: Exception) -> Found:
    """A check that could not be made is a fault of its own."""
    detail = str(error).strip() or type(error).__name__
    message = getattr(error, "message", None)
    if isinstance(message, dict):
        return from_message("not_examined", message)
    zh, en = (
        f"查不下去:{detail}。请核对数据库地址、用户和权限。",
        f"It could not be looked at: {detail}. Check the address, user and rights.",
    )
    return Found("not_examined", True, Both(zh, en))
