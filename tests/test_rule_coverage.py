"""Every rule of the rulebooks that a kind of question applies has a case."""

import re

from .cases_reader import all_cases

HONGSHAN = (
    "H1 H2 H3 H5 H7 H8 H10 R2 R4 R5 R7 R8 R9 R10 V1 V2 N1 N2 N3 S1 S2 S3 S4 S5 S6 S8 S9 X1 "
    "E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13 E14"
).split()
GUANGZHOU = "R8 R12 R13 R14 R49 R57 R58 R59 R80 R91 R96 R107".split()
ZHAOYANG = "R49 R60 R61 R71".split()
BAICHENG = "R8 R10 R25 R35".split()
WORKED = {
    "guangzhou": [f"G{number}" for number in range(1, 38)],
    "zhaoyang": [f"Z{number}" for number in range(1, 26)],
    "baicheng": [f"B{number}" for number in range(1, 26)],
}
OUTCOMES_OF_ROWS = {
    "24(1)": {"continue_low_rent", "refer", "convert_to_public_rental", "commercial_rent",
              "commercial_purchase", "exit"},
    "24(2)": {"refer", "keep_purchase", "pay_difference", "buy_back"},
    "24(3)": {"continue_public_rental", "commercial_rent", "commercial_purchase", "exit"},
}  # fmt: skip


def covered(authority: str) -> set[str]:
    """The rule ids that the cases of an authority name."""
    return {
        rule for case in all_cases() if case.authority == authority for rule in case.table.get("rules", [])
    }


def missing(wanted: list[str], authority: str) -> list[str]:
    """The ids wanted that no case covers; a case of ``24(1).2`` covers its row."""
    have = covered(authority)
    return [rule for rule in wanted if rule not in have]


def test_hongshan_rules_have_cases() -> None:
    assert missing(HONGSHAN, "hongshan") == []


def test_other_rules_have_cases() -> None:
    assert missing(GUANGZHOU, "guangzhou") == []
    assert missing(ZHAOYANG, "zhaoyang") == []
    assert missing(BAICHENG, "baicheng") == []


def test_worked_cases_are_there() -> None:
    for authority, wanted in WORKED.items():
        assert missing(wanted, authority) == []


def test_every_row_of_the_review_has_a_case() -> None:
    reviews = [case for case in all_cases() if case.table.get("kind") == "review"]
    by_list = {"24(1)": ("low_rent",), "24(2)": ("low_rent_purchase",),
               "24(3)": ("public_rental", "commercial_rent")}  # fmt: skip
    for article, protections in by_list.items():
        outcomes = {
            case.table["expect"].get("outcome")
            for case in reviews
            if case.table["facts"].get("protection") in protections
        }
        assert outcomes >= OUTCOMES_OF_ROWS[article], article


def test_a_rule_without_a_case_is_seen() -> None:
    assert missing(["E99"], "hongshan") == ["E99"]


def test_rule_ids_are_well_formed() -> None:
    for case in all_cases():
        for rule in case.table.get("rules", []):
            assert re.fullmatch(r"[A-Z]\d+(\([a-z]\))?|\d+\(\d+\)(\.\d+)?|[\w:.()/-]+", rule), case.label
