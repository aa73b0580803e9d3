"""Show where a query's words stand in a text: the best passage, each match marked as a whole word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.search.analyser import iter_terms
from marsad.search.query import Clause, parse

ELLIPSIS = "…"

_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?؟…][\"'»”)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text, ``marked`` where it is a match. The fragments joined read as the passage."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    clause: int


def snippet(text: str, query: str, lang: str | None, *, width: int = 240) -> list[Fragment]:
    """The passage of about ``width`` characters with the most of the query's words; the opening where none is."""
    matches, clauses = _matches(text, query, lang)
    best = _best(matches, clauses, width)
    start, end = _passage(text, best, width)
    shown = [match for match in matches if start <= match.start and match.end <= end]
    before = [Fragment(ELLIPSIS, False)] if start > 0 else []
    after = [Fragment(ELLIPSIS, False)] if end < len(text.rstrip()) else []
    return before + list(_fragments(text, shown, start, end)) + after


def highlight(text: str, query: str, lang: str | None) -> list[Fragment]:
    """The whole of a short text, such as a title, with the query's words marked."""
    matches, _ = _matches(text, query, lang)
    return list(_fragments(text, matches, 0, len(text)))


def _matches(text: str, query: str, lang: str | None) -> tuple[list[_Match], int]:
    """Where the query's words and phrases stand, in order and without overlap; and how many clauses were sought."""
    clauses = [clause for clause in parse(query) if not clause.excluded]
    if not clauses:
        return [], 0
    words = list(iter_terms(text, lang))
    sequence = [word.text for word in words]
    starts = _first_terms(clauses)
    found: list[_Match] = []
    place = 0
    while place < len(sequence):
        length = 1
        for clause, way in starts.get(sequence[place], ()):
            if tuple(sequence[place : place + len(way)]) == way:
                length = len(way)
                found.append(_Match(words[place].start, words[place + length - 1].end, clause))
                break
        place += length
    return found, len(clauses)


def _first_terms(clauses: list[Clause]) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    starts: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, clause in enumerate(clauses):
        for way in clause.ways:
            starts.setdefault(way[0], []).append((number, way))
    for ways in starts.values():
        ways.sort(key=lambda item: -len(item[1]))
    return starts


def _best(matches: list[_Match], clauses: int, width: int) -> list[_Match]:
    """The run of matches within ``width`` with the most different clauses, then the most matches, then the first."""
    best: list[_Match] = []
    best_worth = (0, 0)
    for first, match in enumerate(matches):
        run = [later for later in matches[first : first + 4 * clauses] if later.end - match.start <= width]
        worth = (len({found.clause for found in run}), len(run))
        if worth > best_worth:
            best, best_worth = run, worth
    return best


def _passage(text: str, run: list[_Match], width: int) -> tuple[int, int]:
    """Widen a run of matches to ``width``, from the start of its sentence where that is near, at whole words."""
    if not run:
        return 0, _word_end(text, width)
    first, last = run[0].start, run[-1].end
    room = max(width - (last - first), 0)
    start = max(first - room // 2, 0)
    if start > 0:
        opening = [0] if first <= room else []
        sentences = opening + [match.end() for match in _SENTENCE_END.finditer(text, max(first - room, 0), first)]
        start = sentences[-1] if sentences else _word_start(text, start, first)
    return start, _word_end(text, max(start + width, last))


def _word_start(text: str, start: int, limit: int) -> int:
    space = _SPACE.search(text, start, limit)
    return space.end() if space else start


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text.rstrip())
    space = _SPACE.search(text, end, end + 40)
    return space.start() if space else end


def _fragments(text: str, matches: list[_Match], start: int, end: int) -> Iterator[Fragment]:
    place = start
    for match in matches:
        if match.start > place:
            yield Fragment(_SPACE.sub(" ", text[place : match.start]), False)
        yield Fragment(_SPACE.sub(" ", text[match.start : match.end]), True)
        place = match.end
    if place < end:
        yield Fragment(_SPACE.sub(" ", text[place:end]), False)
