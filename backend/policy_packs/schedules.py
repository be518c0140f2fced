"""Reads rent schedules as filed, one TOML file an approval; refuses what is malformed by name.

What is well-formed but may not be used (over the cap, without approval, with gaps) is refused by the rules
of :mod:`backend.domain.rent.schedule_checks`, every reason at once.
"""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..domain.policy.case import Case
from ..domain.policy.pack import Pack
from ..domain.rent.schedule import LINE_CLASSES, STATES, TENURES, RentLine, RentSchedule
from ..domain.rent.schedule_checks import joint_refusals, own_refusals
from ..domain.vocabulary.calendar import WorkingCalendar
from ..domain.vocabulary.refusal import Refusal
from .reader import WHOLE_FILE, PackError

SCHEDULES: Final = Path(__file__).parents[2] / "rent_schedules"
HIGHEST_FEN_PER_M2: Final = 100_000_000
LONGEST_NAME: Final = 200

_KEYS: Final = frozenset(
    {"authority", "state", "demonstration", "approval_number", "approving_body", "approved_on",
     "published_on", "effective_from", "effective_to", "locations", "grades", "market_survey", "market",
     "rates"}
)  # fmt: skip
_SURVEY_KEYS: Final = frozenset({"source", "surveyed_on"})
_MARKET_KEYS: Final = frozenset({"location", "grade", "fen_per_m2"})
_RATE_KEYS: Final = _MARKET_KEYS | {"tenure", "household"}

_YEARS: Final = range(1949, 9001)
_DAY: Final = "a date such as 2026-01-01 / 日期,如 2026-01-01"
_TEXT: Final = "text, not empty / 文字,不能为空"
_FEN: Final = f"a whole number of fen from 1 to {HIGHEST_FEN_PER_M2} / 以分计的整数"


class FiledSchedule(NamedTuple):
    """A schedule with the file it was read from and the file's digest."""

    file: Path
    digest: bytes
    schedule: RentSchedule


class SchedulesRefused(Exception):  # noqa: N818 - the filing is refused, the program is well
    """Schedules that may not be used: every reason, each with its file."""

    def __init__(self, reasons: list[tuple[str, Refusal]]) -> None:
        super().__init__("\n".join(f"{file}: {why.field}: {why.zh} / {why.en}" for file, why in reasons))
        self.reasons = reasons


def read_schedule(file: Path) -> FiledSchedule:
    """One schedule as filed. Raises :class:`PackError` naming file, key and accepted form."""
    try:
        content = file.read_bytes()
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackError(file, WHOLE_FILE, str(error), "a TOML file in UTF-8 / UTF-8 的 TOML 文件") from None
    except OSError as error:
        raise PackError(file, WHOLE_FILE, error.strerror, "a file that can be read / 能读的文件") from None
    _only(file, "", table, _KEYS)
    survey = table.get("market_survey")
    if not isinstance(survey, dict):
        raise PackError(file, "market_survey", survey, '{ source = "…", surveyed_on = 2026-01-01 }')
    _only(file, "market_survey.", survey, _SURVEY_KEYS)
    schedule = RentSchedule(
        authority=_one_of(file, "authority", table, (file.parent.name,)),
        state=_one_of(file, "state", table, STATES),
        locations=_names(file, "locations", table),
        grades=_names(file, "grades", table),
        effective_from=_day(file, "effective_from", table.get("effective_from")),
        market_survey_source=_text(file, "market_survey.source", survey.get("source")),
        market_surveyed_on=_day(file, "market_survey.surveyed_on", survey.get("surveyed_on")),
        lines=_lines(file, table),
        approval_number=_text_or_none(file, "approval_number", table),
        approving_body=_text_or_none(file, "approving_body", table),
        approved_on=_day_or_none(file, "approved_on", table),
        published_on=_day_or_none(file, "published_on", table),
        effective_to=_day_or_none(file, "effective_to", table),
        demonstration=_flag(file, "demonstration", table),
    )
    return FiledSchedule(file, hashlib.sha256(content).digest(), schedule)


def read_schedules(
    authority: str, pack: Pack, calendar: WorkingCalendar, home: Path = SCHEDULES
) -> list[FiledSchedule]:
    """All schedules of an authority, earliest effect first, none of which may not be used.

    Each is checked under the policy of its first day. Raises :class:`PackError` for a malformed file, and
    :class:`SchedulesRefused` with every reason there is.
    """
    filed = [read_schedule(file) for file in sorted((home / authority).glob("*.toml"))]
    filed.sort(key=lambda entry: entry.schedule.effective_from)
    reasons: list[tuple[str, Refusal]] = []
    for entry in filed:
        case = case_of(entry.schedule.effective_from, pack, calendar)
        reasons += [(_short(entry.file), why) for why in own_refusals(entry.schedule, case)]
    if filed:
        case = case_of(filed[-1].schedule.effective_from, pack, calendar)
        together = [entry.schedule for entry in filed]
        reasons += [(f"{authority}/", why) for why in joint_refusals(together, case)]
    if reasons:
        raise SchedulesRefused(reasons)
    return filed


