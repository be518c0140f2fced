"""A helper of the press in a process of its own: documents in, digests out, until the input ends."""

import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from ..domain.lease.document import LeaseDocument
from .press import FRAME, print_one


def help_printing(papers: Path, given: BinaryIO, answers: BinaryIO) -> None:
    """Print one document after the other."""
    decode = msgspec.msgpack.Decoder(LeaseDocument).decode
    encode = msgspec.msgpack.Encoder().encode
    while len(head := given.read(FRAME)) == FRAME:
        frame = encode(print_one(papers, decode(given.read(int.from_bytes(head, "big")))))
        answers.write(len(frame).to_bytes(FRAME, "big") + frame)
        answers.flush()


if __name__ == "__main__":
    help_printing(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
