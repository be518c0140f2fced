"""Bans (限制再申请): who may not apply again, and until when (hongshan:23(9), 40; zhaoyang:19(1), 22(3))."""

from datetime import date
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.days import ONE_DAY, add_years
from ..vocabulary.faults import Fault
from ..vocabulary.triggers import Trigger

Conduct = Literal[Trigger, "damage_or_refit", "gave_up_selection"]
CONDUCTS = get_args(Conduct)


class BanFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """What was done, and the day the home was returned (for a choice given up: the day of that)."""

    conduct: Conduct
    returned_on: date | UnsetType = UNSET


def _needs_day(facts: BanFacts, case: Case) -> date:
    if facts.returned_on is UNSET:
        raise Fault("needed_here", "$.facts.returned_on", field="returned_on")
    if facts.returned_on > case.on:
        raise Fault(
            "after_question_day",
            "$.facts.returned_on",
            field="returned_on",
            day=facts.returned_on,
            on=case.on,
        )
    return facts.returned_on


def _from_day(case: Case, start: date, years: int) -> Decision:
    """A ban of full years: over from the day after the corresponding day."""
    reapply_from = add_years(start, years) + ONE_DAY
    if case.on < reapply_from:
        case.step("exits.ban_runs", reapply_from=reapply_from)
        return case.decide("banned", reapply_from=reapply_from)
    case.step("exits.ban_over", reapply_from=reapply_from)
    return case.decide("not_banned", reapply_from=reapply_from)


def _doubtful(facts: BanFacts, case: Case) -> Decision:
    """A ban whose start the text leaves open: a named person decides (zhaoyang:19(1), 22(3))."""
    false_statement = facts.conduct == "false_statement"
    years = case.number("exits.dishonesty_ban_years" if false_statement else "exits.violation_ban_years")
    case.step("exits.ban_dishonesty" if false_statement else "exits.ban_violation", years=years)
    if facts.returned_on is UNSET or facts.returned_on > case.on:
        case.step("exits.ban_start_open")
        return case.decide("refer", reapply_from=None)
    reapply_from = add_years(facts.returned_on, years)
    case.step("exits.ban_start_open_if", start=facts.returned_on, reapply_from=reapply_from)
    return case.decide("refer", reapply_from=reapply_from)


def decide_ban(facts: BanFacts, case: Case) -> Decision:
    """Whether a household is barred from applying again on the day asked, and from when it may."""
    code = f"exits.ban_{facts.conduct}"
    if facts.conduct == "gave_up_selection" and case.has("allocation.gave_up_ban_years"):
        given_up_on = _needs_day(facts, case)
        years = case.number("allocation.gave_up_ban_years")
        case.step(code, years=years)
        case.step("exits.ban_from_giving_up")
        return _from_day(case, given_up_on, years)
    if facts.conduct not in case.words("exits.banned_conducts"):
        case.step("exits.ban_not_listed")
        if facts.conduct == "false_statement" and "exits.false_statement_order" in case.rules.findings:
            case.step("exits.false_statement_order")
        return case.decide("not_banned", reapply_from=None)
    if not case.has("exits.ban_years"):
        return _doubtful(facts, case)
    years = case.number("exits.ban_years")
    case.step(code, years=years)
    case.step("exits.ban_binds_all")
    if facts.returned_on is UNSET or facts.returned_on > case.on:
        case.step("exits.ban_not_returned")
        return case.decide("banned", reapply_from=None)
    return _from_day(case, facts.returned_on, years)
