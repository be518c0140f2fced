"""Reading one JSON object strictly: no key twice, no control character, no bottomless nesting."""

import json
import re
from typing import Any, Final

import msgspec

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.faults import Fault

DEEPEST: Final = 20
_BLANKS: Final = b" \t\r\n"
_SUSPECT: Final = re.compile(rb"[\\\x7f]|\xc2[\x80-\x9f]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its keys as written, so that one written twice is seen."""


def read_object(line: bytes) -> dict[str, Any]:
    """The object a line holds. Raises ``malformed``, or a fault at the field.

    The quick check: what was read, written again, is the line itself; only a line that differs
    (other spelling, a key twice) is looked at key by key.
    """
    try:
        found = _decode(line)
    except RecursionError:
        raise Fault("too_deep", _deep_path(line), limit=DEEPEST) from None
    except (msgspec.DecodeError, ValueError) as error:
        raise _malformed(line, error) from None
    if type(found) is not dict:
        raise Fault("malformed", "$", detail=Both("不是对象", "no object"))
    if _SUSPECT.search(line) or _encode(found).translate(None, _BLANKS) != line.translate(None, _BLANKS):
        _examine(line)
    return found


def _malformed(line: bytes, error: Exception) -> Fault:
    if len(line) > DEEPEST and _depth(line) > DEEPEST and line[:1] == b"{":
        return Fault("too_deep", _deep_path(line), limit=DEEPEST)
    return Fault("malformed", "$", detail=_where(error))


def _where(error: Exception) -> Both:
    """The place at which a line stops being JSON, as far as it is known."""
    at = re.search(r"byte (\d+)|position (\d+)", str(error))
    if at is None:
        return Both("不完整", "incomplete")
    place = at[1] or at[2]
    return Both(f"第 {place} 字节附近", f"near byte {place}")


def _examine(line: bytes) -> None:
    """Look at a line key by key: a key twice, a control character, nesting beyond the limit."""
    if _depth(line) > DEEPEST:
        raise Fault("too_deep", _deep_path(line), limit=DEEPEST)
    try:
        pairs = json.loads(line, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError) as error:
        raise Fault("malformed", "$", detail=_where(error)) from None
    _walk(pairs, "$")


def _walk(value: object, path: str) -> None:
    if isinstance(value, str):
        if _CONTROL.search(value):
            raise Fault("control_character", path)
    elif isinstance(value, _Pairs):
        seen: set[str] = set()
        for key, inner in value:
            if _CONTROL.search(key):
                raise Fault("control_character", path)
            if key in seen:
                raise Fault("duplicate_key", f"{path}.{key}", field=key)
            seen.add(key)
            _walk(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            _walk(inner, f"{path}[{at}]")


_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')


def _depth(line: bytes) -> int:
    """How deep a line nests, without building anything."""
    depth = deepest = 0
    for token in _TOKEN.finditer(line):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif mark in (b"}", b"]"):
            depth -= 1
    return deepest


def _deep_path(line: bytes) -> str:
    """The path at which a line first nests beyond the limit."""
    path: list[str] = []
    key = b""
    for token in _TOKEN.finditer(line):
        mark = token[0]
        if mark in (b"{", b"["):
            if len(path) == DEEPEST:
                break
            path.append("")
        elif mark in (b"}", b"]"):
            path = path[:-1]
        elif mark == b":" and path:
            path[-1] = key.decode("utf-8", "replace")
        elif mark[:1] == b'"':
            key = mark[1:-1]
    named = [part for part in path if part]
    return ".".join(["$", *named[:2]])
