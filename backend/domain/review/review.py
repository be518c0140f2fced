"""Biennial review (复核): what follows for a household (hongshan:24). Each list is tried in order."""

from msgspec import UNSET

from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from .facts import (
    CommercialRentReview,
    LowRentReview,
    MigrantWorkerReview,
    NewEmployeeReview,
    PublicRentalReview,
    PurchaseReview,
    ReviewFacts,
)


def _low_rent(facts: LowRentReview, case: Case) -> tuple[str, str, str | None]:
    """Code, outcome and rent basis for a low-rent tenant, hongshan:24(1)."""
    if facts.dibao_persons > 0:
        if facts.meets_low_rent_conditions:
            return "low_rent_continues", "continue_low_rent", "low_rent"
        return "low_rent_conditions_lost", "refer", None
    if facts.meets_public_rental_conditions:
        return "low_rent_to_public", "convert_to_public_rental", "public_rental"
    if facts.meets_commercial_rent_conditions and facts.elects == "rent":
        return "low_rent_to_market", "commercial_rent", "market"
    if facts.meets_commercial_rent_conditions and facts.elects == "buy":
        return "low_rent_to_purchase", "commercial_purchase", None
    return "low_rent_exit", "exit", None


def _purchase(facts: PurchaseReview, case: Case) -> tuple[str, str, str | None]:
    """Code, outcome and (no) rent basis for a buyer of a low-rent home, hongshan:24(2)."""
    limit = case.given_or_number("review.income_limit_fen", facts.income_limit_fen)
    standard = case.given_or_number("review.dibao_standard_fen", facts.dibao_standard_fen)
    twice = standard * case.number("review.dibao_multiple")
    income = facts.monthly_income_per_capita_fen
    if limit < twice:
        return "purchase_thresholds_overlap", "refer", None
    if facts.dibao_cancelled_persons == 0 and facts.dibao_persons > 0:
        return "purchase_unchanged", "keep_purchase", None
    if income <= twice:
        if income == twice:
            case.step("review.at_twice_dibao", income_fen=income, twice_fen=twice)
        if facts.meets_purchase_conditions:
            return "purchase_continues", "keep_purchase", None
        return "purchase_conditions_lost", "refer", None
    if income <= limit:
        if income == limit:
            case.step("review.purchase_at_limit", income_fen=income)
        if facts.other_conditions_met:
            return "purchase_difference", "pay_difference", None
        return "purchase_others_lost", "refer", None
    if facts.other_conditions_met:
        return "purchase_income_only", "refer", None
    return "purchase_buy_back", "buy_back", None


def _check_ceiling(limit: int, ceiling: int, facts: PublicRentalReview | CommercialRentReview) -> None:
    if ceiling < limit:
        by_question = "income_limit_fen" if facts.income_ceiling_fen is UNSET else "income_ceiling_fen"
        raise Fault(
            "less_than",
            f"$.facts.{by_question}",
            field="income_ceiling_fen",
            given=ceiling,
            other="income_limit_fen",
            limit=limit,
        )


def _tenant(facts: PublicRentalReview | CommercialRentReview, case: Case) -> tuple[str, str, str | None]:
    """Code, outcome and rent basis for a public rental tenant, hongshan:24(3)."""
    limit = case.given_or_number("review.income_limit_fen", facts.income_limit_fen)
    ceiling = case.given_or_number("review.income_ceiling_fen", facts.income_ceiling_fen)
    _check_ceiling(limit, ceiling, facts)
    if isinstance(facts, CommercialRentReview):
        case.step("review.commercial_by_same_list")
    income = facts.monthly_income_per_capita_fen
    if income <= limit and facts.other_conditions_met:
        return "public_continues", "continue_public_rental", "public_rental"
    if income <= ceiling and facts.other_conditions_met:
        if income == ceiling and facts.elects != "neither":
            case.step("review.at_ceiling", income_fen=income)
        if facts.elects == "rent":
            return "public_to_market", "commercial_rent", "market"
        if facts.elects == "buy":
            return "public_to_purchase", "commercial_purchase", None
    return "public_exit", "exit", None


def _worker(facts: NewEmployeeReview | MigrantWorkerReview, case: Case) -> tuple[str, str, str | None]:
    """Code, outcome and rent basis for a new employee or migrant worker: no list of their own."""
    limit = case.given_or_number("review.income_limit_fen", facts.income_limit_fen)
    if facts.monthly_income_per_capita_fen <= limit and facts.other_conditions_met:
        return "worker_continues", "continue_public_rental", "public_rental"
    return "worker_no_list", "refer", None


def decide_review(facts: ReviewFacts, case: Case) -> Decision:
    """What a review leads to, and the rent that goes with it (``rent_basis``)."""
    if isinstance(facts, LowRentReview):
        code, outcome, basis = _low_rent(facts, case)
    elif isinstance(facts, PurchaseReview):
        code, outcome, basis = _purchase(facts, case)
    elif isinstance(facts, PublicRentalReview | CommercialRentReview):
        code, outcome, basis = _tenant(facts, case)
    else:
        code, outcome, basis = _worker(facts, case)
    case.step(f"review.{code}")
    return case.decide(outcome, rent_basis=basis)
