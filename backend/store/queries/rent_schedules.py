"""Rent schedules (租金标准): the register of approved rents, and what a home has that they ask for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from ...domain.rent.schedule import RentLine, RentSchedule
from ...domain.vocabulary.days import ONE_DAY
from ..engine import fetch, fetch_one
from .bulk import columns, new_ids

SUBJECT: Final = "rent_schedule:"
"""What the audit trail calls a schedule, before its id."""
FILED: Final = "file_rent_schedules"
"""The act by which the trail knows who filed it."""


class Registered(Struct, frozen=True):
    """A schedule on record, with the digest of its file and the person who filed it."""

    id: int
    file_digest: bytes
    filed_by: str | None
    schedule: RentSchedule


class HomeToPrice(Struct, frozen=True):
    """What a schedule asks of a home."""

    name: str
    location: str | None
    grade: str | None
    floor_area_hundredths_m2: int


_LOCK: Final = "SELECT authority_id FROM authority WHERE authority_id = $1 FOR NO KEY UPDATE"
_DEMONSTRATES: Final = "SELECT demonstration FROM authority WHERE authority_id = $1"
_ALL: Final = (
    "SELECT s.id, s.file_digest, s.state, s.approval_number, s.approving_body, s.approved_on,"
    " s.published_on, s.effective_from, s.effective_to, s.market_survey_source, s.market_surveyed_on,"
    " a.policy_pack, a.demonstration, e.actor FROM rent_schedule AS s"
    " JOIN authority AS a ON a.authority_id = s.authority_id"
    " LEFT JOIN audit_entry AS e ON e.authority_id = s.authority_id"
    f" AND e.subject = '{SUBJECT}' || s.id AND e.act = '{FILED}'"
    " WHERE s.authority_id = $1 ORDER BY s.effective_from, s.id"
)
_LINES: Final = (
    "SELECT schedule_id, location, grade, tenure, household_class, rate_fen_per_m2, market_fen_per_m2"
    " FROM rent_schedule_line WHERE authority_id = $1 ORDER BY id"
)
_ADD: Final = (
    "INSERT INTO rent_schedule (authority_id, id, file_digest, state, approval_number, approving_body,"
    " approved_on, published_on, effective_from, effective_to, market_survey_source, market_surveyed_on,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
)
_ADD_LINES: Final = (
    "INSERT INTO rent_schedule_line (authority_id, id, schedule_id, location, grade, tenure,"
    " household_class, rate_fen_per_m2, market_fen_per_m2)"
    " SELECT $1, n.id, $2, n.location, n.grade, n.tenure, n.household_class, n.rate, n.market"
    " FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[])"
    " AS n (id, location, grade, tenure, household_class, rate, market)"
)
_MOVE: Final = (
    "UPDATE rent_schedule SET state = $4, approval_number = $5, approving_body = $6, approved_on = $7,"
    " published_on = $8, effective_to = $9 WHERE authority_id = $1 AND id = $2 AND state = $3 RETURNING id"
)
_HOME: Final = (
    "SELECT concat_ws(' ', e.name, b.name, nullif(u.entrance, ''), u.room_number) AS name, u.location,"
    " u.grade, u.floor_area_hundredths_m2 FROM unit AS u"
    " JOIN building AS b ON b.authority_id = u.authority_id AND b.id = u.building_id"
    " JOIN estate AS e ON e.authority_id = b.authority_id AND e.id = b.estate_id"
    " WHERE u.authority_id = $1 AND u.id = $2"
)


async def lock_schedules(authority_id: int) -> None:
    """Hold an authority's schedules, also those not filed yet, until the unit of work is over."""
    await fetch(_LOCK, authority_id)


async def is_demonstration(authority_id: int) -> bool:
    """Whether the authority is a demonstration, so that invented rents harm nobody."""
    row = await fetch_one(_DEMONSTRATES, authority_id)
    return row is not None and row["demonstration"]


async def schedules_of(authority_id: int) -> list[Registered]:
    """All schedules of an authority, the earliest effect first; lock them first to rely on it."""
    lines: dict[int, list[RentLine]] = {}
    for row in await fetch(_LINES, authority_id):
        lines.setdefault(row["schedule_id"], []).append(RentLine(*row[1:]))
    return [_registered(row, lines.get(row["id"], ())) for row in await fetch(_ALL, authority_id)]


def _registered(row: Any, lines: Sequence[RentLine]) -> Registered:
    ended = row["effective_to"]
    schedule = RentSchedule(
        authority=row["policy_pack"],
        state=row["state"],
        locations=tuple(dict.fromkeys(line.location for line in lines)),
        grades=tuple(dict.fromkeys(line.grade for line in lines)),
        effective_from=row["effective_from"],
        market_survey_source=row["market_survey_source"],
        market_surveyed_on=row["market_surveyed_on"],
        lines=tuple(lines),
        approval_number=row["approval_number"],
        approving_body=row["approving_body"],
        approved_on=row["approved_on"],
        published_on=row["published_on"],
        effective_to=None if ended is None else ended - ONE_DAY,
        demonstration=row["demonstration"],
    )
    return Registered(row["id"], bytes(row["file_digest"]), row["actor"], schedule)


async def add_schedule(authority_id: int, digest: bytes, schedule: RentSchedule, at: datetime) -> int:
    """The id of a schedule newly filed; lock the schedules first."""
    schedule_id, *line_ids = sorted(await new_ids(1 + len(schedule.lines)))
    await fetch(
        _ADD,
        authority_id,
        schedule_id,
        digest,
        schedule.state,
        schedule.approval_number,
        schedule.approving_body,
        schedule.approved_on,
        schedule.published_on,
        schedule.effective_from,
        _first_day_after(schedule),
        schedule.market_survey_source,
        schedule.market_surveyed_on,
        at,
    )
    await fetch(_ADD_LINES, authority_id, schedule_id, line_ids, *columns(schedule.lines))
    return schedule_id


async def move_schedule(authority_id: int, held: Registered, after: RentSchedule) -> None:
    """Bring a schedule into its next state; lock the schedules first."""
    moved = await fetch_one(
        _MOVE,
        authority_id,
        held.id,
        held.schedule.state,
        after.state,
        after.approval_number,
        after.approving_body,
        after.approved_on,
        after.published_on,
        _first_day_after(after),
    )
    assert moved is not None, f"rent schedule {held.id} was moved by somebody else under the lock"


async def home_to_price(authority_id: int, unit_id: int) -> HomeToPrice | None:
    """What a schedule asks of a unit of the authority."""
    row = await fetch_one(_HOME, authority_id, unit_id)
    return None if row is None else HomeToPrice(*row)


def _first_day_after(schedule: RentSchedule) -> date | None:
    """The register keeps the first day on which a schedule no longer prices."""
    return None if schedule.effective_to is None else schedule.effective_to + ONE_DAY
