"""Contracts as filed: read with their approvals, refused by file, key and form, chosen by the day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from backend.domain.lease.contract import KINDS, ContractApproval
from backend.domain.lease.lint import KnownArticles
from backend.policy_packs.contracts import (
    CONTRACTS,
    approval_file,
    approval_text,
    contract_files,
    digest_of,
    file_of,
    known_articles,
    policy_articles,
    read_contract,
    read_contract_file,
    read_contracts,
)
from backend.policy_packs.reader import PackError

DAY = date(2026, 11, 21)
Shelf = Callable[..., Path]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Puts the lease that ships on a shelf of its own, changed, under a version, approved or not."""

    def put(old: str = "", new: str = "", version: str = "2026-01", approved: bool = False) -> Path:
        text = file_of(CONTRACTS, "hongshan", "lease", "2026-01").read_text(encoding="utf-8")
        assert old in text, "the fault was not planted"
        text = text.replace(old, new, 1).replace('"2026-01"', f'"{version}"', 1)
        file = file_of(tmp_path, "hongshan", "lease", version)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        if approved:
            given = ContractApproval("李慧敏", date(2025, 12, 20), digest_of(file))
            approval_file(file).write_text(approval_text(given), encoding="utf-8")
        return file

    return put


def test_what_ships_is_approved_and_marked_as_demonstration() -> None:
    assert len(contract_files("hongshan")) == len(KINDS)
    for kind in KINDS:
        template = read_contract("hongshan", kind, on=DAY)
        assert template is not None
        assert template.demonstration
        assert template.approval is not None
        assert template.approval.approved_by != template.drafted_by
        assert template.drafted_on <= template.approval.approved_on <= template.in_force_from
    assert read_contract("hongshan", on=date(2025, 12, 31)) is None
    assert read_contract("zhaoyang", on=DAY) is None


def test_the_version_in_force_on_the_day_is_read(shelf: Shelf, tmp_path: Path) -> None:
    shelf(approved=True)
    later = "in_force_from = 2027-01-01"
    shelf("in_force_from = 2026-01-01", later, "2027-01", approved=True)
    shelf("in_force_from = 2026-01-01", "in_force_from = 2026-06-01", "2026-06")
    homes = (tmp_path,)

    def version(on: date) -> str | None:
        found = read_contract("hongshan", on=on, homes=homes)
        return found and found.version

    assert version(date(2026, 12, 31)) == "2026-01", "what nobody approved is not used"
    assert version(date(2027, 1, 1)) == "2027-01"
    assert [one.version for one in read_contracts("hongshan", "lease", homes)] == [
        "2026-01",
        "2026-06",
        "2027-01",
    ]
    shelf("in_force_from = 2026-01-01", later, "2027-02", approved=True)
    with pytest.raises(PackError, match="in_force_from"):
        version(date(2027, 1, 1))
    with pytest.raises(PackError, match="each version once"):
        read_contracts("hongshan", "lease", (CONTRACTS, tmp_path))


def test_words_changed_after_their_approval_are_refused(shelf: Shelf) -> None:
    file = shelf(approved=True)
    assert read_contract_file(file).approval is not None
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_contract_file(file).approval is not None, "the line ends of another system make no difference"
    file.write_text(file.read_text(encoding="utf-8").replace("全额退还", "部分退还"), encoding="utf-8")
    with pytest.raises(PackError, match="changed after their approval") as caught:
        read_contract_file(file)
    assert caught.value.file == approval_file(file)
    assert "批准后被改动" in caught.value.zh


