"""Every service that opens a unit of work to write leaves its line in the audit trail."""

import ast

from .source import Module, module, modules

READERS = {"backend/services/open_installation.py"}
"""They open a unit of work to read one snapshot only, or set the installation up."""


def _calls(found: Module) -> list[str]:
    return [
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]


def _reads_only(found: Module) -> bool:
    """Whether every unit of work is a snapshot: ``uow("repeatable read")``."""
    opened = [
        node
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "uow"
    ]
    return bool(opened) and all(call.args for call in opened)


def silent_writers(found: Module) -> list[str]:
    """A service that writes without an audit entry, or with several in one file."""
    if found.layer != "services" or found.name in READERS:
        return []
    calls = _calls(found)
    if ("uow" not in calls and "run_in_uow" not in calls) or _reads_only(found):
        return []
    entries = sum(
        1
        for node in ast.walk(found.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "append"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "audit"
    ) + sum(1 for node in ast.walk(found.tree) if isinstance(node, ast.Call) and _is_append(node))
    return [] if entries == 1 else [f"{found.name} writes {entries} kinds of audit entry"]


def _is_append(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in ("append", "append_entry", "append_all")


def test_every_writing_service_leaves_one_entry() -> None:
    assert [breach for found in modules() for breach in silent_writers(found)] == []


def test_a_silent_writer_is_caught() -> None:
    bare = "from ..store.unit_of_work import uow\nasync def act():\n    async with uow():\n        pass\n"
    assert silent_writers(module("backend/services/planted.py", bare)) != []
