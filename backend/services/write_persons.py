"""Writes the persons and households of a list that are not registered yet."""

from collections.abc import Sequence

from ..domain.vocabulary.refusal import Refused
from ..store.queries import households, imports
from ..store.queries.bulk import new_ids
from .acting import Acting
from .at_hand import AtHand
from .check_person import PersonGiven, check_person
from .import_refusals import changed_since_check
from .keep_persons import keep_persons
from .placed_result import Placed, WeighedResults


async def write_persons(
    acting: Acting, at_hand: AtHand, weighed: WeighedResults
) -> tuple[dict[int, int], dict[int, int]]:
    """The person of each row, and of those the ones that are new."""
    record = weighed.record
    rows = [row for each in weighed.placed for row in each.rows]
    ids = {row.row: known[0] for row in rows if (known := record.persons.get(record.documents[row.row]))}
    lacking = [row for row in rows if row.row not in ids]
    added: dict[int, int] = {}
    for start in range(0, len(lacking), imports.AT_A_TIME):
        part = lacking[start : start + imports.AT_A_TIME]
        people = []
        for row in part:
            given = PersonGiven(row.name, row.document_number, row.document_kind.value, row.phone)
            checked = check_person(acting, at_hand, given)
            if checked.row is None:
                raise Refused(*checked.refusals)
            people.append(checked.row)
        found, new = await keep_persons(acting, people)
        if len(new) != len(part):
            raise changed_since_check()
        added.update({row.row: person for row, person in zip(part, found, strict=True)})
    return ids | added, added


async def write_households(acting: Acting, placed: Sequence[Placed]) -> dict[str, int]:
    """A household for each application that has none."""
    lacking = [each for each in placed if each.household_id is None]
    ids = await new_ids(len(lacking))
    new = [
        households.NewHousehold(
            id_, each.rows[0].household_class, max(each.rows[0].household_size or 0, len(each.rows))
        )
        for id_, each in zip(ids, lacking, strict=True)
    ]
    for start in range(0, len(new), imports.AT_A_TIME):
        await households.add_households(
            acting.authority_id, new[start : start + imports.AT_A_TIME], acting.at
        )
    return {each.rows[0].application_number: id_ for id_, each in zip(ids, lacking, strict=True)}
