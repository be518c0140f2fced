"""``anju calendar``: show a year, make a provisional one, import a notice, list what a change moves."""

import argparse
import sys
from pathlib import Path

from ..domain.vocabulary.calendar import CalendarYear
from ..domain.vocabulary.days import day_text
from ..policy_packs.calendar_files import provisional_year, year_as_toml, year_from_notice
from ..policy_packs.reader import CALENDAR, PackError, read_calendar, read_calendar_year
from ..services.answer_question import PolicyLibrary
from ..services.compare_calendars import compare_calendars
from ..services.say import said


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anju calendar", description="工作日历 / working-day calendar")
    commands = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    show = commands.add_parser("show", help="一年的放假和调休 / a year's free and worked days")
    show.add_argument("year", type=int)
    show.add_argument("--calendar", type=Path, metavar="DIR")
    for name, summary in (
        ("provisional", "按法定节假日暂定一年(通知未出) / a year by the statutory rule"),
        ("notice", "按已知的放假通知生成一年 / a year from the notices known"),
    ):
        make = commands.add_parser(name, help=summary)
        make.add_argument("year", type=int)
        make.add_argument("--into", type=Path, required=True, metavar="DIR", help="写入的年历文件夹")
    load = commands.add_parser("import", help="导入一年的通知文件 YEAR.toml / import a year's file")
    load.add_argument("file", type=Path)
    load.add_argument("--into", type=Path, required=True, metavar="DIR", help="写入的年历文件夹")
    load.add_argument(
        "--questions", nargs="*", default=[], type=Path, metavar="FILE", help="列出受影响的期限"
    )
    moved = commands.add_parser("moved", help="换用另一年历后变动的期限 / answers another calendar moves")
    moved.add_argument("--before", type=Path, metavar="DIR", help="原年历文件夹;不写为自带的")
    moved.add_argument("--after", type=Path, required=True, metavar="DIR")
    moved.add_argument("questions", nargs="+", type=Path, metavar="FILE")
    return parser


def _lines(files: list[Path]) -> list[tuple[int, bytes]]:
    return [
        (number, line.strip())
        for file in files
        for number, line in enumerate(file.read_bytes().splitlines(), 1)
        if line.strip()
    ]


def _show(year: CalendarYear) -> None:
    doubt = "(暂定,通知未出 / provisional)" if year.provisional else ""
    print(f"{year.year} {year.source}{doubt}")
    print("放假(工作日休息) / free weekdays: " + "、".join(day_text(day) for day in sorted(year.free)))
    print("调休上班(周末) / worked weekend days: " + "、".join(day_text(day) for day in sorted(year.worked)))


def _write(year: CalendarYear, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{year.year}.toml"
    draft = file.with_suffix(".part")
    draft.write_text(year_as_toml(year), encoding="utf-8")
    draft.replace(file)
    return file


def _print_moved(files: list[Path], before: PolicyLibrary, after: PolicyLibrary) -> None:
    found = compare_calendars(_lines(files), before, after)
    for entry in found:
        changes = ";".join(f"{said(name, 'zh')} {old} → {new}" for name, (old, new) in entry.changes.items())
        print(f"第{entry.line}行 {said(entry.kind, 'zh')}:{changes}")
    print(f"变动 {len(found)} 条。 / {len(found)} answers move.")


def _import(asked: argparse.Namespace) -> None:
    year = read_calendar_year(asked.file)
    before = PolicyLibrary(asked.into if asked.into.is_dir() else None)
    _ = before.calendar
    print(f"已写入 / written: {_write(year, asked.into)}")
    if asked.questions:
        _print_moved(asked.questions, before, PolicyLibrary(asked.into))


def run(arguments: list[str]) -> int:
    """Do one act; 2 where it could not be done."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.act == "show":
            folder = [asked.calendar] if asked.calendar else []
            years = read_calendar(CALENDAR, *folder).years
            if asked.year not in years:
                print(f"没有 {asked.year} 年的日历 / no calendar of {asked.year}", file=sys.stderr)
                return 2
            _show(years[asked.year])
        elif asked.act == "import":
            _import(asked)
        elif asked.act == "moved":
            _print_moved(asked.questions, PolicyLibrary(asked.before), PolicyLibrary(asked.after))
        else:
            make = provisional_year if asked.act == "provisional" else year_from_notice
            year = make(asked.year)
            print(f"已写入 / written: {_write(year, asked.into)}")
            _show(year)
    except NotImplementedError:
        text = f"{asked.year} 年的放假通知未知,可先用 provisional / the notice of {asked.year} is not known"
        print(text, file=sys.stderr)
        return 2
    except (PackError, OSError) as error:
        print(f"{getattr(error, 'zh', '文件读写失败')}\n{error}", file=sys.stderr)
        return 2
    return 0
