"""How far a commitment has come, and how it is put."""

from __future__ import annotations

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.due import Due
from marsad.annotate.commitments.page import Page
from marsad.model import CommitmentStatus, Modality

_AS_TOLD = frozenset({"said", "announced that", "announced", "award", "first person"})
"""Rules whose words tell the status whatever stands around them."""
_SET = frozenset({"performative", "listed", "passive"})
_NEAR = 2
"""An agreement so many sentences before holds for a commitment."""
_MONTH = len("2025-09")


def modality_of(page: Page, bond: Bond) -> Modality:
    """As the words put it; an "if" in the sentence or its hearsay holds for all of it."""
    begin, stop = page.passage.sentences[page.sentence(bond.start)]
    if bond.modality is not Modality.ASSERTED:
        return bond.modality
    if page.holds(page.lexicon.hearsay_phrases, begin, stop) >= 0:
        return Modality.REPORTED
    if page.holds(page.lexicon.if_phrases, begin, stop) >= 0 or has_if(page, begin, stop):
        return Modality.CONDITIONAL
    return Modality.ASSERTED


def has_if(page: Page, begin: int, stop: int) -> bool:
    """Whether an "if" stands in a sentence, other than that of « s'est »."""
    for at in range(begin, stop - 1):
        if page.is_in(at, "if") and not page.is_yes(at):
            return page.folded[at] != "s'" or page.folded[at + 1] in {"il", "ils"}
    return False


def status_of(page: Page, bond: Bond, due: Due | None, *, parties: int, withs: bool) -> CommitmentStatus:
    """By the words, and by an agreement that they stand under; what is set for a day, not due by it, is planned."""
    if bond.status is CommitmentStatus.DONE or bond.rule in _AS_TOLD:
        return bond.status
    if bond.rule in _SET and due is not None and not due.deadline:
        dated = due.value[:4] in page.passage.between(due.first, due.last)
        promised = bond.rule == "performative" and (len(due.value) > _MONTH or not dated)
        if len(due.value) >= _MONTH and not promised:
            return CommitmentStatus.PLANNED
    sentences = page.passage.sentences
    near = sentences[max(0, page.sentence(bond.start) - _NEAR)][0]
    if bond.rule == "agreement" and bond.subject and not bond.impersonal and parties == 1:
        agreed = _under_agreement(page, near, bond.stop)  # "agreed to pay" may be said of one alone
        return CommitmentStatus.SIGNED if agreed else CommitmentStatus.ANNOUNCED
    if bond.rule == "plan":
        return CommitmentStatus.SIGNED if _under_agreement(page, near, bond.start) else bond.status
    first = sentences[0][0] if withs else near
    if bond.status is CommitmentStatus.ANNOUNCED and _under_agreement(page, first, bond.stop):
        return CommitmentStatus.SIGNED
    return bond.status


def _under_agreement(page: Page, first: int, last: int) -> bool:
    """Whether words tell of an agreement that was made."""
    return page.tells_agreement(first, last + 1)
