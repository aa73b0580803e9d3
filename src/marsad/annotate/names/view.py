"""What rules for names ask of a text, worked out once: capitals, sentence openings, places, words spoken for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.annotate.names.words import Words, words_of
from marsad.annotate.places import PlaceMatch, place_matches
from marsad.annotate.text import Passage
from marsad.model import Fact

QUOTES = frozenset('«»“”"‹›„')
_OPENERS = frozenset('«“"‹:–—-•*([')


_ARAB_ARTICLE = re.compile(r"(?:[ae][ldrstznh]|ash|esh|ech|ach)[-‑][A-ZÀ-Þ]")
"""A name that begins with its article in lower case: el-Tarhouni."""


@dataclass(frozen=True, slots=True)
class View:
    """A passage with one flag a token.

    ``cap``: it begins with a capital. ``opens``: it stands where every word has one. ``taken``: a date or figure holds
    it. ``begin``, ``stop``: its sentence's first token, and the one after its last. ``places``, ``ending``: gazetteer
    matches by first and by last token. ``counts``: how often each folded word stands in the text. ``bracketed``: words
    that stand in brackets alone behind others: ADES in "Association … (ADES)".
    """

    passage: Passage
    words: Words
    cap: tuple[bool, ...]
    opens: tuple[bool, ...]
    taken: tuple[bool, ...]
    begin: tuple[int, ...]
    stop: tuple[int, ...]
    places: dict[int, PlaceMatch]
    ending: dict[int, PlaceMatch]
    counts: Counter[str]
    bracketed: frozenset[str]

    @classmethod
    def of(cls, passage: Passage, facts: Sequence[Fact]) -> View:
        """Look at a passage of which ``facts`` hold some words already."""
        count = len(passage.words)
        opens, first, stop = [False] * count, [0] * count, [count] * count
        for begin, end in passage.sentences:
            first[begin:end], stop[begin:end] = [begin] * (end - begin), [end] * (end - begin)
            opens[begin] = True
            for i in range(begin, end - 1):
                if passage.words[i] in _OPENERS and not (passage.words[i] == '"' and _closes(passage, i)):
                    opens[i + 1] = True
        matches = place_matches(passage)
        return cls(
            passage=passage,
            words=words_of(passage.lang),
            cap=tuple(word[0].isupper() or _ARAB_ARTICLE.match(word) is not None for word in passage.words),
            opens=tuple(opens),
            taken=tuple(_taken(passage, facts)),
            begin=tuple(first),
            stop=tuple(stop),
            places={match.first: match for match in matches},
            ending={match.last: match for match in matches},
            counts=Counter(passage.folded),
            bracketed=frozenset(_bracketed(passage, first)),
        )

    def word(self, i: int) -> str:
        """The folded token ``i``; empty outside the text."""
        return self.passage.folded[i] if 0 <= i < len(self.passage.folded) else ""

    def named(self, i: int, stop: int) -> bool:
        """Whether token ``i`` is a capitalised word before ``stop`` that is no small word."""
        return i < stop and self.cap[i] and not self.taken[i] and not self.small(i)

    def small(self, i: int) -> bool:
        """Whether token ``i`` is a small word; capitals throughout make it an acronym: CES, SRA."""
        word = self.passage.words[i]
        return self.passage.folded[i] in self.words.function and not (
            len(word) > 1 and word.isupper() and word.isalpha()
        )

    def plain(self, i: int, stop: int) -> bool:
        """Whether token ``i`` is a noun or the like in lower case: a word that is no small one."""
        if i >= stop or self.cap[i] or self.taken[i]:
            return False
        word = self.passage.folded[i]
        return len(word) > 2 and word[0].isalpha() and word not in self.words.function


def _bracketed(passage: Passage, begin: Sequence[int]) -> Iterator[str]:
    words = passage.words
    for at in range(2, len(words) - 1):
        if words[at - 1] == "(" and words[at + 1] == ")" and at - 2 >= begin[at]:
            yield words[at]


def _closes(passage: Passage, i: int) -> bool:
    """Whether a straight quotation mark stands directly behind what it closes."""
    return i > 0 and passage.ends[i - 1] == passage.starts[i] and passage.words[i - 1] not in _OPENERS


def _taken(passage: Passage, facts: Sequence[Fact]) -> list[bool]:
    spans = sorted((fact.start, fact.end) for fact in facts)
    flags, at = [], 0
    for start in passage.starts:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        flags.append(at < len(spans) and spans[at][0] <= start)
    return flags


def tells_sport(view: View) -> bool:
    """Whether a text tells of a match: by three different words of the game."""
    return sum(word in view.counts for word in view.words.sport) > 2
