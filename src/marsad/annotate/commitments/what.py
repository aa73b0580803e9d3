"""What is to be done, in the article's own words, short."""

from __future__ import annotations

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import REFLEXIVE
from marsad.annotate.commitments.due import Due
from marsad.annotate.commitments.page import COMMAS, Page, Span

_TRIMMED = frozenset(",;:.!?")


def what_of(page: Page, bond: Bond, due: Due | None) -> str:
    """The deed without the words for who does it and by when; a verb to come as its infinitive."""
    first, last = bond.deed, bond.stop
    if due and due.last >= last and due.first > bond.head:
        last = due.first - 1
    negated = any(page.is_in(at, "not") for at in range(first, bond.head))
    if bond.head > first and not bond.impersonal and not negated and _is_verb(page, bond.head):
        first = bond.head
    while last > first and (page.folded[last] in _TRIMMED or page.is_in(last, "set_for")):
        last -= 1
    if page.lexicon.lang == "ar":
        return _arabic_what(page, bond, first, last)
    infinitive = page.lexicon.infinitives.get(page.folded[first])
    if infinitive is None:
        return page.text(Span(first, last))
    before = first - 1
    if page.is_in(before, "clitics") and page.folded[before] not in REFLEXIVE:
        infinitive = f"{page.passage.words[before]} {infinitive}"  # « le rénovera »
    rest = first + 1
    if rest < last and page.folded[rest] in COMMAS:  # « Ofrecerá, además, cuarenta becas »
        rest = next((at + 1 for at in range(rest + 1, last) if page.folded[at] in COMMAS), rest + 1)
    return f"{infinitive} {page.text(Span(rest, last))}" if last >= rest else infinitive


def _arabic_what(page: Page, bond: Bond, first: int, last: int) -> str:
    """The words without a proclitic before them, and without the subject between verb and object."""
    word, spelled, subject = page.folded[first], page.passage.words[first], bond.subject
    if word != page.passage.folded[first] or (word[0] in "بل" and word[1:].removeprefix("ال") in page.lexicon.nouns):
        spelled = spelled[1:]
    inside = subject is not None and first < subject.first and subject.last < last
    rest = (subject.last if subject is not None and inside else first) + 1
    return f"{spelled} {page.text(Span(rest, last))}" if rest <= last else spelled


def _is_verb(page: Page, at: int) -> bool:
    return page.folded[at] in page.lexicon.verbs or page.folded[at] in page.lexicon.infinitives
