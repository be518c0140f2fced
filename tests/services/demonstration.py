"""A loaded demonstration as rows: read, made comparable, measured, and searched for contradictions."""

import asyncio
import copy
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

import asyncpg

from backend.domain.vocabulary.document_kinds import DocumentKind
from backend.domain.vocabulary.identity import birth_day, document_faults, is_made_up
from backend.domain.vocabulary.names import name_faults, rare_characters
from backend.services.answer_question import PolicyLibrary
from backend.services.check_person import DOCUMENT, PHONE
from backend.services.demo import name_lists
from backend.services.demo.documents import PHONE_PREFIX
from backend.services.demo.families import BUSINESS_DAY
from backend.services.load_demonstration import DemonstrationLoaded, load_demonstration
from backend.store.engine import DB, DatabaseAccess, start_pool, stop_pool, use_database
from backend.store.sealing import Key, Sealing

from ..store.conftest import TEMPLATE, Cluster
from .conftest import Hand

OURS = (
    "operator estate estate_share building unit unit_state person household household_member ban allocation"
    " tenancy tenancy_member rent_schedule rent_schedule_line audit_entry"
).split()
SHARED = ("authority", "calendar_year", "day_calendar")
LIVE = ("reserved", "living", "leaving")
Row = dict[str, Any]
Found = TypeVar("Found")


class Book(NamedTuple):
    """A loaded database: all its rows by table, and the key of its numbers."""

    access: DatabaseAccess
    hand: Hand
    rows: dict[str, list[Row]]

    def of(self, table: str, code: str = "hongshan") -> list[Row]:
        """The rows of one authority."""
        (authority,) = (each["authority_id"] for each in self.rows["authority"] if each["code"] == code)
        return [row for row in self.rows[table] if row["authority_id"] == authority]

    def plain(self, person: Row, field: str = DOCUMENT) -> str:
        sealed = person["document_number_sealed" if field == DOCUMENT else "phone_sealed"]
        return self.hand.sealing.unseal(person["authority_id"], field, bytes(sealed)) if sealed else ""

    def planted(self, table: str, **changes: Any) -> "Book":
        """The same with something changed in the first row of a table that has it otherwise and is not over.

        Of persons, the first one with a resident's card.
        """
        rows = copy.copy(self.rows)
        rows[table] = [dict(row) for row in rows[table]]
        row = next(
            row
            for row in rows[table]
            if all(row[name] != value for name, value in changes.items())
            and row.get("to_day") is None
            and row.get("document_kind", "resident_id") == "resident_id"
        )
        row.update(changes)
        return self._replace(rows=rows)


def in_database(access: DatabaseAccess, work: Callable[[], Awaitable[Found]]) -> Found:
    """Do something with a database as the application."""

    async def run() -> Found:
        use_database(access)
        await start_pool()
        try:
            return await work()
        finally:
            await stop_pool()
            DB.config = {}

    return asyncio.run(run())


async def read(access: DatabaseAccess) -> dict[str, list[Row]]:
    connection = await asyncpg.connect(access.owner_url)
    try:
        return {
            table: [dict(row) for row in await connection.fetch(f"select * from {table}")]
            for table in (*SHARED, *OURS)
        }
    finally:
        await connection.close()


def loaded(cluster: Cluster, key: bytes) -> tuple[Book, DemonstrationLoaded]:
    access, hand = cluster.access(cluster.new_database(TEMPLATE)), Hand(PolicyLibrary(), Sealing(Key(key)))
    done = in_database(access, lambda: load_demonstration(hand))
    return Book(access, hand, asyncio.run(read(access))), done


# --- the same every time

NAMELESS = re.compile(r"(^id$|_sealed$|_index$|^hash$|_hash$|^subject$)")
NAMED = {
    "operator": "name", "estate": "name", "rent_schedule": "approval_number", "building": "name",
    "unit": "room_number", "allocation": "application_number",
}  # fmt: skip


def canonical(book: Book) -> dict[str, list[str]]:
    """All rows without ids, seals and hashes, each reference replaced by what it points at by name."""
    label: dict[str, dict[int, str]] = {
        "authority": {row["authority_id"]: row["code"] for row in book.rows["authority"]},
        "person": {row["id"]: book.plain(row) for row in book.rows["person"]},
    }
    for table in ("operator", "estate", "building", "unit", "rent_schedule", "allocation"):
        label[table] = {row["id"]: said(row, label, NAMED[table]) for row in book.rows[table]}
    allocations = book.rows["allocation"]
    label["household"] = {row["household_id"]: row["application_number"] for row in allocations}
    label["tenancy"] = {
        row["id"]: "of " + label["household"][row["household_id"]] for row in book.rows["tenancy"]
    }
    label["schedule"] = label["rent_schedule"]
    return {table: sorted(whole(row, label, book) for row in rows) for table, rows in book.rows.items()}


