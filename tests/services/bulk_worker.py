"""A worker in a process of its own that can be killed: ``python -m tests.services.bulk_worker DSN PAPERS …``.

It loads everything once; then every line it reads makes it fork a worker, whose process id it prints.
"""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path

from backend.services.acting import Acting
from backend.services.answer_question import PolicyLibrary
from backend.services.lease_hand import contract_in_force, printer
from backend.services.run_bulk_issue import run_bulk_issue
from backend.store.engine import DatabaseAccess, start_pool, stop_pool, use_database
from backend.store.sealing import Key, Sealing

from .conftest import NOW
from .lease_office import Hand


async def work(url: str, papers: Path, authority: int, job: int, at_a_time: int, on: date) -> None:
    use_database(DatabaseAccess(url, url))
    await start_pool(at_most=2)
    hand = Hand(LIBRARY, Sealing(Key(bytes(range(32)))), papers)
    acting = Acting(authority, "hongshan", "王建国", on, NOW)
    await run_bulk_issue(acting, hand, job, at_a_time=at_a_time)
    await stop_pool()


LIBRARY = PolicyLibrary()

if __name__ == "__main__":
    url, papers, authority, job, at_a_time, on = sys.argv[1:]
    day = date.fromisoformat(on)
    LIBRARY.pack("hongshan").on(day)
    assert LIBRARY.calendar
    contract_in_force("hongshan", "lease", day)
    printer()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(work(url, Path(papers), int(authority), int(job), int(at_a_time), day))
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
