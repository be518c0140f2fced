"""The tables as Piccolo sees them, one file a chapter; their keys and constraints stand in the migrations."""

from typing import Final

from piccolo.table import Table

from .allocation import Allocation
from .audit import AuditEntry, AuditHead
from .exits import Ban
from .households import Household, HouseholdMember, Person
from .imports import ImportBatch, ImportRow
from .installation import AppSetting, Authority, CalendarYear, CodeEntry, DayCalendar, NumberSeries, Operator
from .lease import Lease, LeaseSigning, LeaseSupplement, Lessor, RentTerm, Tenancy, TenancyMember
from .papers import Job, JobItem, Paper
from .rent import RentSchedule, RentScheduleLine
from .stock import Building, Estate, EstateShare, Unit, UnitState

__all__ = [
    "SHARED",
    "TABLES",
    "Allocation",
    "AppSetting",
    "AuditEntry",
    "AuditHead",
    "Authority",
    "Ban",
    "Building",
    "CalendarYear",
    "CodeEntry",
    "DayCalendar",
    "Estate",
    "EstateShare",
    "Household",
    "HouseholdMember",
    "ImportBatch",
    "ImportRow",
    "Job",
    "JobItem",
    "Lease",
    "LeaseSigning",
    "LeaseSupplement",
    "Lessor",
    "NumberSeries",
    "Operator",
    "Paper",
    "Person",
    "RentSchedule",
    "RentScheduleLine",
    "RentTerm",
    "Tenancy",
    "TenancyMember",
    "Unit",
    "UnitState",
]

SHARED: Final[tuple[type[Table], ...]] = (Authority, AppSetting, CalendarYear, CodeEntry, DayCalendar)
"""Small tables every authority reads; all others are spread by ``authority_id``."""

TABLES: Final[tuple[type[Table], ...]] = (
    *SHARED,
    Operator,
    NumberSeries,
    AuditHead,
    AuditEntry,
    Estate,
    EstateShare,
    Building,
    Unit,
    UnitState,
    Person,
    Household,
    HouseholdMember,
    Ban,
    Allocation,
    Tenancy,
    TenancyMember,
    RentSchedule,
    RentScheduleLine,
    ImportBatch,
    ImportRow,
    Lessor,
    Lease,
    LeaseSupplement,
    LeaseSigning,
    RentTerm,
    Paper,
    Job,
    JobItem,
)
