"""Columns as the registers need them: without defaults, so that a forgotten value is refused.

The true keys are composite and stand in the migrations; ``id`` is unique over all authorities, but a
query by ``id`` alone is a fault: every one names ``authority_id``.
"""

from piccolo.columns import JSON, JSONB, BigInt, BigSerial, Boolean, Bytea, Date, Integer, Text, Timestamptz


def key() -> BigSerial:
    """The id, given by the one sequence."""
    return BigSerial(primary_key=True)


def number(*, null: bool = False) -> BigInt:
    """A whole number: an id, fen, hundredths of a square metre."""
    return BigInt(null=null, default=None)


def small_number(*, null: bool = False) -> Integer:
    """A small whole number: a floor, a year, so many persons."""
    return Integer(null=null, default=None)


def words(*, null: bool = False, primary_key: bool = False) -> Text:
    """Text."""
    return Text(null=null, default=None, primary_key=primary_key)


def day(*, null: bool = False) -> Date:
    """A calendar day."""
    return Date(null=null, default=None)


def instant(*, null: bool = False) -> Timestamptz:
    """A moment, always a parameter and never the server's clock."""
    return Timestamptz(null=null, default=None)


def yes_no(*, null: bool = False) -> Boolean:
    """True or false."""
    return Boolean(null=null, default=None)


def sealed(*, null: bool = False) -> Bytea:
    """Bytes: sealed text, a blind index, a digest."""
    return Bytea(null=null, default=None)


def data(*, null: bool = False) -> JSONB:
    """A JSON value."""
    return JSONB(null=null, default=None)


def exact_json(*, null: bool = False) -> JSON:
    """JSON kept to the letter, because a hash was taken over it."""
    return JSON(null=null, default=None)