def said(row: Row, label: dict[str, dict[int, str]], name: str) -> str:
    above = [
        label[key][row[f"{key}_id"]] for key in ("authority", "estate", "building") if row.get(f"{key}_id")
    ]
    return " ".join([*above, row.get("entrance") or "", row[name]])


def whole(row: Row, label: dict[str, dict[int, str]], book: Book) -> str:
    kept = {
        key: label[key[:-3]][value] if key.endswith("_id") and value is not None else str(value)
        for key, value in row.items()
        if not NAMELESS.search(key)
    }
    if "phone_sealed" in row:
        kept |= {"number": book.plain(row), "phone": book.plain(row, PHONE)}
    return repr(sorted(kept.items()))


# --- what is written down


def share(counted: Counter[str]) -> dict[str, float]:
    return {key: round(100 * many / counted.total(), 1) for key, many in counted.items()}


def age(row: Row) -> int:
    born: date = row["birth_day"]
    return BUSINESS_DAY.year - born.year - ((BUSINESS_DAY.month, BUSINESS_DAY.day) < (born.month, born.day))


def banded(value: int, *bands: tuple[int, str]) -> str:
    return next(name for upto, name in bands if value <= upto)


def measures(book: Book) -> dict[str, dict[str, float]]:
    """What the document says of Hongshan, measured in its rows."""
    persons, units = book.of("person"), book.of("unit")
    names = Counter(row["name"] for row in persons)
    ages = ((17, "0–17"), (34, "18–34"), (59, "35–59"), (200, "60+"))
    moved = Counter(
        banded(row["from_day"].year, (2021, "2021"), (2022, "2022"), (2026, "2023–2026"))
        for row in book.of("tenancy")
    )
    marks = {
        "shared name": sum(many for many in names.values() if many > 1),
        "rare character": sum(bool(rare_characters(row["name"])) for row in persons),
        "beyond the basic plane": sum(max(map(ord, row["name"])) > 0xFFFF for row in persons),
        "with ·": sum("·" in row["name"] for row in persons),
        "other document": sum(row["document_kind"] != "resident_id" for row in persons),
    }
    return {
        "class": share(Counter(row["household_class"] for row in book.of("household"))),
        "persons": share(
            Counter(
                banded(row["household_size"], (1, "1"), (2, "2"), (3, "3"), (4, "4"), (8, "5–8"))
                for row in book.of("household")
            )
        ),
        "state": share(Counter(row["state"] for row in book.of("unit_state") if row["to_day"] is None)),
        "area": share(
            Counter("≤ 50 m²" if row["floor_area_hundredths_m2"] <= 5000 else "50–80 m²" for row in units)
        ),
        "location": share(Counter(row["location"] for row in units)),
        "grade": share(Counter(row["grade"] for row in units)),
        "age": share(Counter(banded(age(row), *ages) for row in persons)),
        "sex": share(Counter(row["sex"] for row in persons)),
        "moved in": share(moved),
        "name": {mark: round(100 * many / len(persons), 1) for mark, many in marks.items()},
    }


