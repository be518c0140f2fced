"""Authorities (管理单位), operators (运营单位), numbers, the working-day calendar, settings, code lists."""

from piccolo.columns import Date, Integer
from piccolo.table import Table

from ..engine import DB
from .columns import data, instant, key, number, small_number, words, yes_no


class Authority(Table, tablename="authority", db=DB):
    """One housing bureau with its policy pack; everything below belongs to one."""

    authority_id = key()
    code = words()
    name = words()
    policy_pack = words()
    division_code = words()
    credit_code = words(null=True)
    public_url = words(null=True)
    demonstration = yes_no()
    created_at = instant()


class Operator(Table, tablename="operator", db=DB):
    """A company or office that runs estates for the authority."""

    authority_id = number()
    id = key()
    name = words()
    credit_code = words(null=True)
    created_at = instant()


class NumberSeries(Table, tablename="number_series", db=DB):
    """The last number given of one kind in one year: leases, notices, receipts; without gaps."""

    authority_id = number()
    id = key()
    kind = words()
    year = small_number()
    last_number = number()


class CalendarYear(Table, tablename="calendar_year", db=DB):
    """A year whose working days are loaded; provisional until its holiday notice is out."""

    year = Integer(primary_key=True, null=False, default=None)
    provisional = yes_no()
    source = words()
    loaded_at = instant()


class DayCalendar(Table, tablename="day_calendar", db=DB):
    """A weekday that is free, or a weekend day that is worked."""

    day = Date(primary_key=True, null=False, default=None)
    year = small_number()
    kind = words()


class AppSetting(Table, tablename="app_setting", db=DB):
    """A fact about the installation itself."""

    name = words(primary_key=True)
    value = data()
    changed_at = instant()


class CodeEntry(Table, tablename="code_entry", db=DB):
    """One word of an enumeration with its names, for lists and queries; the words stand in the checks too."""

    list = words(primary_key=True)
    code = words()
    name_zh = words()
    name_en = words()
    place = number()
