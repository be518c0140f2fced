"""What a service has at hand besides the database: the policies and the key."""

from typing import Protocol

from ..store.sealing import Sealing
from .answer_question import PolicyLibrary


class AtHand(Protocol):
    """An installation, or the part of it that registers need."""

    @property
    def library(self) -> PolicyLibrary:
        """The packs and the calendar."""

    @property
    def sealing(self) -> Sealing:
        """Seals and indexes personal numbers."""
