"""Takes a scan as it was uploaded: judged by its content, never by its name."""

from ..domain.lease.life_words import life_refusal
from ..domain.lease.signing import ScanKind, scan_kind
from ..domain.vocabulary.refusal import Refusal

LARGEST_BYTES = 10 * 1024 * 1024
MEGABYTE = 1024 * 1024


def read_scan(content: bytes) -> tuple[ScanKind | None, list[Refusal]]:
    """The kind of a scan, and why it is not taken: too large, or no PDF, JPG or PNG."""
    found: list[Refusal] = []
    if len(content) > LARGEST_BYTES:
        megabytes = -(-len(content) // MEGABYTE)
        limit = LARGEST_BYTES // MEGABYTE
        found.append(life_refusal("scan_too_large", "scan", megabytes=megabytes, limit=limit))
    kind = scan_kind(content)
    if kind is None:
        found.append(life_refusal("scan_unreadable", "scan"))
    return kind, found
