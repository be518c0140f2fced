"""Puts together what is given for a lease: from the registers, from who lets, and from what a person entered."""

import msgspec

from ..domain.lease.derive import LeaseDraft
from ..domain.lease.given import LeaseGiven
from ..domain.lease.life_words import meter_name
from ..domain.lease.terms import Home, HouseholdPerson, Lessor, Meter, Tenant
from ..domain.rent.schedule import HouseholdClass
from ..domain.stock.unit_rows import Fixture
from ..domain.vocabulary.document_kinds import KIND_NAMES, DocumentKind
from ..store.queries.lease_subjects import LeaseHome, LeasePerson, LessorRow
from ..store.sealing import Sealing
from .acting import Acting
from .read_lease_ground import Ground, Subject

RELATIONS = {
    "self": "本人", "spouse": "配偶", "child": "子女", "parent": "父母", "grandparent": "祖父母",
    "grandchild": "孙子女", "sibling": "兄弟姐妹", "other": "其他",
}  # fmt: skip
NOBODY = LessorRow(None, "", "", "", "", "", "", "")
_fixtures = msgspec.json.Decoder(tuple[Fixture, ...]).decode
_meters = msgspec.json.Decoder(dict[str, str]).decode


def draft_of(
    acting: Acting, sealing: Sealing, ground: Ground, given: LeaseGiven, subject: Subject
) -> LeaseDraft:
    """The draft from which the terms are derived on the business day."""
    home, persons = ground.homes[subject.unit_id], ground.persons[subject.household_id]
    members = tuple(_person(acting, sealing, person) for person in persons)
    row = ground.lessors.get(home.operator_id) or ground.lessors.get(None) or NOBODY
    return LeaseDraft(
        authority=acting.authority,
        on=acting.on,
        lessor=_lessor(row, ground.authority.name),
        tenant=_tenant(acting, sealing, given, persons, members, home),
        home=_home(home),
        start=given.start,
        end=given.end,
        members=members,
        tenure=given.tenure,
        household_class=_class(persons),
        purpose="first" if subject.previous is None else "renewal",
        previous_number="" if subject.previous is None else subject.previous.number or "",
        reduction=given.reduction,
        entered_rent=given.entered_rent,
        protected_from=given.protected_from,
        last_review_on=given.last_review_on,
        account=row.account,
        proxy=given.proxy,
        guarantor=given.guarantor,
        overrides=given.overrides,
        signing_place=given.signing_place or row.signing_place,
        demonstration=ground.authority.demonstration,
    )


def _class(persons: list[LeasePerson]) -> HouseholdClass:
    found: HouseholdClass = persons[0].household_class if persons else "lower_middle_income"  # type: ignore[assignment]
    return found


def _person(acting: Acting, sealing: Sealing, person: LeasePerson) -> HouseholdPerson:
    number = sealing.unseal(acting.authority_id, "document_number", person.document_number_sealed)
    kind = KIND_NAMES[DocumentKind(person.document_kind)].zh
    return HouseholdPerson(person.name, RELATIONS[person.relation], kind, number)


def _tenant(
    acting: Acting,
    sealing: Sealing,
    given: LeaseGiven,
    persons: list[LeasePerson],
    members: tuple[HouseholdPerson, ...],
    home: LeaseHome,
) -> Tenant:
    """The applicant; letters go to the home unless another address was given."""
    for person, member in zip(persons, members, strict=True):
        if person.role == "applicant":
            sealed = person.phone_sealed
            phone = "" if sealed is None else sealing.unseal(acting.authority_id, "phone", sealed)
            address = given.tenant_address or home.address
            return Tenant(
                member.name, member.document, member.document_number, phone, address, given.email, person.birth_day
            )  # fmt: skip
    return Tenant("", "", "")


def _lessor(row: LessorRow, bureau: str) -> Lessor:
    kept = (row.name or bureau, row.address, row.credit_code, row.telephone, row.representative)
    return Lessor(*kept) if row.operator_id is None else Lessor(*kept, kind="operator", entrusted_by=bureau)


def _home(home: LeaseHome) -> Home:
    area = home.floor_area_hundredths_m2
    return Home(
        address=home.address,
        estate=home.estate,
        floor_area_m2=f"{area // 100}.{area % 100:02d}",
        layout=home.layout or "",
        structure=home.structure or "",
        floor=home.floor,
        total_floors=home.total_floors,
        location=home.location or "",
        grade=home.grade or "",
        government_invested=home.government_invested,
        fixtures=_fixtures(home.fixtures),
        meters=tuple(Meter(meter_name(kind).zh, number) for kind, number in _meters(home.meters).items()),
    )
