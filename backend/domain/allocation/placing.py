"""Whether a household may be placed (配租条件): one home for each person, no ban, the longest wait.

hongshan:16, 19(4), 23(8), 23(9), 40; it counts person by person, applicant and co-applicants alike.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from ..policy.pack import InForce
from ..vocabulary.both import Both
from ..vocabulary.days import add_years
from ..vocabulary.refusal import Refusal
from ..vocabulary.refusing import refusing, warning


class Member(Struct, frozen=True):
    """A person of the household on the day: ``role`` is ``applicant`` or ``co_applicant``."""

    person_id: int
    name: str
    role: str = "co_applicant"


class LiveHome(Struct, frozen=True):
    """A home a person lives in, or may still move into, under a live tenancy."""

    person_id: int
    home: str


class OpenAllocation(Struct, frozen=True):
    """An allocation of a person's household that waits to be signed; ``home`` is empty for a mere place."""

    person_id: int
    allocation_id: int
    home: str
    confirmed_on: date


class Ban(Struct, frozen=True):
    """A ban of a person; without ``reapply_from`` its end is not known yet."""

    person_id: int
    article: str
    from_day: date
    reapply_from: date | None = None
    lifted_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the person is banned on a day; the day of re-application is free."""
        if day < self.from_day or (self.lifted_on is not None and self.lifted_on <= day):
            return False
        return self.reapply_from is None or day < self.reapply_from


class Placing(Struct, frozen=True):
    """What is on record about a household that is to be placed; rows of other persons do not count."""

    members: tuple[Member, ...]
    homes: tuple[LiveHome, ...] = ()
    allocations: tuple[OpenAllocation, ...] = ()
    bans: tuple[Ban, ...] = ()
    waiting_since: date | None = None


ONE_HOME: Final = "allocation.homes_per_household"
ORDER_OF_CHOICE: Final = "allocation.gave_up_ban_years"
"""The value whose article speaks of choosing a home; no pack has one for the order alone."""
LONGEST_WAIT: Final = "allocation.longest_wait"
PLACE: Final = Both("选房顺序号", "a place in the order of choice")


def cited(authority: str, rules: InForce, name: str) -> str:
    """The article a value in force rests on, ``hongshan:16``; empty where the policy sets no such value."""
    if name not in rules:
        return ""
    article = rules[name].article
    return article if ":" in article else f"{authority}:{article}"


def placing_refusals(
    placing: Placing, authority: str, rules: InForce, on: date, confirmed_on: date | None = None
) -> list[Refusal]:
    """Everything that stands in the way of placing a household on a day, and every warning.

    With a day of confirmation no ban may hold on that day either.
    """
    found = [*_composition(placing), *one_home_refusals(placing, cited(authority, rules, ONE_HOME))]
    return [*found, *ban_refusals(placing, on, confirmed_on or on), *_wait(placing, authority, rules, on)]


def _composition(placing: Placing) -> Iterator[Refusal]:
    applicants = sum(member.role == "applicant" for member in placing.members)
    if applicants != 1:
        yield refusing("one_applicant", "household", count=applicants)


def one_home_refusals(placing: Placing, article: str) -> list[Refusal]:
    """One home for each person: neither housed already nor about to be (H1)."""
    found = []
    for member in placing.members:
        name = member.name
        for held in placing.homes:
            if held.person_id == member.person_id:
                found.append(refusing("already_protected", "household", article, name=name, home=held.home))
        for open_ in placing.allocations:
            if open_.person_id == member.person_id:
                home, since = open_.home or PLACE, open_.confirmed_on
                found.append(
                    refusing("already_allotted", "household", article, name=name, home=home, since=since)
                )
    return found


def ban_refusals(placing: Placing, *days: date) -> Iterator[Refusal]:
    """Each ban of each member that holds on one of the days, with the article it rests on (H2)."""
    for member in placing.members:
        for ban in placing.bans:
            held = [day for day in days if ban.holds_on(day)]
            if ban.person_id != member.person_id or not held:
                continue
            if ban.reapply_from is None:
                yield refusing("banned_without_end", "household", ban.article, name=member.name)
            else:
                words = {"name": member.name, "day": held[0], "until": ban.lifted_on or ban.reapply_from}
                yield refusing("banned", "household", ban.article, **words)


def _wait(placing: Placing, authority: str, rules: InForce, on: date) -> Iterator[Refusal]:
    """The wait is normally (一般) no longer than so many years: beyond it a named person confirms (H3)."""
    if placing.waiting_since is None or on < placing.waiting_since or LONGEST_WAIT not in rules:
        return
    years = rules[LONGEST_WAIT].value
    assert type(years) is int, f"{LONGEST_WAIT} should be a whole number, is {years!r}"
    if on > add_years(placing.waiting_since, years):
        yield warning("wait_over", "waiting_since", cited(authority, rules, LONGEST_WAIT), years=years)