WRITTEN = re.compile(r"^\| (\S[^|]*?) \| ([^|]+?) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)


def beside_the_document(book: Book, text: str) -> list[str]:
    """Where the rows differ from what is written: outside the bounds, another value, or not written at all."""
    written = {
        (measure, group): (float(low), float(high), float(value))
        for measure, group, low, high, value in WRITTEN.findall(text.partition("in per cent")[2])
    }
    measured = {
        (measure, group): value for measure, each in measures(book).items() for group, value in each.items()
    }
    found = [f"{key} is not in both" for key in written.keys() ^ measured.keys()]
    for key in written.keys() & measured.keys():
        low, high, value = written[key]
        if not low <= measured[key] <= high or value != measured[key]:
            found.append(f"{key}: {measured[key]}, written {low}–{high}, {value}")
    return sorted(found)


# --- no fault


def tenancy_breaches(book: Book) -> list[str]:
    """Units, households and persons with two live tenancies; homes whose state is not what holds them."""
    live = [row for row in book.rows["tenancy"] if row["state"] in LIVE]
    found = [
        f"{name} {key} twice"
        for name, rows in (
            ("unit_id", live), ("household_id", live),
            ("person_id", [row for row in book.rows["tenancy_member"] if row["live"]]),
        )
        for key, many in Counter(row[name] for row in rows).items()
        if many > 1
    ]  # fmt: skip
    now = {row["unit_id"]: row["state"] for row in book.rows["unit_state"] if row["to_day"] is None}
    allotted = {row["unit_id"] for row in book.rows["allocation"] if row["state"] == "allotted"}
    lived_in = {row["unit_id"]: row for row in live}
    bought = {row["unit_id"] for row in book.rows["tenancy"] if row["state"] == "ended"}
    for unit in (row["id"] for row in book.rows["unit"]):
        due = (
            "let"
            if unit in lived_in
            else "reserved"
            if unit in allotted
            else "sold"
            if unit in bought
            else ""
        )
        if now.get(unit) != due and (due or now.get(unit) not in ("vacant", "repair", "frozen")):
            found.append(f"unit {unit} is {now.get(unit)}, not {due or 'free'}")
    days = {row["unit_id"]: row["from_day"] for row in book.rows["unit_state"] if row["state"] == "let"}
    found += [f"unit {unit} since" for unit, row in lived_in.items() if row["from_day"] != days.get(unit)]
    return found


def household_breaches(book: Book) -> list[str]:
    """Households without exactly one applicant, of another size, or whose families cannot be."""
    persons = {row["id"]: row for row in book.rows["person"]}
    members: dict[int, list[Row]] = {row["id"]: [] for row in book.rows["household"]}
    for row in book.rows["household_member"]:
        members[row["household_id"]].append(row)
    found = []
    for household in book.rows["household"]:
        here = members[household["id"]]
        heads = [persons[row["person_id"]] for row in here if row["role"] == "applicant"]
        if len(heads) != 1 or len(here) != household["household_size"]:
            found.append(f"household {household['id']} has {len(heads)} applicants, {len(here)} members")
            continue
        since = next(row["from_day"] for row in here if row["role"] == "applicant")
        if (since - heads[0]["birth_day"]).days < 18 * 365 + 4:
            found.append(f"household {household['id']} was applied for by a child")
        for row in here:
            person, relation = persons[row["person_id"]], row["relation"]
            older = (heads[0]["birth_day"] - person["birth_day"]).days / 365.25
            fits = {
                "self": older == 0, "spouse": abs(older) < 11 and person["sex"] != heads[0]["sex"],
                "child": -47 < older < -18, "parent": 18 < older < 45, "grandparent": 38 < older < 70,
                "grandchild": older < -38, "sibling": abs(older) < 15,
            }  # fmt: skip
            if not fits[relation] or row["from_day"] < person["birth_day"]:
                found.append(f"household {household['id']}: {relation} {older:.1f} years older")
    return found


def person_breaches(book: Book) -> list[str]:
    """Numbers that are not made up, wrong, or say another birth day; odd names; telephones somebody may have."""
    found = []
    for row in book.rows["person"]:
        kind, number, phone = DocumentKind(row["document_kind"]), book.plain(row), book.plain(row, PHONE)
        if document_faults(kind, number, BUSINESS_DAY) or name_faults(row["name"]):
            found.append(f"{row['name']}: {kind} {number}")
        if kind in ("resident_id", "residence_permit", "permanent_residence"):
            if not is_made_up(number) or birth_day(number) != row["birth_day"]:
                found.append(f"{row['name']}: {number}, born {row['birth_day']}")
        elif not re.fullmatch(r"XX0{5}\d\d|H?0{6}\d\d", number):
            found.append(f"{row['name']}: {kind} {number} may be somebody's")
        if phone and not re.fullmatch(rf"{PHONE_PREFIX}\d{{6}}", phone):
            found.append(f"{row['name']}: {phone} may be somebody's")
        if not row["birth_day"] <= BUSINESS_DAY or row["name"] in name_lists.FAMOUS or not row["initials"]:
            found.append(f"{row['name']}, born {row['birth_day']}")
    return found


def allocation_breaches(book: Book) -> list[str]:
    """Results settled before they stood or after their window; bans that are not those of giving up."""
    found = []
    joined = [(row["household_id"], row["from_day"]) for row in book.rows["household_member"]]
    code = {row["authority_id"]: row["code"] for row in book.rows["authority"]}
    bans = 0
    for row in book.rows["allocation"]:
        windowed = code[row["authority_id"]] == "zhaoyang" and row["unit_id"] is not None
        if (row["window_last_day"] is not None) != windowed:
            found.append(f"{row['application_number']} window")
        if row["state"] == "signed" and windowed and row["settled_on"] > row["window_last_day"]:
            found.append(f"{row['application_number']} signed late")
        if row["state"] == "lapsed" and row["settled_on"] <= row["window_last_day"]:
            found.append(f"{row['application_number']} lapsed early")
        if row["state"] == "allotted" and windowed and row["window_last_day"] < BUSINESS_DAY:
            found.append(f"{row['application_number']} should have lapsed")
        if row["state"] == "given_up" and code[row["authority_id"]] == "hongshan":
            bans += sum(who == row["household_id"] and day <= row["settled_on"] for who, day in joined)
    if len(book.rows["ban"]) != bans:
        found.append(f"{len(book.rows['ban'])} bans, due {bans}")
    late = [row for row in book.rows["ban"] if row["reapply_from"].year != row["from_day"].year + 3]
    return found + [f"ban {row['id']} until {row['reapply_from']}" for row in late]
