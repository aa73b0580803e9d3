"""Bonds from a subject and a deed."""

from __future__ import annotations

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import Cue, Page
from marsad.annotate.commitments.subjects import Subject
from marsad.model import CommitmentStatus, Modality

_MODALITY = {"could": Modality.CONDITIONAL, "hearsay": Modality.REPORTED, "refused": Modality.NEGATED}


def bond_of(
    page: Page,
    rule: str,
    status: CommitmentStatus,
    subject: Subject,
    deed: Deed,
    stop: int,
    sure: float,
    modality: Modality = Modality.ASSERTED,
    *,
    impersonal: bool = False,
    item: bool = False,
) -> Bond:
    """The bond of a subject to a deed, which ends before ``stop``; ``sure`` is the rule's own confidence."""
    return Bond(
        rule=rule,
        status=status,
        modality=modality,
        start=subject.start,
        deed=deed.first,
        head=deed.head,
        stop=deed_end(page, deed, stop),
        subject=subject.span,
        known=deed.known,
        vague=deed.vague,
        impersonal=impersonal,
        item=item,
        confidence=sure,
    )


def modality_of_cue(cue: Cue) -> Modality:
    """How a cue puts what it governs."""
    if cue.kind in _MODALITY:
        return _MODALITY[cue.kind]
    return Modality.NEGATED if cue.negated else Modality.ASSERTED
