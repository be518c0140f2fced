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
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("datetime", "today"),
}


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
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            breaches.append(f"{at} true division")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in CLOCKS:
                breaches.append(f"{at} the clock")
    return breaches


ARITHMETIC = {0, 1, 2, 10, 12, 28, 100, -1}


def law_in_code(found: Module) -> list[str]:
    """Numbers and dates in a chapter's code that should stand in a pack with their article."""
    breaches = []
    if found.chapter in ("vocabulary", "policy", ""):
        allowed: set[int] | None = None
    else:
        allowed = ARITHMETIC
    bounds = {
        id(inner)
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Meta"
        for inner in ast.walk(node)
    }
    for node in ast.walk(found.tree):
        at = f"{found.name}:{getattr(node, 'lineno', 0)}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("date", "datetime")
        ):
            if node.args and all(isinstance(part, ast.Constant) for part in node.args):
                breaches.append(f"{at} date literal")
        elif isinstance(node, ast.Constant) and type(node.value) is int and id(node) not in bounds:
            named = found.chapter in CHAPTERS and allowed is not None
            if named and node.value not in ARITHMETIC and not _named_constant(found, node):
                breaches.append(f"{at} number {node.value}")
    return breaches


def _named_constant(found: Module, constant: ast.Constant) -> bool:
    """Whether a number stands in an assignment to a capital name: a format, not a rule."""
    for node in found.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        target = node.target if isinstance(node, ast.AnnAssign) else (targets[0] if targets else None)
        if isinstance(target, ast.Name) and target.id.lstrip("_").isupper():
            if any(inner is constant for inner in ast.walk(node)):
                return True
    return False


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
