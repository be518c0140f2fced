"""Document numbers: normal form, check digit, what stands inside, and words that tell how to mend them."""

import random
from datetime import date

import pytest

from backend.domain.vocabulary.document_kinds import ACCEPTED, FAULTS, KIND_NAMES, DocumentKind
from backend.domain.vocabulary.identity import (
    birth_day,
    check_digit,
    document_faults,
    document_kind,
    is_made_up,
    is_whole_number,
    kind_it_looks_like,
    made_up_number,
    normal_document_number,
    sex,
    upgraded_number,
)

K = DocumentKind
EXAMPLE = "11010519491231002X"
"""The example of GB 11643-1999 itself."""
TODAY = date(2026, 11, 21)


def codes(kind: DocumentKind, number: str, on: date | None = TODAY) -> list[tuple[str, str]]:
    return [(fault.code, fault.severity) for fault in document_faults(kind, number, on)]


def test_the_standards_own_example_is_right() -> None:
    assert check_digit(EXAMPLE[:17]) == "X"
    assert codes(K.RESIDENT_ID, EXAMPLE) == []
    assert birth_day(EXAMPLE) == date(1949, 12, 31)
    assert sex(EXAMPLE) == "female"
    assert sex("440524188001010014") == "male"


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105194912\n31002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002\u00d7",
        "'11010519491231002X",
        "\u200b110105-19491231-002X\u3000",
        "11010519491231002Ⅹ",
    ],
)
def test_every_clear_spelling_of_a_number_is_the_same_number(typed: str) -> None:
    assert normal_document_number(K.RESIDENT_ID, typed) == EXAMPLE


def test_words_of_a_card_keep_their_characters() -> None:
    assert normal_document_number(K.OFFICER, "军字第 １２３４５６７ 号") == "军字第1234567号"
    assert normal_document_number(K.PASSPORT, " e12345678 ") == "E12345678"


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (K.RESIDENT_ID, "", [("id_missing", "error")]),
        (K.RESIDENT_ID, "110105194912310021", [("id_checksum", "error")]),
        (K.RESIDENT_ID, "1.10105E+17", [("id_lost_precision", "error")]),
        (K.RESIDENT_ID, "110105194912310000", [("id_lost_precision", "error")]),
        (K.RESIDENT_ID, "1101051949123100", [("id_form", "error")]),
        (K.RESIDENT_ID, "110105491231002", [("id_15_digits", "doubt")]),
        (K.RESIDENT_ID, "110105490231002", [("id_birthdate", "error"), ("id_15_digits", "doubt")]),
        (K.RESIDENT_ID, "H12345678", [("id_type", "error")]),
        (K.PASSPORT, EXAMPLE, [("id_type", "error")]),
        (K.OTHER, EXAMPLE, []),
        (K.PASSPORT, "H12345678", []),
        (K.PASSPORT, "E12345678", []),
        (K.PASSPORT, "护照", [("id_form", "error")]),
        (K.HOME_RETURN_PERMIT, "H12345678", []),
        (K.HOME_RETURN_PERMIT, "M1234567801", []),
        (K.HOME_RETURN_PERMIT, "K12345678", [("id_form", "error")]),
        (K.HOME_RETURN_PERMIT, "H123456789", [("id_form", "error")]),
        (K.TAIWAN_PERMIT, "12345678", []),
        (K.TAIWAN_PERMIT, "1234567", [("id_form", "error")]),
        (K.PERMANENT_RESIDENCE, "USA110081010101", []),
        (K.PERMANENT_RESIDENCE, "US1110081010101", [("id_form", "error")]),
        (K.OFFICER, "军字第1234567号", []),
        (K.SOLDIER, "士字第1234567号", []),
        (K.OFFICER, "军字第号", [("id_form", "error")]),
    ],
)
def test_each_kind_has_its_form(kind: DocumentKind, number: str, expected: list[tuple[str, str]]) -> None:
    assert codes(kind, number) == expected


