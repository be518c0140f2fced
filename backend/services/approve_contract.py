"""Approves a version of a contract: a second person answers for its words from a day on."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from ..domain.lease.approval import approve
from ..domain.lease.contract import ContractApproval, ContractTemplate
from ..domain.policy.pack import Pack
from ..domain.vocabulary.refusal import Refusal, Refused
from ..policy_packs.contracts import approval_file, approval_text, lint_contract, read_contract_file


class ApproveContract(Struct, frozen=True):
    """The version's file, who approves it, and on which day."""

    file: Path
    approver: str
    on: date


def contract_faults(template: ContractTemplate, pack: Pack, on: date) -> list[Refusal]:
    """What is wrong with a contract's words under the policy of a day, or of its first day if that is later."""
    return lint_contract(template, pack.on(max(on, template.in_force_from)))


def approve_contract(request: ApproveContract, pack: Pack) -> ContractApproval:
    """The approval, filed beside the version. Raises :class:`Refused` with every reason against it."""
    template = read_contract_file(request.file)

    given = approve(template, request.approver, request.on, contract_faults(template, pack, request.on))
    if isinstance(given, list):
        raise Refused(*given)

    _write_new(approval_file(request.file), approval_text(given))
    return given


def _write_new(file: Path, text: str) -> None:
    """The file whole or not at all, and never over one that is there."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def version_named(templates: Sequence[ContractTemplate], version: str) -> ContractTemplate | None:
    """The version of that name."""
    return next((each for each in templates if each.version == version), None)
