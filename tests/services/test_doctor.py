"""The doctor finds each planted fault and says how to mend it; a healthy installation has none."""

import contextlib
import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import msgspec
import pytest
import pytest_asyncio

from backend.policy_packs.reader import HOME
from backend.policy_packs.schedules import SCHEDULES
from backend.services import examine_database, examine_machine
from backend.services.allot_home import AllotHome, allot_home
from backend.services.answer_question import PolicyLibrary
from backend.services.examination import Checked, Examined, Found
from backend.services.examine_installation import CHECKS, examine_installation
from backend.services.file_rent_schedules import FileRentSchedules, file_rent_schedules
from backend.services.keeping_error import KeepingError
from backend.store.engine import APPLICATION_ROLE, DB, DatabaseAccess, connection_settings, stop_pool
from backend.store.home import key_directory, papers_directory
from backend.store.key_file import key_file, put_key
from backend.store.migrate import migrate
from backend.store.queries import server_facts
from backend.store.queries.examinations import all_authorities
from backend.store.queries.installation import take_numbers
from backend.store.queries.lease import open_tenancy
from backend.store.sealing import Key, Sealing
from backend.store.unit_of_work import open_work, uow

from .conftest import NOW, Town, someone
from .test_backup import put_paper

pytestmark = pytest.mark.asyncio

ON = date(2026, 9, 1)
HAN = re.compile("[一-鿿]")


class Undone(Exception):  # noqa: N818 - not an error: the planted fault is taken back
    """Rolls a planted fault back."""


def readable(faults: list[Found]) -> None:
    """Every fault speaks both languages, leaves no place unfilled, and says what to do."""
    for found in faults:
        said = found.says.zh + found.says.en
        assert HAN.search(found.says.zh), found
        assert "请" in found.says.zh, found
        assert found.says.en.endswith((".", ";", ")")), found
        assert "{" not in said, found
        assert "Both(" not in said, found


class Patient(NamedTuple):
    """A healthy installation: its home, its two addresses, its owner's hand, and what stands in it."""

    home: Path
    environ: dict[str, str]
    owner: asyncpg.Connection
    authority: int
    ids: dict[str, int]

    async def examine(self, on: date = ON, at: datetime = NOW, **changes: Any) -> dict[str, Checked]:
        """All checks by their names."""
        results = await examine_installation(self.home, on, at, self.environ, **changes)
        return {checked.check.code: checked for checked in results}

    async def faults(self, **changes: Any) -> dict[str, list[Found]]:
        """What was found, by check; each in both languages, with what to do."""
        results = await self.examine(**changes)
        for checked in results.values():
            readable(checked.found)
        return {code: checked.found for code, checked in results.items() if checked.found or not checked.done}

    async def plant(self, *statements: str) -> None:
        """Do what nobody may, with the owner's rights."""
        for statement in statements:
            await self.owner.execute(statement.format(a=self.authority, **self.ids))


@pytest_asyncio.fixture
async def patient(
    hongshan: Town, zhaoyang: Town, access: DatabaseAccess, tmp_path: Path
) -> AsyncIterator[Patient]:
    """Homes vacant, let and reserved; two households; filed rents; numbers; a committed batch; papers."""
    town, acting = hongshan, hongshan.acting
    ids = {name: await town.unit(room) for name, room in (("vacant", "101"), ("let", "102"), ("held", "103"))}
    ids["tenant"], (ids["tenant_person"], ids["spouse"]) = await town.household(someone(), someone())
    ids["waiting"], _ = await town.household(someone(phone="13800000000"))
    request = AllotHome(ids["waiting"], "一批", "HS1", acting.on, unit_id=ids["held"])
    ids["allocation"] = (await allot_home(acting, town.hand, request)).allocation_id
    await file_rent_schedules(acting, town.hand, FileRentSchedules(SCHEDULES))
    async with uow():
        people = [ids["tenant_person"], ids["spouse"]]
        ids["tenancy"] = await open_tenancy(
            acting.authority_id, ids["tenant"], ids["let"], people, state="living", from_day=ON, at=NOW
        )
        await take_numbers(acting.authority_id, "lease", 2026, 3)
    home = tmp_path / "home"
    key = put_key(key_directory(home), town.hand.sealing.key)
    put_paper(home, b"%PDF lease", "ab")
    await stop_pool()
    DB.config = {}
    owner = await asyncpg.connect(access.owner_url)
    await owner.execute(
        "do $$ begin create role desk login; exception when duplicate_object then null; end $$"
    )
    await owner.execute("grant anju_app to desk")
    application = access.owner_url.replace("//keeper@", "//desk@")
    environ = {"DATABASE_URL": application, "ANJU_OWNER_URL": access.owner_url}
    found = Patient(home, environ, owner, acting.authority_id, ids)
    await owner.execute(
        "insert into app_setting values ('key_check_value', to_jsonb($1::text), $2)", key.check_value, NOW
    )
    await found.plant(
        "update unit_state set state = 'let' where unit_id = {let}",
        "insert into import_batch values ({a}, 7, 'units', '房源.xlsx', sha256(''), 'committed', 2, 1, 0, 1, 1, '王',"
        " now(), now())",
        "insert into import_row values ({a}, 8, 7, 3, 'good', '[]', null, '{{}}'),"
        " ({a}, 9, 7, 4, 'error', '[]', null, null)",
    )
    yield found
    await owner.close()


