"""Checks changes of a household's members against who belongs to it now."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refusal
from ..domain.vocabulary.refusing import refusing
from ..store.queries.households import MemberRow
from ..store.tables.households import RELATIONS
from .acting import Acting
from .check_fields import ahead, known_word
from .check_members import RELATION, MemberGiven, one_applicant, size_refusals

ON_DAY: Final = Both("变更日期", "day of the change")


class Changes(Protocol):
    """The part of a request that says who changes."""

    @property
    def on_day(self) -> date: ...
    @property
    def reason(self) -> str: ...
    @property
    def joining(self) -> tuple[MemberGiven, ...]: ...
    @property
    def leaving(self) -> tuple[int, ...]: ...
    @property
    def new_applicant(self) -> int | None: ...
    @property
    def relations(self) -> dict[int, str]: ...
    @property
    def household_size(self) -> int | None: ...


def relations_after(request: Changes, present: Mapping[int, MemberRow]) -> dict[int, str]:
    """The relation to the applicant of each present member who stays."""
    after = {who: row.relation for who, row in present.items() if who not in request.leaving}
    after |= {who: relation for who, relation in request.relations.items() if who in after}
    if request.new_applicant in after:
        after[request.new_applicant] = "self"
    return after


def size_after(request: Changes, present: Mapping[int, MemberRow], size: int) -> int:
    """How many persons the household has afterwards; those not registered stay unless a size is given."""
    if request.household_size is not None:
        return request.household_size
    return size + len(request.joining) - len(present.keys() & set(request.leaving))


def change_refusals(
    acting: Acting, request: Changes, present: Mapping[int, MemberRow], after: Mapping[int, str], size: int
) -> list[Refusal]:
    """Everything that stands in the way of a change, without who joins."""
    day = request.on_day
    found = ahead(acting, ON_DAY, "on_day", day)
    named = {"leaving": request.leaving, "relations": tuple(request.relations)}
    if request.new_applicant is not None:
        named["new_applicant"] = (request.new_applicant,)
    for field, persons in named.items():
        strangers = [who for who in persons if who not in present]
        found += [refusing("not_a_member", field, given=who, day=day) for who in strangers]
    for who, relation in request.relations.items():
        found += known_word(RELATION, f"relations[{who}]", relation, RELATIONS)
    found += _applicant(request, present, after)
    changed = [row for who, row in present.items() if after.get(who) != row.relation]
    late = max((row.from_day for row in changed if day < row.from_day), default=None)
    if late is not None:
        found.append(refusing("day_before", "on_day", "", what=ON_DAY, day=day, start=late))
    if not request.reason.strip():
        found.append(refusing("reason_needed", "reason"))
    wanted = size_after(request, present, size)
    if not (found or changed or request.joining or wanted != size):
        found.append(refusing("nothing_changed"))
    return [*found, *size_refusals(wanted, len(after) + len(request.joining))]


def _applicant(request: Changes, present: Mapping[int, MemberRow], after: Mapping[int, str]) -> list[Refusal]:
    """One applicant afterwards; the former one, if staying, with a relation to the new."""
    new = request.new_applicant
    former = [row for who, row in present.items() if row.relation == "self" and who != new and who in after]
    if new in after and any(after[row.person_id] == "self" for row in former):
        stays = [row for row in former if after[row.person_id] == "self"]
        return [refusing("relation_needed", "relations", name=row.name) for row in stays]
    return one_applicant([*after.values(), *(each.relation for each in request.joining)], "new_applicant")
