"""A text as the finder of events looks at it: spellings, quotations, paragraphs, datelines and days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marsad.annotate.dates.calendar import Published
from marsad.annotate.events.lexicon import Lexicon, Word, language_of, lexicon_of, word_of
from marsad.annotate.known import Known
from marsad.model import EventKind, Fact, FactKind, Mention

_OPEN, _CLOSE, _EITHER = frozenset("«“"), frozenset("»”"), frozenset('"')
_DATELINE = re.compile(r"[^\n]{2,70}?(?:\)\s?\.?\s?[-–—:]|\.\s?[-–—]|\s[-–—]\s)")


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a text, with the lexicon of its language.

    For each token what the lexicon knows of it, its spellings, and whether it is quoted, part of a date or of a figure;
    ``paragraphs`` are the code points at which paragraphs begin; ``datelines`` has by paragraph the end of its dateline
    and the town there; ``today`` is the day of publication, null where it is not known.
    """

    known: Known
    lexicon: Lexicon
    words: tuple[Word, ...]
    keys: tuple[tuple[str, ...], ...]
    quoted: tuple[bool, ...]
    dated: tuple[bool, ...]
    counted: tuple[bool, ...]
    paragraphs: tuple[int, ...]
    datelines: dict[int, tuple[int, Mention]]
    today: date | None

    @classmethod
    def of(cls, known: Known) -> View:
        """Look at a text."""
        passage, lang = known.passage, language_of(known.passage.lang)
        words = tuple([word_of(word, lang) for word in passage.words])
        paragraphs = (0, *(match.end() for match in re.finditer(r"\n+", passage.text)))
        return cls(
            known=known,
            lexicon=lexicon_of(lang),
            words=words,
            keys=tuple([word.keys for word in words]),
            quoted=_quoted(passage.words),
            dated=_covered(known, known.dates),
            counted=_covered(known, known.figures),
            paragraphs=paragraphs,
            datelines=dict(_datelines(known, paragraphs)),
            today=Published.of(known.published).day,
        )

    def says(self, cue: str, token: int) -> bool:
        """Whether a token is one of a set of cues."""
        return cue in self.words[token].cues

    def noun(self, token: int) -> tuple[int, EventKind] | None:
        """The noun for an event that begins at a token: its last token, and the kind."""
        return self.lexicon.nouns.at(self.keys, token) if self.words[token].noun else None

    def paragraph(self, place: int) -> int:
        """The number of the paragraph at a code point."""
        return bisect_right(self.paragraphs, place) - 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The first and last token within a span of code points."""
        first = self.known.token_at(start)
        return first, max(first, self.known.token_at(end - 1))


def _quoted(words: tuple[str, ...]) -> tuple[bool, ...]:
    found, depth, inside = [], 0, False
    for word in words:
        depth = depth + 1 if word in _OPEN else max(0, depth - 1) if word in _CLOSE else depth
        inside ^= word in _EITHER
        found.append(depth > 0 or inside)
    return tuple(found)


def _covered(known: Known, facts: Iterable[Fact]) -> tuple[bool, ...]:
    """Which tokens lie in some facts."""
    found = [False] * len(known.passage.words)
    for fact in facts:
        for token in range(known.token_at(fact.start), known.token_at(fact.end - 1) + 1):
            found[token] = True
    return tuple(found)


def _datelines(known: Known, paragraphs: tuple[int, ...]) -> list[tuple[int, tuple[int, Mention]]]:
    found = []
    for number, start in enumerate(paragraphs):
        match = _DATELINE.match(known.passage.text, start)
        if match is None:
            continue
        places = [one for one in known.mentions_in(start, match.end()) if one.kind is FactKind.PLACE]
        if places and places[0].start - start <= len("x (x) "):
            found.append((number, (match.end(), places[0])))
    return found
