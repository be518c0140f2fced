"""Finds persons (查找人员) by every reading a text may have: number, tail, telephone, name, pinyin."""

import re
from typing import Final

from ..domain.allocation.result_rows import read_phone
from ..domain.vocabulary.complaint import Wrong
from ..domain.vocabulary.document_kinds import DocumentKind
from ..domain.vocabulary.identity import normal_document_number
from ..domain.vocabulary.names import name_key
from ..store.queries import people
from .acting import Acting
from .at_hand import AtHand
from .check_person import DOCUMENT, PHONE, looked_up_by
from .pinyin_key import full_pinyin

TAIL: Final = re.compile(r"[0-9A-Z]{4}")
LOCAL: Final = re.compile(r"[2-9][0-9]{6,7}")
"""A landline as it is dialled in its own area."""
LEAST_INSIDE: Final = 2
"""So many characters at least find a name by its middle."""
OLD_LENGTH: Final = 15
LOOKED_THROUGH: Final = 10_000
"""So many rows at most are unsealed to compare what no index tells apart."""

Kept = list[people.PersonKept]


async def find_persons(acting: Acting, at_hand: AtHand, text: str, limit: int) -> Kept:
    """Persons by every reading the text may have, each once, the surest reading first."""
    found = await _by_numbers(acting, at_hand, text, limit)
    found += await _by_tails(acting, at_hand, text.upper(), limit)
    found += await _by_name(acting, name_key(text), limit)
    return list({person.id: person for person in found}.values())[:limit]


async def _by_numbers(acting: Acting, at_hand: AtHand, text: str, limit: int) -> Kept:
    authority_id, sealing = acting.authority_id, at_hand.sealing
    numbers = {looked_up_by(kind, normal_document_number(kind, text)) for kind in DocumentKind}
    whole = [sealing.index(authority_id, DOCUMENT, number) for number in sorted(numbers)]
    found = await people.persons_with(authority_id, "document_number_index", whole, limit)
    phone = read_phone(text)
    if isinstance(phone, Wrong):
        return found
    index = sealing.index(authority_id, PHONE, phone)
    found += await people.persons_with(authority_id, "phone_index", [index], limit)
    if LOCAL.fullmatch(phone):
        tails = [sealing.tail_index(authority_id, PHONE, phone)]
        ends = await people.persons_with(authority_id, "phone_tail_index", tails, LOOKED_THROUGH)
        found += [each for each in ends if _local(_phone(acting, at_hand, each)) == phone]
    return found


def _phone(acting: Acting, at_hand: AtHand, person: people.PersonKept) -> str:
    sealed = person.phone_sealed
    return at_hand.sealing.unseal(acting.authority_id, PHONE, sealed) if sealed else ""


def _local(phone: str) -> str:
    """A landline without its area code; two digits follow the 0 of the largest cities, else three."""
    if not phone.startswith("0"):
        return phone
    return phone[3:] if phone[1] in "12" else phone[4:]


async def _by_tails(acting: Acting, at_hand: AtHand, tail: str, limit: int) -> Kept:
    if TAIL.fullmatch(tail) is None:
        return []
    authority_id, sealing = acting.authority_id, at_hand.sealing
    found: Kept = []
    for field, column in ((DOCUMENT, "document_tail_index"), (PHONE, "phone_tail_index")):
        index = sealing.tail_index(authority_id, field, tail)
        found += await people.persons_with(authority_id, column, [index], limit)
    if tail.isdigit():
        # An old number is indexed by the new one: its last three digits and any check sign.
        news = [sealing.tail_index(authority_id, DOCUMENT, tail[1:] + sign) for sign in "0123456789X"]
        maybe = await people.persons_with(authority_id, "document_tail_index", news, LOOKED_THROUGH)
        old = [sealing.unseal(authority_id, DOCUMENT, each.document_number_sealed) for each in maybe]
        pairs = zip(maybe, old, strict=True)
        found += [each for each, number in pairs if len(number) == OLD_LENGTH and number.endswith(tail)]
    return found


async def _by_name(acting: Acting, key: str, limit: int) -> Kept:
    authority_id = acting.authority_id
    if not key:
        return []
    found = await people.persons_beginning(authority_id, "name_key", key, limit)
    if len(key) >= LEAST_INSIDE:
        found += await people.persons_containing(authority_id, key, limit)
    letters = key.replace("ü", "v")
    if re.fullmatch(r"[a-z]+", letters):
        found += await people.persons_beginning(authority_id, "initials", letters, limit)
        if len(letters) >= LEAST_INSIDE:
            names = await people.names_beginning(authority_id, letters[0])
            read = [who for who, name in names if full_pinyin(name).startswith(letters)]
            found += await people.persons_by_ids(authority_id, read[:limit])
    return found
