"""Settles what only the whole list of allocation results tells: how many persons a household has."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ..domain.allocation.result_check import CheckedResults
from ..domain.allocation.result_rows import ResultRow
from ..domain.vocabulary.complaint import Checked, Complaint
from .import_words import note

_TWICE: Final = frozenset({"row_twice", "person_twice"})


def settle_results(checked: CheckedResults) -> CheckedResults:
    """Every row with the number of persons its household has, those of refused rows counted too."""
    twice = {each.row for each in checked.complaints if each.code in _TWICE}
    settled: dict[int, ResultRow] = {}
    for household in checked.households:
        size = len(household.rows) + len(set(household.refused_rows) - twice)
        for row in household.rows:
            settled[row.row] = (
                row if row.household_size == size else msgspec.structs.replace(row, household_size=size)
            )
    return msgspec.structs.replace(checked, rows=[settled[row.row] for row in checked.rows])


def waiting_applicants(checked: Checked[Any], weighed: Any) -> Iterator[Complaint]:
    """A note on the first refused row of each household that is to stand without its applicant for now."""
    assert isinstance(checked, CheckedResults), "households are those of a list of allocation results"
    without = weighed.without_applicant()
    for household in checked.households:
        if household.application_number in without and household.refused_rows:
            number = household.application_number
            yield note(household.refused_rows[0], "", "applicant_waits", number=number)
