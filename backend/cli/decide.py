"""``anju decide FILE…``: one JSON question a line in, one answer a line out, in order."""

import argparse
import sys
from collections.abc import Iterator
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO, Final

from ..domain.policy.case import LawLacking
from ..domain.vocabulary.faults import Fault
from ..policy_packs.reader import PackError
from ..services.answer_question import PolicyLibrary, answer_line

BOM: Final = b"\xef\xbb\xbf"
BLOCK: Final = 512


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju decide",
        description="回答政策问题:每行一个 JSON 问题,逐行给出决定。 / Answer questions to the law.",
        epilog="退出码 0 全部回答,1 有错误行,2 文件打不开。 / Exit status: 0 all answered, 1 some lines "
        "in error, 2 an input could not be opened.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="JSON Lines;不写或写 - 表示标准输入")
    parser.add_argument("--explain", action="store_true", help="像人读的那样说明 / explain for a reader")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="说明所用语言 / language")
    parser.add_argument(
        "--calendar", type=Path, metavar="DIR", help="另用的年历文件夹,优先于自带的 / a calendar of one's own"
    )
    return parser


def _inputs(names: list[str]) -> tuple[list[tuple[str, BinaryIO]], bool]:
    """The inputs that can be opened, and whether all could; each that can't is named."""
    opened: list[tuple[str, BinaryIO]] = []
    for name in names or ["-"]:
        try:
            if name != "-" and Path(name).is_dir():
                raise IsADirectoryError(EISDIR, "Is a directory")
            opened.append((name, sys.stdin.buffer if name == "-" else open(name, "rb")))  # noqa: SIM115
        except OSError as error:
            print(f"打不开 {name} / cannot open {name}: {error.strerror}", file=sys.stderr)
    return opened, len(opened) == len(names or ["-"])


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; one byte-order mark at the start is allowed."""
    for number, line in enumerate(stream, 1):
        content = (line.removeprefix(BOM) if number == 1 else line).strip(b" \t\r\n")
        if content:
            yield number, content


def _answer_all(inputs: list[tuple[str, BinaryIO]], library: PolicyLibrary) -> int:
    write, status = sys.stdout.buffer.write, 0
    for name, stream in inputs:
        tail = b',"file":' + _quoted(name) + b"}\n" if len(inputs) > 1 else b"}\n"
        block: list[bytes] = []
        for number, line in _lines(stream):
            answer, fault = answer_line(line, library)
            if fault is None:
                block.append(answer + b"\n")
            else:
                status = 1
                block.append(answer[:-1] + b',"line":%d' % number + tail)
            if len(block) == BLOCK or stream is sys.stdin.buffer:
                write(b"".join(block))
                block.clear()
        write(b"".join(block))
    return status


def _quoted(text: str) -> bytes:
    import msgspec

    return msgspec.json.encode(text.encode("utf-8", "replace").decode())


def _explain_all(inputs: list[tuple[str, BinaryIO]], library: PolicyLibrary, lang: str) -> int:
    from ..services.explain_decision import explain, explain_fault
    from ..services.language import Language
    from ..services.strict_json import read_object

    language: Language = "en" if lang == "en" else "zh"
    status = 0
    for _, stream in inputs:
        for number, line in _lines(stream):
            try:
                text = explain(read_object(line), library, language)
            except Fault as fault:
                status, text = 1, explain_fault(fault, language)
            print(
                f"{'第' if language == 'zh' else 'Line '}{number}{'行' if language == 'zh' else ''} {text}\n"
            )
    return status


def run(arguments: list[str]) -> int:
    """Answer all lines of all inputs that open; the other lines are answered whatever is wrong with one."""
    asked = _parser().parse_args(arguments)
    if asked.calendar is not None and not any(asked.calendar.glob("*.toml")):
        print(f"{asked.calendar} 里没有年历文件(如 2027.toml) / no year of a calendar there", file=sys.stderr)
        return 2
    inputs, complete = _inputs(asked.files)
    library = PolicyLibrary(asked.calendar)
    try:
        explain = asked.explain
        status = _explain_all(inputs, library, asked.lang) if explain else _answer_all(inputs, library)
        sys.stdout.flush()
    except PackError as error:
        print(f"{error.zh}\n{error}", file=sys.stderr)
        return 2
    except LawLacking as error:
        print(error, file=sys.stderr)
        return 2
    return status if complete else 2
