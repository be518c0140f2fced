"""The ``anju`` command: each sub-command lives in a module of its own and is loaded only when asked for."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from socket import gaierror
from typing import Final

COMMANDS: Final = {
    "decide": "回答问题(每行一个 JSON) / answer questions, one JSON object a line",
    "policy": "查看和检查政策包 / show and check the policy packs",
    "calendar": "工作日历:查看、暂定、导入、比较 / the working-day calendar",
    "authority": "建立管理单位 / set up an authority",
    "import": "导入房源表、配租结果表:检查、写入、撤回 / bring in lists",
    "export": "导出表格 / write lists out",
    "search": "查询人员和房屋 / find persons and homes",
    "schedule": "租金标准:备案、批准、公布、计租 / rent schedules",
    "lease": "合同:起草、核对、签发、签订、作废、重印 / leases",
    "backup": "备份整套安装到一个文件 / back up the installation into one file",
    "restore": "从备份恢复到空的地方 / restore a backup into an empty place",
    "audit": "审计日志:核对、写出锚点 / the audit trail: verify it, anchor it",
    "doctor": "体检:哪里有问题,怎么改 / examine the installation, say how to mend it",
    "demo": "载入演示数据 / load the demonstration city",
    "contracts": "合同文本:检查、查看、比较、批准 / the words of leases",
    "about": "现有内容一览 / what there is, with two answered examples",
}


def build_parser() -> argparse.ArgumentParser:
    """The command line with all sub-commands named; their options are added by their modules."""
    parser = argparse.ArgumentParser(
        prog="anju", description="安居:公共租赁住房配租后管理 / the back-office of public rental housing"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        commands.add_parser(name, help=summary, description=summary, add_help=False)
    return parser


def _module(command: str) -> str:
    """A command's module; a word that Python reserves has an underscore after it there."""
    return f"backend.cli.{command}_" if iskeyword(command) else f"backend.cli.{command}"


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that the interpreter does not stumble over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)


def _told(error: OSError) -> str:
    """Which of three things failed: a file or folder, the database's address, or the output itself."""
    detail = error.strerror or str(error)
    if error.filename is not None:
        return (
            f"文件或文件夹 {error.filename} 用不了({detail})。请检查它的位置和权限。\n"
            f"The file or folder {error.filename} cannot be used ({detail}). Check its place and rights."
        )
    if isinstance(error, ConnectionError | TimeoutError | gaierror) or "connect" in detail.lower():
        return (
            f"连不上数据库({detail})。请核对 DATABASE_URL,或运行 anju doctor。\n"
            f"The database is not reached ({detail}). Check DATABASE_URL, or run anju doctor."
        )
    return f"写不出结果 / the output could not be written: {detail}"


def _not_done(error: Exception) -> str:
    """The database's own words: an address that is none, a number too large, a right that is missing."""
    return (
        f"数据库没有办成({error})。请核对 DATABASE_URL 和给出的编号,或运行 anju doctor。\n"
        f"The database did not do it ({error}). Check DATABASE_URL and the numbers given, or run anju doctor."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 (answered with errors) or 2 (could not be done)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        return 2
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not given or given[0] not in COMMANDS:
        build_parser().parse_args(given or ["--help"])
    run: Callable[[list[str]], int] = import_module(_module(given[0])).run
    try:
        status = run(given[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return 0
    except OSError as error:
        _let_go_of_output()
        print(_told(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not type(error).__module__.startswith("asyncpg"):
            raise
        print(_not_done(error), file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
