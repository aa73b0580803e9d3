"""A move before its parts are read: the words that tell it, the thing that moved, and who moved it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.model import CommitmentStatus

_WHOLE = 100
_STATUS = {
    "signed": CommitmentStatus.SIGNED,
    "started": CommitmentStatus.STARTED,
    "finished": CommitmentStatus.DONE,
    "postponed": CommitmentStatus.POSTPONED,
    "withdrawn": CommitmentStatus.WITHDRAWN,
    "kept": CommitmentStatus.DONE,
    "opened": CommitmentStatus.DONE,
    "done": CommitmentStatus.DONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Token numbers. The fact goes from ``start`` to ``stop``, both in it; ``verb`` tells the move.

    ``thing`` is what moved: what was signed, opened, put off; ``subject`` are the words for who moved it, null where
    nobody is named, ``silent`` where the verb's subject is left out but is somebody, ``ours`` where it is "we".
    """

    rule: str
    form: Form
    start: int
    verb: int
    stop: int
    thing: Span
    subject: Span | None = None
    silent: bool = False
    ours: bool = False
    passive: bool = False

    @property
    def status(self) -> CommitmentStatus:
        """What the verb alone tells."""
        return _STATUS[self.form.kind]


def tells_a_part(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether words say that only a part is done: "the first batch", "120 of the 300", "60 %"."""
    if page.holds(lexicon.partial, span.first, span.last + 1) >= 0:
        return True
    figures = page.known.figures_in(*page.span(span))
    for one, other in pairwise(figures):
        between = page.folded[page.known.token_at(one.end - 1) + 1 : page.known.token_at(other.start)]
        if (
            between
            and len(between) < 4
            and all(word in lexicon.words["of"] | page.lexicon.words["articles"] for word in between)
        ):
            return one.value != other.value
    if any(one.unit == "%" and isinstance(one.value, int | float) and one.value < _WHOLE for one in figures):
        return True
    counted = {page.known.token_at(one.start) for one in figures}
    return any(page.folded[at] in lexicon.words["first"] and {at - 1, at + 1} & counted for at in _tokens(span))


def _tokens(span: Span) -> range:
    return range(span.first, span.last + 1)
