"""Commitments that a list gives: lines or items behind a heading like "Three commitments were made:"."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import Deed, deed_end, noun_at, verb_at
from marsad.annotate.commitments.page import Page
from marsad.model import CommitmentStatus, Modality

_WORDS_OF_HEADING = 40
_MOST_ITEMS = 20


def listed_bonds(page: Page) -> Iterator[Bond]:
    """The items, each a sentence of its own, behind sentences that announce commitments and end in a colon."""
    sentences = page.passage.sentences
    for number, (begin, stop) in enumerate(sentences):
        if page.passage.words[stop - 1] != ":" or stop - begin > _WORDS_OF_HEADING:
            continue
        if page.holds(page.lexicon.heading, begin, stop) < 0:
            continue
        for first, end in sentences[number + 1 : number + 1 + _MOST_ITEMS]:
            deed = _item(page, first, end)
            if deed is None:
                break
            yield Bond(
                rule="listed",
                status=CommitmentStatus.SIGNED if _is_mutual(page, begin, stop) else CommitmentStatus.ANNOUNCED,
                modality=Modality.ASSERTED,
                start=deed.first,
                deed=deed.first,
                head=deed.head,
                stop=deed_end(page, deed, end),
                known=True,
                impersonal=True,
                confidence=0.7,
            )
            if page.passage.words[end - 1] == "." and _ends_list(page, end):
                break


def _item(page: Page, first: int, end: int) -> Deed | None:
    while first < end and not page.folded[first][0].isalpha() and not page.folded[first][0].isdigit():
        first += 1
    if page.lexicon.lang == "ar":
        word = page.folded[first] if first < end else ""
        return Deed(first, first, "noun", True, False) if word in page.lexicon.nouns else None
    verb = verb_at(page, first, end) if first < end else None
    return noun_at(page, first, end) or (verb if verb and verb.known else None)


def _ends_list(page: Page, end: int) -> bool:
    """Whether the line that a full stop closes was of a list whose other lines end in semicolons."""
    return end >= len(page.folded)


def _is_mutual(page: Page, begin: int, stop: int) -> bool:
    """Whether two parties made the commitments together: under an agreement, or at their meeting."""
    signed = page.holds(page.lexicon.signed, begin, stop) >= 0
    return signed or bool(page.pair(begin))
