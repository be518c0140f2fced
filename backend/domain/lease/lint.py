"""Checks the words of a contract (合同文本) before anybody approves it; every fault is named at once."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from ..policy.pack import InForce
from ..vocabulary.both import Both
from ..vocabulary.law_names import LAWS
from ..vocabulary.refusal import Refusal
from .charge_words import arbitration, burden, forbidden_charge, term_beyond, typed_quantity
from .contract import OWN, SUPPLEMENTS, Clause, ContractTemplate, Place, pieces_of, stray_braces
from .lease_words import matter_name, refusal, warning
from .places import PLACES, SUPPLEMENT_PLACES, YES_NO, form_fits, label_of
from .terms import CONDITIONS, LONGEST_TERM, LawValue

MATTERS: Final = "lease.matters"
ARBITRATION: Final = "lease.arbitration_clause"
CHARGES: Final = "rent.charges_beyond_posted_rent"
BURDENSOME: Final = "lease.burdensome_clauses"

NEEDED: Final = (
    ("home.address", "home"),
    ("home.floor_area", "home"),
    ("home.structure", "home"),
    ("term.start", "term_and_rent"),
    ("term.end", "term_and_rent"),
    ("rent.monthly", "term_and_rent"),
    ("rent.monthly_capital", "term_and_rent"),
    ("deposit.amount", "other"),
    ("review.due_on", "review_and_stop"),
    ("renewal.last_day", "review_and_stop"),
)
"""What every lease fills in, and where: without it a matter is stated in name only."""

_WHOLE: Final = "§"


class KnownArticles(NamedTuple):
    """Which articles exist: those of the policy text, and the last article of each law read in full."""

    policy: frozenset[str]
    last_of_law: dict[str, int]


class _Check(NamedTuple):
    template: ContractTemplate
    rules: InForce
    known: KnownArticles

    def cited(self, name: str) -> str:
        """The article a value of the policy rests on."""
        if name not in self.rules.provisions:
            return ""
        article = self.rules.provisions[name].article
        return article if ":" in article else f"{self.template.authority}:{article}"

    def forbids(self, name: str) -> bool:
        """Whether the policy answers a yes-or-no value with no."""
        return name in self.rules and self.rules[name].value is False

    def complain(self, code: str, clause: str, rule: str = "", /, **words: object) -> Refusal:
        """A complaint about a clause, or the whole file."""
        return refusal(code, clause, rule, file=self.template.file, clause=clause, **words)


def lint(template: ContractTemplate, rules: InForce, known: KnownArticles) -> list[Refusal]:
    """Everything wrong with a contract under the values in force on a day; warnings stop nothing."""
    check = _Check(template, rules, known)
    found = chain(
        _twice(check),
        () if template.kind in SUPPLEMENTS else _whole_lease(check),
        *(_clause(check, clause) for clause in template.clauses()),
        *(_places(check, f"cover.{line.label}", line.value) for line in template.cover),
    )
    return list(found)


def _twice(check: _Check) -> Iterator[Refusal]:
    counted = Counter(clause.id for clause in check.template.clauses())
    counted.update(article.id for article in check.template.articles)
    for clause, times in counted.items():
        if times > 1:
            yield check.complain("lint_clause_twice", clause)


def _whole_lease(check: _Check) -> Iterator[Refusal]:
    """The matters, and the places without which a matter is empty, in clauses that always apply."""
    always = [clause for clause in _standing(check.template) if clause.when is None]
    stated = {clause.matter for clause in always}
    wanted = check.rules[MATTERS].value if MATTERS in check.rules else ()
    for code in wanted if isinstance(wanted, tuple) else ():
        if code not in stated:
            yield check.complain(
                "lint_matter_lacking", _WHOLE, check.cited(MATTERS), matter=matter_name(code), code=code
            )
    filled = {place.name for clause in always for place in clause.places if not place.form}
    for name, matter in NEEDED:
        if name not in filled:
            yield check.complain(
                "lint_place_needed",
                _WHOLE,
                check.cited(MATTERS),
                what=label_of(name),
                matter=matter_name(matter),
                place=f"{{{name}}}",
            )


def _standing(template: ContractTemplate) -> Iterator[Clause]:
    """Clauses of the articles that hold from the contract's first day on without end."""
    for article in template.articles:
        for clause in article.clauses:
            if clause.until is None and clause.holds_from <= template.in_force_from:
                yield clause


def _clause(check: _Check, clause: Clause) -> Iterator[Refusal]:
    yield from _matter_and_condition(check, clause)
    yield from _basis(check, clause)
    yield from _places(check, clause.id, clause.text)
    yield from _words(check, clause)
    if clause.holds_from > check.template.in_force_from:
        late = {"day": clause.holds_from, "start": check.template.in_force_from}
        said = {"file": check.template.file, "clause": clause.id, **late}
        yield warning("lint_late_clause", clause.id, "", **said)


