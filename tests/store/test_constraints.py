"""The database cannot hold nonsense: each test tries to put some in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.store.engine import fetch_one
from backend.store.tables import Person, Unit
from backend.store.unit_of_work import open_work, uow
from backend.store.violations import violated

from .conftest import DAY, NOW, City, broken, insert

pytestmark = pytest.mark.asyncio

RACERS = 32
NEXT_DAY = DAY + timedelta(days=1)


# --- one broken row for every rule


def unit_state(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "unit_id": city.units[0], "state": "vacant", "from_day": DAY,
        "to_day": None, "reason": "", "created_at": NOW,
    }  # fmt: skip
    return "unit_state", row | changes


def unit(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "building_id": city.building, "entrance": "", "room_number": "901",
        "address": "", "floor_area_hundredths_m2": 4861, "fixtures": "[]", "meters": "{}", "created_at": NOW,
    }  # fmt: skip
    return "unit", row | changes


def person(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "document_kind": "passport", "document_number_sealed": b"s",
        "document_number_index": bytes(range(32)), "document_tail_index": bytes(32), "name": "阿·试",
        "name_key": "阿试", "initials": "as", "created_at": NOW,
    }  # fmt: skip
    return "person", row | changes


def household(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {"authority_id": city.authority, "household_class": "dibao", "household_size": 3, "created_at": NOW}
    return "household", row | changes


def member(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "household_id": city.households[0], "person_id": city.persons[0],
        "role": "applicant", "relation": "self", "from_day": DAY, "to_day": None, "created_at": NOW,
    }  # fmt: skip
    return "household_member", row | changes


def allocation(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "household_id": city.households[0], "batch": "2026年第一批",
        "application_number": "HS-1", "confirmed_on": DAY, "unit_id": city.units[0], "choice_order": None,
        "window_last_day": None, "state": "allotted", "settled_on": None, "created_at": NOW,
    }  # fmt: skip
    return "allocation", row | changes


def tenancy(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "household_id": city.households[0], "unit_id": city.units[0],
        "state": "living", "from_day": DAY, "to_day": None, "created_at": NOW,
    }  # fmt: skip
    return "tenancy", row | changes


def ban(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "person_id": city.persons[0], "conduct": "idle", "article": "40",
        "from_day": DAY, "reapply_from": None, "created_at": NOW,
    }  # fmt: skip
    return "ban", row | changes


def schedule(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "approval_number": "试价〔2026〕1号", "approving_body": "试验局",
        "approved_on": DAY, "published_on": DAY, "effective_from": DAY, "effective_to": None,
        "market_survey_source": "试验调查", "market_surveyed_on": DAY, "file_digest": bytes(32),
        "state": "published", "created_at": NOW,
    }  # fmt: skip
    return "rent_schedule", row | changes


def batch(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {
        "authority_id": city.authority, "kind": "units", "file_name": "a.xlsx", "file_digest": bytes(32),
        "state": "checked", "row_count": 3, "good_count": 1, "doubt_count": 1, "error_count": 1,
        "committed_count": 0, "actor": "试", "checked_at": NOW,
    }  # fmt: skip
    return "import_batch", row | changes


def share(city: City, **changes: object) -> tuple[str, dict[str, object]]:
    row = {"authority_id": city.authority, "estate_id": 0, "investor": "试验局", "share_millionths": 1000000}
    return "estate_share", row | changes


Row = Callable[..., tuple[str, dict[str, object]]]
NONSENSE: list[tuple[Row, dict[str, object], str]] = [
    (unit, {"floor_area_hundredths_m2": -1}, "unit_floor_area_check"),
    (unit, {"floor_area_hundredths_m2": 0}, "unit_floor_area_check"),
    (unit, {"floor": 7, "total_floors": 6}, "unit_floor_check"),
    (unit, {"floor": 0}, "unit_floor_check"),
    (unit, {"total_floors": 0}, "unit_total_floors_check"),
    (unit, {"room_number": "  "}, "unit_room_number_check"),
    (unit, {"room_number": "101", "entrance": "1单元"}, "unit_room_key"),
    (unit, {"fixtures": "{}"}, "unit_fixtures_check"),
    (unit, {"meters": "[]"}, "unit_meters_check"),
    (unit, {"building_id": 0}, "unit_building_fkey"),
    (unit_state, {"state": "demolished"}, "unit_state_state_check"),
    (unit_state, {"from_day": NEXT_DAY, "to_day": DAY}, "unit_state_days_check"),
    (share, {"share_millionths": 1000001}, "estate_share_millionths_check"),
    (share, {"share_millionths": -1}, "estate_share_millionths_check"),
    (share, {}, "estate_share_estate_fkey"),
    (person, {"document_kind": "library_card"}, "person_document_kind_check"),
    (person, {"document_number_index": b"short"}, "person_document_index_check"),
    (person, {"document_tail_index": b"short"}, "person_document_tail_check"),
    (person, {"phone_sealed": b"s"}, "person_phone_check"),
    (
        person,
        {"phone_sealed": b"s", "phone_index": b"s", "phone_tail_index": bytes(32)},
        "person_phone_index_check",
    ),
    (
        person,
        {"phone_sealed": b"s", "phone_index": bytes(32), "phone_tail_index": b"s"},
        "person_phone_tail_check",
    ),
    (person, {"sex": "x"}, "person_sex_check"),
    (person, {"name": " "}, "person_name_check"),
    (person, {"document_kind": "other", "document_number_index": bytes(32)}, "person_document_key"),
    (household, {"household_class": "rich"}, "household_class_check"),
    (household, {"household_size": 0}, "household_size_check"),
    (household, {"household_size": 51}, "household_size_check"),
    (member, {"role": "guest", "relation": "other"}, "household_member_role_check"),
    (member, {"role": "co_applicant", "relation": "friend"}, "household_member_relation_check"),
    (member, {"relation": "spouse"}, "household_member_self_check"),
    (member, {"role": "co_applicant"}, "household_member_self_check"),
    (member, {"from_day": NEXT_DAY, "to_day": DAY}, "household_member_days_check"),
    (allocation, {"state": "lost", "settled_on": DAY}, "allocation_state_check"),
    (allocation, {"unit_id": None}, "allocation_home_check"),
    (allocation, {"choice_order": 0}, "allocation_choice_order_check"),
    (allocation, {"confirmed_on": NEXT_DAY, "window_last_day": DAY}, "allocation_window_check"),
    (allocation, {"state": "signed"}, "allocation_settled_check"),
    (allocation, {"settled_on": DAY}, "allocation_settled_check"),
    (
        allocation,
        {"state": "lapsed", "confirmed_on": NEXT_DAY, "settled_on": DAY},
        "allocation_settled_check",
    ),
    (tenancy, {"state": "squatting"}, "tenancy_state_check"),
    (tenancy, {"state": "ended"}, "tenancy_ended_check"),
    (tenancy, {"to_day": NEXT_DAY}, "tenancy_ended_check"),
    (tenancy, {"state": "ended", "from_day": NEXT_DAY, "to_day": DAY}, "tenancy_days_check"),
    (ban, {"conduct": "whistling"}, "ban_conduct_check"),
    (ban, {"article": ""}, "ban_article_check"),
    (ban, {"from_day": NEXT_DAY, "reapply_from": DAY}, "ban_days_check"),
    (ban, {"from_day": NEXT_DAY, "lifted_on": DAY}, "ban_lifted_check"),
    (schedule, {"state": "guessed"}, "rent_schedule_state_check"),
    (schedule, {"approval_number": None}, "rent_schedule_approval_check"),
    (schedule, {"approval_number": " "}, "rent_schedule_approval_check"),
    (schedule, {"approving_body": None}, "rent_schedule_approval_check"),
    (schedule, {"approved_on": None}, "rent_schedule_approval_check"),
    (schedule, {"published_on": None}, "rent_schedule_publication_check"),
    (schedule, {"approved_on": NEXT_DAY}, "rent_schedule_approved_check"),
    (schedule, {"effective_from": NEXT_DAY, "effective_to": DAY}, "rent_schedule_effect_check"),
    (schedule, {"market_survey_source": ""}, "rent_schedule_survey_check"),
    (schedule, {"file_digest": b"short"}, "rent_schedule_digest_check"),
    (batch, {"kind": "cats"}, "import_batch_kind_check"),
    (batch, {"state": "lost", "committed_at": NOW}, "import_batch_state_check"),
    (batch, {"file_digest": b""}, "import_batch_digest_check"),
    (batch, {"row_count": 4}, "import_batch_counts_check"),
    (batch, {"good_count": -1, "row_count": 1}, "import_batch_counts_check"),
    (batch, {"committed_count": 4}, "import_batch_counts_check"),
    (batch, {"state": "committed"}, "import_batch_committed_check"),
    (batch, {"rolled_back_at": NOW}, "import_batch_rolled_back_check"),
]
SOUND: list[Row] = [unit, unit_state, person, household, member, allocation, tenancy, ban, schedule, batch]


async def put(city: City, make: Row, **changes: object) -> int:
    table, row = make(city, **changes)
    return await insert(open_work("put"), table, **row)


async def test_nonsense_is_refused_by_the_rule_meant_for_it(city: City) -> None:
    wrong = []
    for make, changes, name in NONSENSE:
        try:
            async with uow():
                await put(city, make, **changes)
            wrong.append((changes, "taken"))
        except asyncpg.IntegrityConstraintViolationError as error:
            if not violated(error, name):
                wrong.append((changes, str(error)))
    assert wrong == []


async def test_sound_rows_are_taken(city: City) -> None:
    async with uow():
        for make in SOUND:
            await put(city, make)


TWICE: list[tuple[Row, dict[str, object], dict[str, object], str]] = [
    (unit_state, {}, {"state": "let", "from_day": NEXT_DAY}, "unit_state_one_open_key"),
    (unit_state, {"to_day": NEXT_DAY}, {"to_day": NEXT_DAY, "state": "let"}, "unit_state_one_from_key"),
    (member, {}, {"from_day": NEXT_DAY}, "household_member_one_open_key"),
    (allocation, {}, {"unit_id": None, "choice_order": 1}, "allocation_application_key"),
    (allocation, {}, {"application_number": "HS-2"}, "allocation_one_per_unit_key"),
    (allocation, {"unit_id": None, "choice_order": 1},
     {"unit_id": None, "choice_order": 1, "application_number": "HS-2"}, "allocation_one_per_place_key"),
    (schedule, {}, {"approval_number": "试价〔2026〕2号"}, "rent_schedule_one_published_key"),
    (schedule, {}, {"effective_from": NEXT_DAY}, "rent_schedule_approval_number_key"),
]  # fmt: skip


async def test_what_may_stand_once_stands_once(city: City) -> None:
    for make, first, second, name in TWICE:
        with broken(name):
            async with uow():
                await put(city, make, **first)
                await put(city, make, **second)


async def test_a_household_has_one_applicant(city: City) -> None:
    with broken("household_member_one_applicant_key"):
        async with uow():
            await put(city, member)
            await put(city, member, person_id=city.persons[1])


async def test_what_is_over_may_come_again(city: City) -> None:
    async with uow():
        await put(city, unit_state, to_day=NEXT_DAY)
        await put(city, unit_state, from_day=NEXT_DAY, to_day=NEXT_DAY, state="reserved")
        await put(city, unit_state, from_day=NEXT_DAY, state="let")
        await put(city, member, to_day=NEXT_DAY)
        await put(city, member, from_day=NEXT_DAY)
        await put(city, allocation, state="given_up", settled_on=DAY)
        await put(city, allocation, application_number="HS-2")
        await put(city, schedule, state="superseded")
        await put(city, schedule)
        await put(city, tenancy, state="ended", to_day=NEXT_DAY)
        await put(city, tenancy)


# --- authorities apart


OTHERS: list[tuple[Row, str, Callable[[City], int], str]] = [
    (unit_state, "unit_id", lambda city: city.other_unit, "unit_state_unit_fkey"),
    (member, "household_id", lambda city: city.other_household, "household_member_household_fkey"),
    (member, "person_id", lambda city: city.other_person, "household_member_person_fkey"),
    (allocation, "household_id", lambda city: city.other_household, "allocation_household_fkey"),
    (allocation, "unit_id", lambda city: city.other_unit, "allocation_unit_fkey"),
    (tenancy, "household_id", lambda city: city.other_household, "tenancy_household_fkey"),
    (tenancy, "unit_id", lambda city: city.other_unit, "tenancy_unit_fkey"),
    (ban, "person_id", lambda city: city.other_person, "ban_person_fkey"),
]


async def test_another_authoritys_row_cannot_be_named(city: City) -> None:
    for make, column, other, name in OTHERS:
        with broken(name):
            async with uow():
                await put(city, make, **{column: other(city)})


async def test_authorities_do_not_stand_in_each_others_way(city: City) -> None:
    async with uow():
        for authority, person_id in ((city.authority, city.persons[1]), (city.other, city.other_person)):
            row = await fetch_one("select document_number_index from person where id = $1", person_id)
            assert row is not None
            assert row[0] == (1).to_bytes(32, "big")
            assert authority in (city.authority, city.other)


async def test_piccolo_reads_and_writes_a_row(city: City) -> None:
    async with uow():
        values: dict[str, Any] = person(city)[1]
        made = await Person.insert(Person(**values)).returning(Person.id)
    rows = await Person.select(Person.name, Person.document_number_index).where(
        (Person.authority_id == city.authority) & (Person.id == made[0]["id"])
    )
    assert rows == [{"name": "阿·试", "document_number_index": bytes(range(32))}]
    with pytest.raises(ValueError, match="floor_area_hundredths_m2"):
        Unit(authority_id=1, building_id=2, entrance="", room_number="1", address="")


# --- violated()


@pytest.mark.parametrize(
    ("given", "message", "found"),
    [
        ("unit_room_key", "", True),
        ("unit_room_key_102008", "", True),
        ("unit_room_key_two", "", False),
        ("old_unit_room_key", "", False),
        (None, 'duplicate key value violates unique constraint "unit_room_key_102008"', True),
        (None, 'duplicate key value violates unique constraint "unit_pkey"', False),
        ("", "something else", False),
    ],
)
async def test_a_violation_is_known_by_its_name_on_one_machine_and_on_several(
    given: str | None, message: str, found: bool
) -> None:
    for kind in (asyncpg.UniqueViolationError, asyncpg.InternalServerError):
        error = kind(message)
        error.constraint_name = given
        assert violated(error, "unit_room_key") is found


async def test_other_errors_are_no_violation() -> None:
    syntax = asyncpg.PostgresSyntaxError('near "unit_room_key"')
    assert not violated(syntax, "unit_room_key")
    assert not violated(ValueError('"unit_room_key"'), "unit_room_key")
