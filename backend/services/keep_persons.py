"""Finds persons again by their documents and adds those who are not there, within a unit of work."""

from collections.abc import Mapping, Sequence

from ..domain.vocabulary.names import name_key
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import warning
from ..store.queries import people
from .acting import Acting

Known = Mapping[tuple[str, bytes], tuple[int, str]]
"""Id and name of persons on record, by kind and blind index of their documents."""


def document_of(row: people.NewPerson) -> tuple[str, bytes]:
    """What a person is found again by."""
    return row.document_kind, row.document_number_index


async def known_persons(acting: Acting, rows: Sequence[people.NewPerson]) -> Known:
    """Those of some persons who are on record."""
    return await people.persons_by_document(acting.authority_id, [document_of(row) for row in rows])


def other_names(known: Known, rows: Sequence[people.NewPerson]) -> list[Refusal]:
    """A warning for each person whose document stands in the register under another name."""
    found = [(row, known[document_of(row)][1]) for row in rows if document_of(row) in known]
    return [warning("other_name", "name", name=kept) for row, kept in found if name_key(kept) != row.name_key]


async def keep_persons(acting: Acting, rows: Sequence[people.NewPerson]) -> tuple[list[int], set[int]]:
    """The ids of persons in their order, and which of them are new; nothing on record is overwritten."""
    added = await people.add_persons(acting.authority_id, rows, acting.at)
    known = await known_persons(acting, rows)
    return [known[document_of(row)][0] for row in rows], added
