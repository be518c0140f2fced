"""Leases printed a second on one core, beside plain platypus of the same leases; the first PDF; memory of many.

Run by ``python -m tests.bench.lease_pdf``. Every lease has persons, home, money, days and meters of its own; the wording
and the list of fixtures are the template's, as in a real run.
"""

import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from backend.domain.lease.document import LeaseDocument
from backend.papers.lease_pdf import LeasePrinter
from tests.papers.leases import one_of_many

WARM = 30
LEASES = 300
PEERS = 15
ROUNDS = 3
MANY = 10_000
FEW = 100
WANTED_RATIO = 10
WANTED_PER_SECOND = 400
COLD_LIMIT = 0.4
GROWTH_LIMIT_MB = 16
FIRST = "from tests.papers.leases import lease; from backend.papers.lease_pdf import lease_pdf; lease_pdf(lease())"


def seconds_each(work: Callable[[LeaseDocument], bytes], documents: Iterable[LeaseDocument]) -> float:
    """Seconds of one core for a lease."""
    made = list(documents)
    start = time.process_time()
    for document in made:
        work(document)
    return (time.process_time() - start) / len(made)


def compare() -> tuple[float, float]:
    """Seconds a lease of the printer and of platypus, the best of alternating rounds in one process."""
    from .platypus_lease import platypus_pdf, register

    register()
    printer = LeasePrinter()
    numbers = itertools.count(1)
    for _ in range(WARM):
        printer.print(one_of_many(next(numbers)))
    platypus_pdf(one_of_many(1))
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(seconds_each(printer.print, [one_of_many(next(numbers)) for _ in range(LEASES)]))
        peers.append(seconds_each(platypus_pdf, [one_of_many(next(numbers)) for _ in range(PEERS)]))
    return min(ours), min(peers)


def first_pdf() -> float:
    """Seconds of a fresh process for its first PDF, start included; the best of several."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def memory_mb() -> float:
    """The most memory this process ever held, from the kernel's own account of it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def growth_mb() -> float:
    """How much the most memory grew from the hundredth to the last lease."""
    printer = LeasePrinter()
    after_few = 0.0
    for at in range(1, MANY + 1):
        printer.print(one_of_many(at))
        if at == FEW:
            after_few = memory_mb()
    return memory_mb() - after_few


def main(arguments: list[str]) -> int:
    """Measure and judge; 0 when every bound is kept."""
    if arguments == ["--growth"]:
        print(f"{growth_mb():.1f}")
        return 0
    ours, peers = compare()
    cold = first_pdf()
    grown = subprocess.run(
        [sys.executable, "-m", "tests.bench.lease_pdf", "--growth"],
        check=True,
        capture_output=True,
        text=True,
    )
    growth = float(grown.stdout)
    print(
        f"lease PDF        {1 / ours:8.0f} a second a core (wanted on the reference machine: {WANTED_PER_SECOND})"
    )
    print(
        f"platypus         {1 / peers:8.0f} a second a core; ratio {peers / ours:.1f} (wanted: {WANTED_RATIO})"
    )
    print(f"first PDF        {cold:8.2f} s of a fresh process (limit {COLD_LIMIT})")
    print(f"memory           {growth:8.1f} MB more after {MANY} than after {FEW} (limit {GROWTH_LIMIT_MB})")
    kept = peers / ours >= WANTED_RATIO and cold < COLD_LIMIT and growth <= GROWTH_LIMIT_MB
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
