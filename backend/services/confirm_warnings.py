"""Errors stand; a warning may be confirmed by a named person with a reason, some only with an approval."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from .mask_numbers import masked_words

NEEDS_APPROVAL: Final = frozenset({"wait_over"})
"""Limits the text calls normal (一般): beyond them the approval's number is asked for."""


class Confirmation(Struct, frozen=True):
    """A named person's word that certain warnings may stand: which codes, why, by which approval."""

    codes: tuple[str, ...]
    reason: str
    approval: str = ""


def confirm_warnings(found: Iterable[Refusal], confirmed: Confirmation | None = None) -> tuple[Refusal, ...]:
    """The warnings that were confirmed; raises :class:`Refused` with all that stands in the way."""
    refusals = list(found)
    errors = [each for each in refusals if each.severity == "error"]
    warnings = [each for each in refusals if each.severity == "warning"]
    standing = [each for each in warnings if confirmed is None or each.code not in confirmed.codes]
    lacking: list[Refusal] = []
    if confirmed is not None and len(standing) < len(warnings):
        if not confirmed.reason.strip():
            lacking.append(refusing("reason_needed", "confirmed.reason"))
        taken = {each.code for each in warnings} & set(confirmed.codes)
        if taken & NEEDS_APPROVAL and not confirmed.approval.strip():
            lacking.append(refusing("approval_needed", "confirmed.approval"))
    if errors or standing or lacking:
        raise Refused(*errors, *standing, *lacking)
    return tuple(warnings)


def noted(confirmed: Confirmation | None, warnings: Iterable[Refusal]) -> dict[str, object]:
    """What the audit trail keeps of a confirmation; nothing where there was nothing to confirm."""
    codes = sorted({warning.code for warning in warnings})
    if confirmed is None or not codes:
        return {}
    return {"confirmed": codes, "reason": masked_words(confirmed.reason), "approval": confirmed.approval}
