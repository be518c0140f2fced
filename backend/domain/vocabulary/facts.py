"""Turns what is wrong with the shape of facts into a fault that names the field itself."""

import re
from typing import Any, Final

import msgspec

from .both import Both
from .faults import Fault
from .quantities import AREA_FORM, PERCENT_FORM, PERIOD_FORM, SCORE_FORM, WORDS_FORM

_AT: Final = re.compile(r" - at `\$(?P<path>[^`]*)`\Z")
_STEP: Final = re.compile(r"[^.\[\]]+")
_FIELD: Final = re.compile(r"field `(?P<field>[^`]*)`")
_PATTERNS: Final = {
    AREA_FORM: Both(
        '恰好两位小数的面积字符串,如 "48.61"', 'an area as a string of exactly two decimals, "48.61"'
    ),
    PERCENT_FORM: Both('百分数字符串,如 "12.5"', 'a percentage as a decimal string, "12.5"'),
    SCORE_FORM: Both('小数字符串,如 "80.5"', 'a decimal string, "80.5"'),
    PERIOD_FORM: Both('月份,如 "2026-02"', 'a month, "2026-02"'),
    WORDS_FORM: Both("不为空的文字", "words, not blank"),
}
_FORMS: Final = {
    "date": Both('日期,如 "2026-08-15"', 'a day, "2026-08-15"'),
    "int": Both("整数(金额以分计)", "a whole number (money in whole fen)"),
    "str": Both("文字", "text"),
    "bool": Both("true 或 false", "true or false"),
    "array": Both("列表 […]", "a list […]"),
    "object": Both("一组事实 {…}", "an object {…}"),
}


def _form(message: str, shape: Any, path: str) -> Both:
    """The accepted form, from what the decoder expected and the shape of the facts."""
    for pattern, form in _PATTERNS.items():
        if repr(pattern) in message:
            return form
    if "RFC3339" in message:
        return _FORMS["date"]
    bound = re.search(r"Expected `int` (>=|<=) (-?\d+)", message)
    if bound is not None:
        sign_zh = "不小于" if bound[1] == ">=" else "不大于"
        sign_en = "not below" if bound[1] == ">=" else "not above"
        return Both(f"{sign_zh} {bound[2]} 的整数", f"a whole number {sign_en} {bound[2]}")
    expected = re.match(r"Expected `(\w+)", message)
    if expected is not None and expected[1] in _FORMS and "of length" not in message:
        return _FORMS[expected[1]]
    if "of length" in message:
        return Both("不太长的文字或列表", "text or a list of permitted length")
    words = _choices(msgspec.inspect.type_info(shape), _STEP.findall(path))
    return Both("、".join(words) + " 之一", "one of " + ", ".join(words))


def _choices(shape: Any, steps: list[str]) -> list[str]:
    """The words accepted at a path below a shape; of a union those of every member."""
    if isinstance(shape, msgspec.inspect.UnionType):
        return list(dict.fromkeys(word for part in shape.types for word in _choices(part, steps)))
    if isinstance(shape, msgspec.inspect.LiteralType):
        return [str(word) for word in shape.values] if not steps else []
    if not steps:
        return []
    if isinstance(shape, msgspec.inspect.ListType):
        return _choices(shape.item_type, steps[1:])
    if isinstance(shape, msgspec.inspect.StructType):
        if steps == [shape.tag_field]:
            return [str(shape.tag)]
        inner = [field.type for field in shape.fields if field.encode_name == steps[0]]
        return [word for part in inner for word in _choices(part, steps[1:])]
    return []


def facts_fault(error: msgspec.ValidationError, shape: Any) -> Fault:
    """The fault for facts that do not have the shape of their kind."""
    message = str(error)
    found = _AT.search(message)
    path = "$.facts" + (found["path"] if found else "")
    field = _FIELD.search(message)
    if field is not None:
        reason = "missing" if "missing required" in message else "unknown_field"
        return Fault(reason, f"{path}.{field['field']}", field=field["field"])
    return Fault("wrong_form", path, form=_form(message, shape, path.removeprefix("$.facts")))


def far_day(facts: object, path: str = "$.facts") -> str:
    """The path of the first day that lies too far off to count from."""
    children: list[tuple[str, Any]] = []
    if isinstance(facts, dict):
        children = [(f"{path}.{key}", value) for key, value in facts.items()]
    elif isinstance(facts, list):
        children = [(f"{path}[{at}]", value) for at, value in enumerate(facts)]
    for at, value in children:
        if isinstance(value, str):
            year = re.match(r"(\d{4})-\d{2}-\d{2}\Z", value)
            if year is not None and not 1000 <= int(year[1]) <= 9000:
                return at
        elif isinstance(value, dict | list):
            deeper = far_day(value, at)
            if deeper != at:
                return deeper
    return path
