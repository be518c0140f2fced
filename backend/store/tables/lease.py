"""Tenancies (租住关系), the leases they carry with supplements, signings and lessors, and rent terms (租金标准段)."""

from typing import Final, Literal, get_args

from piccolo.table import Table

from ..engine import DB
from .columns import data, day, instant, key, sealed, small_number, words, yes_no
from .columns import number as whole

TenancyCondition = Literal["reserved", "living", "leaving", "ended"]
TENANCY_STATES: Final[tuple[str, ...]] = get_args(TenancyCondition)
LIVE: Final = ("reserved", "living", "leaving")
"""A tenancy stays live until the home is returned, whatever the lease's last day."""

LeaseKind = Literal["first", "renewal"]
LeaseCondition = Literal["draft", "checked", "issued", "signed", "in_force", "ended", "void"]
SupplementKind = Literal["names_corrected", "person_added", "rent_changed", "home_changed"]
SupplementCondition = Literal["issued", "signed", "void"]
ScanKind = Literal["pdf", "jpg", "png"]
LEASE_KINDS: Final[tuple[str, ...]] = get_args(LeaseKind)
LEASE_STATES: Final[tuple[str, ...]] = get_args(LeaseCondition)
SUPPLEMENT_KINDS: Final[tuple[str, ...]] = get_args(SupplementKind)
SUPPLEMENT_STATES: Final[tuple[str, ...]] = get_args(SupplementCondition)
SCAN_KINDS: Final[tuple[str, ...]] = get_args(ScanKind)


class Tenancy(Table, tablename="tenancy", db=DB):
    """One household in one unit from a day up to, not including, ``to_day``, the day of its return.

    The database keeps one column more, ``live``, worked out from the state: see :class:`TenancyMember`.
    """

    authority_id = whole()
    id = key()
    household_id = whole()
    unit_id = whole()
    allocation_id = whole(null=True)
    state = words()
    from_day = day()
    to_day = day(null=True)
    created_at = instant()


class TenancyMember(Table, tablename="tenancy_member", db=DB):
    """A person under a tenancy. ``live`` is true while the person counts as housed, else null.

    A foreign key ties a true ``live`` to a live tenancy: end the members first, then the tenancy.
    """

    authority_id = whole()
    id = key()
    tenancy_id = whole()
    person_id = whole()
    live = yes_no(null=True)
    from_day = day()
    to_day = day(null=True)
    created_at = instant()


class Lessor(Table, tablename="lessor", db=DB):
    """Who lets (出租人): an operator of its estates, or the bureau itself where ``operator_id`` is null."""

    authority_id = whole()
    id = key()
    operator_id = whole(null=True)
    name = words()
    address = words()
    telephone = words()
    credit_code = words()
    representative = words()
    account = words()
    signing_place = words()
    created_at = instant()


class Lease(Table, tablename="lease", db=DB):
    """One contract of a tenancy, from a day up to, not including, ``to_day``.

    Its terms name persons with the numbers of their documents, so they are kept sealed; what is asked for
    or added up stands in columns of its own. ``refusals`` are those of a draft that was saved all the same.
    """

    authority_id = whole()
    id = key()
    household_id = whole()
    unit_id = whole()
    allocation_id = whole(null=True)
    tenancy_id = whole(null=True)
    previous_lease_id = whole(null=True)
    kind = words()
    state = words()
    number = words(null=True)
    number_year = small_number(null=True)
    number_place = whole(null=True)
    from_day = day()
    to_day = day()
    monthly_rent_fen = whole(null=True)
    deposit_fen = whole(null=True)
    template_version = words(null=True)
    content_sealed = sealed()
    overrides = data()
    refusals = data()
    issued_on = day(null=True)
    settled_on = day(null=True)
    settled_reason = words(null=True)
    created_at = instant()


class LeaseSupplement(Table, tablename="lease_supplement", db=DB):
    """A numbered change of a lease; ``place`` counts those of one lease, ``content_sealed`` is what it says."""

    authority_id = whole()
    id = key()
    lease_id = whole()
    place = small_number()
    kind = words()
    state = words()
    number = words()
    number_year = small_number()
    number_place = whole()
    from_day = day()
    ground = words()
    template_version = words()
    content_sealed = sealed()
    issued_on = day()
    settled_on = day(null=True)
    settled_reason = words(null=True)
    created_at = instant()


class LeaseSigning(Table, tablename="lease_signing", db=DB):
    """The signing of a lease with what was handed over, its filing, and a note where the original is lost."""

    authority_id = whole()
    id = key()
    lease_id = whole()
    signed_on = day()
    signatories = data()
    proxy_authority = words(null=True)
    scan_digest = sealed()
    scan_kind = words()
    keys_handed = small_number()
    check_in = data()
    meter_readings = data()
    deposit_received_fen = whole()
    filing_due_on = day(null=True)
    filed_on = day(null=True)
    filing_number = words(null=True)
    original_lost_on = day(null=True)
    original_lost_note = words(null=True)
    created_at = instant()


class RentTerm(Table, tablename="rent_term", db=DB):
    """So many fen a month from a day up to, not including, ``to_day``; the last one stays open.

    One whose two days are the same never held: its lease was void before it was signed.
    """

    authority_id = whole()
    id = key()
    tenancy_id = whole()
    lease_id = whole()
    supplement_id = whole(null=True)
    monthly_rent_fen = whole()
    tenure = words()
    from_day = day()
    to_day = day(null=True)
    rests_on = words()
    created_at = instant()
