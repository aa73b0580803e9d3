"""Figures and dates of two articles set beside each other: what is left over on both sides once equals are paired off.

Articles on one event tell the same few figures. Those that agree are paired off first; a figure that is left in each of
the two, of one unit and with like words around it, is then likely one and the same, told otherwise. How likely is a
logistic model of what the two have in common (``data/alignment.toml``).
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.follow.agreement import agrees
from marsad.follow.growth import grows
from marsad.follow.likeness import MOST_WORDS, around, day_of, likeness, ruled_out, said_alike
from marsad.follow.points import PERSON, Point
from marsad.follow.similarity import Similarity
from marsad.follow.sources import hours_between
from marsad.model import ContradictionKind

_MOST_LEFT = 6
"""An article with more values left of one unit than this tells of too many things."""

_MOST_RATIO = 4.0
_MOST_DAYS = 62
_WEEK, _DAY = 7, len("15")
_MOST_COMMON, _SMALL, _MOST_AROUND = 3, 0.5, 2.0
_FEW = 10
_OPEN = 1.3
_SEVERAL = 2
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_LATER_HOURS = 36.0
_ALL_ALIKE = {"likely": 1.0, "alike": MOST_WORDS}


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two points left over, with what they have in common: a number for each feature of the model."""

    one: Point
    other: Point
    features: Mapping[str, float]

    @property
    def confidence(self) -> float:
        """How likely the two are of one thing, 0 to 1."""
        return _confidence(self.features)


