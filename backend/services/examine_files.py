"""Examines the files of an installation: the key and what it opens, the papers."""

from typing import Final

from ..domain.vocabulary.both import Both
from ..store.home import key_directory, papers_directory
from ..store.key_file import load_key
from ..store.queries import examinations
from ..store.sealing import Sealing
from ..store.sealing_error import SealingError
from .backup_papers import Hashed, is_digest_name, paper_files
from .examination import Examined, Found, Words, fault, from_message

_AT_A_TIME: Final = 1000

WORDS: Final[Words] = {
    "does_not_open": (
        "{authority} 人员 {person} 的{what}打不开:{zh}",
        "The {what} of person {person} of {authority} does not open: {zh}",
    ),
    "index_differs": (
        "{authority} 人员 {person} 的{what}与它的查询索引不符,查不到这个人,也可能重复登记。请由维护人员重新登记这个号码。",
        "The {what} of person {person} of {authority} does not match its index: the person is not found by it and may "
        "be registered twice. Have the number entered anew.",
    ),
    "paper_misnamed": (
        "文书文件夹里的 {place} 不是按内容的摘要命名的。请查明它从哪里来,移出 papers 文件夹。",
        "{place} in the folder of papers is not named by the digest of its content. Find out where it came from and "
        "move it out of papers.",
    ),
    "paper_changed": (
        "文书 {place} 的内容与它的名称不符:被改动过或不完整。请从备份取回这一份。",
        "The paper {place} is not what its name says: it was changed or is not whole. Take it from a backup.",
    ),
    "paper_no_file": (
        "文书文件夹里的 {place} 不是普通文件(可能是链接)。请换回文件本身。",
        "{place} in the folder of papers is no plain file (a link perhaps). Put the file itself back.",
    ),
    "paper_unreadable": (
        "读不了文书 {place}({detail})。请改正权限,或从备份取回。",
        "The paper {place} cannot be read ({detail}). Mend its rights, or take it from a backup.",
    ),
}  # fmt: skip


async def examine_key(patient: Examined) -> list[Found]:
    """Whether the key is there, for its owner alone, the one the database knows, and opens what is sealed."""
    try:
        key = load_key(key_directory(patient.home), await examinations.known_check_value())
    except SealingError as error:
        return [from_message(error.reason, error.message)]
    sealing, found = Sealing(key), list[Found]()
    for authority in patient.authorities:
        after = -(2**62)
        while page := await examinations.sealed_numbers(authority.authority_id, after, _AT_A_TIME):
            for kept in page:
                for what, sealed, index in (
                    ("document_number", kept.document, kept.document_index),
                    ("phone", kept.phone, kept.phone_index),
                ):
                    if sealed is not None and len(found) < examinations.MOST:
                        found += _opened(sealing, authority, kept.id, what, sealed, index or b"")
            after = page[-1].id
    return found


_FIELDS: Final = {"document_number": Both("证件号码", "document number"), "phone": Both("电话", "telephone")}


def _opened(
    sealing: Sealing,
    authority: examinations.AuthorityHere,
    person: int,
    field: str,
    sealed: bytes,
    index: bytes,
) -> list[Found]:
    words = {"authority": authority.code, "person": person, "what": _FIELDS[field]}
    try:
        plain = sealing.unseal(authority.authority_id, field, bytes(sealed))
    except SealingError as error:
        said = Both(error.message["zh"], error.message["en"])
        return [fault(WORDS, "does_not_open", zh=said, **words)]
    if sealing.index(authority.authority_id, field, plain) != bytes(index):
        return [fault(WORDS, "index_differs", **words)]
    return []


async def examine_papers(patient: Examined) -> list[Found]:
    """Whether every paper bears the digest of its whole content as its name."""
    found: list[Found] = []
    for name, entry in paper_files(papers_directory(patient.home)):
        if len(found) == examinations.MOST:
            break
        if not entry.is_file(follow_symlinks=False):
            found.append(fault(WORDS, "paper_no_file", place=name))
        elif not is_digest_name(name):
            found.append(fault(WORDS, "paper_misnamed", place=name))
        else:
            try:
                with open(entry.path, "rb") as file:
                    read = Hashed(file)
                    while read.read():
                        pass
            except OSError as error:
                found.append(fault(WORDS, "paper_unreadable", place=name, detail=error.strerror or error))
            else:
                found += [] if read.is_named(name) else [fault(WORDS, "paper_changed", place=name)]
    return found
