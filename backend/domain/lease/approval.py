"""Approving a contract (合同文本) and comparing two of its versions, clause by clause."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from ..vocabulary.names import name_key
from ..vocabulary.refusal import Refusal
from .contract import Clause, ContractApproval, ContractTemplate
from .lease_words import refusal


def approve(
    template: ContractTemplate, approver: str, on: date, faults: list[Refusal]
) -> ContractApproval | list[Refusal]:
    """The approval of a version by a named person other than its maker; else every reason against it.

    ``faults`` are what the check of its words found; a warning among them stops nothing.
    """
    found = [each for each in faults if each.severity == "error"]
    if template.approval is not None:
        held = template.approval
        words = {"version": template.version, "name": held.approved_by, "day": held.approved_on}
        return [refusal("approve_twice", "version", "", **words)]
    if not name_key(approver):
        found.append(refusal("approve_name_empty", "by"))
    elif name_key(approver) == name_key(template.drafted_by):
        found.append(refusal("approve_same_person", "by", "", name=approver))
    if on < template.drafted_on:
        found.append(refusal("approve_before_draft", "on", "", day=on, drafted=template.drafted_on))
    if on > template.in_force_from:
        found.append(refusal("approve_too_late", "on", "", day=on, start=template.in_force_from))
    return found or ContractApproval(approver.strip(), on, template.digest)


class ClauseChange(NamedTuple):
    """One clause that differs between two versions; ``fields`` names what differs."""

    what: Literal["added", "removed", "changed"]
    before: tuple[str, Clause] | None
    after: tuple[str, Clause] | None
    fields: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The clause's id, the same in both versions."""
        held = self.after or self.before
        assert held is not None, "a change is of some clause"
        return held[1].id


FIELDS = ("text", "basis", "matter", "burdensome", "when", "holds_from", "until", "reason")


def compare(old: ContractTemplate, new: ContractTemplate) -> list[ClauseChange]:
    """What differs, in the order of the new version, what was removed last; ``place`` is the article."""
    before, after = dict(_placed(old)), dict(_placed(new))
    changes: list[ClauseChange] = []
    for clause_id, (place, clause) in after.items():
        if clause_id not in before:
            changes.append(ClauseChange("added", None, (place, clause)))
            continue
        was_at, was = before[clause_id]
        fields = [name for name in FIELDS if getattr(was, name) != getattr(clause, name)]
        if was_at != place:
            fields.append("place")
        if fields:
            changes.append(ClauseChange("changed", (was_at, was), (place, clause), tuple(fields)))
    gone = (ClauseChange("removed", held, None) for key, held in before.items() if key not in after)
    return [*changes, *gone]


def _placed(template: ContractTemplate) -> Iterator[tuple[str, tuple[str, Clause]]]:
    """Every clause by its id, with the article it stands in."""
    for clause in template.preamble:
        yield clause.id, ("preamble", clause)
    for article in template.articles:
        for clause in article.clauses:
            yield clause.id, (article.title, clause)
    for clause in template.closing:
        yield clause.id, ("closing", clause)
