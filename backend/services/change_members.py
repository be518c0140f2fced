"""Changes who belongs to a household (家庭成员变更) from a day on: joining, leaving, a new applicant.

Every change closes a dated membership and opens another; after the applicant's death another member
takes the place, and those who stay keep their relation unless a new one is given.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from ..domain.vocabulary.refusal import Refusal, Refused
from ..domain.vocabulary.refusing import refusing
from ..store.audit import append
from ..store.queries import households, people
from ..store.unit_of_work import uow
from .acting import Acting
from .at_hand import AtHand
from .check_fields import HOUSEHOLD, keepable, missing
from .check_member_changes import change_refusals, relations_after, size_after
from .check_members import MemberGiven, check_members, member_refusals, role_of
from .confirm_warnings import Confirmation, confirm_warnings, noted
from .keep_persons import document_of, keep_persons, known_persons, other_names
from .mask_numbers import masked_payload
from .stand_against_change import stand_against_change


class ChangeMembers(Struct, frozen=True):
    """Who joins, who leaves, who becomes the applicant, and relations that change with it."""

    household_id: int
    on_day: date
    reason: str
    joining: tuple[MemberGiven, ...] = ()
    leaving: tuple[int, ...] = ()
    new_applicant: int | None = None
    relations: dict[int, str] = {}
    household_size: int | None = None
    confirmed: Confirmation | None = None


class MembersChanged(Struct, frozen=True):
    """The household from that day on: each person's relation to the applicant."""

    relations: dict[int, str]
    warnings: tuple[Refusal, ...]


def _joining_refusals(
    history: Sequence[households.MemberRow], joining: Mapping[int, str], day: date
) -> list[Refusal]:
    """Why persons cannot join: members already, or still members on that day."""
    found = []
    for row in history:
        if row.person_id in joining and row.to_day is None:
            found.append(refusing("already_member", "joining", name=row.name))
        elif row.person_id in joining and row.to_day is not None and day < row.to_day:
            found.append(refusing("overlapping_days", "on_day", start=day))
    return found


async def change_members(acting: Acting, at_hand: AtHand, request: ChangeMembers) -> MembersChanged:
    """Change a household from a day on; what was before stays readable."""
    keepable(acting, request)
    authority_id, household_id, day = acting.authority_id, request.household_id, request.on_day
    checked = check_members(acting, at_hand, request.joining, "joining")
    rows = [each.row for each in checked if each.row is not None]
    async with uow():
        household = await households.lock_household(authority_id, household_id)
        if household is None:
            raise Refused(missing(HOUSEHOLD, "household_id", household_id))
        history = await households.membership_history(authority_id, household_id)
        present = {row.person_id: row for row in history if row.to_day is None}
        # Kept before they are looked at: of two who bring the same new person, the second then waits here.
        ids, _ = await keep_persons(acting, rows)
        await people.lock_persons(authority_id, [*present, *ids])
        known = await known_persons(acting, rows)
        joining = {known[document_of(row)][0]: row.name for row in rows}

        after = relations_after(request, present)
        size = size_after(request, present, household.household_size)
        found = [*member_refusals(request.joining, checked, "joining"), *other_names(known, rows)]
        found += change_refusals(acting, request, present, after, household.household_size)
        found += _joining_refusals(history, joining, day)
        found += await stand_against_change(acting, at_hand, household_id, present, after, joining, day)
        warnings = confirm_warnings(found, request.confirmed)

        changed = [who for who, row in present.items() if after.get(who) != row.relation]
        await households.close_members(authority_id, [present[who].id for who in changed], day)
        new = {who: after[who] for who in changed if who in after}
        new |= {who: each.relation for who, each in zip(ids, request.joining, strict=True)}
        opened = [
            households.NewMember(household_id, who, role_of(relation), relation, day)
            for who, relation in new.items()
        ]
        await households.add_members(authority_id, opened, acting.at)
        await households.set_household_size(authority_id, household_id, size)
        payload = masked_payload({
            "on": day, "reason": request.reason, "left": sorted(request.leaving), "opened": sorted(new),
            "size": [household.household_size, size], **noted(request.confirmed, warnings),
        })  # fmt: skip
        subject = f"household:{household_id}"
        await append(authority_id, acting.actor, "change_members", subject, payload, acting.at)
    return MembersChanged(after | new, warnings)
