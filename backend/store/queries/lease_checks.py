"""Whether leases, their numbers and papers are as they must be; every row a question finds is a fault."""

from typing import Any, Final

from ..engine import fetch

LEASES: Final[dict[str, str]] = {
    "number_twice": (
        "SELECT number, count(*) AS times FROM lease WHERE authority_id = $1 AND number IS NOT NULL"
        " GROUP BY number HAVING count(*) > 1"
    ),
    "number_missing": (
        "SELECT s.year, n.place FROM number_series AS s"
        " CROSS JOIN LATERAL generate_series(1, s.last_number) AS n (place)"
        " WHERE s.authority_id = $1 AND s.kind = 'lease' AND NOT EXISTS (SELECT FROM lease AS l"
        " WHERE l.authority_id = s.authority_id AND l.number_year = s.year AND l.number_place = n.place)"
    ),
    "number_beyond": (
        "SELECT l.number FROM lease AS l LEFT JOIN number_series AS s ON s.authority_id = l.authority_id"
        " AND s.kind = 'lease' AND s.year = l.number_year"
        " WHERE l.authority_id = $1 AND l.number IS NOT NULL"
        " AND (s.last_number IS NULL OR l.number_place > s.last_number)"
    ),
    "paper_twice": (
        "SELECT l.number, count(*) AS times FROM lease AS l"
        " JOIN paper AS p ON p.authority_id = l.authority_id AND p.lease_id = l.id AND p.kind = 'lease'"
        " WHERE l.authority_id = $1 GROUP BY l.id, l.number HAVING count(*) > 1"
    ),
    "paper_missing": (
        "SELECT l.number FROM lease AS l WHERE l.authority_id = $1 AND l.number IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM paper AS p WHERE p.authority_id = l.authority_id AND p.lease_id = l.id"
        " AND p.kind = 'lease')"
    ),
    "paper_other_number": (
        "SELECT l.number, p.number AS paper FROM lease AS l"
        " JOIN paper AS p ON p.authority_id = l.authority_id AND p.lease_id = l.id AND p.kind = 'lease'"
        " WHERE l.authority_id = $1 AND p.number IS DISTINCT FROM l.number"
    ),
    "standing_of_void": (
        "SELECT l.number FROM lease AS l"
        " JOIN paper AS p ON p.authority_id = l.authority_id AND p.lease_id = l.id AND p.kind = 'lease'"
        " WHERE l.authority_id = $1 AND (l.state = 'void') <> (p.standing = 'void')"
    ),
    "leases_overlap": (
        "SELECT a.number, b.number AS other FROM lease AS a"
        " JOIN lease AS b ON b.authority_id = a.authority_id AND b.tenancy_id = a.tenancy_id AND b.id > a.id"
        " AND b.from_day < a.to_day AND a.from_day < b.to_day"
        " WHERE a.authority_id = $1 AND a.state NOT IN ('draft', 'checked', 'void')"
        " AND b.state NOT IN ('draft', 'checked', 'void')"
    ),
    "rents_overlap": (
        "SELECT a.tenancy_id, a.from_day, b.from_day AS other FROM rent_term AS a"
        " JOIN rent_term AS b ON b.authority_id = a.authority_id AND b.tenancy_id = a.tenancy_id AND b.id > a.id"
        " AND b.from_day < coalesce(a.to_day, 'infinity') AND a.from_day < coalesce(b.to_day, 'infinity')"
        " AND (a.to_day IS NULL OR a.to_day > a.from_day) AND (b.to_day IS NULL OR b.to_day > b.from_day)"
        " WHERE a.authority_id = $1"
    ),
    "lived_in_without_rent": (
        "SELECT t.id AS tenancy FROM tenancy AS t"
        " WHERE t.authority_id = $1 AND t.state IN ('living', 'leaving')"
        " AND EXISTS (SELECT FROM lease AS l WHERE l.authority_id = t.authority_id AND l.tenancy_id = t.id)"
        " AND NOT EXISTS (SELECT FROM rent_term AS r WHERE r.authority_id = t.authority_id"
        " AND r.tenancy_id = t.id AND r.to_day IS NULL)"
    ),
    "item_without_lease": (
        "SELECT i.job_id AS job, i.place FROM job_item AS i"
        " JOIN lease AS l ON l.authority_id = i.authority_id AND l.id = i.lease_id"
        " WHERE i.authority_id = $1 AND i.state = 'issued' AND l.number IS NULL"
    ),
}
"""What is asked: each finds the rows that are wrong."""


async def lease_faults(authority_id: int) -> list[tuple[str, dict[str, Any]]]:
    """Everything wrong with an authority's leases: the question, and the row it found."""
    found = []
    for question, sql in LEASES.items():
        found += [(question, dict(row)) for row in await fetch(sql, authority_id)]
    return found