class Common:
    """What the articles of a story have in common: the values of all kinds that two of them give alike."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._values: defaultdict[str, set[tuple[object, object]]] = defaultdict(set)
        for point in points:
            self._values[point.claim.article].add((point.claim.value, point.bucket))

    def between(self, one: str, other: str) -> float:
        """How much two articles have in common, 0 to 1; small numbers tell little."""
        shared = self._values[one] & self._values[other]
        small = sum(isinstance(value, int | float) and abs(value) < _FEW for value, _ in shared)
        return min(1.0, (len(shared) - small + small * _SMALL) / _MOST_COMMON)

    def nothing(self, one: str, other: str) -> bool:
        """Whether both give several values, and none of them alike: then they hardly tell of one thing."""
        mine, yours = self._values[one], self._values[other]
        return min(len(mine), len(yours)) >= _SEVERAL and mine.isdisjoint(yours)


def aligned(
    here: Sequence[Point], there: Sequence[Point], common: Common, similarity: Similarity, *, least: float = 0.0
) -> Iterator[Aligned]:
    """The pairs of points of one bucket that two articles may tell otherwise, but for some that are less likely."""
    mine, yours = _left(here, there), _left(there, here)
    for one in mine:
        for other in yours:
            if not _may_be_one(one, other) or max(_rivals(one, yours), _rivals(other, mine)) > _MOST_LEFT:
                continue
            only = _rivals(one, there) == _rivals(other, here) == 1
            features = _features(one, other, common, only=only)
            if _confidence(features | _ALL_ALIKE) >= least:  # else no words can bring them together
                yield Aligned(one, other, features | _alike(one, other, similarity))


def told_apart(one: Point, other: Point, others: Iterable[Point]) -> bool:
    """Whether one further article gives both values, so that they are of two things, or known to differ."""
    both: defaultdict[str, set[bool]] = defaultdict(set)
    for point in others:
        for first, said in ((True, one), (False, other)):
            if point.claim.value == said.claim.value and compatible(point, said):
                both[point.claim.article].add(first)
    return any(len(values) > 1 for values in both.values())


def same_value(one: Point, other: Point) -> bool:
    """Whether two points give one telling value for what may be one thing."""
    return one.claim.value == other.claim.value and _tells(one) and compatible(one, other) and not ruled_out(one, other)


def compatible(one: Point, other: Point) -> bool:
    """Whether two points of one bucket are counted in one unit, and of nothing that is known to be two things."""
    if one.kind is ContradictionKind.MEASURE:
        return not _clash(one.nouns, other.nouns) or not (_meant(one) and _meant(other))
    if one.kind is not ContradictionKind.COUNT:
        return True
    if one.unit == PERSON:
        return not _clash(one.counted, other.counted) and not _clash(one.fate, other.fate)
    return bool(one.counted & other.counted or one.nouns & other.nouns)


def _meant(point: Point) -> bool:
    """Whether the lexicon has a word of its stuff, so that it reads the same in all languages."""
    return any(":" not in noun for noun in point.nouns)


def _left(points: Sequence[Point], others: Sequence[Point]) -> list[Point]:
    """Those that no point of the other article agrees with."""
    return [
        point
        for point in points
        if not any(compatible(point, other) and agrees(point, other, growing=grows(point)) for other in others)
    ]


def _rivals(point: Point, others: Sequence[Point]) -> int:
    """How many different values the other article gives that the point may be told as."""
    return len({other.claim.value for other in others if compatible(point, other)})


def _tells(point: Point) -> bool:
    """Whether a value is not of the kind that any two articles have in common."""
    return isinstance(point.claim.value, str) or abs(point.claim.value) >= _FEW


def _may_be_one(one: Point, other: Point) -> bool:
    if one.kind is ContradictionKind.SCORE or one.claim.source == other.claim.source:
        return False
    if one.kind is ContradictionKind.DATE:
        ranges = "/" in str(one.claim.value), "/" in str(other.claim.value)
        near = _days(one, other) <= _MOST_DAYS and len(set(ranges)) == 1
    else:
        near = _ratio(one, other) <= _MOST_RATIO
    return near and compatible(one, other) and not ruled_out(one, other)


def _ratio(one: Point, other: Point) -> float:
    low, high = sorted(abs(float(point.claim.value)) for point in (one, other))
    return high / low if low else math.inf


def _days(one: Point, other: Point) -> int:
    return abs(day_of(str(one.claim.value)) - day_of(str(other.claim.value)))


def _days_told(one: Point, other: Point) -> int:
    """How far apart two dates look: one day of two months differs in a word, as a week does."""
    same_day = str(one.claim.value)[-_DAY:] == str(other.claim.value)[-_DAY:]
    return min(_WEEK, _days(one, other)) if same_day else _days(one, other)


def _alike(one: Point, other: Point, similarity: Similarity) -> dict[str, float]:
    """What the lexicon and the words of the sentences tell, which costs most to know."""
    return {"likely": likeness(one, other, similarity), "alike": said_alike(one, other, similarity)}


def _features(one: Point, other: Point, common: Common, *, only: bool) -> dict[str, float]:
    """What else speaks for and against one thing; the comments in the data file say what each is."""
    hours = hours_between(one.claim.published, other.claim.published)
    dates = one.kind is ContradictionKind.DATE
    articles = one.claim.article, other.claim.article
    approximate = one.claim.approximate or other.claim.approximate
    same = bool(one.counted & other.counted) or _one_stuff(one, other)
    return {
        "bias": 1.0,
        one.kind.value: 1.0,
        "person": float(one.unit == PERSON),
        "time": float(one.unit in _TIMES and "duration" not in one.role & other.role),
        "distance": math.log2(1 + _days_told(one, other)) / 3 if dates else math.log2(_ratio(one, other)),
        "only": float(only),
        "common": common.between(*articles),
        "nothing": float(common.nothing(*articles)),
        "around": max(-_MOST_AROUND, min(_MOST_AROUND, around(one, other))),
        "same_counted": float(same),
        "same_fate": float(bool(one.fate & other.fate)),
        "same_role": float(bool(one.role & other.role)),
        "same_deed": float(bool(one.deed & other.deed)),
        "other_months": float(not dates and _clash(one.context.months, other.context.months)),
        "untold": float(dates and not one.role & other.role),
        "other_deed": float(_clash(one.deed, other.deed) and not one.role & other.role),
        "early": float(one.early and other.early),
        "approximate": float(approximate and not (same and _beyond(one, other))),
        "later": float(hours is None or abs(hours) >= _LATER_HOURS),
        "one_language": float(one.claim.lang == other.claim.lang),
    }


def _one_stuff(one: Point, other: Point) -> bool:
    """Whether two measures are of one stuff: tonnes of fuel."""
    return one.kind is ContradictionKind.MEASURE and bool(one.nouns & other.nouns)


def _beyond(one: Point, other: Point) -> bool:
    """Whether two values differ by more than one that is said to be approximate leaves open."""
    return one.kind is not ContradictionKind.DATE and _ratio(one, other) > _OPEN


def _confidence(features: Mapping[str, float]) -> float:
    weights = _weights()
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in features.items())))


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


@cache
def _weights() -> Mapping[str, float]:
    data = files("marsad.follow").joinpath("data", "alignment.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(data)["weights"])