def case_of(on: date, pack: Pack, calendar: WorkingCalendar) -> Case:
    """What the rules ask of the policy on a day; on its first day in force where the day lies before it."""
    start = pack.head.in_force_from
    if start is not None and on < start:
        on = start
    return Case(pack.head.id, on, pack.on(on), calendar)


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _lines(file: Path, table: dict[str, Any]) -> tuple[RentLine, ...]:
    """The rates, each with the market rent of its location and grade."""
    market: dict[tuple[str, str], int] = {}
    for at, entry in enumerate(_entries(file, "market", table)):
        key = f"market[{at}]"
        _only(file, f"{key}.", entry, _MARKET_KEYS)
        place = _place(file, key, entry)
        if place in market:
            raise PackError(file, key, "·".join(place), "each location and grade once / 每个片区和等级一次")
        market[place] = _fen(file, f"{key}.fen_per_m2", entry)
    lines: list[RentLine] = []
    for at, entry in enumerate(_entries(file, "rates", table)):
        key = f"rates[{at}]"
        _only(file, f"{key}.", entry, _RATE_KEYS)
        place = _place(file, key, entry)
        if place not in market:
            known = ", ".join("·".join(pair) for pair in market)
            raise PackError(
                file, key, "·".join(place), f"a location and grade of market / market 所列: {known}"
            )
        lines.append(
            RentLine(
                location=place[0],
                grade=place[1],
                tenure=_one_of(file, f"{key}.tenure", entry, TENURES),
                household_class=_one_of(file, f"{key}.household", entry, LINE_CLASSES),
                rate_fen_per_m2=_fen(file, f"{key}.fen_per_m2", entry),
                market_fen_per_m2=market[place],
            )
        )
    return tuple(lines)


def _only(file: Path, under: str, entry: dict[str, Any], accepted: frozenset[str]) -> None:
    for unknown in sorted(entry.keys() - accepted):
        raise PackError(
            file, f"{under}{unknown}", entry[unknown], f"one of / 其中之一: {' '.join(sorted(accepted))}"
        )


def _entries(file: Path, key: str, table: dict[str, Any]) -> list[dict[str, Any]]:
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(entry, dict) for entry in found):
        raise PackError(file, key, found, "a list of / 列表 { location = …, grade = …, fen_per_m2 = … }")
    return found


def _place(file: Path, key: str, entry: dict[str, Any]) -> tuple[str, str]:
    return _text(file, f"{key}.location", entry.get("location")), _text(
        file, f"{key}.grade", entry.get("grade")
    )


def _text(file: Path, key: str, found: object) -> str:
    if not isinstance(found, str) or not found.strip() or found != found.strip() or len(found) > LONGEST_NAME:
        raise PackError(file, key, found, _TEXT)
    return found


def _text_or_none(file: Path, key: str, table: dict[str, Any]) -> str | None:
    return _text(file, key, table[key]) if key in table else None


def _day(file: Path, key: str, found: object) -> date:
    if type(found) is not date or found.year not in _YEARS:
        raise PackError(file, key, found, _DAY)
    return found


def _day_or_none(file: Path, key: str, table: dict[str, Any]) -> date | None:
    return _day(file, key, table[key]) if key in table else None


def _fen(file: Path, key: str, entry: dict[str, Any]) -> int:
    found = entry.get("fen_per_m2")
    if type(found) is not int or not 1 <= found <= HIGHEST_FEN_PER_M2:
        raise PackError(file, key, found, _FEN)
    return found


def _flag(file: Path, key: str, table: dict[str, Any]) -> bool:
    found = table.get(key, False)
    if type(found) is not bool:
        raise PackError(file, key, found, "true or false / true 或 false")
    return found


def _one_of(file: Path, key: str, entry: dict[str, Any], accepted: tuple[Any, ...]) -> Any:
    found = entry.get(key.rpartition(".")[2])
    if found not in accepted:
        raise PackError(file, key, found, " | ".join(accepted))
    return found


def _names(file: Path, key: str, table: dict[str, Any]) -> tuple[str, ...]:
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(name, str) for name in found):
        raise PackError(file, key, found, '["甲", "乙"]')
    names = tuple(_text(file, f"{key}[{at}]", name) for at, name in enumerate(found))
    if len(set(names)) != len(names):
        raise PackError(file, key, found, "each name once / 每个名称一次")
    return names
