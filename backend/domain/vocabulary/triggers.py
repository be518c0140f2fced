"""The grounds on which a home is taken back, in the order of hongshan:36."""

from typing import Final, Literal, get_args

Trigger = Literal[
    "false_statement",
    "not_qualified",
    "contract_or_law",
    "sublet_or_unauthorised_swap",
    "use_changed",
    "idle",
    "rent_unpaid",
    "other_home",
    "unlawful_activity",
]
TRIGGERS: Final[tuple[str, ...]] = get_args(Trigger)
