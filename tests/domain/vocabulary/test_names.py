"""Names: one spelling to keep, one key to search by, and what can't be read is named."""

import unicodedata

import pytest

from backend.domain.vocabulary.names import (
    FAULTS,
    is_hanzi,
    name_faults,
    name_key,
    normal_name,
    rare_characters,
)

PERSON = "阿依古丽·买买提"


@pytest.mark.parametrize("dot", [*list("·•‧∙・．·⋅･᛫﹒.。ꞏ"), " · ", "··", "\u3000•\n", "\u200b·"])
def test_every_dot_is_the_one_dot(dot: str) -> None:
    assert normal_name(f"阿依古丽{dot}买买提") == PERSON
    assert name_faults(normal_name(f"阿依古丽{dot}买买提")) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 张三 ", "张三"),
        ("张\u3000三", "张三"),
        ("张\n三", "张三"),
        ("·张三·", "张三"),
        ("ＪＯＨＮ　Ｓｍｉｔｈ", "JOHN Smith"),
        ("John  F. Smith", "John F. Smith"),
        ("Jose\u0301 García", "José García"),
        ("⼀凡", "一凡"),
        ("张\ufe0f三", "张三"),
        ("张𬱖", "张𬱖"),
        ("龚䶮", "龚䶮"),
        ("张三（大）", "张三(大)"),
        ("", ""),
        (" · ", ""),
    ],
)
def test_a_name_has_one_spelling(typed: str, kept: str) -> None:
    assert normal_name(typed) == kept
    assert normal_name(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


def test_search_does_not_mind_case_blanks_and_dots() -> None:
    assert name_key("阿依古丽 买买提") == name_key(PERSON) == name_key("阿依古丽买买提") == "阿依古丽买买提"
    assert name_key("JOHN-PAUL O’Neill") == name_key("john paul o'neill") == "johnpauloneill"
    assert name_key("张三") != name_key("张四")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王伟", []),
        ("苏晓梅", []),
        (PERSON, []),
        ("王喆", [("喆", "U+5586", "gb2312")]),
        ("刘堃", [("堃", "U+5803", "gb2312")]),
        ("龚䶮", [("䶮", "U+4DAE", "gbk")]),
        ("王㛃", [("㛃", "U+36C3", "gbk")]),
        ("张𬱖𬱖", [("𬱖", "U+2CC56", "basic_plane")]),
        ("John", []),
    ],
)
def test_rare_characters_are_named_with_how_rare_they_are(
    name: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [tuple(rare) for rare in rare_characters(name)] == expected
    assert name_faults(name) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", ["name_missing"]),
        ("张" * 60, []),
        ("张" * 101, ["name_too_long"]),
        ("龚\ue863", ["name_private_use"]),
        ("张\U000f0001", ["name_private_use"]),
        ("张⿰氵吉", ["name_description"]),
        ("张[木+火]", ["name_description"]),
        ("张?", ["name_stand_in"]),
        ("张*三", ["name_stand_in"]),
        ("张□", ["name_stand_in"]),
        ("张\ufffd", ["name_stand_in"]),
        ("张😀", ["name_character"]),
        ("张\x00", ["name_character"]),
        ("张\ud800", ["name_character"]),
        ("张三2", ["name_note"]),
        ("张三(大)", ["name_note"]),
        ("张\U00031350", []),
        ("O'Neill", []),
    ],
)
def test_what_cannot_be_read_is_reported(name: str, expected: list[str]) -> None:
    assert [fault.code for fault in name_faults(name)] == expected


def test_a_private_character_with_a_place_of_its_own_since_is_suggested() -> None:
    (fault,) = name_faults("龚\ue863")
    assert "U+E863" in fault.zh
    assert "第 2 个字" in fault.zh
    assert "“䶮”" in fault.zh
    assert "“䶮”" in fault.en
    (unknown,) = name_faults("龚\ue000")
    assert "多半" not in unknown.zh


def test_every_fault_speaks_both_languages() -> None:
    for name in ("", "张" * 101, "\ue863", "⿰氵吉", "?", "😀", "三2"):
        for fault in name_faults(name):
            assert fault.code in FAULTS
            assert fault.zh.endswith("。")
            assert fault.en.endswith(".")
            assert "{" not in fault.zh + fault.en


def test_hanzi_of_every_level_are_hanzi() -> None:
    assert all(is_hanzi(sign) for sign in "一〇㛃䶮鿿𬱖\U000323af\U0002ebf0")
    assert not any(is_hanzi(sign) for sign in "A1·、の\ue863?")
