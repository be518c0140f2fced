"""Exit triggers (退出情形): grounds on which a lease ends and the home is taken back (hongshan:36)."""

from datetime import date
from typing import Any, Final

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from ..vocabulary.triggers import TRIGGERS, Trigger
from .arrears import RentBill, first_run, month_states
from .idleness import Observation, after_last_gap, idle_runs, spans

READ_FURTHER: Final = {
    "not_qualified": "exits.review_exit_read",
    "false_statement": "exits.false_statement_order",
}
"""What is said besides about a trigger on record."""


class Reported(Struct, forbid_unknown_fields=True, frozen=True):
    """A trigger established by inspection, report, data match or decision, and the day of it."""

    trigger: Trigger
    on: date


class ExitFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """Rent bills with their payments, observations of the home, and what has been reported."""

    bills: list[RentBill]
    observations: list[Observation]
    reported: list[Reported] | UnsetType = UNSET


def _unpaid(facts: ExitFacts, case: Case, since: dict[str, date], warnings: list[str]) -> None:
    """Three calendar months running unpaid past their due days; three paid late are a warning."""
    length = case.number("exits.unpaid_months")
    states = month_states(facts.bills, case.on)
    first = first_run([month for month, state in states.items() if state.unpaid], length)
    if first is not None:
        since["rent_unpaid"] = states[first].due_on
        case.step("exits.three_months_unpaid", since=states[first].due_on, months=length)
        case.step("exits.three_months_read", months=length)
    if first_run([month for month, state in states.items() if state.paid_late], length) is not None:
        warnings.append("paid_late_three_months")
        case.step("exits.three_months_late", months=length)


def _idle(facts: ExitFacts, case: Case, since: dict[str, date], warnings: list[str]) -> None:
    """Six months idle up to the last observation; thin evidence or a run that ended is a warning."""
    months = case.number("exits.idle_months")
    gap = case.number("exits.idle_max_gap_days")
    thin = ended = False
    for run in idle_runs(facts.observations, case.on):
        part = after_last_gap(run.days, gap)
        if not spans(part, months):
            thin = thin or spans(run.days, months)
        elif run.current:
            since["idle"] = part[0]
            case.step("exits.idle_six_months", since=part[0])
            case.step("exits.idle_read", months=months)
        else:
            ended = True
    if thin:
        warnings.append("idle_evidence_thin")
        case.step("exits.idle_evidence_thin", gap=gap)
    if ended:
        warnings.append("was_idle")
        case.step("exits.was_idle")


def decide_exit_triggers(facts: ExitFacts, case: Case) -> Decision:
    """The triggers met on the day asked, in the order of the article, each once; and warnings."""
    numbers: set[str] = set()
    for at, bill in enumerate(facts.bills):
        if bill.bill in numbers:
            raise Fault("twice", f"$.facts.bills[{at}].bill", given=bill.bill)
        numbers.add(bill.bill)
    since: dict[str, date] = {}
    warnings: list[str] = []
    if facts.bills:
        _unpaid(facts, case, since, warnings)
    if facts.observations:
        _idle(facts, case, since, warnings)
    for report in () if facts.reported is UNSET else facts.reported:
        if report.on <= case.on:
            case.step(f"exits.reported_{report.trigger}", since=report.on)
            if report.trigger in READ_FURTHER:
                case.step(READ_FURTHER[report.trigger])
            since[report.trigger] = min(report.on, since.get(report.trigger, report.on))
    articles = dict(zip(TRIGGERS, case.words("exits.trigger_articles"), strict=True))
    triggers: list[dict[str, Any]] = [
        {"trigger": name, "since": since[name], "article": articles[name]}
        for name in TRIGGERS
        if name in since
    ]
    if triggers:
        if "other_home" in since and case.has("exits.market_rent_grounds"):
            case.step("exits.other_home_first")
        case.step("exits.lease_to_be_ended")
        return case.decide("triggered", triggers=triggers, warnings=warnings)
    if not warnings:
        case.step("exits.no_trigger")
    return case.decide("warning" if warnings else "none", triggers=triggers, warnings=warnings)
