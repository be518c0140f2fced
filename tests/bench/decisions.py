"""Answers a second on one core for a mixed file, beside a bare loop that only parses and prints."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from backend.services.answer_question import PolicyLibrary, answer_line
from tests.cases_reader import all_cases, question

LINES = 40_000
WANTED_PER_SECOND = 50_000
COLD_LIMIT = 0.3
ROUNDS = 5


def mixed_lines() -> list[bytes]:
    """Every question of the cases that has an answer, over and over."""
    lines = [
        json.dumps(question(case), ensure_ascii=False).encode()
        for case in all_cases()
        if case.form == "case" and "error" not in case.table["expect"]
    ]
    return [lines[at % len(lines)] for at in range(LINES)]


def best(work: Callable[[list[bytes]], object], lines: list[bytes]) -> float:
    """The shortest of several rounds, in seconds of one core."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work(lines)
        times.append(time.process_time() - start)
    return min(times)


def bare(lines: list[bytes]) -> int:
    """Parse each line and print it again, nothing else."""
    decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode
    return sum(len(encode(decode(line))) for line in lines)


def answering(slow: bool) -> Callable[[list[bytes]], int]:
    """Answer each line; the planted slowness reads the pack's digest anew for every line."""
    library = PolicyLibrary()

    def work(lines: list[bytes]) -> int:
        total = 0
        for line in lines:
            if slow:
                json.loads(json.dumps(json.loads(line)))
                json.loads(json.dumps(json.loads(line)))
            total += len(answer_line(line, library)[0])
        return total

    return work


def cold_start() -> float:
    """Seconds from the command to one answered line, the best of several fresh processes."""
    anju = Path(sys.executable).with_name("anju")
    line = mixed_lines()[0] + b"\n"
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([str(anju), "decide"], input=line, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def whole_command(lines: list[bytes]) -> float:
    """Lines a second of the command itself, start included, on a file."""
    anju = Path(sys.executable).with_name("anju")
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(lines * 3))
        file.flush()
        start = time.perf_counter()
        subprocess.run([str(anju), "decide", file.name], stdout=subprocess.DEVNULL, check=True)
        return len(lines) * 3 / (time.perf_counter() - start)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a wanted figure is missed. ``--planted`` shows that it can be."""
    lines = mixed_lines()
    kinds = len({msgspec.json.decode(line)["kind"] for line in lines[:2000]})
    bare_seconds = best(bare, lines)
    seconds = best(answering("--planted" in arguments), lines)
    per_second, cold = LINES / seconds, cold_start()
    print(f"mixed file: {LINES} lines, {kinds} kinds, {sum(map(len, lines)) // LINES} bytes a line")
    print(f"bare loop (parse and print): {LINES / bare_seconds:,.0f} lines/s")
    print(f"answers:                     {per_second:,.0f} a second on one core")
    print(f"answering costs {seconds / bare_seconds:.1f} x the bare loop")
    print(f"anju decide FILE:            {whole_command(lines):,.0f} lines/s, start included")
    print(f"one line from a cold start:  {cold:.3f} s")
    return 0 if per_second >= WANTED_PER_SECOND and cold < COLD_LIMIT else 1
