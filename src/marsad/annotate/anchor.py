"""Where the words of an evidence stand in another version of the text.

A text quote finds its words by what they are and what stands before and after them; the place where they stood only
chooses among equals. Spaces, quotation marks, punctuation, letter case, accents and Arabic vowel signs do not count, so
that a reader that writes them otherwise moves nothing. Words that stand elsewhere among other words are not the same
words. Source: Web Annotation Data Model (W3C, 2017), section 4.2.4, Text Quote Selector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from marsad.model import Evidence
from marsad.read.fold import fold, origin_offsets

NEAR = 6
"""Letters right before and after the words, together, that make an occurrence theirs; fewer if there were fewer."""
ALIKE = 0.7
"""How much of changed words must have stayed, as `difflib` measures it."""
_EDGE = 12
_NOT_NUMERAL = re.compile(r"[^\d.,]+")
_KEPT = re.compile(r"[^\W_]|[%$€£¥]|(?<=\d)[.,](?=\d)")


def anchored(evidence: Evidence, text: str) -> tuple[int, int] | None:
    """The span of the evidence's words in ``text``, code points; null where they do not stand there any more."""
    if text[evidence.start : evidence.end] == evidence.exact and evidence.holds(text):
        return evidence.start, evidence.end
    here, quote = _Squeezed.of(text), _Quote.of(evidence)
    if not quote.exact:
        return None
    found = _same_words(quote, here, evidence.start) or _changed_words(quote, here)
    return here.span(*found, evidence.exact) if found else None


def re_anchored(evidence: Evidence, texts: Mapping[str, str]) -> Evidence | None:
    """The evidence in a new version of an article: in its own field first, then in the others."""
    order = sorted(texts, key=lambda field: field != evidence.field)
    for field in order:
        if span := anchored(evidence, texts[field]):
            return Evidence.of(evidence.record_id, field, texts[field], *span)
    return None


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without what may change: ``places`` are those of its letters in the original, and the end."""

    text: str
    letters: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Squeezed:
        folded = fold(text)
        origin = origin_offsets(text, folded)
        kept = [match.start() for match in _KEPT.finditer(folded)]
        return cls(text, "".join(folded[i] for i in kept), [origin[i] for i in kept])

    def span(self, first: int, last: int, exact: str) -> tuple[int, int]:
        """The original span of the letters ``first:last``, with the marks that ``exact`` has around its letters."""
        start, end = self.places[first], self.places[last - 1] + 1
        while end < len(self.text) and not fold(self.text[end]):
            end += 1
        inner = _Squeezed.of(exact).places
        before, after = exact[: inner[0]], exact[inner[-1] + 1 :]
        if before and self.text[:start].endswith(before):
            start -= len(before)
        if after and self.text[end:].startswith(after):
            end += len(after)
        return start, end

    def cuts_word(self, place: int) -> bool:
        """Whether the letters before and at ``place`` stand in one word."""
        if not 0 < place < len(self.letters):
            return False
        return not re.search(r"[\W_]", self.text[self.places[place - 1] + 1 : self.places[place]]) and (
            self.letters[place - 1].isalnum() and self.letters[place].isalnum()
        )


@dataclass(frozen=True, slots=True)
class _Quote:
    """The letters of a quote; whether it began and ended inside a word, as an Arabic name after a clitic does."""

    exact: str
    prefix: str
    suffix: str
    begins_inside: bool
    ends_inside: bool

    @classmethod
    def of(cls, evidence: Evidence) -> _Quote:
        whole = evidence.prefix + evidence.exact + evidence.suffix
        begin, end = len(evidence.prefix), len(evidence.prefix) + len(evidence.exact)
        return cls(
            _Squeezed.of(evidence.exact).letters,
            _Squeezed.of(evidence.prefix).letters,
            _Squeezed.of(evidence.suffix).letters,
            begin > 0 and whole[begin - 1].isalnum() and whole[begin].isalnum(),
            end < len(whole) and whole[end - 1].isalnum() and whole[end].isalnum(),
        )


def _same_words(quote: _Quote, here: _Squeezed, hint: int) -> tuple[int, int] | None:
    """The occurrence with the most of the quote's surroundings, the nearest of equals; null where none has enough."""
    best: tuple[int, int] | None = None
    rank: tuple[int, int] | None = None
    for first, last in _occurrences(quote.exact, here.letters):
        if (here.cuts_word(first) and not quote.begins_inside) or (here.cuts_word(last) and not quote.ends_inside):
            continue
        near, around = _surroundings(quote, here.letters, first, last)
        available = len(quote.prefix) + len(quote.suffix)
        if near < min(NEAR, available) and around < 0.6 * available:
            continue
        ours = (near + around, -abs(here.places[first] - hint))
        if rank is None or ours > rank:
            best, rank = (first, last), ours
    return best


def _occurrences(words: str, letters: str) -> Iterator[tuple[int, int]]:
    first = letters.find(words)
    while first >= 0:
        yield first, first + len(words)
        first = letters.find(words, first + 1)


def _surroundings(quote: _Quote, letters: str, first: int, last: int) -> tuple[int, int]:
    """How many letters of the quote's surroundings stand right beside the words, and how many in one run near them."""
    before = letters[max(0, first - len(quote.prefix)) : first]
    after = letters[last : last + len(quote.suffix)]
    near = _run(before[::-1], quote.prefix[::-1]) + _run(after, quote.suffix)
    return near, _longest(before, quote.prefix) + _longest(after, quote.suffix)


def _run(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _longest(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _changed_words(quote: _Quote, here: _Squeezed) -> tuple[int, int] | None:
    """What stands now beside the quote's surroundings, if enough of the words and every numeral has stayed."""
    best, likeness = None, ALIKE
    for first, last in _between(quote, here.letters):
        if _NOT_NUMERAL.sub("", quote.exact) != _NOT_NUMERAL.sub("", here.letters[first:last]):
            continue
        if (here.cuts_word(first) and not quote.begins_inside) or (here.cuts_word(last) and not quote.ends_inside):
            continue
        ratio = SequenceMatcher(None, quote.exact, here.letters[first:last], autojunk=False).ratio()
        if ratio > likeness:
            best, likeness = (first, last), ratio
    return best


def _between(quote: _Quote, letters: str) -> Iterator[tuple[int, int]]:
    """Stretches about as long as the words, right after what stood before them or right before what stood after."""
    before, after = quote.prefix[-_EDGE:], quote.suffix[:_EDGE]
    size = len(quote.exact)
    shortest, longest = max(1, size // 2), 2 * size
    if len(before) >= NEAR:
        for _, first in _occurrences(before, letters):
            yield from ((first, last) for last in range(first + shortest, min(first + longest, len(letters)) + 1))
    if len(after) >= NEAR:
        for last, _ in _occurrences(after, letters):
            yield from ((first, last) for first in range(max(0, last - longest), last - shortest + 1))