def with_digit(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


@pytest.mark.parametrize("place", ["810000", "820000", "830000"])
def test_a_residence_permit_is_known_by_its_place(place: str) -> None:
    number = made_up_number(place, date(1980, 2, 29))
    assert codes(K.RESIDENCE_PERMIT, number) == []
    assert codes(K.RESIDENT_ID, number) == [("id_type", "error")]
    assert kind_it_looks_like(number) is K.RESIDENCE_PERMIT
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    assert codes(K.RESIDENCE_PERMIT, wrong) == [("id_checksum", "error")]


def test_a_new_permanent_residence_card_has_the_same_check_digit() -> None:
    number = made_up_number("915036", date(1990, 5, 6))
    assert codes(K.PERMANENT_RESIDENCE, number) == []
    assert codes(K.RESIDENT_ID, number) == [("id_type", "error")]
    assert codes(K.PERMANENT_RESIDENCE, with_digit("977036" + "19900506" + "001")) == [
        ("id_place", "warning")
    ]


def test_an_unknown_place_is_only_a_warning() -> None:
    assert codes(K.RESIDENT_ID, with_digit("99" + "0101" + "19800101" + "001")) == [("id_type", "error")]
    assert codes(K.RESIDENT_ID, with_digit("160101" + "19800101" + "001")) == [("id_place", "warning")]
    assert codes(K.RESIDENT_ID, with_digit("659999" + "19800101" + "001")) == []


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        ("19900230", TODAY, [("id_birthdate", "error")]),
        ("19001301", TODAY, [("id_birthdate", "error")]),
        ("00000101", TODAY, [("id_birthdate", "error")]),
        ("19000229", TODAY, [("id_birthdate", "error")]),
        ("20261121", TODAY, []),
        ("20261122", TODAY, [("id_birth_in_future", "error")]),
        ("20261122", None, []),
        ("19061121", TODAY, []),
        ("19061120", TODAY, [("id_age", "doubt")]),
    ],
)
def test_the_birth_date_inside_must_be_possible(
    birth: str, on: date | None, expected: list[tuple[str, str]]
) -> None:
    assert codes(K.RESIDENT_ID, with_digit("150402" + birth + "001"), on) == expected


def test_every_single_wrong_digit_and_every_swap_of_neighbours_is_found() -> None:
    """MOD 11-2 finds all of them by theory; a weight table with one slip does not."""
    chance = random.Random(20261121)
    for _ in range(60):
        birth = date.fromordinal(chance.randrange(date(1930, 1, 1).toordinal(), TODAY.toordinal()))
        number = with_digit(f"150402{birth:%Y%m%d}{chance.randrange(1000):03d}")
        assert is_whole_number(number)
        for at, right in enumerate(number):
            for wrong in "0123456789X" if at == 17 else "0123456789":
                if wrong != right:
                    assert not is_whole_number(number[:at] + wrong + number[at + 1 :])
        for at in range(16):
            if number[at] != number[at + 1]:
                assert not is_whole_number(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


def test_made_up_numbers_are_right_in_form_and_say_nothing_of_sex() -> None:
    number = made_up_number("150402", date(2000, 5, 22))
    assert number == "150402200005220007"
    assert codes(K.RESIDENT_ID, number) == []
    assert is_made_up(number)
    assert not is_made_up(EXAMPLE)
    assert sex(number) is None
    assert birth_day(number) == date(2000, 5, 22)


def test_an_old_number_becomes_the_new_one() -> None:
    assert upgraded_number("110105491231002") == EXAMPLE
    assert birth_day("110105491231002") == date(1949, 12, 31)
    assert sex("110105491231002") == "female"


def test_kinds_are_read_in_the_usual_spellings() -> None:
    assert document_kind("身份证") is K.RESIDENT_ID
    assert document_kind(" 居民 身份证（二代） ") is K.RESIDENT_ID
    assert document_kind("回乡证") is K.HOME_RETURN_PERMIT
    assert document_kind("台胞证") is K.TAIWAN_PERMIT
    assert document_kind("passport") is K.PASSPORT
    assert document_kind("驾驶证") is None
    for kind in DocumentKind:
        assert document_kind(KIND_NAMES[kind].zh) is kind
        assert kind in ACCEPTED


def test_no_fault_repeats_the_number_and_each_has_words_in_both_languages() -> None:
    seen = set()
    for kind in DocumentKind:
        for number in (
            "",
            "1.1E+17",
            "12345678901234567890123",
            "110105194912310021",
            "110105490231002",
            "H1",
        ):
            for fault in document_faults(kind, number, TODAY):
                seen.add(fault.code)
                assert len(number) < 4 or number not in fault.zh + fault.en
                assert fault.zh.endswith("。")
                assert fault.en.endswith(".")
                assert "{" not in fault.zh + fault.en
    assert {"id_missing", "id_form", "id_checksum", "id_birthdate"} <= seen <= set(FAULTS)
