"""The list of leases that were refused in a batch (未签发清单), with every reason in both languages."""

import io
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from .workbook_writer import ListColumn, write_list

COLUMNS: Final = (
    ListColumn("序号", "whole"),
    ListColumn("房屋"),
    ListColumn("承租人"),
    ListColumn("原因"),
    ListColumn("Reason"),
    ListColumn("依据"),
)


class RefusedLease(NamedTuple):
    """A lease by home and tenant, and why it was refused: Chinese, English, the article as a person cites it."""

    home: str
    tenant: str
    reasons: tuple[tuple[str, str, str], ...]


def refused_list(title: str, refused: Sequence[RefusedLease]) -> bytes:
    """The list as a workbook, one line a reason; the same list is the same bytes."""
    made = io.BytesIO()
    write_list(made, f"{title}:未签发清单", COLUMNS, _lines(refused))
    return made.getvalue()


def _lines(refused: Sequence[RefusedLease]) -> Iterable[tuple[int, str, str, str, str, str]]:
    for at, each in enumerate(refused, 1):
        for zh, en, article in each.reasons:
            yield at, each.home, each.tenant, zh, en, article
