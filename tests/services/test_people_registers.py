"""A person is one person, households keep their history, searches find and mask, a full number leaves a trace."""

import asyncio
import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from backend.domain.vocabulary.identity import made_up_number
from backend.services.change_members import ChangeMembers, change_members
from backend.services.check_members import MemberGiven
from backend.services.check_person import DOCUMENT, PHONE, PersonGiven
from backend.services.confirm_warnings import Confirmation
from backend.services.mask_numbers import masked_number, masked_phone, masked_words
from backend.services.register_household import RegisterHousehold, register_household
from backend.services.register_person import PersonRegistered, RegisterPerson, register_person
from backend.services.search_registers import Search, search_registers
from backend.services.unmask_person import UnmaskPerson, unmask_person
from backend.store import audit
from backend.store.engine import fetch, fetch_one
from backend.store.queries import households

from .conftest import DAY, RACERS, Town, at_the_start, column, refused, someone

pytestmark = pytest.mark.asyncio
SURE = "与证件核对一致"
PHONE_NUMBER = "13967321882"


async def register(town: Town, person: PersonGiven, *codes: str) -> PersonRegistered:
    confirmed = Confirmation(codes, SURE) if codes else None
    return await register_person(town.acting, town.hand, RegisterPerson(person, confirmed))


async def members(town: Town, household: int, day: date = DAY) -> dict[str, str]:
    rows = await households.members_on(town.acting.authority_id, [household], day)
    return {row.name: row.relation for row in rows}


async def test_the_same_person_registered_twice_is_the_one_there_is(hongshan: Town, zhaoyang: Town) -> None:
    given = someone(phone=PHONE_NUMBER)
    first = await register(hongshan, given)
    spelled = replace(
        given, name=" 苏 晓梅", document_number=f" {given.document_number[:6]}-{given.document_number[6:]}"
    )
    again = await register(hongshan, spelled)
    assert (first.new, again.new, again.person_id) == (True, False, first.person_id)
    elsewhere = await register(zhaoyang, given)
    assert elsewhere.new
    assert elsewhere.person_id != first.person_id


async def test_an_old_number_and_its_new_one_are_the_same_person(hongshan: Town) -> None:
    new = made_up_number("150402", date(1960, 5, 2))
    old = new[:6] + new[8:17]
    warned = await refused(register(hongshan, PersonGiven("苏晓梅", old)))
    assert {code: each.severity for code, each in warned.items()} == {"id_15_digits": "warning"}
    first = await register(hongshan, PersonGiven("苏晓梅", old), "id_15_digits")
    assert (await register(hongshan, PersonGiven("苏晓梅", new))).person_id == first.person_id


async def test_what_is_wrong_with_a_person_is_said_at_once(hongshan: Town) -> None:
    wrong = PersonGiven("苏?梅", "150402196001010001", phone="\x07", sex="x")
    found = await refused(register(hongshan, wrong))
    assert set(found) == {"name_stand_in", "id_checksum", "phone_form", "unknown_word"}
    assert {each.field for each in found.values()} == {"name", "document_number", "phone", "sex"}
    assert all("150402196001010001" not in each.zh + each.en for each in found.values())
    kind = replace(someone(), document_kind="月票")
    assert set(await refused(register(hongshan, kind))) == {"unknown_word"}
    assert await column("person", "name", hongshan.acting.authority_id) == []


async def test_a_known_number_under_another_name_needs_a_persons_word(hongshan: Town) -> None:
    given = someone()
    first = await register(hongshan, given)
    other = replace(given, name="汤宇华")
    found = await refused(register(hongshan, other))
    assert {code: each.severity for code, each in found.items()} == {"other_name": "warning"}
    request = RegisterPerson(other, Confirmation(("other_name",), "  "))
    assert set(await refused(register_person(hongshan.acting, hongshan.hand, request))) == {"reason_needed"}
    assert (await register(hongshan, other, "other_name")).person_id == first.person_id
    assert await column("person", "name", hongshan.acting.authority_id) == ["苏晓梅"]


