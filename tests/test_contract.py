"""The contract line by line: shapes, errors and their paths, digests, what is left out."""

import json
from pathlib import Path

import pytest

from backend.policy_packs.reader import AUTHORITIES, CALENDAR
from backend.services.answer_question import PolicyLibrary, answer_line

RENEWAL = (
    '{"kind":"renewal","authority":"hongshan","on":"2026-08-15","facts":{"protection_end":"2026-11-30"}}'
)


def error(line: str | bytes, library: PolicyLibrary) -> tuple[str, str]:
    answer, _ = answer_line(line if isinstance(line, bytes) else line.encode(), library)
    found = json.loads(answer)["error"]
    assert set(found) == {"code", "path", "message"}
    assert set(found["message"]) == {"zh", "en"}
    return found["code"], found["path"]


def test_an_answer_has_the_shape_of_the_contract(library: PolicyLibrary) -> None:
    answer = json.loads(answer_line(RENEWAL.encode(), library)[0])
    assert answer["kind"] == "renewal"
    assert answer["authority"] == "hongshan"
    assert answer["on"] == "2026-08-15"
    assert answer["pack"]["id"] == "hongshan"
    assert answer["pack"]["digest"].startswith("sha256:")
    assert answer["outcome"] == "in_time"
    assert answer["values"] == {"last_day_to_apply": "2026-08-30"}
    assert [(found["rule"], found["basis"]) for found in answer["findings"]] == [("hongshan:35", "text")]
    assert answer["parameters"] == [
        {"name": "renewal.notice_months", "value": 3, "from": "2020-12-18", "source": "text", "article": "35"}
    ]


def with_facts(facts: str, kind: str = "renewal", on: str = "2026-08-15", authority: str = "hongshan") -> str:
    return f'{{"kind":"{kind}","authority":"{authority}","on":"{on}","facts":{facts}}}'


