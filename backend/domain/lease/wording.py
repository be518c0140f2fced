"""Fills the places of a contract from the terms of a lease; what is missing is refused by name."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from ..vocabulary.chinese_number import chinese_number
from ..vocabulary.refusal import Refusal, Refused
from .contract import Clause, ContractArticle, ContractTemplate, Piece, Place
from .document import Article, Paragraph, Run
from .lease_words import refusal
from .places import PLACES, SUPPLEMENT_PLACES, form_fits, label_of, law_text
from .terms import Condition, LeaseTerms, Supplement, conditions_of

MOST_KEPT = 100
"""So many choices of articles are kept at once: each day and set of conditions is one."""


def chosen(clauses: Iterable[Clause], conditions: frozenset[Condition], day: date) -> tuple[Clause, ...]:
    """The clauses that hold on a day and whose condition is met."""
    return tuple(
        clause
        for clause in clauses
        if clause.holds_on(day) and (clause.when is None or clause.when in conditions)
    )


def printed_articles(
    template: ContractTemplate, conditions: frozenset[Condition], day: date
) -> tuple[ContractArticle, ...]:
    """The articles with the clauses that are printed; an article without any falls away."""
    found = template.printing.get((conditions, day))
    if found is None:
        if len(template.printing) > MOST_KEPT:
            template.printing.clear()
        found = template.printing[conditions, day] = _choose(template, conditions, day)
    return found


def _choose(
    template: ContractTemplate, conditions: frozenset[Condition], day: date
) -> tuple[ContractArticle, ...]:
    kept = (
        ContractArticle(article.id, article.title, chosen(article.clauses, conditions, day))
        for article in template.articles
    )
    return tuple(article for article in kept if article.clauses)


def printed_matters(template: ContractTemplate, terms: LeaseTerms) -> frozenset[str]:
    """The matters that the printed clauses of a lease state (hongshan:26)."""
    articles = printed_articles(template, conditions_of(terms), terms.on)
    return frozenset(clause.matter for article in articles for clause in article.clauses)


class _Filling(NamedTuple):
    """What one paper is filled from; ``missing`` gathers the names of what is not there."""

    terms: LeaseTerms
    supplement: Supplement | None
    numbers: dict[str, str]
    missing: dict[str, None]

    def value(self, place: Place) -> str:
        """A place's words; empty, and noted, where there are none."""
        found = self._read(place) or (place.form if place.kind == "value" else "")
        if not found:
            self.missing[place.written] = None
        return found

    def _read(self, place: Place) -> str | None:
        if place.kind == "article":
            return self.numbers.get(place.name)
        if place.kind == "pack":
            held = self.terms.law.get(place.name)
            return law_text(held, place.form) if held is not None and form_fits(held, place.form) else None
        if place.name in SUPPLEMENT_PLACES:
            return None if self.supplement is None else SUPPLEMENT_PLACES[place.name][1](self.supplement)
        known = PLACES.get(place.name)
        return None if known is None else known.read(self.terms)

    def paragraph(self, pieces: tuple[Piece, ...], strong: bool, mark: str = "") -> Paragraph:
        """A line of a clause: printed words, values, and numbers of articles as printed words."""
        words = "strong" if strong else "plain"
        runs: list[Run] = [Run(mark, words)] if mark else []  # type: ignore[arg-type]
        for piece in pieces:
            if isinstance(piece, Place) and piece.kind != "article":
                runs.append(Run(self.value(piece), "value" if piece.kind == "value" else words))  # type: ignore[arg-type]
                continue
            text = self.value(piece) if isinstance(piece, Place) else piece
            if runs and runs[-1].kind == words:
                runs[-1] = Run(runs[-1].text + text, runs[-1].kind)
            else:
                runs.append(Run(text, words))  # type: ignore[arg-type]
        return Paragraph(tuple(runs))

    def clause(self, clause: Clause, mark: str = "") -> tuple[Paragraph, ...]:
        """A clause's paragraphs, its mark before the first; the same value again where nothing is filled in."""
        if clause.places:
            return self._composed(clause, mark)
        found = clause.fixed.get(mark)
        if found is None:
            found = clause.fixed[mark] = self._composed(clause, mark)
        return found

    def _composed(self, clause: Clause, mark: str) -> tuple[Paragraph, ...]:
        first, *rest = clause.paragraphs
        opening = self.paragraph(first, clause.burdensome, mark)
        return (opening, *(self.paragraph(line, clause.burdensome) for line in rest))

    def article(self, number: int, article: ContractArticle) -> Article:
        """An article with its clauses marked (一), (二) where there are several."""
        several = len(article.clauses) > 1
        paragraphs = chain.from_iterable(
            self.clause(clause, f"（{chinese_number(at)}）" if several else "")
            for at, clause in enumerate(article.clauses, 1)
        )
        return Article(number, article.title, tuple(paragraphs))


class FilledWords(NamedTuple):
    """All words of a paper, filled in."""

    cover: tuple[tuple[str, str], ...]
    preamble: tuple[Paragraph, ...]
    articles: tuple[Article, ...]
    closing: tuple[Paragraph, ...]
    missing: tuple[str, ...]


def fill_words(
    template: ContractTemplate, terms: LeaseTerms, supplement: Supplement | None = None
) -> FilledWords:
    """Cover, preamble, articles and closing with every place filled in; ``missing`` names those without."""
    conditions, day = conditions_of(terms), terms.on
    articles = printed_articles(template, conditions, day)
    numbers = {article.id: f"第{chinese_number(at)}条" for at, article in enumerate(articles, 1)}
    filling = _Filling(terms, supplement, numbers, {})
    return FilledWords(
        tuple(
            (line.label, "".join(run.text for run in filling.paragraph(line.pieces, False).runs))
            for line in template.cover
        ),
        tuple(chain.from_iterable(map(filling.clause, chosen(template.preamble, conditions, day)))),
        tuple(filling.article(at, article) for at, article in enumerate(articles, 1)),
        tuple(chain.from_iterable(map(filling.clause, chosen(template.closing, conditions, day)))),
        tuple(filling.missing),
    )


def missing_places(
    template: ContractTemplate, terms: LeaseTerms, supplement: Supplement | None = None
) -> tuple[str, ...]:
    """The places that have no value, as they stand in the clauses, each once."""
    conditions, day = conditions_of(terms), terms.on
    articles = printed_articles(template, conditions, day)
    filling = _Filling(terms, supplement, {article.id: article.id for article in articles}, {})
    edges = chosen((*template.preamble, *template.closing), conditions, day)
    pieces: set[Piece] = set()
    for clause in chain(edges, *(article.clauses for article in articles)):
        pieces.update(clause.places)
    for line in template.cover:
        pieces.update(line.pieces)
    for piece in sorted(piece for piece in pieces if isinstance(piece, Place)):
        filling.value(piece)
    return tuple(filling.missing)


def missing_refusals(missing: Iterable[str], template: ContractTemplate) -> tuple[Refusal, ...]:
    """One refusal for each place without a value, by the name a person knows."""
    return tuple(
        refusal(
            "value_missing",
            written.strip("{}"),
            what=label_of(written.strip("{}")),
            place=written,
            version=template.version,
        )
        for written in missing
    )


def fill(
    template: ContractTemplate, terms: LeaseTerms, supplement: Supplement | None = None
) -> tuple[Article, ...]:
    """The articles with every place filled in. Raises :class:`Refused` with each value that is missing."""
    words = fill_words(template, terms, supplement)
    if words.missing:
        raise Refused(*missing_refusals(words.missing, template))
    return words.articles
