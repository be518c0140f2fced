"""The check of a list of 100,000 rows beside bare reading by the same library and a bare loop over the rows.

Each side runs in a fresh process, so that its peak of memory is its own. ``python -m tests.bench.import_check``
prints the figures and ends with 1 where a wanted one is missed; ``--plant`` plants a slowness to show it can be.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from backend.domain.allocation.result_check import check_results
from backend.domain.allocation.result_rows import RESULTS
from backend.domain.stock import template
from backend.domain.stock.unit_rows import UNITS, check_units
from backend.domain.vocabulary.complaint import Standing
from backend.domain.vocabulary.identity import made_up_number
from backend.papers.workbook_reader import ListReader
from backend.papers.workbook_writer import ListColumn, write_list

ROWS = 100_000
WANTED_RATIO = 3.0
WANTED_SECONDS = 30.0
WANTED_MB = 400
ROUNDS = 3
TODAY = date(2026, 11, 21)


def peak_mb() -> int:
    """The most memory this process has held, in MB."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def unit_lines() -> Iterator[list[Any]]:
    """Units as a list has them, each its own."""
    fixtures = "防盗门×1@800;热水器×1@1200;橱柜×1@1500"
    for at in range(ROWS):
        floor = at // 4 % 30 + 1
        yield ["安居苑", f"{at // 1200 + 1}号楼", f"{at // 120 % 10 + 1}单元", f"{floor}0{at % 4 + 1}",
               f"{36 + at % 30}.{at % 90 + 10}", "两室一厅一卫", "剪力墙", floor, 33, "甲乙丙"[at % 3], "站前",
               "政府新建", "100", "赤峰市红山区安居住房运营管理有限公司", "空置", f"E{100000 + at}",
               f"S{200000 + at}", f"Q{300000 + at}", fixtures, ""]  # fmt: skip


def result_lines() -> Iterator[list[Any]]:
    """Households of two, each with a home of its own; every person has an own made-up number."""
    for at in range(ROWS):
        household, second = divmod(at, 2)
        birth = date.fromordinal(date(1950, 1, 1).toordinal() + at % 20_000)
        place = f"15{at // 20_000:02d}{second + 21}"
        yield ["2026年第一批", f"HS2026-{household:06d}", "低收入家庭", "苏梁朱汤"[at % 4] + "晓辉云宇"[at % 3] + "梅",
               "居民身份证", made_up_number(place, birth), "" if second else f"139{at:08d}",
               "配偶" if second else "申请人", 2, "安居苑", f"{household // 1200 + 1}号楼", "1单元",
               f"{household % 1200 + 101}", None if second else household + 1, date(2026, 8, 20), ""]  # fmt: skip


LISTS = {"units": (UNITS, unit_lines), "allocation": (RESULTS, result_lines)}
KINDS = {"楼层": "whole", "总楼层": "whole", "家庭人口": "whole", "选房顺序号": "whole", "确认日期": "day",
         "建筑面积(㎡)": "decimal", "政府投资比例(%)": "decimal"}  # fmt: skip


def make(kind: str, path: Path) -> None:
    """Write the list."""
    form, lines = LISTS[kind]
    columns = [ListColumn(column.name, KINDS.get(column.name, "text")) for column in form.columns]  # type: ignore[arg-type]
    write_list(path, form.name, columns, lines())


def bare(kind: str, path: Path) -> int:
    """Read with the library, and the plainest loop that checks the same things without a word to anybody."""
    lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    required = [at for at, column in enumerate(LISTS[kind][0].columns) if column.required]
    faulty = 0
    seen: set[Any] = set()
    households: dict[Any, list[list[Any]]] = {}
    for line in lines:
        cells: list[Any] = [value.strip() if isinstance(value, str) else value for value in line]
        if any(cells[at] == "" for at in required):
            faulty += 1
        elif kind == "units":
            area, floor, floors, share = cells[4], cells[7], cells[8], cells[12]
            faulty += not (isinstance(area, float) and 0 < area < 1000)
            faulty += not (isinstance(floor, float) and floor <= floors and share <= 100)
            for key in (tuple(cells[:4]), cells[15], cells[16], cells[17]):
                faulty += key in seen
                seen.add(key)
        else:
            faulty += not isinstance(cells[14], date) or not _number_is_right(cells[5]) or cells[5] in seen
            seen.add(cells[5])
            households.setdefault(cells[1], []).append(cells)
    return faulty + sum(bool(len(rows) != rows[0][8]) for rows in households.values())


def _number_is_right(number: Any) -> bool:
    if not isinstance(number, str) or len(number) != 18 or not number[:17].isdigit():
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False))
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return "10X98765432"[total % 11] == number[17] and born <= TODAY


def checked(kind: str, path: Path) -> dict[Standing, int]:
    """The whole check as the office has it."""
    rows = ListReader(path, LISTS[kind][0]).rows()
    return check_units(rows).counts() if kind == "units" else check_results(rows, TODAY).counts()


def measured(side: str, kind: str, path: Path, plant: bool) -> dict[str, Any]:
    """One side in a fresh process: seconds of processor time and peak of memory, the best of some rounds."""
    command = [sys.executable, "-m", "tests.bench.import_check", "--side", side, kind, str(path)]
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [*command, *(["--plant"] if plant else [])], capture_output=True, check=True, text=True
        )
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda run: float(run["seconds"]))


def run_side(side: str, kind: str, path: Path, plant: bool) -> None:
    """What the fresh process does."""
    if plant:
        vars(template)["MEMO_SIZE"] = 0
        own = template.RowReader.read

        def slow(reader: Any, row: int, cells: list[Any]) -> list[Any]:
            json.loads(json.dumps(cells, default=str))
            return own(reader, row, json.loads(json.dumps(cells, default=str)))

        vars(template)["RowReader"].read = slow
    start = time.process_time()
    outcome = bare(kind, path) if side == "bare" else checked(kind, path)
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "mb": peak_mb(), "outcome": outcome}))


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a wanted figure is missed."""
    plant = "--plant" in arguments
    if arguments[:1] == ["--side"]:
        run_side(arguments[1], arguments[2], Path(arguments[3]), plant)
        return 0
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for kind in LISTS:
            path = Path(folder, f"{kind}.xlsx")
            make(kind, path)
            least, whole = measured("bare", kind, path, False), measured("check", kind, path, plant)
            ratio = whole["seconds"] / least["seconds"]
            print(f"{kind}: {ROWS:,} rows, {path.stat().st_size / 1e6:.1f} MB")
            print(f"  bare reading and loop: {least['seconds']:.2f} s, {least['mb']} MB")
            print(f"  check:                 {whole['seconds']:.2f} s, {whole['mb']} MB, {whole['outcome']}")
            print(
                f"  {ratio:.2f} x bare (wanted: {WANTED_RATIO:.0f} x, {WANTED_SECONDS:.0f} s, {WANTED_MB} MB)"
            )
            good &= ratio < WANTED_RATIO and whole["seconds"] < WANTED_SECONDS and whole["mb"] < WANTED_MB
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
