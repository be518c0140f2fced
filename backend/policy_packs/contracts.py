"""Reads contracts (合同文本), one TOML file a version, and their approvals; refuses what is malformed by name.

A version is approved by a file beside it that holds the digest of the words approved: words changed after
their approval are refused, not used.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..domain.lease.contract import (
    KINDS,
    Clause,
    ContractApproval,
    ContractArticle,
    ContractKind,
    ContractTemplate,
    CoverLine,
)
from ..domain.lease.lint import KnownArticles, lint
from ..domain.policy.pack import InForce
from ..domain.vocabulary.chinese_number import NUMBER_FORM, read_chinese_number
from ..domain.vocabulary.refusal import Refusal
from .reader import HOME, PackError

CONTRACTS: Final = Path(__file__).parents[2] / "contracts"
LEASE: Final = "lease"
SUPPLEMENT: Final = "supplement"
APPROVAL: Final = ".approval.toml"
LAWS: Final = "laws.toml"

_KEYS: Final = frozenset(
    {"authority", "kind", "version", "title", "drafted_by", "drafted_on", "in_force_from", "demonstration",
     "note", "cover", "preamble", "article", "closing"}
)  # fmt: skip
_ARTICLE_KEYS: Final = frozenset({"id", "title", "clause"})
_CLAUSE_KEYS: Final = frozenset(
    {"id", "matter", "text", "basis", "from", "until", "burdensome", "when", "reason"}
)
_COVER_KEYS: Final = frozenset({"label", "value"})
_APPROVAL_KEYS: Final = frozenset({"approved_by", "approved_on", "digest"})

_TEXT: Final = "text, not empty / 文字,不能为空"
_DAY: Final = "a date such as 2026-01-01 / 日期,如 2026-01-01"
_ID: Final = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")
_VERSION: Final = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*\Z")

_HEADING: Final = re.compile(rf"\s*第(?P<article>{NUMBER_FORM})条")
_ITEM: Final = re.compile(rf"\s*[((](?P<item>{NUMBER_FORM})[))]")
_SUB_ITEM: Final = re.compile(r"\s*(?P<sub>[0-9]{1,2})[..、]")


def file_of(home: Path, authority: str, kind: ContractKind, version: str) -> Path:
    """Where a version lies: ``hongshan/lease/2026-01.toml``, ``hongshan/supplement/rent_changed-2026-01.toml``."""
    if kind == LEASE:
        return home / authority / LEASE / f"{version}.toml"
    return home / authority / SUPPLEMENT / f"{kind}-{version}.toml"


def contract_files(authority: str, homes: Sequence[Path] = (CONTRACTS,)) -> list[Path]:
    """Every version of every contract of an authority, folder by folder in order of name."""
    found = (
        file
        for home in homes
        for folder in (LEASE, SUPPLEMENT)
        for file in sorted((home / authority / folder).glob("*.toml"))
    )
    return [file for file in found if not file.name.endswith(APPROVAL)]


def read_contracts(
    authority: str, kind: ContractKind, homes: Sequence[Path] = (CONTRACTS,)
) -> list[ContractTemplate]:
    """The versions of one contract, the earliest in force first. Raises :class:`PackError`."""
    held: dict[str, ContractTemplate] = {}
    for file in contract_files(authority, homes):
        if (file.parent.name == LEASE) is not (kind == LEASE):
            continue
        if kind != LEASE and not file.name.startswith(f"{kind}-"):
            continue
        template = read_contract_file(file)
        if template.version in held:
            raise PackError(file, "version", template.version, "each version once / 每个版本一次")
        held[template.version] = template
    return sorted(held.values(), key=lambda one: (one.in_force_from, one.version))


def read_contract(
    authority: str, kind: ContractKind = "lease", *, on: date, homes: Sequence[Path] = (CONTRACTS,)
) -> ContractTemplate | None:
    """The approved version in force on a day; None where there is none.

    Raises :class:`PackError` for a malformed file, and where two approved versions begin on one day.
    """
    usable = [
        one for one in read_contracts(authority, kind, homes) if one.approval and one.in_force_from <= on
    ]
    if len(usable) > 1 and usable[-1].in_force_from == usable[-2].in_force_from:
        file = Path(usable[-1].file)
        accepted = (
            f"another first day than version {usable[-2].version} / 与版本 {usable[-2].version} 不同的生效日"
        )
        raise PackError(file, "in_force_from", usable[-1].in_force_from.isoformat(), accepted)
    return usable[-1] if usable else None


def read_contract_file(file: Path) -> ContractTemplate:
    """One version as it lies, with its approval. Raises :class:`PackError` naming file, key and form."""
    table = _table(file)
    _only(file, "", table, _KEYS)
    kind = _one_of(file, "kind", table.get("kind"), KINDS)
    version = _text(file, "version", table.get("version"))
    expected = file_of(Path(), file.parents[1].name, kind, version)
    if not _VERSION.match(version) or file.name != expected.name or file.parent.name != expected.parent.name:
        raise PackError(file, "version", version, f"the file lies at / 文件应位于 {expected}")
    digest = digest_of(file)
    return ContractTemplate(
        authority=_one_of(file, "authority", table.get("authority"), (file.parents[1].name,)),
        kind=kind,
        version=version,
        title=_text(file, "title", table.get("title")),
        drafted_by=_text(file, "drafted_by", table.get("drafted_by")),
        drafted_on=_day(file, "drafted_on", table.get("drafted_on")),
        in_force_from=_day(file, "in_force_from", table.get("in_force_from")),
        articles=tuple(
            _article(file, at, entry) for at, entry in enumerate(_tables(file, "article", table, needed=True))
        ),
        cover=tuple(_cover(file, at, entry) for at, entry in enumerate(_tables(file, "cover", table))),
        preamble=_clauses(file, "preamble", _tables(file, "preamble", table)),
        closing=_clauses(file, "closing", _tables(file, "closing", table)),
        demonstration=_flag(file, "demonstration", table),
        note=str(table.get("note", "")),
        approval=_approval(file, digest),
        file=f"{file.parents[1].name}/{file.parent.name}/{file.name}",
        digest=digest,
    )


def digest_of(file: Path) -> str:
    """``sha256:…`` over a contract's words; the line ends of another system make no difference."""
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def approval_file(file: Path) -> Path:
    """Where the approval of a version lies: beside it."""
    return file.with_name(file.name.removesuffix(".toml") + APPROVAL)


