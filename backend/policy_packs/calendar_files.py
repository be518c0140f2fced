"""Makes a year of the working-day calendar: from the notices known, by the statutory rule, as a file."""

from datetime import date
from typing import Final

from ..domain.vocabulary.calendar import SATURDAY, CalendarYear
from ..domain.vocabulary.days import ONE_DAY

NOTICE: Final = "国务院办公厅放假通知(chinesecalendar)"
RULE: Final = "全国年节及纪念日放假办法(法定节假日与周末,不含调休)"


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + ONE_DAY * at for at in range((date(year, 12, 31) - first).days + 1)]


def year_from_notice(year: int) -> CalendarYear:
    """A year whose holiday notice ``chinesecalendar`` knows; raises ``NotImplementedError`` beyond."""
    import chinese_calendar

    free, worked = set(), set()
    for day in _days_of(year):
        weekend = day.weekday() >= SATURDAY
        if chinese_calendar.is_workday(day) and weekend:
            worked.add(day)
        elif chinese_calendar.is_holiday(day) and not weekend:
            free.add(day)
    return CalendarYear(year, frozenset(free), frozenset(worked), source=NOTICE)


def provisional_year(year: int) -> CalendarYear:
    """A year by the statutory rule alone: weekends and statutory holidays, no make-up days."""
    import holidays

    statutory = holidays.country_holidays("CN", years=year, observed=False)
    free = frozenset(day for day in statutory if day.weekday() < SATURDAY)
    return CalendarYear(year, free, frozenset(), provisional=True, source=RULE)


def year_as_toml(year: CalendarYear) -> str:
    """The file of a year, days in order."""
    lines = [f"year = {year.year}", f'source = "{year.source}"']
    if year.provisional:
        lines.append("provisional = true")
    for key, days in (("free", year.free), ("worked", year.worked)):
        lines.append(f"{key} = [")
        lines.extend(f"    {day.isoformat()}," for day in sorted(days))
        lines.append("]")
    return "\n".join(lines) + "\n"