def _matter_and_condition(check: _Check, clause: Clause) -> Iterator[Refusal]:
    matters = check.rules[MATTERS].value if MATTERS in check.rules else None
    if isinstance(matters, tuple) and clause.matter not in matters:
        yield check.complain("lint_matter_unknown", clause.id, given=clause.matter, known=", ".join(matters))
    if clause.when is not None and clause.when not in CONDITIONS:
        yield check.complain("lint_when_unknown", clause.id, given=clause.when, known=", ".join(CONDITIONS))


def _basis(check: _Check, clause: Clause) -> Iterator[Refusal]:
    if not clause.basis:
        yield check.complain("lint_no_basis", clause.id, check.cited(MATTERS))
    for given in clause.basis:
        if given == OWN:
            if not clause.reason.strip():
                yield check.complain("lint_own_reason", clause.id)
            continue
        why = _unfounded(check, given)
        if why is not None:
            yield check.complain("lint_basis_unknown", clause.id, given=given, why=why)


def _unfounded(check: _Check, given: str) -> Both | None:
    """Why a basis cannot be cited; None where it can."""
    law, _, article = given.partition(":")
    if law == check.template.authority:
        if article in check.known.policy:
            return None
        return Both("政策文本中没有这一条款", "the policy text has no such article")
    if given in LAWS:
        return None
    if law not in LAWS:
        return Both("没有登记这部法规", "no such law is known")
    last = check.known.last_of_law.get(law)
    if last is None:
        return Both("该法规未经全文核对,只能引用其名称", "it was not read in full: cite it by name only")
    if article.isdecimal() and 1 <= int(article) <= last:
        return None
    return Both(f"该法共{last}条", f"that law has {last} articles")


def _places(check: _Check, clause: str, text: str) -> Iterator[Refusal]:
    for odd in stray_braces(text):
        yield check.complain("lint_brace", clause, given=odd)
    for place in dict.fromkeys(piece for piece in pieces_of(text) if isinstance(piece, Place)):
        if place.kind == "pack":
            yield from _pack_place(check, clause, place)
            continue
        if place.kind == "article":
            known = [article.id for article in check.template.articles]
        elif check.template.kind in SUPPLEMENTS:
            known = [*PLACES, *SUPPLEMENT_PLACES]
        else:
            known = list(PLACES)
        if place.name not in known:
            yield check.complain(
                "lint_place_unknown", clause, place=place.written, known=_near(place.name, known)
            )
        elif place.kind == "article" and place.form:
            yield check.complain(
                "lint_place_form", clause, place=place.written, form=f"{{article:{place.name}}}"
            )


def _near(name: str, known: list[str]) -> Both:
    """The places of the same family, else of all."""
    same = [each for each in known if each.partition(".")[0] == name.partition(".")[0]] or known
    listed = " ".join(same)
    return Both(f"可用的有:{listed}", f"There is: {listed}")


def _pack_place(check: _Check, clause: str, place: Place) -> Iterator[Refusal]:
    if place.name not in check.rules:
        hint = Both(
            "政策包当日没有这个数值(anju policy show 可查)", "The policy has no such value (anju policy show)"
        )
        yield check.complain("lint_place_unknown", clause, place=place.written, known=hint)
        return
    held = check.rules[place.name]
    assert held.value is not None, f"{place.name} is in force without a value"
    if not form_fits(LawValue(held.value, held.unit), place.form):
        form = f"{{pack:{place.name}|是/否}}" if held.unit == YES_NO else f"{{pack:{place.name}}}"
        yield check.complain("lint_place_form", clause, place=place.written, form=form)


def _words(check: _Check, clause: Clause) -> Iterator[Refusal]:
    """What the printed words may not say, and what they must set off."""
    text = clause.printed
    if check.forbids(ARBITRATION) and (said := arbitration(text)):
        yield check.complain("lint_arbitration", clause.id, check.cited(ARBITRATION), words=said)
    longest = check.rules[LONGEST_TERM].value if LONGEST_TERM in check.rules else None
    if type(longest) is int and (said := term_beyond(text, longest)):
        words = {"words": said, "limit": longest, "place": "{term.end}"}
        yield check.complain("lint_term", clause.id, check.cited(LONGEST_TERM), **words)
    elif clause.basis != (OWN,) and (said := typed_quantity(text)):
        yield check.complain("lint_number_typed", clause.id, words=said)
    if check.forbids(CHARGES) and (said := forbidden_charge(text)):
        yield check.complain("lint_charge", clause.id, check.cited(CHARGES), words=said)
    if not clause.burdensome and (said := burden(text)):
        yield check.complain("lint_not_set_off", clause.id, check.cited(BURDENSOME), words=said)