def approval_text(approval: ContractApproval) -> str:
    """An approval as it is filed."""
    return (
        "# 本文件是批准记录:digest 为所批准文本的摘要,文本改动后批准即失效。\n"
        "# The record of an approval: it holds for the words of this digest only.\n\n"
        f"approved_by = {json.dumps(approval.approved_by, ensure_ascii=False)}\n"
        f"approved_on = {approval.approved_on.isoformat()}\n"
        f'digest      = "{approval.digest}"\n'
    )


def lint_contract(template: ContractTemplate, rules: InForce, packs: Path = HOME) -> list[Refusal]:
    """Everything wrong with a contract's words under the policy in force on a day."""
    return lint(template, rules, known_articles(template.authority, packs))


@cache
def known_articles(authority: str, packs: Path = HOME) -> KnownArticles:
    """The articles of an authority's policy text, and the last article of each law read in full."""
    text = (packs / authority / "text.txt").read_text(encoding="utf-8")
    file = CONTRACTS / LAWS
    last = _table(file).get("last_article")
    if not isinstance(last, dict) or not all(type(number) is int for number in last.values()):
        raise PackError(
            file, "last_article", last, "law = last article, a whole number / 法律 = 最后一条的条号"
        )
    return KnownArticles(policy_articles(text), last)


def policy_articles(text: str) -> frozenset[str]:
    """The articles of a text with their items: ``24``, ``24(1)``, ``24(1).2``."""
    found: set[str] = set()
    article = item = ""
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            article, item = str(read_chinese_number(heading["article"])), ""
            found.add(article)
        elif article and (listed := _ITEM.match(line)):
            item = f"{article}({read_chinese_number(listed['item'])})"
            found.add(item)
        elif item and (below := _SUB_ITEM.match(line)):
            found.add(f"{item}.{below['sub']}")
    return frozenset(found)


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(file, "the file", str(error), "a TOML file in UTF-8 / UTF-8 的 TOML 文件") from None


