"""Pairs of points that are about the same thing and give values that cannot both be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from marsad.follow.agreement import agrees
from marsad.follow.alignment import Common, aligned, told_apart
from marsad.follow.growth import grows
from marsad.follow.likeness import likeness
from marsad.follow.points import Point
from marsad.follow.similarity import Similarity
from marsad.follow.sources import hours_between
from marsad.model import ContradictionKind

SURE = 0.7
"""How sure it must be that two points are about the same thing, for them to contradict each other."""

_MAYBE = 0.35
"""How sure for another point to be the better match."""

_UPDATE_HOURS = 1.0
"""After this, a higher count of what grows is a later one."""

_STALE_HOURS = 24.0 * 21
"""After this, another value is news, not a contradiction."""

_SAME_DAY = 0.85
"""What is left of the confidence where a count that grows differs on one day, and the hours are not known."""

_UNDATED = 0.85
"""What is left where an article has no date: one may know more than the other."""

_NOTHING_COMMON = 0.7
"""What is left where two articles give several values, and none of them alike."""

_FEW_VALUES, _MORE_VALUES = 3, 0.9
"""Articles that differ on one thing seldom give more than three values: what is left for each more."""

LEAST = 0.6
"""Below this a contradiction is not worth a reader's time."""

_VARYING = frozenset({"growth", "fall", "value"})
"""What shares and prices are of that change by the hour, unless they are of a year."""

_MOST_VALUES = 4
"""An article that gives more values than this for one thing is about several."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two points that contradict each other, and how sure that is."""

    one: Point
    other: Point
    confidence: float


def disputes(points: Sequence[Point], common: Common, similarity: Similarity) -> Iterator[Dispute]:
    """The contradictions among the points of one bucket, of every two sources."""
    by_article: defaultdict[str, list[Point]] = defaultdict(list)
    values: defaultdict[Hashable, set[object]] = defaultdict(set)
    for point in points:
        by_article[point.claim.article].append(point)
        values[point.slot].add(point.claim.value)
    for here, there in combinations(by_article.values(), 2):
        close = 1.0 if not common.nothing(here[0].claim.article, there[0].claim.article) else _NOTHING_COMMON
        alike = (replace(one, confidence=one.confidence * close) for one in _between(here, there, similarity))
        for one in _strongest((*alike, *_left_over(here, there, common, similarity))):
            many = max(0, max(len(values[one.one.slot]), len(values[one.other.slot])) - _FEW_VALUES)
            confidence = one.confidence * _MORE_VALUES**many
            if confidence >= LEAST and not told_apart(one.one, one.other, points):
                yield replace(one, confidence=confidence)


def _strongest(found: Iterable[Dispute]) -> Iterator[Dispute]:
    """The surest first, each point of two articles once."""
    met: set[int] = set()
    for one in sorted(found, key=lambda dispute: -dispute.confidence):
        if met.isdisjoint((id(one.one), id(one.other))):
            met |= {id(one.one), id(one.other)}
            yield one


def _left_over(
    here: Sequence[Point], there: Sequence[Point], common: Common, similarity: Similarity
) -> Iterator[Dispute]:
    """What is left of two articles once equals are paired off, and likely one thing."""
    for pair in aligned(here, there, common, similarity, least=LEAST):
        confidence = in_time(pair.one, pair.other) * pair.confidence
        if confidence >= LEAST:
            yield Dispute(pair.one, pair.other, confidence)


def _between(here: Sequence[Point], there: Sequence[Point], similarity: Similarity) -> Iterator[Dispute]:
    alike = {
        (i, j): sure
        for i, one in enumerate(here)
        for j, other in enumerate(there)
        if (sure := likeness(one, other, similarity)) >= _MAYBE
    }
    for (i, j), sure in alike.items():
        one, other = here[i], there[j]
        if sure < SURE or one.claim.source == other.claim.source or agrees(one, other, growing=grows(one)):
            continue
        if _answered(one, there, other) or _answered(other, here, one) or _outdone((i, j), sure, alike):
            continue
        if confidence := in_time(one, other) * sure:
            yield Dispute(one, other, confidence)


def _answered(point: Point, there: Iterable[Point], other: Point) -> bool:
    """Whether the other article gives a value for the same thing that agrees, or so many that none can be told."""
    values = {one.claim.value for one in there if _comparable(one, other)}
    return len(values) > _MOST_VALUES or any(
        agrees(point, one, growing=grows(point)) for one in there if not _apart(one, point)
    )


def _apart(one: Point, other: Point) -> bool:
    """Whether two points count other things."""
    return bool(one.counted and other.counted) and one.counted.isdisjoint(other.counted)


def _comparable(one: Point, other: Point) -> bool:
    if one.kind is ContradictionKind.SCORE:
        return True
    return bool(one.counted & other.counted or one.fate & other.fate or one.role & other.role)


def _outdone(pair: tuple[int, int], sure: float, alike: dict[tuple[int, int], float]) -> bool:
    """Whether one of the two is more like another point of the other article, or as like one that comes first."""
    return any(
        (i == pair[0] or j == pair[1]) and (other > sure or (other == sure and (i, j) < pair))
        for (i, j), other in alike.items()
        if (i, j) != pair
    )


def in_time(one: Point, other: Point) -> float:
    """1 where time does not explain the difference, 0 where it does: a later count of what grows, old news."""
    hours = hours_between(one.claim.published, other.claim.published)
    if hours is not None and hours < 0:
        one, other, hours = other, one, -hours
    if hours is not None and (hours > _STALE_HOURS or (other.updated and hours >= _UPDATE_HOURS)):
        return 0.0
    shared = one.role & other.role
    varying = shared and shared <= _VARYING and not one.context.years & other.context.years
    if varying and (hours is None or hours >= _UPDATE_HOURS):
        return 0.0
    dated = one.claim.published and other.claim.published
    if not (grows(one) or grows(other)):
        return 1.0 if dated else _UNDATED
    if hours is None:
        return _SAME_DAY
    a, b = one.claim.value, other.claim.value
    more = not isinstance(a, str) and not isinstance(b, str) and b > a
    return 0.0 if more and hours >= _UPDATE_HOURS else 1.0
