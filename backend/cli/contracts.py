"""``anju contracts``: check, show, compare and approve the words of leases and supplements."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from ..domain.lease.approval import ClauseChange, compare
from ..domain.lease.contract import KINDS, Clause, ContractTemplate
from ..domain.lease.lease_words import matter_name, refusal
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.days import day_text
from ..domain.vocabulary.faults import Fault
from ..domain.vocabulary.refusal import Refusal, Refused
from ..policy_packs.contracts import (
    contract_files,
    file_of,
    read_contract,
    read_contract_file,
    read_contracts,
)
from ..policy_packs.reader import AUTHORITIES, PackError
from ..services.answer_question import PolicyLibrary
from ..services.approve_contract import ApproveContract, approve_contract, contract_faults, version_named
from ..services.cite import rule_said
from ..services.contract_shelf import contract_homes

CHANGES: Final = {
    "added": Both("新增", "added"),
    "removed": Both("删除", "removed"),
    "changed": Both("修改", "changed"),
}
FIELD_NAMES: Final = {
    "text": Both("文字", "words"),
    "basis": Both("依据", "basis"),
    "matter": Both("内容", "matter"),
    "burdensome": Both("加粗提示", "set off"),
    "when": Both("适用条件", "condition"),
    "holds_from": Both("起用日", "first day"),
    "until": Both("停用日", "last day"),
    "reason": Both("理由", "reason"),
    "place": Both("所在条", "article"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju contracts",
        description="合同文本:检查、查看、比较、批准 / contracts: check, show, compare, approve",
        epilog="退出码 0 无误或办妥,1 有错误或未批准,2 读不了。 / Exit status: 0 well, 1 faults or refused, "
        "2 could not be read.",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    check = _act(acts, "check", "检查全部文本 / check every contract")
    check.add_argument("authority", nargs="?", metavar="AUTHORITY", help=" ".join(AUTHORITIES))
    check.add_argument(
        "--on", type=date.fromisoformat, metavar="DAY", help="按哪一天的政策 / policy of a day"
    )
    show = _act(acts, "show", "逐条列出一个版本 / a version clause by clause")
    _named(show)
    show.add_argument("version", nargs="?", metavar="VERSION", help="不写为当日有效的 / else that in force")
    show.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="日期 / day, 2026-11-21")
    differ = _act(acts, "compare", "逐条比较两个版本 / two versions clause by clause")
    _named(differ)
    differ.add_argument("old", metavar="OLD")
    differ.add_argument("new", metavar="NEW")
    approve = _act(acts, "approve", "批准一个版本(由另一人) / approve a version")
    _named(approve)
    approve.add_argument("version", metavar="VERSION")
    approve.add_argument("--by", required=True, metavar="NAME", help="批准人姓名 / who approves")
    approve.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="批准日,不写为今天 / day")
    return parser


def _act(acts: Any, name: str, summary: str) -> argparse.ArgumentParser:
    act: argparse.ArgumentParser = acts.add_parser(name, help=summary, description=summary)
    act.add_argument(
        "--contracts",
        type=Path,
        metavar="DIR",
        help="只读这个文件夹;不写为随附的和 ANJU_HOME/contracts / only this folder",
    )
    return act


def _named(act: argparse.ArgumentParser) -> None:
    act.add_argument("authority", choices=AUTHORITIES, metavar="AUTHORITY", help=" ".join(AUTHORITIES))
    act.add_argument("kind", choices=KINDS, metavar="KIND", help=" ".join(KINDS))


def _homes(asked: argparse.Namespace) -> tuple[Path, ...]:
    return (asked.contracts,) if asked.contracts else contract_homes()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own calendar day


def _check(asked: argparse.Namespace) -> int:
    library, homes = PolicyLibrary(), _homes(asked)
    read = grave = doubts = 0
    for authority in [asked.authority] if asked.authority else AUTHORITIES:
        pack = library.pack(authority)
        for file in contract_files(authority, homes):
            read += 1
            try:
                template = read_contract_file(file)
                faults = contract_faults(template, pack, asked.on or _today())
            except (PackError, OSError) as error:
                grave += 1
                zh = error.zh if isinstance(error, PackError) else f"读不到 {error.filename}"
                print(f"✗ {file.name}:{zh}\n    {error}")
                continue
            grave += sum(each.severity == "error" for each in faults)
            doubts += sum(each.severity == "warning" for each in faults)
            print(f"{template.file}:{_standing(template, faults)}")
            _reasons(faults)
    print(f"检查了 {read} 份文本:{grave} 处错误,{doubts} 处提醒。")
    print(f"{read} contracts checked: {grave} faults, {doubts} doubts.")
    return 1 if grave else 0


def _standing(template: ContractTemplate, faults: Iterable[Refusal]) -> str:
    held = template.approval
    if any(each.severity == "error" for each in faults):
        return "有错误 / faulty"
    if held is None:
        return f"待批准(起草:{template.drafted_by}) / to be approved (maker: {template.drafted_by})"
    return (
        f"{held.approved_by}于{day_text(held.approved_on)}批准,自{day_text(template.in_force_from)}起用 / "
        f"approved by {held.approved_by} on {held.approved_on}, in force from {template.in_force_from}"
    )


def _reasons(reasons: Iterable[Refusal]) -> None:
    for why in reasons:
        mark = "!" if why.severity == "warning" else "✗"
        rule = f"({rule_said(why.article, 'zh')} / {rule_said(why.article, 'en')})" if why.article else ""
        print(f"  {mark} {why.zh}{rule}\n    {why.en}")


def _version(asked: argparse.Namespace, version: str) -> ContractTemplate:
    """The version asked for. Raises :class:`Refused` with those there are."""
    held = read_contracts(asked.authority, asked.kind, _homes(asked))
    found = version_named(held, version)
    if found is None:
        known = "、".join(each.version for each in held) or "—"
        words = {"authority": asked.authority, "kind": asked.kind, "version": version, "known": known}
        raise Refused(refusal("contract_unknown", "version", "", **words))
    return found


def _show(asked: argparse.Namespace) -> int:
    on = asked.on or _today()
    if asked.version:
        template = _version(asked, asked.version)
    else:
        found = read_contract(asked.authority, asked.kind, on=on, homes=_homes(asked))
        if found is None:
            raise Refused(refusal("no_contract", "on", "", day=on))
        template = found
    faults = contract_faults(template, PolicyLibrary().pack(asked.authority), on)
    print(f"{template.title} {template.version}:{_standing(template, faults)}")
    print(template.note)
    for clause in template.preamble:
        _clause(clause)
    for at, article in enumerate(template.articles, 1):
        print(f"\n[{at}] {article.title}({article.id})")
        for clause in article.clauses:
            _clause(clause)
    for clause in template.closing:
        _clause(clause)
    return 0


def _clause(clause: Clause) -> None:
    marks = [matter_name(clause.matter).zh, *(_basis(each, clause) for each in clause.basis)]
    marks += ["加粗提示 / set off"] if clause.burdensome else []
    marks += [f"只在 / only when: {clause.when}"] if clause.when else []
    print(f"  {clause.id} · {' · '.join(marks)} · {day_text(clause.holds_from)}起")
    for line in clause.text.splitlines():
        print(f"      {line}")


def _basis(given: str, clause: Clause) -> str:
    return f"自行约定:{clause.reason}" if given == "own" else rule_said(given, "zh")


def _compare(asked: argparse.Namespace) -> int:
    old, new = _version(asked, asked.old), _version(asked, asked.new)
    changes = compare(old, new)
    for change in changes:
        _change(change)
    unchanged = sum(1 for _ in new.clauses()) - sum(change.after is not None for change in changes)
    print(f"{old.version} → {new.version}:{len(changes)} 条不同,{unchanged} 条相同。")
    print(f"{len(changes)} clauses differ, {unchanged} are the same.")
    return 0


def _change(change: ClauseChange) -> None:
    says = CHANGES[change.what]
    place = (change.after or change.before or ("",))[0]
    names = [FIELD_NAMES[name] for name in change.fields]
    what = (
        f":{'、'.join(name.zh for name in names)} / {', '.join(name.en for name in names)}" if names else ""
    )
    print(f"{says.zh} / {says.en} · {place} · {change.id}{what}")
    if change.before is None or change.after is None:
        sign, held = ("+", change.after) if change.before is None else ("-", change.before)
        assert held is not None, "a change is of some clause"
        print("".join(f"  {sign} {line}\n" for line in held[1].text.splitlines()), end="")
        return
    before, after = change.before[1], change.after[1]
    for name in change.fields:
        if name == "text":
            print(f"    {marked(before.text, after.text)}")
        elif name == "place":
            print(f"    {change.before[0]} → {change.after[0]}")
        else:
            print(f"    {_said(getattr(before, name))} → {_said(getattr(after, name))}")


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(str(each) for each in value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "—" if value is None else str(value)


def marked(old: str, new: str) -> str:
    """A text with what was taken out as [-…-] and what was put in as {+…+}."""
    parts: list[str] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(old[start:end])
            continue
        parts += [f"[-{old[start:end]}-]"] if end > start else []
        parts += [f"{{+{new[first:last]}+}}"] if last > first else []
    return "".join(parts).replace("\n", "\n    ")


def _approve(asked: argparse.Namespace) -> int:
    template = _version(asked, asked.version)
    files = (file_of(home, asked.authority, asked.kind, asked.version) for home in _homes(asked))
    file = next(each for each in files if each.is_file())
    request = ApproveContract(file, asked.by, asked.on or _today())
    given = approve_contract(request, PolicyLibrary().pack(asked.authority))
    start = template.in_force_from
    print(f"{template.file}:{given.approved_by}于{day_text(given.approved_on)}批准,自{day_text(start)}起用。")
    print(f"Approved by {given.approved_by} on {given.approved_on}, in force from {start}.")
    return 0


def run(arguments: list[str]) -> int:
    """Do one act; 1 where there are faults or it was refused, 2 where something can't be read."""
    asked = _parser().parse_args(arguments)
    acts = {"check": _check, "show": _show, "compare": _compare, "approve": _approve}
    try:
        return acts[asked.act](asked)
    except Refused as refused:
        for why in refused.refusals:
            print(f"✗ {why.zh}\n  {why.en}", file=sys.stderr)
        return 1
    except PackError as error:
        print(f"{error.zh}\n{error}", file=sys.stderr)
        return 2
    except Fault as fault:
        print(f"{fault.message['zh']}\n{fault.message['en']}", file=sys.stderr)
        return 2
