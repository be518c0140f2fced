"""Whole registers, in the order in which a list of them is written out."""

from datetime import date
from typing import Any, Final

from ..engine import fetch

_STATE: Final = " LEFT JOIN unit_state AS s ON s.authority_id = u.authority_id AND s.unit_id = u.id"
_ALL_UNITS: Final = (
    "SELECT e.name, b.name, u.entrance, u.room_number, u.floor_area_hundredths_m2, u.layout, u.structure,"
    " u.floor, u.total_floors, u.grade, u.location, e.source, o.name AS operator, s.state, u.meters, u.fixtures,"
    " u.remark, (SELECT max(h.share_millionths) FROM estate_share AS h WHERE h.authority_id = e.authority_id"
    " AND h.estate_id = e.id AND h.investor = $2) AS share FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " LEFT JOIN operator AS o ON o.authority_id = e.authority_id AND o.id = e.operator_id"
    f"{_STATE} AND s.to_day IS NULL WHERE u.authority_id = $1"
    " ORDER BY e.name, b.name, u.entrance, u.room_number, u.id"
)
_ALL_MEMBERS: Final = (
    "SELECT m.household_id, h.household_class, h.household_size, m.relation, p.name, p.document_kind,"
    " p.document_number_sealed, p.phone_sealed, m.from_day FROM household_member AS m"
    " JOIN household AS h ON h.authority_id = m.authority_id AND h.id = m.household_id"
    " JOIN person AS p ON p.authority_id = m.authority_id AND p.id = m.person_id"
    " WHERE m.authority_id = $1 AND m.from_day <= $2 AND (m.to_day IS NULL OR $2 < m.to_day)"
    " ORDER BY m.household_id, m.role, m.id"
)
_ALL_ALLOCATIONS: Final = (
    "SELECT a.batch, a.application_number, p.name AS applicant, h.household_class, e.name AS estate,"
    " b.name AS building, u.entrance, u.room_number, a.choice_order, a.confirmed_on, a.window_last_day, a.state,"
    " a.settled_on, a.remark FROM allocation AS a"
    " JOIN household AS h ON h.authority_id = a.authority_id AND h.id = a.household_id"
    " LEFT JOIN household_member AS m ON m.authority_id = a.authority_id AND m.household_id = a.household_id"
    " AND m.role = 'applicant' AND m.to_day IS NULL"
    " LEFT JOIN person AS p ON p.authority_id = m.authority_id AND p.id = m.person_id"
    " LEFT JOIN unit AS u ON u.authority_id = a.authority_id AND u.id = a.unit_id"
    " LEFT JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " LEFT JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE a.authority_id = $1 ORDER BY a.batch, a.choice_order NULLS LAST, a.application_number"
)


async def all_units(authority_id: int, government: str) -> list[Any]:
    """Every home with everything a list says of it; ``government`` is how that investor is called."""
    return await fetch(_ALL_UNITS, authority_id, government)


async def all_members(authority_id: int, on: date) -> list[Any]:
    """Every person of every household on a day, the applicant of each first."""
    return await fetch(_ALL_MEMBERS, authority_id, on)


async def all_allocations(authority_id: int) -> list[Any]:
    """Every allocation with its applicant and home."""
    return await fetch(_ALL_ALLOCATIONS, authority_id)
