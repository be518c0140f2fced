"""The command as an officer uses it: real processes, real files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend.policy_packs.reader import HOME

ANJU = str(Path(sys.executable).with_name("anju"))
QUESTION = (
    b'{"kind":"renewal","authority":"hongshan","on":"2026-08-31","facts":{"protection_end":"2026-11-30"}}\n'
)


def anju(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([ANJU, *arguments], input=given, capture_output=True, check=False)


def test_one_bad_line_leaves_the_others_answered(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + QUESTION + b"\n   \r\n{broken\n" + QUESTION.replace(b"\n", b"\r\n"))
    found = anju("decide", str(file))
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.returncode == 1
    assert [line.get("outcome") for line in lines] == ["late", None, "late"]
    assert lines[1]["error"]["code"] == "malformed"
    assert lines[1]["line"] == 4


def test_all_answered_exits_0_and_the_bytes_are_the_same_again() -> None:
    first, second = anju("decide", given=QUESTION), anju("decide", "-", given=QUESTION)
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["outcome"] == "late"


def test_a_second_byte_order_mark_is_a_fault() -> None:
    found = anju("decide", given=b"\xef\xbb\xbf" + QUESTION + b"\xef\xbb\xbf" + QUESTION)
    assert found.returncode == 1
    assert json.loads(found.stdout.splitlines()[1])["error"]["code"] == "malformed"


def test_output_that_cannot_be_written_exits_2_in_words() -> None:
    shell = f"printf '%s' '{QUESTION.decode().strip()}' | '{ANJU}' decide > /dev/full"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert found.returncode == 2
    assert "写不出结果" in found.stderr.decode()
    assert "Traceback" not in found.stderr.decode()


@pytest.mark.parametrize("name", ["nowhere.jsonl", "."])
def test_an_input_that_cannot_be_opened_exits_2(name: str, tmp_path: Path) -> None:
    found = anju("decide", str(tmp_path / name))
    assert found.returncode == 2
    assert found.stdout == b""
    assert "打不开" in found.stderr.decode()


def test_several_files_name_the_file_of_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(QUESTION)
    (tmp_path / "b.jsonl").write_bytes(b"\nnonsense\n")
    found = anju("decide", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    last = json.loads(found.stdout.splitlines()[-1])
    assert (last["line"], Path(last["file"]).name) == (2, "b.jsonl")


def test_a_closed_pipe_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(QUESTION * 20_000)
    shell = f"set -o pipefail; '{ANJU}' decide '{file}' | head -1"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert found.stderr == b""


def test_explain_speaks_chinese_and_english() -> None:
    zh = anju("decide", "--explain", given=QUESTION).stdout.decode()
    assert "续租申请 · 红山区公共租赁住房管理办法 · 2026年8月31日" in zh
    assert "结论:已逾期限" in zh
    assert "第35条" in zh
    assert "应在合同期满3个月前向原申报单位提出申请" in zh
    assert "续租申请提前期:3个月" in zh
    en = anju("decide", "--explain", "--lang", "en", given=QUESTION).stdout.decode()
    assert "Outcome: late" in en
    assert "30 August 2026" in en


def test_explain_names_what_is_wrong() -> None:
    found = anju("decide", "--explain", given=b'{"kind":"renewal"}')
    assert found.returncode == 1
    assert "不能回答:缺少“管理单位 authority”" in found.stdout.decode()


def test_policy_show_prints_values_with_article_and_source() -> None:
    text = anju("policy", "show", "hongshan", "--on", "2026-05-01").stdout.decode()
    assert "续租申请提前期:3个月" in text
    assert "renewal.notice_months · 第35条 · 条文 · 2020年12月18日" in text
    assert "管理单位确定" in text
    assert "待管理单位确认" in text
    early = anju("policy", "show", "hongshan", "--on", "2020-12-17")
    assert early.returncode == 2
    assert "没有施行" in early.stderr.decode()
    assert anju("policy", "show", "atlantis").returncode == 2


def packs_copy(folder: Path) -> Path:
    subprocess.run(["cp", "-r", str(HOME), str(folder / "packs")], check=True)
    return folder / "packs"


def test_policy_check_finds_nothing_in_the_shipped_packs() -> None:
    found = anju("policy", "check", "--on", "2026-11-21")
    assert found.returncode == 0, found.stdout.decode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"应在合同期满3个月前向原申报单位提出申请"',
            '"应在合同期满4个月前提出申请"',
            "quoted words do not stand",
        ),
        ('unit      = "months"', 'unit      = "moons"', "renewal.toml: notice_months[0].unit"),
        ("value     = 3\n", 'value     = "3"\n', "accepted: a whole number of months"),
        ('article   = "35"\n', "", "notice_months[0].article"),
        ("from      = 2020-12-18", 'from      = "soon"', "a date such as 2020-12-18"),
        ("confirmed = 2026-11-21", "confirmed = 2024-11-21", "over 365 days ago"),
        ("[[notice_months]]\n", "[[notice_months]]\nuntil = 2021-01-01\n", "no value from 2021-01-01"),
        ("from      = 2020-12-18", "from      = 2021-12-18", "no value until 2021-12-18"),
        ("confirmed = 2026-11-21", "confirmed = 2099-11-21", "a day to come"),
        ('rule  = "hongshan:35"', 'rule  = "guangzhou:35"', "cites another authority"),
        ("by {last_day}; it is in time", "by {lastday}; it is in time", "places to fill in differ"),
        ('code  = "late"', 'code  = "in_time"', "the code stands twice"),
        ("[[notice_months]]", "[notice_months", "a TOML file in UTF-8"),
        ("[[notice_months]]", '[[notice_months]]\ntypo = "x"', "notice_months[0].typo"),
    ],
)
def test_policy_check_names_file_key_and_form(old: str, new: str, said: str, tmp_path: Path) -> None:
    packs = packs_copy(tmp_path)
    file = packs / "hongshan" / "renewal.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = anju("policy", "check", "--on", "2026-11-21", "--packs", str(packs))
    assert said in found.stdout.decode()
    grave = "over 365" not in said
    assert found.returncode == (1 if grave else 0)


ENTRY = """
[[notice_months]]
from      = {since}
value     = 4
unit      = "months"
source    = "text"
article   = "35"
words     = "应在合同期满3个月前向原申报单位提出申请"
confirmed = 2026-11-21
zh        = "续租申请提前期"
en        = "notice"
"""


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2022-01-01", "until = 2021-06-01\n", "no value from 2021-06-01 until 2022-01-01"),
        ("2021-01-01", "until = 2021-06-01\n", "two entries overlap from 2021-01-01"),
        ("2020-12-18", "", "two entries overlap from 2020-12-18"),
    ],
)
def test_policy_check_reports_gaps_and_overlaps(since: str, until: str, said: str, tmp_path: Path) -> None:
    packs = packs_copy(tmp_path)
    file = packs / "hongshan" / "renewal.toml"
    text = file.read_text(encoding="utf-8").replace("[[notice_months]]\n", f"[[notice_months]]\n{until}", 1)
    file.write_text(text + ENTRY.format(since=since), encoding="utf-8")
    found = anju("policy", "check", "--on", "2026-11-21", "--packs", str(packs))
    assert said in found.stdout.decode()
    assert found.returncode == 1


def test_a_provisional_year_answers_with_a_doubt_and_the_notice_moves_the_deadline(tmp_path: Path) -> None:
    asked = tmp_path / "q.jsonl"
    asked.write_text(
        '{"kind":"deadline","authority":"hongshan","on":"2026-01-01",'
        '"facts":{"event_on":"2027-01-27","length":5,"unit":"working_days"}}\n'
    )
    mine = str(tmp_path / "mine")
    assert anju("decide", str(asked)).returncode == 1
    assert anju("calendar", "provisional", "2027", "--into", mine).returncode == 0
    answer = json.loads(anju("decide", "--calendar", mine, str(asked)).stdout)
    assert answer["values"]["last_day"] == "2027-02-03"
    assert "uncertain" in [found["basis"] for found in answer["findings"]]
    notice = (tmp_path / "mine" / "2027.toml").read_text().replace("provisional = true\n", "")
    notice = notice.replace("free = [\n", "free = [\n    2027-02-03,\n").replace(
        "worked = [\n", "worked = [\n    2027-01-30,\n    2027-01-31,\n"
    )
    (tmp_path / "2027.toml").write_text(notice)
    moved = anju("calendar", "import", str(tmp_path / "2027.toml"), "--into", mine, "--questions", str(asked))
    assert "2027-02-03 → 2027-02-01" in moved.stdout.decode()
    answer = json.loads(anju("decide", "--calendar", mine, str(asked)).stdout)
    assert "uncertain" not in [found["basis"] for found in answer["findings"]]


def test_a_malformed_calendar_is_named(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text("year = 2027\nfree = [2027-01-02]\nworked = []\n")
    found = anju("decide", "--calendar", str(tmp_path), given=QUESTION)
    assert found.returncode == 2
    assert "2027.toml" in found.stderr.decode()


def test_help_about_and_unknown_commands() -> None:
    assert "decide" in anju("--help").stdout.decode()
    assert anju("nonsense").returncode == 2
    about = anju("about").stdout.decode()
    assert "网页应用尚未建成" in about
    assert "红山区公共租赁住房管理办法" in about
