"""What ``anju lease`` shows: refusals, the check list, a lease's line, how far a job is."""

import sys
from collections.abc import Iterable
from typing import Any

from ..domain.lease.lease_states import STATES
from ..domain.vocabulary.days import ONE_DAY, day_text
from ..domain.vocabulary.money import yuan_text
from ..domain.vocabulary.refusal import Refusal
from ..services.cite import rule_said
from ..services.list_check import CheckList
from ..services.redraft_lease import LeaseDrafted
from ..store.queries.jobs import Progress
from ..store.queries.leases import LeaseLine


def reasons(found: Iterable[Refusal], out: Any) -> None:
    """Each reason in both languages, with its article."""
    for why in found:
        mark = "!" if why.severity == "warning" else "✗"
        rule = f"({rule_said(why.article, 'zh')} / {rule_said(why.article, 'en')})" if why.article else ""
        print(f"  {mark} {why.zh}{rule}\n    {why.en} [{why.code}]", file=out)


def show_drafts(drafts: Iterable[LeaseDrafted]) -> int:
    """Each draft with what stands against it; 1 where one is not checked."""
    status = 0
    for each in drafts:
        state = STATES[each.state]
        rent = "—" if each.monthly_rent_fen is None else yuan_text(each.monthly_rent_fen)
        print(f"{each.lease_id} {each.home} {rent} {state.zh} / {state.en}")
        reasons(each.refusals, sys.stdout)
        status = status if each.state == "checked" else 1
    return status


def show_check_list(listed: CheckList) -> None:
    """How many, what sum of rents and deposits, what is held back and why."""
    rent, deposit = yuan_text(listed.monthly_rent_fen), yuan_text(listed.deposit_fen)
    print(f"可签发 {len(listed.ready)} 份,月租金合计 {rent},押金合计 {deposit}。")
    print(f"To be issued: {len(listed.ready)}; rents {rent} a month, deposits {deposit}.")
    if listed.held_back:
        print(f"暂不能签发 {len(listed.held_back)} 份: / Held back: {len(listed.held_back)}:")
    for doubt in listed.doubts:
        print(f"  {doubt.count} 份,如 {doubt.example}: / {doubt.count}, such as {doubt.example}:")
        reasons([doubt.refusal], sys.stdout)


def show_line(line: LeaseLine) -> None:
    """A lease in one line."""
    state = STATES[line.state]
    rent = "—" if line.monthly_rent_fen is None else yuan_text(line.monthly_rent_fen)
    end = line.to_day - ONE_DAY
    print(
        f"{line.id} {line.number or '(未编号 / no number)'} {line.home} {line.tenant or '—'} {rent} ", end=""
    )
    print(f"{day_text(line.from_day)}至{day_text(end)} {state.zh} / {state.en}")


def show_progress(done: Progress) -> None:
    """How far a job is, on one line that is written over."""
    whole = done.issued + done.refused + done.withdrawn + done.waiting
    end = "\n" if not done.waiting else "\r"
    print(
        f"已签发 {done.issued}/{whole},未签发 {done.refused} / issued {done.issued}, refused {done.refused}",
        end=end,
        file=sys.stderr,
        flush=True,
    )
