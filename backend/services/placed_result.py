"""How each application of a list of allocation results is to stand in the register."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ..domain.allocation.result_rows import ResultRow
from ..domain.vocabulary.complaint import Complaint
from ..store.queries import allocations, stock
from .read_results import OnRecord


class Placed(Struct, frozen=True):
    """One application as it is to stand: its household and allocation where there are any, its home."""

    rows: list[ResultRow]
    household_id: int | None
    allocation: allocations.Allocation | None
    unit: stock.UnitNow | None
    estate_id: int | None
    choice_order: int | None
    window_last_day: date | None
    there: set[int]


class WeighedResults(Struct, frozen=True):
    """What the register says of a list, and how each application is to stand."""

    complaints: list[Complaint]
    placed: list[Placed]
    record: OnRecord

    @property
    def there(self) -> set[int]:
        """The rows that are in the register already."""
        return {row for each in self.placed for row in each.there}


def household_of(record: OnRecord, rows: Sequence[ResultRow]) -> int | None:
    """The household an application belongs to: of its allocation, else the one its applicant has."""
    held = record.allocations.get((rows[0].batch, rows[0].application_number))
    if held is not None:
        return held.household_id
    for row in rows:
        known = record.persons.get(record.documents[row.row])
        if row.relation == "applicant" and known is not None:
            own = [each for each in record.memberships.get(known[0], ()) if each.role == "applicant"]
            return own[0].household_id if own else None
    return None