async def test_birth_day_and_sex_come_from_the_number_where_it_says_them(hongshan: Town) -> None:
    real_form = "15040219870620123"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    sign = "10X98765432"[sum(w * int(d) for w, d in zip(weights, real_form, strict=True)) % 11]
    await register(hongshan, PersonGiven("罗飞", real_form + sign, birth_day=date(1999, 9, 9)))
    await register(hongshan, PersonGiven("李雷", "E12345678", "护照", birth_day=date(1990, 3, 1), sex="male"))
    rows = await fetch(
        "SELECT birth_day, sex FROM person WHERE authority_id = $1 ORDER BY birth_day",
        hongshan.acting.authority_id,
    )
    assert [tuple(row) for row in rows] == [(date(1987, 6, 20), "male"), (date(1990, 3, 1), "male")]


async def test_32_clerks_register_one_person(hongshan: Town) -> None:
    given = someone()
    await at_the_start()
    made = await asyncio.gather(*(register(hongshan, given) for _ in range(RACERS)))
    assert len({each.person_id for each in made}) == 1
    assert sum(each.new for each in made) == 1
    assert await column("person", "name", hongshan.acting.authority_id) == ["苏晓梅"]
    assert await audit.verify(hongshan.acting.authority_id) is None


async def test_no_number_is_kept_or_audited_in_clear(hongshan: Town) -> None:
    given = someone(phone=PHONE_NUMBER)
    person = (await register(hongshan, given)).person_id
    authority = hongshan.acting.authority_id
    reason = f"核对{given.document_number}的低保,已电话{PHONE_NUMBER}"
    await unmask_person(hongshan.acting, hongshan.hand, UnmaskPerson(person, "document", reason))
    row = await fetch_one("SELECT p::text AS kept FROM person AS p WHERE authority_id = $1", authority)
    trail = await column("audit_entry", "payload::text", authority)
    assert row is not None
    for secret in (given.document_number, PHONE_NUMBER, given.document_number.encode().hex()):
        assert secret not in row["kept"]
        assert secret not in "".join(trail)


async def test_a_warning_that_was_not_confirmed_still_stands(hongshan: Town) -> None:
    new = made_up_number("150402", date(1960, 5, 2))
    await register(hongshan, PersonGiven("苏晓梅", new))
    two = PersonGiven("汤宇华", new[:6] + new[8:17])
    assert set(await refused(register(hongshan, two))) == {"id_15_digits", "other_name"}
    assert set(await refused(register(hongshan, two, "id_15_digits"))) == {"other_name"}
    assert not (await register(hongshan, two, "id_15_digits", "other_name")).new


async def test_a_household_says_everything_that_is_wrong_at_once(hongshan: Town) -> None:
    twice, bad = someone(), PersonGiven("", "1")
    given = tuple(MemberGiven(each, "cousin") for each in (twice, twice, bad))
    request = RegisterHousehold("rich", given, DAY + timedelta(days=1), household_size=2)
    found = await refused(register_household(hongshan.acting, hongshan.hand, request))
    assert set(found) == {
        "unknown_word", "one_applicant", "name_missing", "id_form", "person_twice", "size_below_members",
        "day_ahead",
    }  # fmt: skip
    assert found["name_missing"].field == "members[2].name"
    assert await column("household", "id", hongshan.acting.authority_id) == []


async def test_a_second_household_of_the_same_applicant_needs_a_persons_word(hongshan: Town) -> None:
    applicant = someone()
    first, _ = await hongshan.household(applicant)
    found = await refused(hongshan.household(applicant))
    assert {code: each.severity for code, each in found.items()} == {"household_there": "warning"}
    assert str(first) in found["household_there"].zh
    second, _ = await hongshan.household(applicant, confirmed=Confirmation(("household_there",), "分户"))
    assert second != first
    payload = json.loads((await column("audit_entry", "payload::text", hongshan.acting.authority_id))[-1])
    assert "苏晓梅" not in json.dumps(payload, ensure_ascii=False)


