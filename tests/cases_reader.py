"""Reads the cases of ``tests/cases`` and asks them."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from backend.domain.decide import decide
from backend.domain.policy.pack import Pack
from backend.domain.vocabulary.calendar import WorkingCalendar
from backend.domain.vocabulary.faults import Fault
from backend.services.answer_question import PolicyLibrary, answer_line

FOLDER = Path(__file__).parent / "cases"


class RuleCase(NamedTuple):
    """One case: where it stands, its form (case, period, value), and its table."""

    file: Path
    form: str
    authority: str
    table: dict[str, Any]

    @property
    def label(self) -> str:
        return f"{self.file.parent.name}/{self.authority}: {self.table['name']}"


def all_cases() -> Iterator[RuleCase]:
    """Every case in every file."""
    for file in sorted(FOLDER.glob("*/*.toml")):
        for form, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for table in tables:
                yield RuleCase(file, form, file.stem, table)


def plain(value: Any) -> Any:
    """TOML data as JSON data: dates as ISO text, ``"null"`` as null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return None if value == "null" else value


def question(case: RuleCase) -> dict[str, Any]:
    """The question of a ``[[case]]`` as plain data."""
    table = case.table
    return {
        "kind": table["kind"],
        "authority": case.authority,
        "on": plain(table["on"]),
        "facts": plain(table["facts"]),
    }


def _wanting(found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    return [f"{key}: {found.get(key, 'absent')!r}, expected {value!r}"
            for key, value in wanted.items() if key not in found or found[key] != value]  # fmt: skip


def complaints(case: RuleCase, pack: Pack, calendar: WorkingCalendar) -> list[str]:
    """What differs from what a case expects under a pack; empty where it holds."""
    table = case.table
    wanted = plain(table["expect"])
    if case.form == "value":
        held = pack.on(table["on"]).provisions.get(table["parameter"])
        if held is None:
            return [f"{table['parameter']} is not in force"]
        found = list(held.value) if isinstance(held.value, tuple) else held.value
        return [] if found == wanted else [f"{table['parameter']} is {found!r}, expected {wanted!r}"]
    kind, facts = table.get("kind", ""), plain(table.get("facts"))
    if case.form == "period":
        held = pack.on(table["on"]).provisions.get(table["parameter"])
        if held is None:
            return [f"{table['parameter']} is not in force"]
        kind = "deadline"
        facts = {"event_on": plain(table["event_on"]), "length": held.value, "unit": held.unit}
        if "direction" in table:
            facts["direction"] = table["direction"]
    try:
        decision = decide(kind, table["on"], facts, pack, calendar)
    except Fault as fault:
        return _wanting({"error": fault.code, "path": fault.path}, wanted)
    values = json.loads(msgspec.json.encode(decision.values))
    rules = [json.loads(bytes(finding))["rule"] for finding in decision.findings]
    missing = [f"no finding {rule}" for rule in table.get("findings", []) if rule not in rules]
    return _wanting({"outcome": decision.outcome, **values}, wanted) + missing


def ask(case: RuleCase, library: PolicyLibrary) -> dict[str, Any]:
    """A ``[[case]]`` asked through the front door, as a line of JSON."""
    answer, _ = answer_line(json.dumps(question(case), ensure_ascii=False).encode(), library)
    return dict(json.loads(answer))