def test_a_name_with_quotes_is_filed_as_it_is(shelf: Shelf) -> None:
    file = shelf()
    given = ContractApproval('李"慧\\敏', DAY, digest_of(file))
    approval_file(file).write_text(approval_text(given), encoding="utf-8")
    assert read_contract_file(file).approval == given


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('authority     = "hongshan"', 'authority = "guangzhou"', "authority"),
        ('kind          = "lease"', 'kind = "letter"', "kind"),
        ('kind          = "lease"', 'kind = "rent_changed"', "version"),
        ('title         = "公共租赁住房租赁合同"', 'title = " "', "title"),
        ('drafted_by    = "张文博"\n', "", "drafted_by"),
        ("drafted_on    = 2025-12-01", 'drafted_on = "2025-12-01"', "drafted_on"),
        ("in_force_from = 2026-01-01", "in_force_from = 2026-01-01T00:00:00", "in_force_from"),
        ("demonstration = true", 'demonstration = "yes"', "demonstration"),
        ("demonstration = true", "approved = true", "approved"),
        ('label = "合同编号"', "label = 1", "cover[0].label"),
        ('label = "合同编号"', 'name = "合同编号"', "cover[0].name"),
        ('id    = "home"', 'id = "Home"', "article[0].id"),
        ('title = "房屋基本情况"\n', "", "article[0].title"),
        ('id     = "home.place"', 'id = "首条"', "article[0].clause[0].id"),
        ('matter = "home"', "matter = 1", "article[0].clause[0].matter"),
        ('basis  = ["hongshan:26(1)"]', "basis = [26]", "article[0].clause[0].basis"),
        ('basis  = ["hongshan:26(1)"]', 'bases = ["hongshan:26(1)"]', "article[0].clause[0].bases"),
        (
            'basis  = ["hongshan:26(1)"]\nfrom   = 2026-01-01',
            'basis  = ["hongshan:26(1)"]\nfrom   = "now"',
            "article[0].clause[0].from",
        ),
        ('basis = ["hongshan:26"]\nfrom  = 2026-01-01', 'basis = ["hongshan:26"]', "preamble[0].from"),
        ("burdensome = true", "burdensome = 1", "article[2].clause[1].burdensome"),
        ("[[closing]]", "[closing]", "closing"),
        ("[[article]]", "[[article", "the file"),
    ],
)
def test_a_malformed_contract_is_refused_by_file_key_and_form(
    shelf: Shelf, old: str, new: str, key: str
) -> None:
    file = shelf(old, new)
    with pytest.raises(PackError) as caught:
        read_contract_file(file)
    assert caught.value.key == key
    assert f"lease/2026-01.toml: {key}: found " in str(caught.value)
    assert caught.value.accepted
    assert f"lease/2026-01.toml 的 {key.replace('the file', '整个文件')}" in caught.value.zh


def test_a_file_must_lie_where_its_version_says(shelf: Shelf) -> None:
    file = shelf()
    moved = file.rename(file.with_name("2026-02.toml"))
    with pytest.raises(PackError, match=r"hongshan/lease/2026-01\.toml"):
        read_contract_file(moved)


def test_a_file_that_is_not_utf8_is_refused(shelf: Shelf) -> None:
    file = shelf()
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(PackError, match="UTF-8"):
        read_contract_file(file)


def test_a_contract_without_articles_is_refused(tmp_path: Path) -> None:
    file = file_of(tmp_path, "hongshan", "lease", "2026-01")
    file.parent.mkdir(parents=True)
    head = (
        file_of(CONTRACTS, "hongshan", "lease", "2026-01").read_text(encoding="utf-8").split("[[cover]]")[0]
    )
    file.write_text(head, encoding="utf-8")
    with pytest.raises(PackError, match=r"at least one \[\[article\]\]"):
        read_contract_file(file)


def test_the_articles_of_the_text_are_known() -> None:
    known = known_articles("hongshan")
    assert isinstance(known, KnownArticles)
    assert {"1", "45", "26(9)", "36(7)", "24(1).2", "24(3).3", "40(5)"} <= known.policy
    assert not {"46", "26(10)", "24(1).5", "36(10)"} & known.policy
    assert known.last_of_law["civil-code"] == 1260
    assert policy_articles("第二条 甲\n(一)乙\n1.丙\n第三条丁\n1.戊") == {"2", "2(1)", "2(1).1", "3"}
