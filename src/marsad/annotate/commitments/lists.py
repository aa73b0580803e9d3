"""Commitments that a list gives: lines or items behind a heading like "Three commitments were made:"."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import Deed, deed_end, noun_at, verb_at
from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.commitments.subjects import subject_of
from marsad.model import CommitmentStatus, Modality

_WORDS_OF_HEADING = 40
_MOST_ITEMS = 20
_GOVERNING = frozenset({"promise", "intend", "decide", "will", "must"})


def listed_bonds(page: Page) -> Iterator[Bond]:
    """The items behind headings: each a sentence of its own, or all in the heading's sentence behind its colon."""
    sentences = page.passage.sentences
    for number, (begin, stop) in enumerate(sentences):
        colon = next(
            (at for at in range(begin, min(stop, begin + _WORDS_OF_HEADING)) if page.passage.words[at] == ":"), -1
        )
        if colon < 0 or not _is_heading(page, begin, colon):
            continue
        lines = (
            sentences[number + 1 : number + 1 + _MOST_ITEMS] if colon == stop - 1 else _pieces(page, colon + 1, stop)
        )
        for first, end in lines:
            deed = _item(page, first, end)
            if deed is None:
                break
            yield _listed(page, deed, end, begin, colon)


def _listed(page: Page, deed: Deed, end: int, begin: int, colon: int) -> Bond:
    subject = _who_heads(page, begin, colon)
    terms = page.is_agreed(begin) if subject else _is_mutual(page, begin, colon)
    mutual = terms or _tells_terms(page, begin, colon)
    status = CommitmentStatus.SIGNED if mutual else CommitmentStatus.ANNOUNCED
    return Bond(
        rule="listed",
        status=status,
        modality=Modality.ASSERTED,
        start=deed.first,
        deed=deed.first,
        head=deed.head,
        stop=deed_end(page, deed, end),
        known=True,
        subject=subject,
        impersonal=subject is None,
        item=mutual or any(page.is_in(at, "pledges") for at in range(begin, colon)),
        confidence=0.7,
    )


def _is_heading(page: Page, begin: int, colon: int) -> bool:
    """Whether words before a colon head commitments: by a noun for them, terms of an agreement, a verb that governs."""
    if page.holds(page.lexicon.heading, begin, colon) >= 0 or _tells_terms(page, begin, colon):
        return True
    last = range(max(begin, colon - 4), colon)
    return any(cue.kind in _GOVERNING and cue.last >= colon - 2 for at in last for cue in page.cue_at(at, colon))


def _tells_terms(page: Page, begin: int, colon: int) -> bool:
    return page.tells_agreement(begin, colon)


def _who_heads(page: Page, begin: int, colon: int) -> Span | None:
    """Who binds himself in the words of a heading: « La société s'engage à : », "the company will:"."""
    if page.lexicon.lang == "ar":
        return _who_heads_arabic(page, begin, colon)
    for at in range(begin, colon):
        if any(cue.kind in _GOVERNING for cue in page.cue_at(at, colon)):
            subject = subject_of(page, at, begin)
            return subject.span if subject.party else None
    return None


def _who_heads_arabic(page: Page, begin: int, colon: int) -> Span | None:
    """Who follows a verb of promising: تلتزم الشركة بما يلي."""
    for at in range(begin, colon):
        for cue in page.cue_at(at, colon):
            if cue.kind in _GOVERNING and cue.last + 1 < colon:
                named = page.mentions(Span(cue.last + 1, colon - 1))
                last = page.token_before(named[0].end) if named else cue.last + 1
                return Span(cue.last + 1, last)
    return None


def _pieces(page: Page, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """The items of a list in one sentence, parted by commas, semicolons and the last "and"."""
    begin = first
    for at in range(first, stop):
        last_and = page.is_in(at, "and") and begin > first
        if page.folded[at] in {",", ";", "."} or last_and or at == stop - 1:
            if at > begin:
                yield begin, at if page.folded[at] in {",", ";", "."} or last_and else at + 1
            begin = at + 1


def _item(page: Page, first: int, end: int) -> Deed | None:
    while first < end and not page.folded[first][0].isalpha() and not page.folded[first][0].isdigit():
        first += 1
    if page.lexicon.lang == "ar":
        word = page.folded[first] if first < end else ""
        return Deed(first, first, "noun", True, False) if word in page.lexicon.nouns else None
    verb = verb_at(page, first, end) if first < end else None
    return noun_at(page, first, end) or (verb if verb and verb.known else None)


def _is_mutual(page: Page, begin: int, stop: int) -> bool:
    """Whether two parties made the commitments together: under an agreement, or at their meeting."""
    signed = page.holds(page.lexicon.signed, begin, stop) >= 0
    return signed or bool(page.pair(begin))