async def test_after_the_applicants_death_another_member_takes_the_place(hongshan: Town) -> None:
    people = [someone(name=name) for name in ("苏晓梅", "汤宇华", "汤小宝")]
    household, (mother, father, child) = await hongshan.household(*people)
    day = date(2026, 5, 3)
    request = ChangeMembers(household, day, "原申请人死亡", leaving=(mother,), new_applicant=father)
    changed = await change_members(hongshan.acting, hongshan.hand, request)
    assert changed.relations == {father: "self", child: "child"}
    assert await members(hongshan, household, day) == {"汤宇华": "self", "汤小宝": "child"}
    before = await members(hongshan, household, day - timedelta(days=1))
    assert before == {"苏晓梅": "self", "汤宇华": "spouse", "汤小宝": "child"}
    history = await households.membership_history(hongshan.acting.authority_id, household)
    assert sorted((row.name, row.relation, row.to_day) for row in history if row.to_day) == [
        ("汤宇华", "spouse", day), ("苏晓梅", "self", day),
    ]  # fmt: skip


async def test_a_child_is_born_and_a_member_comes_back(hongshan: Town) -> None:
    people = [someone(name=name) for name in ("苏晓梅", "汤宇华")]
    household, (_, father) = await hongshan.household(*people)
    left = ChangeMembers(household, date(2024, 3, 1), "外出", leaving=(father,))
    await change_members(hongshan.acting, hongshan.hand, left)
    assert await column("household", "household_size", hongshan.acting.authority_id) == [1]
    baby, back = MemberGiven(someone(name="汤小宝"), "child"), MemberGiven(people[1], "spouse")
    early = ChangeMembers(household, date(2024, 2, 1), "返回", joining=(back,))
    assert set(await refused(change_members(hongshan.acting, hongshan.hand, early))) == {"overlapping_days"}
    both = replace(early, on_day=date(2025, 1, 1), joining=(baby, back))
    await change_members(hongshan.acting, hongshan.hand, both)
    assert set(await members(hongshan, household)) == {"苏晓梅", "汤宇华", "汤小宝"}
    assert await column("household", "household_size", hongshan.acting.authority_id) == [3]
    assert set(await refused(change_members(hongshan.acting, hongshan.hand, both))) == {"already_member"}


async def test_a_change_says_everything_that_is_wrong_at_once(hongshan: Town, zhaoyang: Town) -> None:
    household, (applicant, spouse) = await hongshan.household(someone(), someone(name="汤宇华"))
    acting, hand = hongshan.acting, hongshan.hand
    strange = ChangeMembers(
        household, DAY + timedelta(days=1), "", leaving=(1,), relations={spouse: "cousin"}, household_size=1
    )
    assert set(await refused(change_members(acting, hand, strange))) == {
        "day_ahead", "not_a_member", "unknown_word", "reason_needed", "size_below_members",
    }  # fmt: skip
    headless = ChangeMembers(household, DAY, "死亡", leaving=(applicant,))
    assert set(await refused(change_members(acting, hand, headless))) == {"one_applicant"}
    unsaid = ChangeMembers(household, DAY, "更换申请人", new_applicant=spouse)
    found = await refused(change_members(acting, hand, unsaid))
    assert set(found) == {"relation_needed"}
    early = ChangeMembers(household, date(2020, 1, 1), "外出", leaving=(spouse,))
    assert set(await refused(change_members(acting, hand, early))) == {"day_before"}
    everybody = ChangeMembers(household, DAY, "注销", leaving=(applicant, spouse))
    assert "one_applicant" in await refused(change_members(acting, hand, everybody))
    said = replace(unsaid, relations={applicant: "spouse"})
    assert set(await refused(change_members(zhaoyang.acting, zhaoyang.hand, said))) == {"not_found"}
    await change_members(acting, hand, said)
    assert await members(hongshan, household) == {"苏晓梅": "spouse", "汤宇华": "self"}


@pytest.mark.parametrize(
    "text", ["阿依古丽·买买提", "阿依古丽.买买提", "阿依古丽 买买提", "阿依古丽", "ayglmmt", "AYGL"]
)
async def test_a_name_is_found_in_any_spelling_and_by_its_initials(hongshan: Town, text: str) -> None:
    person = (await register(hongshan, someone(name="阿依古丽•买买提", phone=PHONE_NUMBER))).person_id
    await register(hongshan, someone(name="张𬱖"))
    found = (await search_registers(hongshan.acting, hongshan.hand, Search(text))).people
    assert [(each.person_id, each.name) for each in found] == [(person, "阿依古丽·买买提")]


