"""The names of all constraints and indexes the migrations make, read from their own words."""

import re
from importlib import import_module
from typing import Final

from .migrate import known_migrations

_NAMED: Final = re.compile(
    r"\b(?:(?P<drop>drop) (?:constraint|index)(?: if exists)? |add constraint |create (?:unique )?index )"
    r"(?P<name>\w+)",
    re.IGNORECASE,
)


def known_constraints() -> set[str]:
    """Every constraint and index that stands after the last migration."""
    names: set[str] = set()
    for migration in known_migrations():
        sql: str = import_module(f"backend.store.migrations.anju_{migration}").SQL
        for found in _NAMED.finditer(sql):
            if found["drop"]:
                names.discard(found["name"])
            else:
                names.add(found["name"])
    return names
