"""Monthly rent (月租金): rate times floor area, less a reduction (product reading)."""

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.faults import Fault
from ..vocabulary.money import half_up
from ..vocabulary.quantities import Area, Fen, Percent, fraction, hundredths


class RentFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """An approved rate in fen per m² a month, an area in m², a reduction in per cent."""

    rate_fen_per_m2: Fen
    floor_area_m2: Area
    reduction_percent: Percent | UnsetType = UNSET


def monthly_rent_fen(rate_fen_per_m2: int, area_hundredths: int, reduction: tuple[int, int] = (0, 1)) -> int:
    """Rate times area less the reduction, in fen, rounded half up once at the end.

    ``reduction`` is a percentage as numerator and denominator.
    """
    taken, denominator = reduction
    kept = 100 * denominator - taken
    return half_up(rate_fen_per_m2 * area_hundredths * kept, 100 * 100 * denominator)


def decide_rent(facts: RentFacts, case: Case) -> Decision:
    """The monthly rent of a home at a rate, exact to the fen."""
    area = hundredths(facts.floor_area_m2)
    case.step("rent.rate_by_area")
    if facts.reduction_percent is UNSET:
        return case.decide("priced", monthly_rent_fen=monthly_rent_fen(facts.rate_fen_per_m2, area))
    reduction = fraction(facts.reduction_percent)
    if reduction[0] > 100 * reduction[1]:
        raise Fault(
            "more_than",
            "$.facts.reduction_percent",
            field="reduction_percent",
            given=facts.reduction_percent,
            other="per cent",
            limit=100,
        )
    case.step("rent.reduced", percent=facts.reduction_percent)
    return case.decide("priced", monthly_rent_fen=monthly_rent_fen(facts.rate_fen_per_m2, area, reduction))
