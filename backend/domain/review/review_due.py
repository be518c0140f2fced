"""Review due (复核到期): when a household must be reviewed again (hongshan:24)."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.days import add_years


class ReviewDueFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The start of protection (lease start, purchase day), and the day of the last review's decision."""

    protected_from: date
    last_decision_on: date | UnsetType = UNSET


def decide_review_due(facts: ReviewDueFacts, case: Case) -> Decision:
    """Whether the review is due on the day asked; a decision after that day is left out."""
    anchor = facts.protected_from
    if facts.last_decision_on is not UNSET and facts.last_decision_on <= case.on:
        anchor = max(anchor, facts.last_decision_on)
    years = case.number("review.interval")
    due_on = add_years(anchor, years)
    case.step("review.due_from_anchor", anchor=anchor, due_on=due_on, years=years)
    return case.decide("due" if case.on >= due_on else "not_due", due_on=due_on)
