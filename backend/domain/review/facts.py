"""What a biennial review reads of a household, by the protection it enjoys (hongshan:24)."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ..vocabulary.quantities import Count, Fen

Elects = Literal["rent", "buy", "neither"]


class LowRentReview(Struct, tag_field="protection", tag="low_rent", forbid_unknown_fields=True, frozen=True):
    """A tenant of a low-rent home, hongshan:24(1)."""

    dibao_persons: Count
    meets_low_rent_conditions: bool
    meets_public_rental_conditions: bool
    meets_commercial_rent_conditions: bool
    elects: Elects


class PurchaseReview(
    Struct, tag_field="protection", tag="low_rent_purchase", forbid_unknown_fields=True, frozen=True
):
    """A buyer of a low-rent home, hongshan:24(2). Income is a month's, per head, in fen."""

    dibao_persons: Count
    dibao_cancelled_persons: Count
    monthly_income_per_capita_fen: Fen
    meets_purchase_conditions: bool
    other_conditions_met: bool
    dibao_standard_fen: Fen | UnsetType = UNSET
    income_limit_fen: Fen | UnsetType = UNSET


class _TenantReview(Struct, tag_field="protection", forbid_unknown_fields=True, frozen=True):
    monthly_income_per_capita_fen: Fen
    other_conditions_met: bool
    elects: Elects
    income_limit_fen: Fen | UnsetType = UNSET
    income_ceiling_fen: Fen | UnsetType = UNSET


class PublicRentalReview(_TenantReview, tag="public_rental", forbid_unknown_fields=True, frozen=True):
    """A public rental tenant, hongshan:24(3)."""


class CommercialRentReview(_TenantReview, tag="commercial_rent", forbid_unknown_fields=True, frozen=True):
    """A tenant already on commercial rent; tested by the same list (reading)."""


class _WorkerReview(Struct, tag_field="protection", forbid_unknown_fields=True, frozen=True):
    monthly_income_per_capita_fen: Fen
    other_conditions_met: bool
    income_limit_fen: Fen | UnsetType = UNSET


class NewEmployeeReview(_WorkerReview, tag="new_employee", forbid_unknown_fields=True, frozen=True):
    """A new employee; article 24 has no list for them."""


class MigrantWorkerReview(_WorkerReview, tag="migrant_worker", forbid_unknown_fields=True, frozen=True):
    """A migrant worker; article 24 has no list for them."""


ReviewFacts = (
    LowRentReview
    | PurchaseReview
    | PublicRentalReview
    | CommercialRentReview
    | NewEmployeeReview
    | MigrantWorkerReview
)
