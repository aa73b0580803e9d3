"""Figures and names that give way to others where a copy rewrites its original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.group.alignment import Run
from marsad.group.spans import Span, Words
from marsad.model import NAMED, Document, Fact, Figure

if TYPE_CHECKING:
    from marsad.annotate.text import Passage

FACTS_LIMIT = 60_000
"""Code points of a text that are searched for facts at most."""

_NEAR = 12
"""Words of a replaced passage up to which two facts in it stand at the same place."""


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in the original, and what stands in its place in the copy."""

    original: Span
    copy: Span


@dataclass(frozen=True, slots=True)
class _Found:
    """A fact with the words, end exclusive, that it takes up, and what it says and of what."""

    first: int
    last: int
    says: Hashable
    of: Hashable


def changed_facts(
    original: Document, copy: Document, left: Words, right: Words, runs: Sequence[Run]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Figures that differ at the same place, and names that do; each pair once, in the order of the original."""
    if not _replaces(left, right, runs):
        return (), ()
    here, there = _facts(original), _facts(copy)
    figures = _changes(_figures(here, left), _figures(there, right), left, right, runs, _differs)
    names = _changes(_names(here, left), _names(there, right), left, right, runs, _is_another)
    return figures, names


def _replaces(left: Words, right: Words, runs: Sequence[Run]) -> bool:
    return any(first < last and other < other_last for first, last, other, other_last in _gaps(left, right, runs))


def _gaps(left: Words, right: Words, runs: Sequence[Run]) -> Iterator[tuple[int, int, int, int]]:
    """The words between two equal runs, on either side."""
    begin = other = 0
    for run in [*runs, Run(len(left.folded), len(right.folded), 0)]:
        yield begin, run.original, other, run.copy
        begin, other = run.original + run.words, run.copy + run.words


def _facts(document: Document) -> list[Fact]:
    from marsad.annotate.dates import date_facts
    from marsad.annotate.figures import figure_facts
    from marsad.annotate.names import named
    from marsad.annotate.text import Passage

    passage: Passage = Passage.of(document.text[:FACTS_LIMIT], document.lang)
    dates = date_facts(passage, document.date.isoformat() if document.date else None)
    figures = figure_facts(passage, dates)
    return [*figures, *named(passage, [*dates, *figures])[0]]


def _figures(facts: Sequence[Fact], words: Words) -> list[_Found]:
    return [
        _Found(*_words_of(fact, words), (fact.value, fact.unit, fact.upper), fact.unit)
        for fact in facts
        if isinstance(fact, Figure)
    ]


def _names(facts: Sequence[Fact], words: Words) -> list[_Found]:
    found = []
    for fact in facts:
        if fact.kind in NAMED:
            first, last = _words_of(fact, words)
            found.append(_Found(first, last, frozenset(words.folded[first:last]), fact.kind))
    return found


def _words_of(fact: Fact, words: Words) -> tuple[int, int]:
    return bisect_right(words.ends, fact.start), bisect_left(words.starts, fact.end)


def _differs(one: _Found, other: _Found) -> bool:
    return one.says != other.says


def _is_another(one: _Found, other: _Found) -> bool:
    """Whether two names name another: not where one is the other's short form."""
    assert isinstance(one.says, frozenset)
    assert isinstance(other.says, frozenset)
    return not (one.says <= other.says or other.says <= one.says)


def _changes(
    here: Sequence[_Found],
    there: Sequence[_Found],
    left: Words,
    right: Words,
    runs: Sequence[Run],
    another: Callable[[_Found, _Found], bool],
) -> tuple[Change, ...]:
    changes = []
    for begin, end, other, other_end in _gaps(left, right, runs):
        if not 0 < max(end - begin, other_end - other) <= _NEAR:
            continue
        olds = [fact for fact in here if fact.first < max(end, begin + 1) and fact.last > begin]
        news = [fact for fact in there if fact.first < max(other_end, other + 1) and fact.last > other]
        for old, new in _paired(olds, news, another):
            change = Change(left.exact(old.first, old.last), right.exact(new.first, new.last))
            if change not in changes:
                changes.append(change)
    return tuple(changes)


def _paired(
    olds: list[_Found], news: list[_Found], another: Callable[[_Found, _Found], bool]
) -> Iterator[tuple[_Found, _Found]]:
    """Facts of one gap that stand for each other: those that say the same are none, then those of the same thing."""
    olds, news = list(olds), list(news)
    for old in list(olds):
        same = next((new for new in news if not another(old, new)), None)
        if same is not None:
            olds.remove(old)
            news.remove(same)
    single = len(olds) == len(news) == 1
    for old in olds:
        alike = next((new for new in news if single or new.of == old.of), None)
        if alike is not None:
            news.remove(alike)
            yield old, alike
