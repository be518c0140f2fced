"""Prints an issued paper again (重新打印): the very bytes of the first time, and who had them printed."""

from msgspec import Struct

from ..domain.lease.life_words import life_refusal
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.refusal import Refused
from ..store.audit import append
from ..store.queries import papers
from ..store.unit_of_work import uow
from .acting import Acting
from .check_fields import missing
from .keep_file import keep_file, kept_file
from .lease_content import open_paper
from .lease_hand import LeaseHand, printer
from .press import PDF

PAPER = Both("文书", "paper")


class ReprintPaper(Struct, frozen=True):
    """Which paper, by its number."""

    number: str
    kind: str = "lease"


class Reprinted(Struct, frozen=True):
    """The bytes, whether the paper still stands, and whether the file had to be made again."""

    content: bytes
    standing: str
    made_again: bool


async def reprint_paper(acting: Acting, hand: LeaseHand, request: ReprintPaper) -> Reprinted:
    """The same bytes; a file that is gone is made again from the frozen value, and must be the same."""
    authority_id = acting.authority_id
    async with uow():
        paper = await papers.paper_numbered(authority_id, request.kind, request.number)
        if paper is None:
            raise Refused(missing(PAPER, "number", request.number))

        digest = bytes(paper.digest)
        content = kept_file(hand.papers, digest, PDF)
        made_again = content is None
        if content is None:
            content = printer().print(open_paper(hand.sealing, authority_id, paper.value_sealed))
            if keep_file(hand.papers, content, PDF) != digest:
                raise Refused(life_refusal("paper_gone", "number", number=paper.number))
        payload = {"number": paper.number, "standing": paper.standing, "made_again": made_again}
        await append(authority_id, acting.actor, "reprint_paper", f"paper:{paper.id}", payload, acting.at)
    return Reprinted(content, paper.standing, made_again)