async def test_numbers_find_and_are_masked(hongshan: Town, zhaoyang: Town) -> None:
    number = made_up_number("150402", date(1985, 6, 20))
    given = PersonGiven("张𬱖", number, phone=PHONE_NUMBER)
    household, (person,) = await hongshan.household(given)
    await register(hongshan, someone())
    for text in (
        number,
        number.lower(),
        f"{number[:6]} {number[6:]}",
        number[-4:],
        PHONE_NUMBER,
        "139-6732-1882",
        "1882",
    ):
        found = (await search_registers(hongshan.acting, hongshan.hand, Search(text))).people
        ours = [each for each in found if each.person_id == person]
        assert len(ours) == 1, text
        assert ours[0].households == (household,)
        assert ours[0].document_masked == f"{number[:4]}**********{number[-4:]}"
        assert ours[0].phone_masked == "139****1882"
        assert (await search_registers(zhaoyang.acting, zhaoyang.hand, Search(text))).people == ()
    whole = (await search_registers(hongshan.acting, hongshan.hand, Search(number))).people
    assert [each.person_id for each in whole] == [person]
    assert set(await refused(search_registers(hongshan.acting, hongshan.hand, Search(" ")))) == {
        "search_too_short"
    }


async def test_a_home_is_found_by_any_of_its_parts(hongshan: Town, zhaoyang: Town) -> None:
    unit = await hongshan.unit("302", entrance="2单元")
    await hongshan.unit("303", entrance="2单元")
    await zhaoyang.unit("302", entrance="2单元")
    whole = Search(estate="安居", building="1", entrance="2", room="302")
    found = (await search_registers(hongshan.acting, hongshan.hand, whole)).units
    assert [(each.id, each.name, each.state) for each in found] == [
        (unit, "安居苑 1号楼 2单元 302", "vacant")
    ]
    alone = (await search_registers(hongshan.acting, hongshan.hand, Search(room="302"))).units
    assert [each.id for each in alone] == [unit]


async def test_a_full_number_needs_a_reason_and_leaves_a_trace(hongshan: Town, zhaoyang: Town) -> None:
    given = someone()
    person = (await register(hongshan, given)).person_id
    acting, hand = hongshan.acting, hongshan.hand
    silent = UnmaskPerson(person, "document", " ")
    assert set(await refused(unmask_person(acting, hand, silent))) == {"reason_needed"}
    phone = UnmaskPerson(person, "phone", "通知签约")
    assert set(await refused(unmask_person(acting, hand, phone))) == {"not_given"}
    asked = UnmaskPerson(person, "document", "核对低保")
    assert set(await refused(unmask_person(zhaoyang.acting, zhaoyang.hand, asked))) == {"not_found"}
    assert "unmask_person" not in await column("audit_entry", "act", acting.authority_id)
    assert await unmask_person(acting, hand, asked) == given.document_number
    row = await fetch_one(
        "SELECT actor, subject, payload::text AS words FROM audit_entry"
        " WHERE authority_id = $1 AND act = 'unmask_person'",
        acting.authority_id,
    )
    assert row is not None
    assert (row["actor"], row["subject"]) == ("王建国", f"person:{person}")
    assert json.loads(row["words"]) == {"what": "document", "reason": "核对低保"}


async def test_an_index_taken_without_the_authority_would_be_found(hongshan: Town, zhaoyang: Town) -> None:
    sealing, number = hongshan.hand.sealing, someone().document_number
    for field in (DOCUMENT, PHONE):
        ours = sealing.index(hongshan.acting.authority_id, field, number)
        assert ours != sealing.index(zhaoyang.acting.authority_id, field, number)
    assert masked_number("12345678") == "12****78"
    assert masked_number("1") == "*"
    assert masked_phone("0476-8221234") == "047******234"
    assert masked_words(f"号码{number},电话{PHONE_NUMBER},2026年") == (
        f"号码{masked_number(number)},电话139****1882,2026年"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("阿依古丽·买买提", "买买提"),
        ("阿依古丽·买买提", "古丽"),
        ("欧阳小乐", "小乐"),
        ("苏晓梅", "suxiaomei"),
        ("苏晓梅", "Su Xiao"),
        ("吕布", "l\u00fcbu"),
        ("吕布", "lvbu"),
    ],
)
async def test_a_name_is_found_by_its_parts_and_its_reading(hongshan: Town, name: str, text: str) -> None:
    person = (await register(hongshan, someone(name=name))).person_id
    await register(hongshan, someone(name="罗飞"))
    found = await search_registers(hongshan.acting, hongshan.hand, Search(text))
    assert [each.person_id for each in found.people] == [person]
    nobody = await search_registers(hongshan.acting, hongshan.hand, Search(text[1:2] + "飞"))
    assert nobody.people == ()


