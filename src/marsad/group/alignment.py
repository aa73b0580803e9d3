"""Which words of two texts are the same, in reading order: what a reader would mark as kept.

Anchors are runs of words that occur once on either side, longest first, the most of them that keep their order
(patience sorting, as in Cohen's patience diff); what lies between two anchors is aligned in the same way. Time grows
with the length of the texts, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WIDTHS = (6, 3, 1)
_ROUNDS = 12
_SMALL = 1_600
_LONGEST_CHANCE = 4


class Run(NamedTuple):
    """``words`` equal words, from word ``original`` of the one text and word ``copy`` of the other."""

    original: int
    copy: int
    words: int


class _Window(NamedTuple):
    left: int
    left_end: int
    right: int
    right_end: int
    width: int
    rounds: int


def aligned(original: Sequence[Hashable], copy: Sequence[Hashable]) -> list[Run]:
    """The runs that both texts have in the same order, without those that are there by chance."""
    return _readable(_joined(sorted(_runs(original, copy))), len(original), len(copy))


def _runs(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[Run]:
    windows = [_Window(0, len(left), 0, len(right), 0, _ROUNDS)]
    while windows:
        window, runs = _trimmed(left, right, windows.pop())
        yield from runs
        if window.left == window.left_end or window.right == window.right_end:
            continue
        if window.width == len(_WIDTHS) or not window.rounds:
            yield from _small(left, right, window)
            continue
        anchors = _anchors(left, right, window)
        if not anchors:
            windows.append(window._replace(width=window.width + 1))
            continue
        begin, other = window.left, window.right
        for anchor in anchors:
            if anchor.original < begin or anchor.copy < other:
                continue
            run = _extended(left, right, anchor, window)
            yield run
            windows.append(_Window(begin, run.original, other, run.copy, window.width, window.rounds - 1))
            begin, other = run.original + run.words, run.copy + run.words
        windows.append(_Window(begin, window.left_end, other, window.right_end, window.width, window.rounds - 1))


def _trimmed(left: Sequence[Hashable], right: Sequence[Hashable], window: _Window) -> tuple[_Window, list[Run]]:
    """The window without the words that both sides begin and end with, and those."""
    begin, end, other, other_end, width, rounds = window
    while begin < end and other < other_end and left[begin] == right[other]:
        begin, other = begin + 1, other + 1
    while begin < end and other < other_end and left[end - 1] == right[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    runs = [
        Run(window.left, window.right, begin - window.left),
        Run(end, other_end, window.left_end - end),
    ]
    return _Window(begin, end, other, other_end, width, rounds), [run for run in runs if run.words]


def _anchors(left: Sequence[Hashable], right: Sequence[Hashable], window: _Window) -> list[Run]:
    """Runs of the window's width that occur once on either side, the most of them that keep their order."""
    width = _WIDTHS[window.width]
    here = _once(left, window.left, window.left_end, width)
    there = _once(right, window.right, window.right_end, width)
    pairs = [(place, there[run]) for run, place in here.items() if place is not None and there.get(run) is not None]
    return [Run(place, other, width) for place, other in _increasing([(a, b) for a, b in pairs if b is not None])]


def _once(words: Sequence[Hashable], begin: int, end: int, width: int) -> dict[tuple[Hashable, ...], int | None]:
    """Each run of words with its place, null for one that occurs again."""
    found: dict[tuple[Hashable, ...], int | None] = {}
    for place in range(begin, end - width + 1):
        run = tuple(words[place : place + width])
        found[run] = None if run in found else place
    return found


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, ordered by the first number, in which the second one grows too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        pile = bisect_left(tops, other)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [other]
        ends[pile : pile + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _extended(left: Sequence[Hashable], right: Sequence[Hashable], anchor: Run, window: _Window) -> Run:
    """The anchor with the equal words after it."""
    words = anchor.words
    room = min(window.left_end - anchor.original, window.right_end - anchor.copy)
    while words < room and left[anchor.original + words] == right[anchor.copy + words]:
        words += 1
    return anchor._replace(words=words)


def _small(left: Sequence[Hashable], right: Sequence[Hashable], window: _Window) -> Iterator[Run]:
    """What repeats itself on both sides, where there is little of it."""
    begin, end, other, other_end = window[:4]
    if (end - begin) * (other_end - other) > _SMALL:
        return
    matcher = SequenceMatcher(None, left[begin:end], right[other:other_end], autojunk=False)
    for place, place_of_copy, words in matcher.get_matching_blocks():
        if words:
            yield Run(begin + place, other + place_of_copy, words)


def _joined(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else Run(0, 0, 0)
        if found and (last.original + last.words, last.copy + last.words) == run[:2]:
            found[-1] = last._replace(words=last.words + run.words)
        else:
            found.append(run)
    return found


def _readable(runs: list[Run], left: int, right: int) -> list[Run]:
    """Without the few equal words that stand between two changes twice their length: they only tear a change apart."""
    kept: list[Run] = []
    for number, run in enumerate(runs):
        following = runs[number + 1] if number + 1 < len(runs) else Run(left, right, 0)
        before = kept[-1] if kept else Run(0, 0, 0)
        gap = max(run.original - before.original - before.words, run.copy - before.copy - before.words)
        gap_after = max(following.original - run.original - run.words, following.copy - run.copy - run.words)
        if run.words > _LONGEST_CHANCE or 2 * run.words > min(gap, gap_after):
            kept.append(run)
    return kept