DEEP = '{"x":' + "[" * 30 + "]" * 30 + "}"
ABYSS = '{"x":' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    ("line", "code", "path"),
    [
        ("", "malformed", "$"),
        ("[]", "malformed", "$"),
        ("1", "malformed", "$"),
        ("null", "malformed", "$"),
        ('{"kind":"renewal"', "malformed", "$"),
        (RENEWAL + "x", "malformed", "$"),
        (b"\xff\xfe{}", "malformed", "$"),
        (RENEWAL.replace('"2026-11-30"', "NaN"), "malformed", "$"),
        ("{}", "invalid_facts", "$.kind"),
        ('{"kind":"renewal"}', "invalid_facts", "$.authority"),
        (RENEWAL.replace('"kind":"renewal",', '"kind":3,'), "invalid_facts", "$.kind"),
        (RENEWAL.replace('"facts"', '"fact"'), "invalid_facts", "$.facts"),
        (RENEWAL[:-1] + ',"id":1}', "invalid_facts", "$.id"),
        (RENEWAL.replace("2026-08-15", "2026-8-15"), "invalid_facts", "$.on"),
        (RENEWAL.replace("2026-08-15", "20260815"), "invalid_facts", "$.on"),
        (RENEWAL.replace("2026-08-15", "2026-02-30"), "invalid_facts", "$.on"),
        (RENEWAL.replace("hongshan", "atlantis"), "unknown_authority", "$.authority"),
        (RENEWAL.replace("hongshan", "national"), "unknown_authority", "$.authority"),
        (RENEWAL.replace('"renewal"', '"procedure"'), "unknown_kind", "$.kind"),
        (RENEWAL.replace('"renewal"', '"dream"'), "unknown_kind", "$.kind"),
        (RENEWAL.replace("hongshan", "baicheng"), "not_in_policy", "$.kind"),
        (RENEWAL.replace("2026-08-15", "2020-12-17"), "not_in_force", "$.on"),
        (with_facts("{}"), "invalid_facts", "$.facts.protection_end"),
        (with_facts("[]"), "invalid_facts", "$.facts"),
        (with_facts('{"protection_end":"2026-11-31"}'), "invalid_facts", "$.facts.protection_end"),
        (with_facts('{"protection_end":"2026-11-30","x":1}'), "invalid_facts", "$.facts.x"),
        (with_facts('{"protection_end":null}'), "invalid_facts", "$.facts.protection_end"),
        (with_facts('{"protection_end":"2026-11-30","protection_end":"2026-11-29"}'), "invalid_facts",
         "$.facts.protection_end"),
        (RENEWAL.replace('"kind"', '"kind":"ban","kind"'), "invalid_facts", "$.kind"),
        (with_facts('{"protection_end":"0001-01-31"}'), "invalid_facts", "$.facts.protection_end"),
        (with_facts('{"event_on":"9999-12-01","length":60,"unit":"days"}', "deadline"), "invalid_facts",
         "$.facts.event_on"),
        (with_facts('{"event_on":"2026-12-01","length":0,"unit":"days"}', "deadline"), "invalid_facts",
         "$.facts.length"),
        (with_facts('{"event_on":"2026-12-01","length":1,"unit":"weeks"}', "deadline"), "invalid_facts",
         "$.facts.unit"),
        (with_facts('{"event_on":"2026-12-31","length":1,"unit":"months"}', "deadline"), "calendar_gap",
         "$.facts"),
        (with_facts('{"rate_fen_per_m2":315.0,"floor_area_m2":"48.61"}', "rent"), "invalid_facts",
         "$.facts.rate_fen_per_m2"),
        (with_facts('{"rate_fen_per_m2":true,"floor_area_m2":"48.61"}', "rent"), "invalid_facts",
         "$.facts.rate_fen_per_m2"),
        (with_facts('{"rate_fen_per_m2":-1,"floor_area_m2":"48.61"}', "rent"), "invalid_facts",
         "$.facts.rate_fen_per_m2"),
        (with_facts('{"rate_fen_per_m2":315,"floor_area_m2":48.61}', "rent"), "invalid_facts",
         "$.facts.floor_area_m2"),
        (with_facts('{"rate_fen_per_m2":315,"floor_area_m2":"48.6"}', "rent"), "invalid_facts",
         "$.facts.floor_area_m2"),
        (with_facts('{"rate_fen_per_m2":315,"floor_area_m2":"48.61\\n"}', "rent"), "invalid_facts",
         "$.facts.floor_area_m2"),
        (with_facts('{"held_fen":1,"damages":[{"item":"a\\u0001b","amount_fen":1}]}', "deposit"),
         "invalid_facts", "$.facts.damages[0].item"),
        (with_facts('{"held_fen":1,"damages":[{"item":"a\x7fb","amount_fen":1}]}', "deposit"),
         "invalid_facts", "$.facts.damages[0].item"),
        (with_facts('{"held_fen":1,"damages":[{"item":"a","amount_fen":1},{"item":" ","amount_fen":1}]}',
                    "deposit"), "invalid_facts", "$.facts.damages[1].item"),
        (with_facts('{"period":"2026-02","segments":[{"from":"2026-02-01","to":"2026-02-10",'
                    '"monthly_rent_fen":1},{"from":"2026-02-10","to":"2026-02-11","monthly_rent_fen":1}]}',
                    "bill"), "invalid_facts", "$.facts.segments[1].from"),
        (with_facts('{"event_on":"2026-12-01","length":1E400,"unit":"days"}', "deadline"), "invalid_facts",
         "$.facts.length"),
        (with_facts('{"event_on":"2026-12-01","length":' + "9" * 5000 + ',"unit":"days"}', "deadline"),
         "invalid_facts", "$.facts.length"),
        ("[" * 100_000, "malformed", "$"),
        (with_facts('{"period":"0000-01","segments":[]}', "bill"), "invalid_facts", "$.facts.period"),
        (with_facts(DEEP), "invalid_facts", "$.facts.x"),
        (with_facts(ABYSS), "invalid_facts", "$.facts.x"),
        (with_facts('{"protection":"low_rent_purchase"}', "review"), "invalid_facts",
         "$.facts.dibao_persons"),
        (with_facts('{"protection":"palace"}', "review"), "invalid_facts", "$.facts.protection"),
        (with_facts("{}", "review"), "invalid_facts", "$.facts.protection"),
    ],
)  # fmt: skip
def test_errors_name_code_and_field(line: str | bytes, code: str, path: str, library: PolicyLibrary) -> None:
    assert error(line, library) == (code, path)