@pytest.mark.parametrize("text", ["8223456", "822-3456", "0476 8223456", "3456"])
async def test_a_telephone_is_found_without_its_area(hongshan: Town, text: str) -> None:
    person = (await register(hongshan, someone(phone="0476-8223456"))).person_id
    await register(hongshan, someone(name="罗飞", phone="0476-8213457"))
    await register(hongshan, someone(name="汤宇华", phone="0476-9223456"))
    found = await search_registers(hongshan.acting, hongshan.hand, Search(text))
    assert [each.person_id for each in found.people][: 1 if len(text) > 4 else 2].count(person) == 1
    assert len(found.people) == (1 if len(text) > 4 else 2)


async def test_an_old_number_is_found_by_its_own_last_four(hongshan: Town) -> None:
    new = made_up_number("150402", date(1960, 5, 23))
    old = new[:6] + new[8:17]
    person = (await register(hongshan, PersonGiven("苏晓梅", old), "id_15_digits")).person_id
    await register(hongshan, PersonGiven("罗飞", made_up_number("150402", date(1961, 5, 23))))
    for text in (old[-4:], new[-4:], old, new):
        found = await search_registers(hongshan.acting, hongshan.hand, Search(text))
        assert [each.person_id for each in found.people] == [person], text


async def test_a_list_that_is_cut_says_so(hongshan: Town) -> None:
    for _ in range(3):
        await register(hongshan, someone(name="苏晓梅"))
    for limit, cut in ((2, True), (3, False)):
        found = await search_registers(hongshan.acting, hongshan.hand, Search("苏", limit=limit))
        assert (len(found.people), found.cut) == (limit, cut)
    for room in ("301", "302"):
        await hongshan.unit(room)
    homes = await search_registers(hongshan.acting, hongshan.hand, Search(building="1", limit=1))
    assert (len(homes.units), homes.cut) == (1, True)


async def test_a_residents_number_under_another_kind_makes_no_second_person(hongshan: Town) -> None:
    given = someone()
    await register(hongshan, given)
    number = given.document_number
    for spelled in (number, f"{number[:6]}-{number[6:]}", number[:6] + number[8:17]):
        other = replace(given, document_kind="other", document_number=spelled)
        assert set(await refused(register(hongshan, other))) == {"id_type"}
    assert (await register(hongshan, replace(given, document_kind="other", document_number="临字7号"))).new


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\uff11\uff15\uff10\uff14\uff10\uff12196005020001,在册", "1504**********0001,在册"),
        ("150402 1960-05-02 0001", "1504**********0001"),
        ("150402-19600502-0001", "1504**********0001"),
        ("旧证150402600502001", "旧证150*********001"),
        ("电话138-1234 5678", "电话138****5678"),
        ("座机0476-8223456", "座机047****3456"),
        ("座机8223456", "座机8*****6"),
        ("护照E12345678", "护照E1*****78"),
        ("护照号:AB123456", "护照号:AB****56"),
        ("回乡证H1234567800", "回乡证H12****7800"),
        ("台胞证12345678", "台胞证12****78"),
        ("2026-09-01至2026-12-01,红住建批〔2026〕3号,HS2026-0001", "2026-09-01至2026-12-01,红住建批〔2026〕3号,HS2026-0001"),
    ],
)  # fmt: skip
async def test_personal_numbers_are_masked_however_they_are_written(text: str, shown: str) -> None:
    assert masked_words(text) == shown
