"""Contract templates (合同文本): clause by clause as an authority drafts, approves and dates them.

A template is data. Every clause has the article it rests on, the day from which it holds, and places in
braces that are filled in from the terms of one lease, from the policy in force, or from its own numbering:
``{rent.monthly}``, ``{pack:renewal.notice_months}``, ``{article:deposit}``.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, Literal, NamedTuple, get_args

from msgspec import Struct

from .document import Paragraph

ContractKind = Literal["lease", "names_corrected", "person_added", "rent_changed", "home_changed"]
KINDS: Final[tuple[ContractKind, ...]] = get_args(ContractKind)
SUPPLEMENTS: Final = frozenset(KINDS) - {"lease"}
"""Kinds that change a lease and are no lease themselves."""

OWN: Final = "own"
"""The basis of a clause no article asks for; it needs its reason."""

_PLACE: Final = re.compile(r"\{(?P<inside>[^{}\n]*)\}")
_NAME: Final = re.compile(r"(?:(?P<kind>pack|article):)?(?P<name>[a-z0-9_.]+)(?:\|(?P<form>[^|{}]+))?\Z")
_STRAY: Final = re.compile(r"[{}]")

PlaceKind = Literal["value", "pack", "article"]


class Place(NamedTuple):
    """What is filled in: a value of the lease, a value of the policy, the number of another article.

    ``form`` says how a value of the policy is written (``number`` without its unit, ``顺延/不顺延`` for yes
    and no), and what stands in place of a value the lease lacks (``{home.layout|/}``).
    """

    kind: PlaceKind
    name: str
    form: str = ""

    @property
    def written(self) -> str:
        """The place as it stands in a clause."""
        kind = "" if self.kind == "value" else f"{self.kind}:"
        return f"{{{kind}{self.name}{'|' if self.form else ''}{self.form}}}"


Piece = str | Place
"""A stretch of a clause: printed words, or a place."""


class Clause(Struct, frozen=True, dict=True):
    """One clause (款): its words, what it rests on, and since when.

    ``until``: the first day it no longer holds. ``when``: only where that condition is met.
    ``burdensome``: set off, as Civil Code 496 asks. Each line of the text is a paragraph.
    """

    id: str
    text: str
    basis: tuple[str, ...]
    holds_from: date
    matter: str = "other"
    until: date | None = None
    burdensome: bool = False
    when: str | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the clause is part of the contract on a day (half-open)."""
        return self.holds_from <= day and (self.until is None or day < self.until)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Piece, ...], ...]:
        """The text cut at its lines and its places."""
        return tuple(pieces_of(line) for line in self.text.strip().split("\n"))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place of the clause in order."""
        return tuple(piece for line in self.paragraphs for piece in line if isinstance(piece, Place))

    @cached_property
    def fixed(self) -> dict[str, tuple[Paragraph, ...]]:
        """The paragraphs of a clause without places, by their mark, kept once they are composed."""
        return {}

    @cached_property
    def printed(self) -> str:
        """The words as they stand, without what is filled in."""
        return "\n".join(
            "".join(piece if isinstance(piece, str) else " " for piece in line) for line in self.paragraphs
        )


class ContractArticle(Struct, frozen=True):
    """One article (条): its title and its clauses; it takes its number when a lease is made out."""

    id: str
    title: str
    clauses: tuple[Clause, ...]


class CoverLine(Struct, frozen=True):
    """A line of the cover: what it is called, and what is filled in."""

    label: str
    value: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The value cut at its places."""
        return pieces_of(self.value)


class ContractApproval(Struct, frozen=True):
    """Who approved a version, when, and the digest of the very words approved."""

    approved_by: str
    approved_on: date
    digest: str


class ContractTemplate(Struct, frozen=True, dict=True):
    """A version of a contract with its maker, and its approval once there is one."""

    authority: str
    kind: ContractKind
    version: str
    title: str
    drafted_by: str
    drafted_on: date
    in_force_from: date
    articles: tuple[ContractArticle, ...]
    cover: tuple[CoverLine, ...] = ()
    preamble: tuple[Clause, ...] = ()
    closing: tuple[Clause, ...] = ()
    demonstration: bool = False
    note: str = ""
    approval: ContractApproval | None = None
    file: str = ""
    digest: str = ""

    def clauses(self) -> Iterator[Clause]:
        """Every clause in the order of the paper."""
        yield from self.preamble
        for article in self.articles:
            yield from article.clauses
        yield from self.closing

    @cached_property
    def printing(self) -> dict[tuple[frozenset[str], date], tuple[ContractArticle, ...]]:
        """The articles that are printed under some conditions on a day, kept once they are chosen."""
        return {}

    @cached_property
    def pack_names(self) -> tuple[str, ...]:
        """The values of the policy that its clauses fill in."""
        placed = [place for clause in self.clauses() for place in clause.places]
        placed += [piece for line in self.cover for piece in line.pieces if isinstance(piece, Place)]
        return tuple(sorted({place.name for place in placed if place.kind == "pack"}))


def pieces_of(line: str) -> tuple[Piece, ...]:
    """One line cut at its places; what is no place stays as it stands."""
    pieces: list[Piece] = []
    at = 0
    for found in _PLACE.finditer(line):
        place = read_place(found["inside"])
        if place is None:
            continue
        if found.start() > at:
            pieces.append(line[at : found.start()])
        pieces.append(place)
        at = found.end()
    if at < len(line):
        pieces.append(line[at:])
    return tuple(pieces)


def read_place(inside: str) -> Place | None:
    """What stands between braces as a place; None where it has no form of one."""
    found = _NAME.match(inside)
    if found is None:
        return None
    kind: PlaceKind = "value"
    if found["kind"] == "pack":
        kind = "pack"
    elif found["kind"] == "article":
        kind = "article"
    return Place(kind, found["name"], found["form"] or "")


def stray_braces(text: str) -> list[str]:
    """What stands in or as braces without being a place; an empty list is as it should be."""
    odd = [found[0] for found in _PLACE.finditer(text) if read_place(found["inside"]) is None]
    return odd + _STRAY.findall(_PLACE.sub("", text))
