"""Bills (账单): what a month costs (product reading of hongshan R8)."""

from msgspec import Struct

from ..policy.case import Case, Decision
from ..vocabulary.days import month_of
from ..vocabulary.quantities import Period
from .charges import Segment, charge, in_order


class BillFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """A calendar month, and the stretches of days with their monthly rents."""

    period: Period
    segments: list[Segment]


def decide_bill(facts: BillFacts, case: Case) -> Decision:
    """The lines of a month's bill, one for each stretch in it, and their sum in fen."""
    first, last = month_of(facts.period)
    lines = [
        charge(max(first, segment.since), min(last, segment.to), segment.monthly_rent_fen)
        for segment in in_order(facts.segments, "$.facts.segments")
        if segment.since <= last and segment.to >= first
    ]
    if not lines:
        case.step("ledger.nothing_in_month")
        return case.decide("nothing_to_bill", lines=lines, total_fen=0)
    if all(line.days == line.days_in_month for line in lines):
        case.step("ledger.whole_month")
    else:
        case.step("ledger.by_the_day")
    return case.decide("billed", lines=lines, total_fen=sum(line.amount_fen for line in lines))
