"""A text cut once into words, for everything that looks for facts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from marsad.read.fold import fold

_TOKEN = re.compile(
    r"(?:(?<![^\W\d_])(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=[^\W\d_]))"  # an elision
    r"|[^\W\d_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d])*"
    r"(?:[-‑'’](?!s\b)[^\W\d_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d])*)*"  # a word
    r"|['’]s\b"
    r"|\d+(?:[.,٫٬:]\d+)*"  # a number as it is printed, without the spaces in it
    r"|[^\w\s]|_"
)
_END = frozenset(".!?؟…")
_LONGEST = 500
"""Tokens of a sentence: one without an end is a table or a list, and what looks for facts costs its square and more."""
_CLOSERS = frozenset("»”\")'’]")
_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "dr",
        "pr",
        "prof",
        "me",
        "st",
        "ste",
        "sr",
        "sra",
        "dr",
        "dra",
        "d",
        "dna",
        "mr",
        "mrs",
        "ms",
        "jr",
        "gen",
        "col",
        "sgt",
        "no",
        "art",
        "av",
        "bd",
        "ste",
        "vs",
        "etc",
    ]
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its tokens, in parallel tuples: place (code points), spelling, folded spelling.

    ``sentences`` are pairs of token numbers, end exclusive, of 500 tokens at most; none goes over a line break.
    ``lang`` is ISO 639-1 or null. A French elision (``l'``) and an English ``'s`` are tokens of their own; Arabic
    proclitics are not cut off.
    """

    text: str
    lang: str | None
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    folded: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, lang: str | None) -> Passage:
        """Cut a text."""
        starts, ends, words = [], [], []
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            starts.append(start)
            ends.append(end)
            words.append(match[0])
        folded = tuple(map(folded_word, words))
        return cls(text, lang, tuple(starts), tuple(ends), tuple(words), folded, tuple(_sentences(text, starts, words)))

    def between(self, first: int, last: int) -> str:
        """The text from token ``first`` up to and with token ``last``."""
        return self.text[self.starts[first] : self.ends[last]]


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """`fold` of one word, but that the prepositions على and إلى keep their last letter: علي is a name."""
    folded = fold(word) or word
    return f"{folded[:-1]}ى" if word.endswith("لى") and len(folded) <= 4 else folded


def _sentences(text: str, starts: list[int], words: list[str]) -> Iterator[tuple[int, int]]:
    begin, count = 0, len(words)
    for i, word in enumerate(words):
        here = starts[i] + len(word)
        after = text[here : starts[i + 1]] if i + 1 < count else "\n"
        if "\n" in after or i + 1 - begin == _LONGEST or (word in _END and _is_end(words, i, after)):
            yield begin, i + 1
            begin = i + 1


def _is_end(words: list[str], i: int, after: str) -> bool:
    if i + 1 < len(words) and words[i + 1] in _CLOSERS:
        return False
    if not after:
        return False
    if words[i] != ".":
        return True
    before = words[i - 1] if i else ""
    return not (before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper()))