def test_a_word_that_is_not_listed_is_answered_with_the_words_that_are(library: PolicyLibrary) -> None:
    line = with_facts('{"event_on":"2026-12-01","length":1,"unit":"weeks"}', "deadline")
    message = json.loads(answer_line(line.encode(), library)[0])["error"]["message"]
    assert "one of days, months, working_days, years" in message["en"]
    line = with_facts('{"protection":"palace"}', "review")
    message = json.loads(answer_line(line.encode(), library)[0])["error"]["message"]
    assert "migrant_worker" in message["zh"]
    line = with_facts('{"event_on":"2026-12-01","length":null,"unit":"days"}', "deadline")
    assert "whole number" in json.loads(answer_line(line.encode(), library)[0])["error"]["message"]["en"]


def test_white_space_and_spelling_of_json_do_not_matter(library: PolicyLibrary) -> None:
    plain = answer_line(RENEWAL.encode(), library)
    spaced = RENEWAL.replace(":", " : ").replace(",", " ,\t")
    escaped = RENEWAL.replace("hongshan", "\\u0068ongshan")
    assert answer_line(spaced.encode(), library) == plain
    assert answer_line(escaped.encode(), library) == plain


def test_an_undated_text_says_so(library: PolicyLibrary) -> None:
    line = with_facts('{"result_confirmed_on":"2025-09-30"}', "signing_window", "2025-10-20", "zhaoyang")
    answer = json.loads(answer_line(line.encode(), library)[0])
    assert answer["outcome"] == "open"
    assert answer["parameters"][0]["from"] is None
    assert "uncertain" in [found["basis"] for found in answer["findings"]]


def test_a_threshold_given_inline_is_listed_as_the_questions_own(library: PolicyLibrary) -> None:
    facts = '{"protection":"new_employee","monthly_income_per_capita_fen":1,"other_conditions_met":true%s}'
    given = json.loads(
        answer_line(with_facts(facts % ',"income_limit_fen":300000', "review").encode(), library)[0]
    )
    own = json.loads(answer_line(with_facts(facts % "", "review").encode(), library)[0])
    assert [(p["value"], p["source"]) for p in given["parameters"]] == [(300000, "question")]
    assert [(p["value"], p["source"]) for p in own["parameters"]] == [(260000, "authority")]


def test_the_digest_covers_the_packs_and_the_calendar(tmp_path: Path) -> None:
    shipped, again = PolicyLibrary(), PolicyLibrary()
    assert shipped.pack("hongshan").digest == again.pack("hongshan").digest
    assert len({shipped.pack(authority).digest for authority in AUTHORITIES}) == len(AUTHORITIES)
    changed = (CALENDAR / "2026.toml").read_text().replace("    2026-09-20,\n", "")
    (tmp_path / "2026.toml").write_text(changed)
    other = PolicyLibrary(tmp_path)
    assert other.pack("hongshan").digest != shipped.pack("hongshan").digest
    line = with_facts('{"event_on":"2026-09-15","length":10,"unit":"working_days"}', "deadline").encode()
    assert json.loads(answer_line(line, shipped)[0])["values"]["last_day"] == "2026-09-29"
    assert json.loads(answer_line(line, other)[0])["values"]["last_day"] == "2026-09-30"
