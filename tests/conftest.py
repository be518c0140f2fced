"""What all tests share: the packs and the calendar as shipped."""

import pytest

from backend.services.answer_question import PolicyLibrary


@pytest.fixture(scope="session")
def library() -> PolicyLibrary:
    """The packs and the calendar, read once."""
    return PolicyLibrary()
