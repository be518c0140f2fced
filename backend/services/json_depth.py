"""How deep a line of JSON nests, and where, without building anything."""

import re
from typing import Final

DEEPEST: Final = 20
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')


def depth_of(line: bytes) -> int:
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


def deep_path(line: bytes) -> str:
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
