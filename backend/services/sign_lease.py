"""Records the signing of a lease (签订): who signed, the scan, keys and meters, deposit, and until when to file it."""

from datetime import date

import msgspec
from msgspec import Struct

from ..domain.lease.lease_states import lease_name, step_refusals
from ..domain.lease.signing import Signing, signing_refusals
from ..domain.vocabulary.refusal import Refused
from ..store.audit import append
from ..store.queries import allocations, leases, signings, stock
from ..store.unit_of_work import uow
from .acting import Acting
from .begin_leases import begin_leases
from .check_fields import ahead, missing
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .filing_due import SIGNED_ON, filing_due
from .keep_file import keep_file
from .lease_content import open_lease
from .lease_hand import LeaseHand
from .read_lease_ground import LEASE
from .read_scan import read_scan


class SignLease(Struct, frozen=True):
    """The signing, the scan of the signed paper, and the warnings a named person lets stand."""

    lease_id: int
    signing: Signing
    scan: bytes
    confirmed: Confirmation | None = None


class LeaseSigned(Struct, frozen=True):
    """The lease as it stands, and the last day to file it, where the law sets one."""

    number: str
    state: str
    filing_due_on: date | None


async def sign_lease(acting: Acting, hand: LeaseHand, request: SignLease) -> LeaseSigned:
    """Sign an issued lease: its allocation is signed, its home let, and on its first day it is in force."""
    authority_id, signing = acting.authority_id, request.signing
    async with uow():
        row = (await leases.lock_leases(authority_id, [request.lease_id])).get(request.lease_id)
        if row is None:
            raise Refused(missing(LEASE, "lease_id", request.lease_id))
        facts = await signings.read_before_signing(authority_id, row)

        found = step_refusals(lease_name(row.number, row.id), row.state, "signed")
        kind, scan_found = read_scan(request.scan)
        if not found and row.issued_on is not None:
            terms = open_lease(hand.sealing, authority_id, row.content_sealed).terms
            meters, window = facts.meters, facts.window_last_day
            found += signing_refusals(signing, terms, meters, row.issued_on, window)
            found += ahead(acting, SIGNED_ON, "signed_on", signing.signed_on)
        warnings = confirm_warnings([*found, *scan_found], request.confirmed)
        due = filing_due(acting, hand, signing.signed_on)

        assert kind is not None, "a scan of no kind was refused"
        digest = keep_file(hand.papers, request.scan, kind)
        await signings.add_signing(authority_id, row.id, signing, (digest, kind), due, acting.at)
        await leases.move_leases(authority_id, [row.id], ["issued"], "signed")
        if row.allocation_id is not None and row.kind == "first":
            await stock.lock_units(authority_id, [row.unit_id])
            await allocations.settle_allocations(
                authority_id, "signed", [(row.allocation_id, signing.signed_on)]
            )
            await stock.move_states(
                authority_id, [row.unit_id], "let", acting.on, f"签约 {row.number}", acting.at
            )
        begun = await begin_leases(acting, [row.id])
        payload = {
            "number": row.number, "signed_on": signing.signed_on, "scan": digest.hex(), "keys": signing.keys,
            "signatories": msgspec.to_builtins(signing.signatories), "filing_due_on": due,
            "deposit_fen": signing.deposit_received_fen, **noted(request.confirmed, warnings),
        }  # fmt: skip
        await append(authority_id, acting.actor, "sign_lease", f"lease:{row.id}", payload, acting.at)
    return LeaseSigned(row.number or "", "in_force" if begun else "signed", due)
