"""The demonstration city is the same every time, plausible, without a fault, and of nobody."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import asyncpg
import pytest

from backend.cli.main import main
from backend.domain.rent.schedule import Priced, RateFacts, price
from backend.domain.stock.standards import area_text
from backend.domain.vocabulary.credit_code import is_credit_code
from backend.domain.vocabulary.refusal import Refused
from backend.policy_packs.schedules import case_of
from backend.services.acting import Acting
from backend.services.allot_home import AllotHome, allot_home
from backend.services.answer_question import PolicyLibrary
from backend.services.check_person import DOCUMENT, PHONE
from backend.services.choose_home import ChooseHome, choose_home
from backend.services.demo.cities import CITIES
from backend.services.demo.families import BUSINESS_DAY
from backend.services.demo.plan import plan_city
from backend.services.examine_installation import examine_installation
from backend.services.lapse_allocations import lapse_allocations
from backend.services.load_demonstration import LOADED_AT, DemonstrationLoaded, load_demonstration
from backend.store import audit
from backend.store.engine import DatabaseAccess
from backend.store.queries.rent_schedules import schedules_of
from backend.store.sealing import Key, Sealing

from ..store.conftest import TEMPLATE, Cluster, add_authority
from .conftest import Hand, refused
from .demonstration import (
    OURS,
    Book,
    Row,
    allocation_breaches,
    beside_the_document,
    canonical,
    household_breaches,
    in_database,
    loaded,
    person_breaches,
    read,
    tenancy_breaches,
)

DOC = Path(__file__).parents[2] / "docs" / "reference" / "demonstration_city.md"


@pytest.fixture(scope="module")
def book(cluster: Cluster) -> Book:
    """The city, loaded once for all tests that only read it."""
    return loaded(cluster, bytes(range(32)))[0]


# --- the same every time


def test_two_loads_give_the_same_rows(book: Book, cluster: Cluster) -> None:
    name = cluster.new_database(TEMPLATE)
    cluster.do("select setval('anju_id', 5000000)", database=name)
    access, hand = cluster.access(name), Hand(PolicyLibrary(), Sealing(Key(bytes(32))))
    in_database(access, lambda: load_demonstration(hand))
    other = Book(access, hand, asyncio.run(read(access)))
    first, second = canonical(book), canonical(other)
    assert {table: len(rows) for table, rows in first.items()} == {
        table: len(rows) for table, rows in second.items()
    }
    assert first == second
    assert {row["id"] for row in book.rows["unit"]} & {row["id"] for row in other.rows["unit"]} == set()
    for table, change in (("person", {"hukou": "别处"}), ("unit_state", {"from_day": BUSINESS_DAY})):
        assert canonical(other.planted(table, **change)) != first, table


DIGEST = (
    "import hashlib, datetime; from backend.services.demo.cities import CITIES;"
    "from backend.services.demo.plan import plan_city;"
    "plans = [plan_city(city, lambda day: day + datetime.timedelta(days=14), SEED) for city in CITIES[1:]];"
    "print(hashlib.sha256(repr(plans).encode()).hexdigest())"
)


def test_the_plan_does_not_hang_on_the_process_and_another_seed_makes_another_city() -> None:
    def digest(hash_seed: str, seed: str) -> str:
        code = DIGEST.replace("SEED", repr(seed))
        environ = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=True)
        return done.stdout.decode()

    assert digest("1", "a") == digest("2", "a") != digest("2", "b")


def test_the_distribution_is_the_one_written_down(book: Book) -> None:
    text = DOC.read_text(encoding="utf-8")
    assert beside_the_document(book, text) == []
    assert beside_the_document(book, text.replace("| dibao |", "| nobody |")) != []
    many = book
    for _ in range(40):
        many = many.planted("household", household_class="dibao")
    assert any("'dibao'" in each for each in beside_the_document(many, text))


def test_the_numbers_of_homes_and_households_are_those_written_down(book: Book) -> None:
    text = DOC.read_text(encoding="utf-8")
    for city in CITIES:
        counted = [len(book.of(table, city.code)) for table in ("estate", "unit", "household", "person")]
        assert f"| {city.code} | {' | '.join(f'{many:,}' for many in counted)} |" in text
    assert (len(book.of("estate")), len(book.of("unit"))) == (3, 1200)
    sizes = {row["household_size"] for row in book.of("household")}
    assert sizes == set(range(1, 9))


@pytest.mark.parametrize(
    ("breaches", "table", "planted"),
    [
        (tenancy_breaches, "tenancy", {"state": "leaving", "unit_id": None}),
        (tenancy_breaches, "tenancy", {"state": "ended"}),
        (tenancy_breaches, "tenancy", {"from_day": BUSINESS_DAY}),
        (tenancy_breaches, "unit_state", {"state": "sold"}),
        (household_breaches, "household_member", {"role": "applicant"}),
        (household_breaches, "household", {"household_size": 9}),
        (household_breaches, "household_member", {"relation": "grandparent"}),
        (household_breaches, "person", {"birth_day": BUSINESS_DAY}),
        (person_breaches, "person", {"birth_day": date(2000, 1, 1)}),
        (person_breaches, "person", {"name": "王□"}),
        (person_breaches, "person", {"name": "刘涛"}),
        (allocation_breaches, "allocation", {"state": "given_up"}),
        (allocation_breaches, "ban", {"reapply_from": BUSINESS_DAY}),
    ],
)
def test_no_row_contradicts_another(
    book: Book, breaches: Callable[[Book], list[str]], table: str, planted: Row
) -> None:
    assert breaches(book) == []
    if planted.get("unit_id", 0) is None:
        planted = {**planted, "unit_id": book.rows["tenancy"][5]["unit_id"]}
    assert breaches(book.planted(table, **planted)) != []


def test_a_number_or_telephone_that_may_be_issued_is_found(book: Book) -> None:
    sealing, person = book.hand.sealing, book.rows["person"][0]
    issued = sealing.seal(person["authority_id"], DOCUMENT, "11010519491231002X")
    assert person_breaches(book.planted("person", document_number_sealed=issued)) != []
    somebodys = sealing.seal(person["authority_id"], PHONE, "13800138000")
    assert person_breaches(book.planted("person", phone_sealed=somebodys)) != []


def test_every_home_of_hongshan_is_priced_by_the_schedule_in_force(book: Book) -> None:
    authority = book.of("estate")[0]["authority_id"]
    schedules = [held.schedule for held in in_database(book.access, lambda: schedules_of(authority))]
    assert [each.state for each in schedules] == ["superseded", "published"]
    pack, calendar = book.hand.library.pack("hongshan"), book.hand.library.calendar
    asked = {(row["location"], row["grade"], row["floor_area_hundredths_m2"]) for row in book.of("unit")}
    for location, grade, area in sorted(asked):
        for household_class in {row["household_class"] for row in book.of("household")}:
            facts = RateFacts(location, grade, "public_rental", household_class, area_text(area))
            found = price(facts, schedules, case_of(BUSINESS_DAY, pack, calendar))
            assert isinstance(found, Priced), found
            assert found.approval_number == "红政字〔2025〕18号"
            assert found.monthly_rent_fen == (found.rate_fen_per_m2 * area * 2 + 100) // 200


def test_offices_and_companies_are_marked_and_their_codes_belong_to_nobody(book: Book) -> None:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    for row in (*book.rows["authority"], *book.rows["operator"]):
        code = row["credit_code"]
        assert is_credit_code(code)
        own = 11 - sum(weight * int(sign, 36) for weight, sign in zip(weights, code[8:16], strict=True)) % 11
        assert {10: "X", 11: "0"}.get(own, str(own)) != code[16], "GB 11714 would accept it"
    assert all(row["demonstration"] for row in book.rows["authority"])
    assert {row["name"] for row in book.of("operator")} == {"赤峰市红山区安居住房运营管理有限公司"}
    years = {row["year"]: row["provisional"] for row in book.rows["calendar_year"]}
    assert [year for year, provisional in years.items() if provisional] == [2027, 2028, 2029, 2030]
    assert {2004, 2026} <= years.keys()


def test_each_authority_has_one_entry_and_its_trail_is_whole(book: Book) -> None:
    for city in CITIES:
        acts = [
            row["act"] for row in sorted(book.of("audit_entry", city.code), key=lambda row: row["sequence"])
        ]
        schedules = ["file_rent_schedules"] * 2 + ["approve_rent_schedule", "publish_rent_schedule"] * 2
        assert acts == ["load_demonstration", *(schedules if city.code == "hongshan" else [])]
        authority = book.of("estate", city.code)[0]["authority_id"]
        assert in_database(book.access, lambda here=authority: audit.verify(here)) is None  # type: ignore[misc]


# --- anju demo


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[DatabaseAccess]:
    """A database of the test's own, migrated."""
    name = cluster.new_database(TEMPLATE)
    yield cluster.access(name)
    cluster.do(f"drop database {name} with (force)")


