"""Show where a query's words stand in a text: the best passage, each match marked as a whole word."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from marsad.search.analyser import spans
from marsad.search.query import parse
from marsad.search.scan import pattern, regions

ELLIPSIS = "…"
_REACH = 40
"""Characters that are read before the last word of a phrase, for each of its other words."""

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


@dataclass(frozen=True, slots=True)
class _Sought:
    """A query made ready: how many clauses, the longest way to write one, all ways by their last term.

    ``near`` finds where the last terms may stand; null where only reading everything would.
    """

    clauses: int
    longest: int
    endings: dict[str, list[tuple[int, tuple[str, ...]]]]
    near: re.Pattern[str] | None


def snippet(text: str, query: str, lang: str | None, *, width: int = 240) -> list[Fragment]:
    """The first passage of about ``width`` characters with the most of the query's words; the opening where none is."""
    matches = list(_matches(text, _sought(query), lang, width))
    start, end = _passage(text, _best(matches, width), width)
    shown = [match for match in matches if start <= match.start and match.end <= end]
    before = [Fragment(ELLIPSIS, False)] if start > 0 else []
    after = [Fragment(ELLIPSIS, False)] if end < len(text.rstrip()) else []
    return before + list(_fragments(text, shown, start, end)) + after


def highlight(text: str, query: str, lang: str | None) -> list[Fragment]:
    """The whole of a short text, such as a title, with the query's words marked."""
    return list(_fragments(text, list(_matches(text, _sought(query), lang, None)), 0, len(text)))


@lru_cache(maxsize=256)
def _sought(query: str) -> _Sought:
    clauses = [clause for clause in parse(query) if not clause.excluded]
    endings: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, clause in enumerate(clauses):
        for way in sorted(clause.ways, key=len, reverse=True):
            endings.setdefault(way[-1], []).append((number, way))
    longest = max((len(way) for clause in clauses for way in clause.ways), default=1)
    return _Sought(len(clauses), longest, endings, pattern(endings))


def _matches(text: str, sought: _Sought, lang: str | None, width: int | None) -> Iterator[_Match]:
    """Where words and phrases stand, in order, without overlap.

    With a ``width`` the reading stops where a passage of that width has every clause: no later one has more of them.
    """
    recent: deque[tuple[str, int]] = deque(maxlen=sought.longest)
    last_seen: dict[int, int] = {}
    taken, stop = 0, len(text)
    for term, start, end in _words(text, sought, lang):
        if start >= stop:
            break
        recent.append((term, start))
        for clause, way in sought.endings.get(term, ()):
            first = _start_of(way, recent)
            if first is None or first < taken:
                continue
            yield _Match(first, end, clause)
            taken = end
            last_seen[clause] = first
            earliest = min(last_seen.values())
            if width and len(last_seen) == sought.clauses and end - earliest <= width:
                stop = min(stop, earliest + width)
            break


def _words(text: str, sought: _Sought, lang: str | None) -> Iterator[tuple[str, int, int]]:
    """The words that may matter, and for a phrase those before them."""
    if sought.near is None:
        yield from spans(text, lang)
        return
    for start, end in regions(text, sought.near, _REACH * (sought.longest - 1)):
        for term, first, last in spans(text[start:end], lang):
            yield term, start + first, start + last


def _start_of(way: tuple[str, ...], recent: deque[tuple[str, int]]) -> int | None:
    """Where the last words read begin to be ``way``, if they are."""
    last = list(recent)[-len(way) :]
    return last[0][1] if tuple(term for term, _ in last) == way else None


def _best(matches: list[_Match], width: int) -> list[_Match]:
    """The run of matches within ``width`` with the most different clauses, then the most matches, then the first."""
    best: list[_Match] = []
    best_worth = (0, 0)
    run: deque[_Match] = deque()
    for match in matches:
        run.append(match)
        while len(run) > 1 and match.end - run[0].start > width:
            run.popleft()
        worth = (len({found.clause for found in run}), len(run))
        if worth > best_worth:
            best, best_worth = list(run), worth
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