def _approval(file: Path, digest: str) -> ContractApproval | None:
    beside = approval_file(file)
    if not beside.is_file():
        return None
    table = _table(beside)
    _only(beside, "", table, _APPROVAL_KEYS)
    given = _text(beside, "digest", table.get("digest"))
    if given != digest:
        raise PackError(
            beside,
            "digest",
            given,
            f"{digest}: the words were changed after their approval; restore them, or make a new version / "
            "文本在批准后被改动;请恢复原文,或另起一个版本",
        )
    return ContractApproval(
        _text(beside, "approved_by", table.get("approved_by")),
        _day(beside, "approved_on", table.get("approved_on")),
        digest,
    )


def _article(file: Path, at: int, entry: dict[str, Any]) -> ContractArticle:
    key = f"article[{at}]"
    _only(file, f"{key}.", entry, _ARTICLE_KEYS)
    clauses = _tables(file, "clause", entry, f"{key}.", needed=True)
    return ContractArticle(
        _id(file, f"{key}.id", entry.get("id")),
        _text(file, f"{key}.title", entry.get("title")),
        _clauses(file, f"{key}.clause", clauses),
    )


def _clauses(file: Path, under: str, entries: list[dict[str, Any]]) -> tuple[Clause, ...]:
    return tuple(_clause(file, f"{under}[{at}]", entry) for at, entry in enumerate(entries))


def _clause(file: Path, key: str, entry: dict[str, Any]) -> Clause:
    _only(file, f"{key}.", entry, _CLAUSE_KEYS)
    given = entry.get("basis", [])
    basis = [given] if isinstance(given, str) else given
    if not isinstance(basis, list) or not all(isinstance(part, str) and part.strip() for part in basis):
        raise PackError(file, f"{key}.basis", given, '["hongshan:26(2)"] or ["own"] / 条款或 own')
    return Clause(
        id=_id(file, f"{key}.id", entry.get("id")),
        text=_text(file, f"{key}.text", entry.get("text")),
        basis=tuple(basis),
        holds_from=_day(file, f"{key}.from", entry.get("from")),
        matter=_text(file, f"{key}.matter", entry.get("matter", "other")),
        until=_day(file, f"{key}.until", entry["until"]) if "until" in entry else None,
        burdensome=_flag(file, f"{key}.burdensome", entry),
        when=_text(file, f"{key}.when", entry["when"]) if "when" in entry else None,
        reason=_text(file, f"{key}.reason", entry["reason"]) if "reason" in entry else "",
    )


def _cover(file: Path, at: int, entry: dict[str, Any]) -> CoverLine:
    _only(file, f"cover[{at}].", entry, _COVER_KEYS)
    return CoverLine(
        _text(file, f"cover[{at}].label", entry.get("label")),
        _text(file, f"cover[{at}].value", entry.get("value")),
    )


def _only(file: Path, under: str, entry: dict[str, Any], accepted: frozenset[str]) -> None:
    for unknown in sorted(entry.keys() - accepted):
        raise PackError(file, f"{under}{unknown}", entry[unknown], "one of " + " ".join(sorted(accepted)))


def _tables(
    file: Path, key: str, table: dict[str, Any], under: str = "", *, needed: bool = False
) -> list[dict[str, Any]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise PackError(file, f"{under}{key}", found, f"[[{key}]] tables / 若干 [[{key}]]")
    if needed and not found:
        raise PackError(file, f"{under}{key}", None, f"at least one [[{key}]] / 至少一个 [[{key}]]")
    return found


def _text(file: Path, key: str, found: object) -> str:
    if not isinstance(found, str) or not found.strip():
        raise PackError(file, key, found, _TEXT)
    return found.strip()


def _id(file: Path, key: str, found: object) -> str:
    if not isinstance(found, str) or not _ID.match(found):
        raise PackError(file, key, found, "small letters, figures, dots: rent.monthly / 小写字母、数字和点")
    return found


def _day(file: Path, key: str, found: object) -> date:
    if type(found) is not date:
        raise PackError(file, key, found, _DAY)
    return found


def _flag(file: Path, key: str, table: dict[str, Any]) -> bool:
    found = table.get(key.rpartition(".")[2], False)
    if type(found) is not bool:
        raise PackError(file, key, found, "true or false")
    return found


def _one_of(file: Path, key: str, found: object, accepted: tuple[Any, ...]) -> Any:
    if found not in accepted:
        raise PackError(file, key, found, " | ".join(accepted))
    return found
