"""Prints a lease on trial before it has a number, so that what cannot be printed is known before it is issued."""

import msgspec

from ..domain.lease.compose import lease_document
from ..domain.lease.document import LeaseDocument
from ..domain.lease.terms import LeaseTerms
from ..domain.vocabulary.refusal import Refusal, Refused
from ..papers.paper_error import PaperError
from .lease_hand import printer
from .press import Spoiled
from .weigh_leases import Weighed

NO_NUMBER = "00000000"


def unprintable(error: PaperError | Spoiled) -> Refusal:
    """A paper that cannot be printed, as a refusal."""
    return Refusal(error.code, "paper", "", "error", f"{error.zh}。", f"{error.en}.")


def trial_print(weighed: Weighed) -> Weighed:
    """The same, with a refusal more where a name or a value cannot be printed; nothing is kept of the paper."""
    if weighed.contract is None or any(each.severity == "error" for each in weighed.found):
        return weighed
    terms: LeaseTerms = msgspec.structs.replace(weighed.terms, number=NO_NUMBER)
    try:
        document: LeaseDocument = lease_document(terms, weighed.contract)
        printer().print(document)
    except Refused as refused:
        return weighed._replace(found=(*weighed.found, *refused.refusals))
    except PaperError as error:
        return weighed._replace(found=(*weighed.found, unprintable(error)))
    return weighed
