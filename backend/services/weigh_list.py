"""Holds a list of either kind against the register, and writes it."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from ..domain.vocabulary.complaint import Complaint
from .acting import Acting
from .at_hand import AtHand
from .import_making import Made
from .placed_result import WeighedResults
from .read_results import read_results
from .weigh_results import weigh_results
from .weigh_units import WeighedUnits, weigh_units
from .write_results import write_results
from .write_units import write_units


class Outlook(Struct, frozen=True):
    """What a commit would make; ``there`` is how many rows stand in the register already."""

    there: int = 0
    units: int = 0
    estates: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    persons: int = 0
    households: int = 0
    allocations: int = 0


class WeighedList(Struct, frozen=True):
    """A list of either kind, weighed."""

    weighed: WeighedUnits | WeighedResults
    rows: Sequence[Any]

    @property
    def complaints(self) -> list[Complaint]:
        """What the register says."""
        return self.weighed.complaints

    @property
    def there(self) -> set[int]:
        """The rows that are in the register already."""
        return self.weighed.there

    def without_applicant(self) -> set[str]:
        """The applications that are to stand without an applicant for now."""
        assert isinstance(self.weighed, WeighedResults)
        return {
            each.rows[0].application_number
            for each in self.weighed.placed
            if each.household_id is None and not any(row.relation == "applicant" for row in each.rows)
        }

    def outlook(self, takable: set[int]) -> Outlook:
        """What a commit of these rows would make."""
        there = self.there & takable
        if isinstance(self.weighed, WeighedUnits):
            made = [row for row in self.rows if row.row in takable and row.row not in there]
            estates = {row.estate for row in made}
            doors = {(row.estate, row.building) for row in made}
            return Outlook(
                there=len(there),
                units=len(made),
                estates=tuple(each.name for each in self.weighed.new_estates if each.name in estates),
                buildings=tuple(" ".join(each) for each in self.weighed.new_buildings if each in doors),
                operators=tuple(self.weighed.new_operators),
            )
        record = self.weighed.record
        placed = [each for each in self.weighed.placed if any(row.row in takable for row in each.rows)]
        return Outlook(
            there=len(there),
            persons=sum(
                record.documents[row.row] not in record.persons for row in self.rows if row.row in takable
            ),
            households=sum(each.household_id is None for each in placed),
            allocations=sum(each.allocation is None for each in placed),
        )


async def weigh_list(
    acting: Acting, at_hand: AtHand, kind: str, rows: Sequence[Any], lock: bool = False
) -> WeighedList:
    """A list against the register as it stands; locked, what it touches is held until the work is over."""
    if kind == "units":
        return WeighedList(await weigh_units(acting, at_hand, rows), rows)
    record = await read_results(acting, at_hand, rows, lock)
    return WeighedList(weigh_results(acting, at_hand, rows, record), rows)


async def write_list_rows(
    acting: Acting, at_hand: AtHand, batch_id: int, weighed: WeighedList
) -> dict[int, Made]:
    """Make everything that lacks; what each row made."""
    if isinstance(weighed.weighed, WeighedUnits):
        new = [row for row in weighed.rows if row.row not in weighed.there]
        return await write_units(acting, batch_id, new, weighed.weighed)
    return await write_results(acting, at_hand, batch_id, weighed.weighed)
