"""Reading one JSON object strictly: no key twice, no control character, no bottomless nesting."""

import json
import re
from typing import Any, Final

import msgspec

from ..domain.vocabulary.both import Both
from ..domain.vocabulary.faults import Fault
from .json_depth import DEEPEST, deep_path, depth_of

LONGEST_NUMBER: Final = 40
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
    except (RecursionError, msgspec.DecodeError, ValueError) as error:
        raise _malformed(line, error) from None
    if type(found) is not dict:
        raise Fault("malformed", "$", detail=Both("不是对象", "no object"))
    if _SUSPECT.search(line) or _encode(found).translate(None, _BLANKS) != line.translate(None, _BLANKS):
        _examine(line)
    return found


def _malformed(line: bytes, error: Exception) -> Fault:
    if line[:1] == b"{":
        if depth_of(line) > DEEPEST:
            return Fault("too_deep", deep_path(line), limit=DEEPEST)
        try:
            _walk(json.loads(line, object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number), "$")
        except Fault as fault:
            return fault
        except (ValueError, RecursionError):
            pass
    return Fault("malformed", "$", detail=_where(error))


class _Number(str):
    """A number as written; one that no machine number holds is named at its field."""


def _where(error: Exception) -> Both:
    """The place at which a line stops being JSON, as far as it is known."""
    at = re.search(r"byte (\d+)|position (\d+)", str(error))
    if at is None:
        return Both("不完整", "incomplete")
    place = at[1] or at[2]
    return Both(f"第 {place} 字节附近", f"near byte {place}")


def _examine(line: bytes) -> None:
    """Look at a line key by key: a key twice, a control character, nesting beyond the limit."""
    if depth_of(line) > DEEPEST:
        raise Fault("too_deep", deep_path(line), limit=DEEPEST)
    try:
        pairs = json.loads(line, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError) as error:
        raise Fault("malformed", "$", detail=_where(error)) from None
    _walk(pairs, "$")


def _walk(value: object, path: str) -> None:
    if isinstance(value, _Number):
        if len(value) > LONGEST_NUMBER or "e" in value.lower():
            raise Fault(
                "wrong_form", path, form=Both("整数(金额以分计)", "a whole number (money in whole fen)")
            )
    elif isinstance(value, str):
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
