"""Authorities (管理单位) and their operators (运营单位)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from ..engine import fetch, fetch_one
from .bulk import columns


class NewAuthority(Struct, frozen=True):
    """An authority as it is set up; ``policy_pack`` is the pack's own name."""

    code: str
    name: str
    policy_pack: str
    division_code: str
    credit_code: str | None = None
    public_url: str | None = None
    demonstration: bool = False


class NewOperator(Struct, frozen=True):
    """An operator with the id it is to have."""

    id: int
    name: str
    credit_code: str | None = None


_ADD_AUTHORITY: Final = (
    "INSERT INTO authority (code, name, policy_pack, division_code, credit_code, public_url, demonstration,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code) DO NOTHING"
    " RETURNING authority_id"
)
_AUTHORITY: Final = (
    "SELECT authority_id, code, name, policy_pack, division_code, demonstration FROM authority"
    " WHERE code = $1"
)
_ADD_OPERATORS: Final = (
    "INSERT INTO operator (authority_id, id, name, credit_code, created_at)"
    " SELECT $1, n.id, n.name, n.credit_code, $5"
    " FROM unnest($2::bigint[], $3::text[], $4::text[]) AS n (id, name, credit_code)"
    " ON CONFLICT (authority_id, name) DO NOTHING RETURNING id"
)
_OPERATORS: Final = "SELECT id, name FROM operator WHERE authority_id = $1 AND name = ANY($2::text[])"
_OPERATOR: Final = "SELECT id FROM operator WHERE authority_id = $1 AND id = $2"


class Authority(Struct, frozen=True):
    """An authority of the installation."""

    authority_id: int
    code: str
    name: str
    policy_pack: str
    division_code: str
    demonstration: bool


async def add_authority(new: NewAuthority, at: datetime) -> int | None:
    """The id of a new authority; None where its code is taken."""
    row = await fetch_one(_ADD_AUTHORITY, *(column[0] for column in columns([new])), at)
    return None if row is None else row["authority_id"]


async def authority_by_code(code: str) -> Authority | None:
    """An authority by its code."""
    row = await fetch_one(_AUTHORITY, code)
    return None if row is None else Authority(*row)


async def add_operators(authority_id: int, rows: Sequence[NewOperator], at: datetime) -> set[int]:
    """The ids that were added; an operator whose name is there already is left as it is."""
    if not rows:
        return set()
    return {row["id"] for row in await fetch(_ADD_OPERATORS, authority_id, *columns(rows), at)}


async def operators_by_name(authority_id: int, names: Sequence[str]) -> dict[str, int]:
    """The ids of operators by their names."""
    rows = await fetch(_OPERATORS, authority_id, list(names))
    return {row["name"]: row["id"] for row in rows}


async def has_operator(authority_id: int, operator_id: int) -> bool:
    """Whether the authority has this operator."""
    return await fetch_one(_OPERATOR, authority_id, operator_id) is not None
