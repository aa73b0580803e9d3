"""What or who stands before a verb, where that may be a thing."""

from __future__ import annotations

from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.commitments.subjects import Subject, subject_of
from marsad.annotate.progress.lexicon import Lexicon
from marsad.annotate.progress.worth import holds_work


def subject_before(page: Page, lexicon: Lexicon, verb: int, begin: int) -> Subject:
    """The subject of a verb, a thing cut off from the clause before it: "said that the train", "Work resumed"."""
    found = subject_of(page, verb, begin)
    span = found.span
    if span is None:
        return found
    if span.first == span.last:
        return found._replace(party=found.party and page.folded[span.first] not in lexicon.things)
    for at in range(span.last - 1, span.first - 1, -1):
        rest = Span(at + 1, span.last)
        if (page.is_in(at, "that") or page.is_in(at, "ends")) and holds_work(page, lexicon, rest):
            return Subject(rest, rest.first, party=False)
    return found
