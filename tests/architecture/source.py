"""Reads the source as the architecture tests look at it: modules, imports, literals, sizes."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
LAYERS = {"domain": 0, "policy_packs": 1, "store": 1, "papers": 1, "services": 2, "web": 3, "cli": 3}
CHAPTERS = (
    "vocabulary policy proceedings stock allocation rent lease ledger review renewal ownership exits "
    "enforcement"
).split()
LONGEST = {"domain": 250, "services": 120}
LONGEST_ELSEWHERE = 450
LONGEST_FUNCTION = 70


class Module(NamedTuple):
    """A source file: its parts below the root, its text and its tree."""

    parts: tuple[str, ...]
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return "/".join(self.parts)

    @property
    def layer(self) -> str:
        return self.parts[1] if len(self.parts) > 2 else ""

    @property
    def chapter(self) -> str:
        return self.parts[2] if self.layer == "domain" and len(self.parts) > 3 else ""


def module(name: str, text: str) -> Module:
    """A module from its path and text; the planted breaches are made with it."""
    return Module(tuple(name.split("/")), text, ast.parse(text))


def modules() -> Iterator[Module]:
    """Every source file of the application."""
    for file in sorted((ROOT / "backend").rglob("*.py")):
        yield module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))


def imported(found: Module) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The modules a file imports, as parts from the root, relative ones resolved."""
    for node in ast.walk(found.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            tail = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                yield node.lineno, (*found.parts[: len(found.parts) - node.level], *tail)
            else:
                yield node.lineno, tail


def against_the_arrow(found: Module) -> list[str]:
    """Imports that run against the arrow between layers, or between the chapters of the domain."""
    breaches = []
    for line, parts in imported(found):
        if parts[0] == "importlib" and found.layer not in ("cli", "store", ""):
            breaches.append(f"{found.name}:{line} imports by name")
        if parts[0] != "backend" or len(parts) < 2 or parts[1] not in LAYERS or found.layer not in LAYERS:
            continue
        if parts[1] != found.layer and LAYERS[parts[1]] >= LAYERS[found.layer]:
            breaches.append(f"{found.name}:{line} imports {'.'.join(parts)}")
        chapter = parts[2] if parts[1] == "domain" and len(parts) > 2 else ""
        if found.chapter in CHAPTERS and chapter in CHAPTERS:
            if CHAPTERS.index(chapter) > CHAPTERS.index(found.chapter):
                breaches.append(f"{found.name}:{line} imports the later chapter {chapter}")
    return breaches


PURE = set(
    "backend msgspec collections typing datetime bisect functools itertools re json enum dataclasses "
    "unicodedata string abc operator hashlib".split()
)
CLOCKS = {"today", "now", "utcnow", "monotonic", "perf_counter"}


def impure(found: Module) -> list[str]:
    """What a domain module may not do: foreign imports, a clock, a float, a file."""
    breaches = []
    for line, parts in imported(found):
        if parts[0] not in PURE:
            breaches.append(f"{found.name}:{line} imports {parts[0]}")
    for node in ast.walk(found.tree):
        at = f"{found.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            breaches.append(f"{at} float {node.value}")
        elif isinstance(node, ast.Name) and node.id in ("float", "open", "print", "input"):
            breaches.append(f"{at} {node.id}")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            breaches.append(f"{at} true division")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in CLOCKS:
                breaches.append(f"{at} the clock")
    return breaches


ARITHMETIC = {0, 1, 2, 10, 12, 28, 100, -1}
BASICS = ("vocabulary", "policy")
FORMS = {
    "backend/domain/stock/cells.py",
    "backend/domain/stock/unit_rows.py",
    "backend/domain/allocation/result_rows.py",
    "backend/domain/allocation/result_check.py",
}
"""They read the cells of lists: their numbers are columns, lengths and character codes, no law."""


def _bound(node: ast.AST) -> bool:
    """Whether a call gives the bounds of a type: ``Meta(ge=1, le=10**9)``."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Meta"


def _power_of_ten(value: int) -> bool:
    return value > 0 and str(value).rstrip("0") == "1"


def law_in_code(found: Module) -> list[str]:
    """Numbers and dates in a chapter's code that should stand in a pack with their article.

    The basics (vocabulary, policy) hold formats and arithmetic; the bounds of a type may be powers of ten.
    """
    breaches = []
    formal = found.chapter in BASICS or found.name in FORMS
    bounds = {id(part) for node in ast.walk(found.tree) if _bound(node) for part in ast.walk(node)}
    powers = {
        id(part)
        for node in ast.walk(found.tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        for part in ast.walk(node)
    }
    for node in ast.walk(found.tree):
        at = f"{found.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and node.args and all(isinstance(a, ast.Constant) for a in node.args):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("date", "datetime", "fromisoformat", "strptime"):
                breaches.append(f"{at} date literal")
        elif isinstance(node, ast.Constant) and type(node.value) is int and not formal:
            fine = node.value in ARITHMETIC or (id(node) in bounds and _power_of_ten(node.value))
            if not fine and not (id(node) in bounds and id(node) in powers):
                breaches.append(f"{at} number {node.value}")
    return breaches


def too_long(found: Module) -> list[str]:
    """Files and functions beyond their sizes."""
    breaches = []
    lines, limit = found.text.count("\n"), LONGEST.get(found.layer, LONGEST_ELSEWHERE)
    if lines > limit:
        breaches.append(f"{found.name} has {lines} lines, the limit is {limit}")
    for node in ast.walk(found.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                breaches.append(f"{found.name}:{node.lineno} {node.name} has {length} lines")
    return breaches