async def test_a_healthy_installation_has_no_fault(patient: Patient) -> None:
    results = await patient.examine()
    assert {code: checked.found for code, checked in results.items() if checked.found} == {}
    assert all(checked.done for checked in results.values())
    assert set(results) == {"reach", *(check.code for check in CHECKS)}


def _cut(act: str) -> tuple[str, ...]:
    """A trail cut off at the first entry of an act, its head moved back so that the chain itself is whole."""
    first = f"(select min(sequence) from audit_entry where authority_id = {{a}} and act = '{act}')"
    return (
        "update audit_head set hash = e.previous_hash, sequence = e.sequence - 1 from audit_entry as e"
        f" where audit_head.authority_id = {{a}} and e.authority_id = {{a}} and e.sequence = {first}",
        "delete from audit_entry using audit_head as h where audit_entry.authority_id = h.authority_id"
        " and audit_entry.sequence > h.sequence",
    )


MEMBER = "update household_member set to_day = from_day where household_id = {tenant}"
FAULTS: list[tuple[str, str, tuple[str, ...]]] = [
    ("schema", "not_migrated", ("delete from migration where name like '0007%'",)),
    ("schema", "migration_unknown", ("insert into migration (name, app_name) values ('9999_later', 'anju')",)),
    ("schema", "constraint_missing", ("drop index tenancy_one_live_per_unit_key",)),
    ("schema", "constraint_missing", ("alter table unit drop constraint unit_floor_area_check",)),
    ("schema", "constraint_unsound", (
        "alter table unit add constraint unit_planted_check check (floor < 0) not valid",)),
    ("definitions", "definition_differs", (
        "drop index tenancy_one_live_per_unit_key",
        "create index tenancy_one_live_per_unit_key on tenancy (authority_id, unit_id)")),
    ("definitions", "definition_differs", (
        "alter table allocation drop constraint allocation_choice_order_check",
        "alter table allocation add constraint allocation_choice_order_check check (choice_order >= -5)")),
    ("definitions", "definition_differs", ("alter table household_member alter column from_day drop not null",)),
    ("definitions", "definition_differs", ("alter table person alter column id set default 1",)),
    ("definitions", "column_missing", ("alter table person drop column hukou",)),
    ("definitions", "meddling", (
        "create function eat() returns trigger language plpgsql as 'begin return null; end'",
        "create trigger eat before insert on audit_entry for each row execute function eat()")),
    ("definitions", "meddling", ("create rule r as on insert to ban do instead nothing",)),
    ("definitions", "meddling", (
        "create function wipe() returns void language sql security definer as 'delete from audit_entry'",)),
    ("definitions", "meddling", ("alter table audit_entry enable row level security",)),
    ("roles", "right_excessive", ("grant update (payload) on audit_entry to anju_app",)),
    ("roles", "right_excessive", ("grant update on rent_schedule_line to anju_app",)),
    ("roles", "right_excessive", ("grant delete on tenancy_member to anju_app",)),
    ("roles", "role_mighty", ("create table anju_x (a int)", "alter table anju_x owner to anju_app")),
    ("roles", "right_excessive", ("grant update on audit_entry to anju_app",)),
    ("roles", "right_excessive", ("grant delete on audit_entry to public",)),
    ("roles", "right_excessive", ("grant delete on number_series to anju_app",)),
    ("roles", "right_excessive", ("grant truncate on unit to anju_app",)),
    ("roles", "right_excessive", ("grant update on migration to anju_app",)),
    ("roles", "right_missing", ("revoke select on ban from anju_app",)),
    ("roles", "may_create", ("grant create on schema public to public",)),
    ("key", "key_replaced", ("update app_setting set value = '\"0123456789abcdef\"'",)),
    ("key", "does_not_open", (
        "update person set document_number_sealed = set_byte(document_number_sealed, 30, 1) where id = {spouse}",)),
    ("key", "does_not_open", (
        "update person set phone_sealed = document_number_sealed where phone_sealed is not null",)),
    ("homes", "no_state", ("delete from unit_state where unit_id = {vacant}",)),
    ("homes", "no_state", ("update unit_state set to_day = from_day where unit_id = {vacant}",)),
    ("homes", "states_overlap", (
        "insert into unit_state select authority_id, 70, unit_id, 'repair', from_day - 9, from_day + 9, 'x', now()"
        " from unit_state where unit_id = {vacant}",)),
    ("homes", "states_overlap", (
        "drop index unit_state_one_open_key",
        "insert into unit_state select authority_id, 70, unit_id, 'repair', from_day + 9, null, 'x', now()"
        " from unit_state where unit_id = {vacant}")),
    ("homes", "states_gap", (
        "insert into unit_state select authority_id, 70, unit_id, 'repair', from_day - 9, from_day - 5, 'x', now()"
        " from unit_state where unit_id = {vacant}",)),
    ("homes", "let_without_tenancy", ("update unit_state set state = 'let' where unit_id = {vacant}",)),
    ("homes", "let_without_tenancy", (
        "update tenancy_member set live = null, to_day = from_day",
        "update tenancy set state = 'ended', to_day = from_day")),
    ("homes", "reserved_for_nobody", ("update unit_state set state = 'reserved' where unit_id = {vacant}",)),
    ("homes", "reserved_after_lapse", (
        "update allocation set state = 'lapsed', settled_on = confirmed_on + 9",)),
    ("homes", "allotted_not_reserved", ("update unit_state set state = 'vacant' where unit_id = {held}",)),
    ("homes", "lived_in_not_let", ("update unit_state set state = 'vacant' where unit_id = {let}",)),
    ("homes", "allotted_and_lived_in", ("update allocation set unit_id = {let}",)),
    ("allocations", "housed_and_allotted", ("update allocation set household_id = {tenant}",)),
    ("allocations", "two_allocations", (
        "insert into allocation (authority_id, household_id, batch, application_number, confirmed_on, choice_order,"
        " state, created_at) values ({a}, {waiting}, 'zz', 'zz1', '2026-09-01', 901, 'allotted', now())",)),
    ("allocations", "signed_without_tenancy", (
        "update allocation set state = 'signed', settled_on = confirmed_on",)),
    ("tenancies", "tenancies_overlap", (
        "insert into tenancy (authority_id, household_id, unit_id, state, from_day, to_day, created_at)"
        " values ({a}, {waiting}, {let}, 'ended', '2026-08-01', '2026-10-01', now())",)),
    ("households", "memberships_overlap", (
        "insert into household_member (authority_id, household_id, person_id, role, relation, from_day, to_day,"
        " created_at) select authority_id, household_id, person_id, 'co_applicant', 'other', from_day,"
        " from_day + 1000, now() from household_member where person_id = {spouse}",)),
    ("key", "index_differs", ("update person set document_number_index = sha256('x') where id = {spouse}",)),
    ("key", "index_differs", ("update person set phone_index = sha256('x') where phone_index is not null",)),
    ("rents", "not_as_filed", (
        "update rent_schedule_line set rate_fen_per_m2 = rate_fen_per_m2 - 1 where tenure = 'low_rent'",)),
    ("rents", "not_as_filed", ("delete from rent_schedule_line where tenure = 'low_rent' and grade = '甲'",)),
    ("numbers", "sequence_behind", ("update import_row set id = 1000000000000 where id = 9",)),
    ("tenancies", "nobody_lives_there", ("delete from tenancy_member",)),
    ("tenancies", "applicant_not_under_tenancy", ("delete from tenancy_member where person_id = {tenant_person}",)),
    ("tenancies", "not_of_the_household", (f"{MEMBER} and person_id = {{spouse}}",)),
    ("households", "no_applicant", (f"{MEMBER} and person_id = {{tenant_person}}",)),
    ("households", "no_applicant", (MEMBER,)),
    ("households", "no_applicant", ("insert into household values ({a}, 71, 'dibao', 1, null, now())",)),
    ("rents", "schedule", (
        "update rent_schedule_line set rate_fen_per_m2 = market_fen_per_m2 * 61 / 100 where id ="
        " (select min(id) from rent_schedule_line where tenure = 'public_rental')",)),
    ("rents", "schedule", (
        "delete from rent_schedule_line where id ="
        " (select min(id) from rent_schedule_line where household_class = 'any')",)),
    ("rents", "schedule", (
        "update rent_schedule set state = 'published', published_on = coalesce(published_on, approved_on),"
        " effective_to = null",)),
    ("rents", "schedule", (
        "update rent_schedule set state = 'superseded', published_on = coalesce(published_on, approved_on),"
        " effective_to = effective_from + 30",)),
    ("numbers", "series_unknown", ("update number_series set kind = 'planted'",)),
    ("numbers", "series_ahead", ("update number_series set year = 2027",)),
    ("imports", "made_before_commit", ("update import_batch set state = 'checked', committed_at = null",)),
    ("imports", "committed_in_part", ("update import_row set made = null",)),
    ("imports", "rows_lost", ("delete from import_row where verdict = 'error'",)),
    ("audit", "changed", ("update audit_entry set actor = '某人' where sequence = 2",)),
    ("audit", "missing", ("delete from audit_entry where authority_id = {a} and sequence = 3",)),
    ("audit", "head", ("update audit_head set sequence = sequence + 1 where authority_id = {a}",)),
    ("audit", "changed", ("update audit_entry set at = 'infinity' where sequence = 1",)),
    ("audit", "changed", ("update audit_entry set at = '-infinity' where sequence = 1",)),
    ("audit", "changed", ("update audit_entry set at = '0044-03-15 BC' where sequence = 1",)),
    ("audit", "changed", ("update audit_entry set at = '294000-01-01' where sequence = 2",)),
    ("audit", "emptied", ("delete from audit_entry", "delete from audit_head")),
    ("audit", "emptied", (
        "delete from audit_entry", "update audit_head set sequence = 0, hash = decode(repeat('00', 32), 'hex')")),
    ("entries", "allocation_without_entry", _cut("allot_home")),
    ("entries", "schedule_without_entry", _cut("file_rent_schedules")),
    ("entries", "step_without_entry", (
        "update rent_schedule set state = 'approved' where approval_number like '%2025%'",)),
    ("entries", "ban_without_entry", (
        "insert into ban values ({a}, 75, {spouse}, 'gave_up_selection', 'hongshan:23', '2026-09-01', null, null, null,"
        " now())",)),
    ("clock", "entry_ahead", (
        "insert into audit_entry select authority_id, 72, sequence + 1, at + interval '2 hours', actor, act, subject,"
        " payload, hash, hash from audit_entry where authority_id = {a} order by sequence desc limit 1",)),
]  # fmt: skip


