"""Who acts: every service is told the authority, the person, the business day and the instant."""

from datetime import date, datetime

import msgspec


class Acting(msgspec.Struct, frozen=True):
    """A named person's act for one authority on one business day.

    ``authority`` is the code of the policy pack; ``at`` the instant the audit trail records.
    """

    authority_id: int
    authority: str
    actor: str
    on: date
    at: datetime
