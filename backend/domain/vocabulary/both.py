"""Words in the two languages every person may choose from."""

import msgspec


class Both(msgspec.Struct, frozen=True):
    """Words in Chinese and English."""

    zh: str
    en: str
