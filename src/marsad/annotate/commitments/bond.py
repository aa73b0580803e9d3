"""A commitment before its parts are read: the words that bind, who is bound, and the deed."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.commitments.page import Span
from marsad.annotate.reference.lexicon import Gender
from marsad.model import CommitmentStatus, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Token numbers. The fact goes from ``start`` to ``stop``, both in it; its deed begins at ``deed``.

    ``head`` is the deed's verb or noun; ``subject`` are the words for who is bound, null where nobody is named.
    ``known``: the deed's word is one of the lexicon; ``vague``: it is one like "continue"; ``impersonal``: the words do
    not say who does it; ``item``: it is one of several that the same words list; ``gender``: of a subject that only the
    verb's own form tells.
    """

    rule: str
    status: CommitmentStatus
    modality: Modality
    start: int
    deed: int
    head: int
    stop: int
    subject: Span | None = None
    known: bool = False
    vague: bool = False
    impersonal: bool = False
    item: bool = False
    gender: Gender | None = None
    confidence: float = 0.6
