"""A text cut into words that know where they stand, for showing what two texts have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.group.words import fold

LIMIT = 200_000
"""Code points of a text that are told apart at most; the rest of it counts as one word."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
_GROUP = "[.,٫٬ \u00a0\u202f]"
_WORD = re.compile(rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|[^\W_](?:[^\W_]|[{_MARKS}])*")
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a document's text: ``start`` and ``end`` in code points, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words, folded, and where each starts and ends. A number in groups of three digits is one word."""

    text: str
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cuts a text."""
        found = [(*match.span(), _plain(match[0])) for match in _WORD.finditer(text, 0, LIMIT)]
        if len(text) > LIMIT:
            found.append((LIMIT, len(text), fold(text[LIMIT:])))
        starts, ends, folded = zip(*found, strict=True) if found else ((), (), ())
        return cls(text, folded, starts, ends)

    def span(self, first: int, last: int) -> Span:
        """Words ``first`` to ``last``, end exclusive, with the marks and spaces up to the next word."""
        start, end = self._edge(first), self._edge(last)
        return Span(start, end, self.text[start:end])

    def exact(self, first: int, last: int) -> Span:
        """Words ``first`` to ``last``, end exclusive, without what stands around them."""
        start, end = self.starts[first], self.ends[last - 1]
        return Span(start, end, self.text[start:end])

    def _edge(self, word: int) -> int:
        """Where the text before a word ends: after the last space, so that an opening mark stays with its word."""
        if word == 0:
            return 0
        if word == len(self.starts):
            return len(self.text)
        edge = self.starts[word]
        while edge > self.ends[word - 1] and not self.text[edge - 1].isspace():
            edge -= 1
        return edge if edge > self.ends[word - 1] else self.starts[word]


def _plain(word: str) -> str:
    """The word as it is compared: a number without its thousands marks."""
    folded = fold(word)
    return _NOT_DIGIT.sub("", folded) if word[0].isdigit() and not word.isalnum() else folded
