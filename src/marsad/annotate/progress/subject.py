"""What or who stands before a verb, where that may be a thing."""

from __future__ import annotations

from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.commitments.subjects import Subject, is_party, subject_of
from marsad.annotate.progress.lexicon import Lexicon
from marsad.annotate.progress.worth import holds_work
from marsad.model import FactKind


def subject_before(page: Page, lexicon: Lexicon, verb: int, begin: int) -> Subject:
    """The subject of a verb, a thing cut off from the clause before it: "said that the train", "Work resumed"."""
    found = subject_of(page, verb, begin)
    if (
        page.folded[verb - 1] in COMMAS
        and verb - 1 > begin
        and (thing := _before_insertion(page, lexicon, verb, begin))
    ):
        return Subject(thing, thing.first, party=False)
    span = found.span
    if span is not None and (listed := _before_list(page, lexicon, span, begin)):
        return Subject(listed, listed.first, party=False)
    if span is None:
        return found
    if span.first == span.last:
        return found._replace(party=found.party and page.folded[span.first] not in lexicon.things)
    for at in range(span.last - 1, span.first - 1, -1):
        rest = Span(at + 1, span.last)
        if (page.is_in(at, "that") or page.is_in(at, "ends")) and holds_work(page, lexicon, rest):
            return Subject(rest, rest.first, party=False)
    return found


def _before_list(page: Page, lexicon: Lexicon, span: Span, begin: int) -> Span | None:
    """The thing whose places are listed: « la rehabilitación de las salas de Orán, Constantina y Sfax »."""
    if page.folded[span.first - 1] not in COMMAS or span.first - 1 <= begin:
        return None
    named = page.known.mentions_in(*page.span(span))
    if not named or any(one.kind is not FactKind.PLACE for one in named) or not page.is_in(span.first + 1, "and"):
        return None
    first = span.first - 1
    while first > begin and page.passage.words[first - 1] not in STRONG:
        first -= 1
    whole = Span(first, span.last)
    return whole if holds_work(page, lexicon, whole) else None


def _before_insertion(page: Page, lexicon: Lexicon, verb: int, begin: int) -> Span | None:
    """The thing before a clause or an apposition between commas: "The centre, which they had promised, opened"."""
    closing = verb - 1
    opening = next((at for at in range(closing - 1, begin, -1) if page.folded[at] in COMMAS), -1)
    if opening < 0 or any(page.passage.words[at] in STRONG for at in range(opening, closing)):
        return None
    first = opening
    while first > begin and page.passage.words[first - 1] not in STRONG and page.folded[first - 1] not in COMMAS:
        first -= 1
    while first < opening and (page.is_in(first, "ends") or page.is_in(first, "and") or page.is_in(first, "that")):
        first += 1
    span = Span(first, opening - 1)
    if span.last < span.first or is_circumstance(page, span) or is_party(page, span):
        return None
    return span if holds_work(page, lexicon, span) else None


def is_circumstance(page: Page, span: Span) -> bool:
    """Whether words before a verb only say when, where or with what: « Con ellos », « El lunes », « Depuis mai »."""
    if all(page.is_in(at, "articles") or page.is_in(at, "adverbs") for at in range(span.first, span.last + 1)):
        return True
    if any(page.is_in(span.first, small) for small in ("at", "beside", "with", "before_date")) and not page.is_in(
        span.first, "articles"
    ):
        return True
    return any(
        page.known.token_at(one.start) - span.first <= 1 and page.token_before(one.end) >= span.last
        for one in page.known.dates_in(*page.span(span))
    )
