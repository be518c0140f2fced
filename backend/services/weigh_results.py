"""Holds a list of allocation results against the register, household by household (H1 to H3 by the rules)."""

from collections.abc import Iterator, Sequence
from datetime import date

from ..domain.allocation.result_rows import ResultRow
from ..domain.vocabulary.complaint import Complaint
from ..domain.vocabulary.names import name_key
from ..store.queries import allocations
from .acting import Acting
from .ask_policy import rules_of
from .at_hand import AtHand
from .compare_result import differences
from .import_words import from_refusal, note
from .placed_result import Placed, WeighedResults, household_of
from .read_homes import door_given
from .read_placing import Window, signing_window
from .read_results import OnRecord
from .weigh_home import home_complaints
from .weigh_member import elsewhere, member_complaints, placing_complaints


class _Weighing:
    """The rules of the day, the record, and the windows worked out so far."""

    def __init__(self, acting: Acting, at_hand: AtHand, record: OnRecord) -> None:
        self.acting = acting
        self.at_hand = at_hand
        self.record = record
        self.rules = rules_of(acting, at_hand)
        self.places = dict(record.places)
        self._windows: dict[date, Window] = {}
        self._persons: dict[tuple[str, bytes], int] = {}

    def window(self, confirmed_on: date) -> Window:
        """The signing window from a day on, worked out once."""
        if confirmed_on not in self._windows:
            self._windows[confirmed_on] = signing_window(self.acting, self.at_hand, confirmed_on)
        return self._windows[confirmed_on]

    def application(self, rows: list[ResultRow]) -> tuple[list[Complaint], Placed]:
        """Everything the register says of one application, and how it is to stand."""
        record, head = self.record, rows[0]
        held = record.allocations.get((head.batch, head.application_number))
        household_id = household_of(record, rows)
        present = {each.person_id: each for each in record.members.get(household_id or 0, ())}
        found: list[Complaint] = []
        there: set[int] = set()
        for row in rows:
            known = record.persons.get(record.documents[row.row])
            found += self._person(row, known)
            if known is not None and known[0] in present:
                there.add(row.row)
            found += member_complaints(row, known, present, held, household_id)
            if known is not None and (held is None or row.row not in there):
                placing = self._stands(row, known, held)
                found += placing
                if not any(each.severity == "error" for each in placing):
                    found += elsewhere(row, record.memberships.get(known[0], ()), household_id)
        if household_id is not None and held is None:
            named = {known[0] for row in rows if (known := record.persons.get(record.documents[row.row]))}
            for member in present.values():
                if member.person_id not in named:
                    found += self._stands(head, (member.person_id, member.name), None)
        unit = next((record.homes.units.get(door_given(row)) for row in rows if row.estate), None)
        order = next((row.choice_order for row in rows if row.choice_order is not None), None)
        estate_id = None if unit is None else unit.estate_id
        found += differences(rows, held, unit, order, household_id, record.classes)
        window = Window(None, (), [])
        if held is None:
            found += home_complaints(self.acting, rows, record.homes, unit)
            if unit is not None:
                window = self.window(head.confirmed_on)
                found += [from_refusal(head.row, "确认日期", each) for each in window.refusals]
        found += self._place(rows, order, estate_id if held is None else held.estate_id)
        placed = Placed(rows, household_id, held, unit, estate_id, order, window.last_day, there)
        return found, placed

    def _person(self, row: ResultRow, known: tuple[int, str] | None) -> Iterator[Complaint]:
        first = self._persons.setdefault(self.record.documents[row.row], row.row)
        if first != row.row:
            yield note(row.row, "证件号码", "same_person", first=first)
        if known is not None and name_key(known[1]) != name_key(row.name):
            yield note(row.row, "申请人姓名", "other_name", kept=known[1], given=row.name)

    def _stands(
        self, row: ResultRow, person: tuple[int, str], held: allocations.Allocation | None
    ) -> list[Complaint]:
        return placing_complaints(self.acting, self.rules, self.record, row, person, held)

    def _place(self, rows: list[ResultRow], order: int | None, estate_id: int | None) -> Iterator[Complaint]:
        if order is None:
            return
        number = rows[0].application_number
        other = self.places.setdefault((rows[0].batch, estate_id, order), number)
        if other != number:
            for row in rows:
                yield note(row.row, "选房顺序号", "order_taken", given=order, other=other)


def weigh_results(
    acting: Acting, at_hand: AtHand, rows: Sequence[ResultRow], record: OnRecord
) -> WeighedResults:
    """Every application of a list against what is on record."""
    groups: dict[str, list[ResultRow]] = {}
    for row in rows:
        groups.setdefault(row.application_number, []).append(row)
    weighing = _Weighing(acting, at_hand, record)
    weighed = [weighing.application(group) for group in groups.values()]
    return WeighedResults(
        [each for found, _ in weighed for each in found], [each for _, each in weighed], record
    )
