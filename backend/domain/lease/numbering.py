"""Numbers of leases and supplements (编号): the authority's format, filled in."""

from ..policy.pack import InForce
from ..vocabulary.both import Both
from ..vocabulary.refusal import Refusal
from .life_words import life_refusal

PAPER_NAMES = {"lease": Both("租赁合同", "lease"), "supplement": Both("补充协议", "supplement")}


def number_refusals(rules: InForce, kind: str) -> list[Refusal]:
    """Why no number can be given: the policy sets no format."""
    if f"numbers.{kind}" in rules:
        return []
    return [life_refusal("number_format_missing", "number", kind=PAPER_NAMES[kind])]


def written_number(rules: InForce, kind: str, year: int, place: int) -> str:
    """A number as it is written: 红公租合〔2026〕000123号."""
    pattern = rules[f"numbers.{kind}"].value
    assert type(pattern) is str, f"numbers.{kind} should be a pattern, is {pattern!r}"
    return pattern.format(year=year, number=place)
