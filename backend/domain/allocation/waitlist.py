"""Waitlist score (轮候评分): the order in which households wait (baicheng:五(六))."""

from typing import Any

from msgspec import Struct

from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from ..vocabulary.quantities import SCORE_SCALE, Label, Score, decimal_text, scaled_score


class Scored(Struct, forbid_unknown_fields=True, frozen=True):
    """A household's three scores, on the scale the authority set; higher is earlier."""

    id: Label
    income_score: Score
    housing_score: Score
    order_score: Score


class WaitlistFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The households to be put in order."""

    households: list[Scored]


def decide_waitlist(facts: WaitlistFacts, case: Case) -> Decision:
    """Households by weighted score, best first; equal scores stand in one entry, undecided."""
    weights = [case.number(f"allocation.weight_{part}") for part in ("income", "housing", "order")]
    ids_by_score: dict[int, list[str]] = {}
    seen: set[str] = set()
    for at, household in enumerate(facts.households):
        if household.id in seen:
            raise Fault("twice", f"$.facts.households[{at}].id", given=household.id)
        seen.add(household.id)
        scores = (household.income_score, household.housing_score, household.order_score)
        total = sum(scaled_score(score) * weight for score, weight in zip(scores, weights, strict=True))
        ids_by_score.setdefault(total, []).append(household.id)
    case.step("allocation.weighted")
    order: list[dict[str, Any]] = [
        {"ids": sorted(ids_by_score[total]), "score": decimal_text(total, SCORE_SCALE * 100)}
        for total in sorted(ids_by_score, reverse=True)
    ]
    if len(order) < len(facts.households):
        case.step("allocation.equal_scores")
    return case.decide("ranked", order=order)