async def test_each_fault_planted_in_the_database_is_found(patient: Patient, library: PolicyLibrary) -> None:
    """Planted with the owner's rights, looked for with the application's, undone, one after the other."""
    owner = patient.environ["ANJU_OWNER_URL"]
    looks = {check.code: check.look for check in CHECKS}
    access = DatabaseAccess(patient.environ["DATABASE_URL"], owner)
    for check, code, statements in FAULTS:
        DB.config = connection_settings(owner, APPLICATION_ROLE)
        with contextlib.suppress(Undone):
            async with uow("repeatable read"):
                connection = open_work("test")
                await connection.execute("set local role keeper")
                for statement in statements:
                    await connection.execute(statement.format(a=patient.authority, **patient.ids))
                await connection.execute("set local role anju_app")
                examined = Examined(patient.home, access, ON, NOW, library, HOME, await all_authorities())
                found = await looks[check](examined)
                assert code in {each.code for each in found}, (check, code, statements, found)
                readable(found)
                raise Undone
    DB.config = {}
    assert await patient.faults() == {}


async def test_a_check_that_stumbles_hinders_no_other(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumble(_: int) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr("backend.services.examine_rules.verify", stumble)
    results = await patient.examine()
    assert {found.code for found in results["audit"].found} == {"not_examined"}
    assert all(checked.done for checked in results.values())


async def test_a_fault_names_its_place_and_its_remedy(patient: Patient) -> None:
    await patient.plant(
        "update unit_state set state = 'let' where unit_id = {vacant}",
        "update rent_schedule_line set rate_fen_per_m2 = 100000 where id = (select min(id) from rent_schedule_line)",
        "update audit_entry set actor = '某人' where authority_id = {a} and sequence = 2",
    )
    faults = await patient.faults()
    (home,), (trail,) = faults["homes"], faults["audit"]
    assert "hongshan 房屋 安居苑 1号楼 1单元 101 自2026年11月21日登记为已租" in home.says.zh
    assert "Record the tenancy, or take the home back as vacant." in home.says.en
    assert trail.says.zh.startswith("hongshan · 审计日志第 2 条被改过")
    assert any(
        "红政字〔2020〕31号" in each.says.zh and "超过上限" in each.says.zh for each in faults["rents"]
    )


async def test_what_is_only_to_be_watched_is_no_fault(patient: Patient) -> None:
    await patient.plant("update unit_state set state = 'reserved' where unit_id = {vacant}")
    results = await patient.examine(on=date(2026, 11, 21))
    watched = {found.code: found.grave for checked in results.values() for found in checked.found}
    assert watched == {"reserved_for_nobody": False, "calendar_ends": False}
    assert not any(checked.grave for checked in results.values())


# --- the server, the roles


async def test_a_version_beyond_those_supported_is_found(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examine_database, "VERSIONS", (11, 14))
    (found,) = (await patient.faults())["server"]
    assert found.code == "version"
    monkeypatch.undo()
    plain = await _facts(patient)
    ascii_only = msgspec.structs.replace(plain, encoding="SQL_ASCII")

    async def other() -> server_facts.ServerFacts:
        return ascii_only

    monkeypatch.setattr(server_facts, "server_facts", other)
    assert {found.code for found in (await patient.faults())["server"]} == {"encoding"}


async def _facts(patient: Patient) -> server_facts.ServerFacts:
    DB.config = {"dsn": patient.environ["DATABASE_URL"], "server_settings": {"role": "anju_app"}}
    async with uow():
        assert open_work("test") is not None
        facts = await server_facts.server_facts()
    DB.config = {}
    return facts


async def test_one_address_is_said_and_a_superuser_at_the_desk_is_a_fault(patient: Patient) -> None:
    owner = patient.environ["ANJU_OWNER_URL"]
    alone = patient._replace(environ={"DATABASE_URL": owner})
    (found,) = (await alone.faults())["roles"]
    assert (found.code, found.grave) == ("one_url", False)
    mighty = patient._replace(
        environ={"DATABASE_URL": owner.replace("//", "//", 1) + "&x=", "ANJU_OWNER_URL": owner}
    )
    mighty.environ["DATABASE_URL"] = owner + "&application_name=desk"
    assert {found.code for found in (await mighty.faults())["roles"]} == {"login_mighty"}


async def test_a_role_that_could_lift_its_limits_is_found(patient: Patient) -> None:
    await patient.plant("alter role anju_app createrole")
    try:
        assert {found.code for found in (await patient.faults())["roles"]} == {"role_mighty"}
    finally:
        await patient.plant("alter role anju_app nocreaterole")


async def test_a_server_that_is_not_reached_is_the_first_fault_and_the_files_are_still_looked_at(
    patient: Patient,
) -> None:
    put_paper(patient.home, b"x").write_bytes(b"y")
    away = patient._replace(environ={"DATABASE_URL": "postgresql://desk@127.0.0.1:1/none"})
    results = await away.examine()
    assert results["reach"].grave
    assert not results["homes"].done
    assert results["homes"].grave
    assert {found.code for found in results["papers"].found} == {"paper_changed"}


async def test_an_empty_database_is_told_as_such_and_left_alone(patient: Patient) -> None:
    await patient.owner.execute("drop schema public cascade")
    await patient.owner.execute("create schema public")
    await patient.owner.execute("grant usage on schema public to public")
    results = await patient.examine()
    assert results["reach"].grave
    assert await patient.owner.fetchval("select count(*) from pg_tables where schemaname = 'public'") == 0
    with pytest.raises(KeepingError, match="There is no installation"):
        await examine_installation(patient.home / "nowhere", ON, NOW, {})
    access = DatabaseAccess(patient.environ["ANJU_OWNER_URL"], patient.environ["ANJU_OWNER_URL"])
    await migrate(access)
    assert (await patient.examine())["key"].found == []


# --- files


async def test_faults_of_the_key_are_found(patient: Patient) -> None:
    place = key_file(key_directory(patient.home))
    content = place.read_bytes()
    place.chmod(0o644)
    assert {found.code for found in (await patient.faults())["key"]} == {"key_open_to_others"}
    place.chmod(0o600)
    place.write_bytes(content[:-3])
    assert {found.code for found in (await patient.faults())["key"]} == {"key_malformed"}
    place.unlink()
    assert {found.code for found in (await patient.faults())["key"]} == {"key_missing"}
    put_key(key_directory(patient.home), Key.random())
    assert {found.code for found in (await patient.faults())["key"]} == {"key_replaced"}


async def test_a_value_moved_to_another_authority_does_not_open(patient: Patient) -> None:
    key = Sealing(Key(bytes(range(32))))
    elsewhere = key.seal(patient.authority + 1, "document_number", "110101199001010015")
    await patient.owner.execute("update person set document_number_sealed = $1", elsewhere)
    found = (await patient.faults())["key"]
    assert {each.code for each in found} == {"does_not_open"}
    assert "1101011990" not in "".join(each.says.zh for each in found)


async def test_faults_of_the_papers_are_found(patient: Patient) -> None:
    folder = papers_directory(patient.home)
    put_paper(patient.home, b"%PDF whole", "cd").write_bytes(b"%PDF who")
    (folder / "租约.pdf").write_bytes(b"%PDF")
    (folder / "ef").mkdir()
    (folder / "ef" / ("0" * 64)).symlink_to(folder / "租约.pdf")
    (folder / ".draft").write_bytes(b"")
    assert sorted(found.code for found in (await patient.faults())["papers"]) == [
        "paper_changed",
        "paper_misnamed",
        "paper_no_file",
    ]


async def test_little_room_is_found(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine_machine, "LEAST_FREE_BYTES", 2**62)
    assert {found.code for found in (await patient.faults())["room"]} == {"little_room"}


# --- time and policy


async def test_clocks_apart_are_found(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = await _facts(patient)
    late = msgspec.structs.replace(plain, now=plain.now + timedelta(minutes=5))

    async def other() -> server_facts.ServerFacts:
        return late

    monkeypatch.setattr(server_facts, "server_facts", other)
    assert {found.code for found in (await patient.faults())["clock"]} == {"clock_apart"}


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 10, 31), set()),
        (date(2026, 11, 1), {"calendar_ends"}),
        (date(2026, 12, 31), {"calendar_ends"}),
        (date(2027, 1, 1), {"calendar_missing"}),
    ],
)
async def test_a_calendar_that_ends_is_found_in_time(patient: Patient, on: date, codes: set[str]) -> None:
    assert {found.code for found in (await patient.examine(on=on))["calendar"].found} == codes
    await patient.plant("insert into calendar_year values (2027, true, '暂定', now())")
    later = (await patient.examine(on=on))["calendar"].found
    assert later == []


async def test_a_faulty_pack_is_found(patient: Patient, tmp_path: Path) -> None:
    import shutil

    packs = tmp_path / "packs"
    shutil.copytree(HOME, packs, ignore=shutil.ignore_patterns("*.py", "__pycache__", "calendar"))
    rent = packs / "hongshan" / "renewal.toml"
    text = rent.read_text(encoding="utf-8")
    rent.write_text(text.replace("合同期满3个月前", "合同期满4个月前", 1), encoding="utf-8")
    (found,) = (await patient.examine(packs=packs))["packs"].found
    assert "hongshan" in found.says.zh
    rent.write_text(text.replace("unit", "unot", 1), encoding="utf-8")
    assert [each.grave for each in (await patient.examine(packs=packs))["packs"].found] == [True]
