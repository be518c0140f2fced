"""Deposit (押金): what a tenant gets back at the end (hongshan:29)."""

from msgspec import UNSET, Struct, UnsetType

from ..policy.case import Case, Decision
from ..vocabulary.quantities import Fen, Label


class Damage(Struct, forbid_unknown_fields=True, frozen=True):
    """A damaged item and what is deducted for it, in fen."""

    item: Label
    amount_fen: Fen


class DepositFacts(Struct, forbid_unknown_fields=True, frozen=True):
    """The deposit held, the damages, arrears, and whether the tenant agreed in writing to set them off."""

    held_fen: Fen
    damages: list[Damage]
    arrears_fen: Fen | UnsetType = UNSET
    set_off_consented: bool | UnsetType = UNSET


def decide_deposit(facts: DepositFacts, case: Case) -> Decision:
    """What goes back and what is still owed, in fen; arrears are taken only with recorded consent."""
    damages = sum(damage.amount_fen for damage in facts.damages)
    arrears = 0 if facts.arrears_fen is UNSET else facts.arrears_fen
    case.step("ledger.damages_deducted" if damages else "ledger.returned_whole")
    left = max(0, facts.held_fen - damages)
    owed = max(0, damages - facts.held_fen)
    if arrears and facts.set_off_consented is True:
        case.step("ledger.arrears_set_off")
        taken = min(left, arrears)
        left, arrears = left - taken, arrears - taken
    elif arrears:
        case.step("ledger.arrears_not_set_off")
    return case.decide("settled", to_tenant_fen=left, still_owed_fen=owed + arrears)
