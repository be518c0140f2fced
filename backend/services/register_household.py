"""Registers a household (家庭): one applicant, the co-applicants, from a day on (hongshan:16)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import warning
from ..store.audit import append
from ..store.queries import households, people
from ..store.queries.bulk import new_ids
from ..store.tables.households import HOUSEHOLD_CLASSES
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import ahead, keepable, known_word
from .check_members import MemberGiven, check_members, member_refusals, one_applicant, role_of, size_refusals
from .check_person import PersonChecked
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .keep_persons import Known, document_of, keep_persons, known_persons, other_names
from .mask_numbers import masked_payload, masked_words

CLASS: Final = Both("家庭类别", "class of household")
FROM_DAY: Final = Both("起始日期", "first day")


class RegisterHousehold(Struct, frozen=True):
    """A household to be registered; ``household_size`` counts persons not registered too."""

    household_class: str
    members: tuple[MemberGiven, ...]
    from_day: date
    household_size: int | None = None
    remark: str | None = None
    confirmed: Confirmation | None = None


class HouseholdRegistered(Struct, frozen=True):
    """The household as it stands; persons in the order given."""

    household_id: int
    person_ids: tuple[int, ...]
    warnings: tuple[Refusal, ...]


def _refusals(acting: Acting, request: RegisterHousehold, checked: Sequence[PersonChecked]) -> list[Refusal]:
    found = known_word(CLASS, "household_class", request.household_class, HOUSEHOLD_CLASSES)
    found += one_applicant([each.relation for each in request.members], "members")
    found += member_refusals(request.members, checked, "members")
    found += size_refusals(_size(request), len(request.members))
    return found + ahead(acting, FROM_DAY, "from_day", request.from_day)


def _size(request: RegisterHousehold) -> int:
    return len(request.members) if request.household_size is None else request.household_size


async def _applies_elsewhere(
    acting: Acting, request: RegisterHousehold, checked: Sequence[PersonChecked], known: Known
) -> list[Refusal]:
    """A warning where the applicant is the applicant of another household already."""
    pairs = zip(request.members, checked, strict=True)
    rows = [each.row for member, each in pairs if member.relation == "self" and each.row is not None]
    there = {known[document_of(row)][0]: row.name for row in rows}
    found = await households.households_applied_by(acting.authority_id, list(there))
    return [
        warning("household_there", "members", name=there[who], household=which)
        for who, which in found.items()
    ]


async def register_household(
    acting: Acting, at_hand: AtHand, request: RegisterHousehold
) -> HouseholdRegistered:
    """Register a household and whoever of it is not registered yet."""
    keepable(acting, request)
    authority_id = acting.authority_id
    checked = check_members(acting, at_hand, request.members, "members")
    rows = [each.row for each in checked if each.row is not None]
    async with uow():
        # Kept before they are looked at: of two who register the same applicant, the second then waits here.
        person_ids, _ = await keep_persons(acting, rows)
        await people.lock_persons(authority_id, person_ids)
        known = await known_persons(acting, rows)
        found = [*_refusals(acting, request, checked), *other_names(known, rows)]
        found += await _applies_elsewhere(acting, request, checked, known)
        warnings = confirm_warnings(found, request.confirmed)

        (household_id,) = await new_ids(1)
        remark = None if request.remark is None else masked_words(request.remark)
        new = households.NewHousehold(household_id, request.household_class, _size(request), remark)
        await households.add_households(authority_id, [new], acting.at)
        members = [
            households.NewMember(
                household_id, person, role_of(each.relation), each.relation, request.from_day
            )
            for person, each in zip(person_ids, request.members, strict=True)
        ]
        await households.add_members(authority_id, members, acting.at)
        noted_words = noted(request.confirmed, warnings)
        payload = masked_payload({"class": request.household_class, "persons": person_ids, **noted_words})
        subject = f"household:{household_id}"
        await append(authority_id, acting.actor, "register_household", subject, payload, acting.at)
    shown = [refusal for each in checked for refusal in each.shown]
    return HouseholdRegistered(household_id, tuple(person_ids), (*warnings, *shown))