def test_the_command_loads_once_and_the_doctor_finds_no_fault(
    empty: DatabaseAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("DATABASE_URL", empty.application_url)
    monkeypatch.delenv("ANJU_OWNER_URL", raising=False)
    assert main(["demo", "--home", str(home)]) == 0
    shown = capsys.readouterr().out
    assert "红山区住房和城乡建设局:房屋 1200 套" in shown
    assert "The business day begins at 2026-09-01" in shown
    before = asyncio.run(read(empty))
    assert main(["demo", "--home", str(home)]) == 0
    assert capsys.readouterr().out.count("there already, nothing changed") == len(CITIES)
    assert asyncio.run(read(empty)) == before

    checked = asyncio.run(examine_installation(home, BUSINESS_DAY, LOADED_AT))
    registers = {
        "homes",
        "tenancies",
        "households",
        "rents",
        "numbers",
        "imports",
        "audit",
        "calendar",
        "key",
    }
    found = {each.check.code: [fault.says.en for fault in each.found] for each in checked if each.done}
    assert registers <= found.keys()
    assert {code: faults for code, faults in found.items() if code in registers and faults} == {}


def test_two_at_once_load_it_once(empty: DatabaseAccess) -> None:
    hand = Hand(PolicyLibrary(), Sealing(Key(bytes(32))))

    async def both() -> list[DemonstrationLoaded]:
        return list(await asyncio.gather(load_demonstration(hand), load_demonstration(hand)))

    done = in_database(empty, both)
    assert [sum(each.new for each in pair) for pair in zip(*(one.cities for one in done), strict=True)] == [
        1
    ] * 4
    rows = asyncio.run(read(empty))
    assert Counter(row["act"] for row in rows["audit_entry"])["load_demonstration"] == len(CITIES)


@pytest.mark.parametrize("demonstration", [True, False])
def test_it_does_not_mix_with_other_data(
    empty: DatabaseAccess, demonstration: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    async def plant() -> None:
        connection = await asyncpg.connect(empty.owner_url)
        await add_authority(connection, "hongshan")
        await connection.execute("update authority set demonstration = $1", demonstration)
        await connection.close()

    asyncio.run(plant())
    before = asyncio.run(read(empty))
    monkeypatch.setenv("DATABASE_URL", empty.application_url)
    assert main(["demo", "--home", str(tmp_path / "home")]) == 1
    said = capsys.readouterr().err
    assert "试验hongshan" in said
    assert "Name a new folder" in said
    assert asyncio.run(read(empty)) == before


async def office_work(book: Book) -> None:
    """The services go on from what was loaded: the next in the order chooses, whoever signs late loses."""

    def clerk(code: str, on: date) -> Acting:
        authority = book.of("estate", code)[0]["authority_id"]
        return Acting(authority, code, "王建国", on, LOADED_AT)

    waiting = [row for row in book.of("allocation") if row["unit_id"] is None]
    first, second = sorted(waiting, key=lambda row: row["choice_order"])[:2]
    vacant = next(
        row["unit_id"] for row in book.of("unit_state") if (row["state"], row["to_day"]) == ("vacant", None)
    )
    acting = clerk("hongshan", BUSINESS_DAY)
    early = await refused(choose_home(acting, book.hand, ChooseHome(second["id"], vacant, BUSINESS_DAY)))
    assert set(early) == {"not_in_turn"}
    await choose_home(acting, book.hand, ChooseHome(first["id"], vacant, BUSINESS_DAY))
    later = clerk("zhaoyang", date(2026, 9, 30))
    allotted = [
        row["id"]
        for row in book.of("allocation", "zhaoyang")
        if row["state"] == "allotted" and row["unit_id"]
    ]
    assert {each.allocation_id for each in await lapse_allocations(later, book.hand)} == set(allotted)
    banned = book.of("ban")[0]["person_id"]
    household = next(row["household_id"] for row in book.of("household_member") if row["person_id"] == banned)
    asked = AllotHome(household, "2026年9月配租", "1", BUSINESS_DAY, choice_order=1)
    assert set(await refused(allot_home(acting, book.hand, asked))) == {"banned"}


def test_a_city_that_fails_half_way_leaves_nothing_and_is_loaded_the_next_time(
    empty: DatabaseAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(PolicyLibrary(), Sealing(Key(bytes(32))))

    async def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("backend.services.load_demonstration.load_tenancies", broken)
        with pytest.raises(RuntimeError, match="power"):
            in_database(empty, lambda: load_demonstration(hand))
    rows = asyncio.run(read(empty))
    assert [table for table in ("authority", *OURS) if rows[table]] == []
    assert all(city.new for city in in_database(empty, lambda: load_demonstration(hand)).cities)
    book = Book(empty, hand, asyncio.run(read(empty)))
    in_database(empty, lambda: office_work(book))


def test_a_demonstration_that_became_real_is_left_alone(cluster: Cluster, book: Book) -> None:
    async def loaded_again() -> None:
        await load_demonstration(book.hand)

    database = book.access.owner_url.split("/")[3].split("?")[0]
    cluster.do("update authority set demonstration = false where code = 'baicheng'", database=database)
    try:
        with pytest.raises(Refused) as caught:
            in_database(book.access, loaded_again)
        assert "白城市建委" in caught.value.refusals[0].zh
    finally:
        cluster.do("update authority set demonstration = true", database=database)


def test_a_plan_needs_neither_database_nor_clock() -> None:
    plans = [plan_city(CITIES[3], lambda _: None) for _ in range(2)]
    assert plans[0] == plans[1]
