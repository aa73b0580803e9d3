"""How sure it is that two points of different articles are about the same thing: weights of evidence, added up.

Each weight is a difference of log odds, set by hand on stories whose contradictions are known (docs/contradictions.md).
"""

from __future__ import annotations

import math
import re

from marsad.follow.points import PERSON, UNTOLD, Point
from marsad.follow.reading import Context
from marsad.follow.similarity import Similarity
from marsad.follow.sources import hours_between
from marsad.model import ContradictionKind

NEVER = 0.0
_BASE = -1.0
_SAME_COUNTED, _SAME_NOUN = 2.0, 1.0
_PART_OF_ALL = -1.0
_SAME_FATE, _SAME_DEED, _SAME_ROLE = 2.0, 1.0, 2.0
_MEASURE = -1.0
_ONE_ROLE = -0.75
_OTHER_DEED, _ONE_DEED = -0.75, -0.25
_LATER, _LATER_HOURS = -0.75, 36.0
_SHARED_INITIATIVE, _SAME_MAIN = 1.0, 0.5
_SHARED_NAME, _SHARED_PLACE, _BOTH_DO = 0.2, 0.4, 0.4
_OTHER_PLACE = -2.0
_LINKED, _WELL_LINKED, _UNLINKED = 0.4, 1.0, -1.5
_VAGUE = frozenset({ContradictionKind.MEASURE, ContradictionKind.SHARE})
_OTHER_BODY, _OTHER_PERSON = -0.5, -1.0
_OTHER_NAME = -0.75
"""Of initiatives in two languages, whose names may not have been joined, and of articles on two."""
_SHARED_NUMBER, _MOST_NUMBERS = 0.8, 2
_ALONE, _NOT_ALONE = 0.5, -1.0
_EARLY = 0.4
_IN_GAZETTEER = re.compile("place/(?:g[0-9]+|[A-Z]{2}[/-])")
_SMALL, _SMALL_VALUE = -1.0, 5
_RATIOS = ((2.0, 0.5), (3.0, 0.0), (10.0, -1.25), (math.inf, -3.0))
_WORDS, _LEAST_WORDS = 4.0, 0.15
MOST_WORDS = 1.5
_HOPELESS = -1.0
_COSINE, _LEAST_COSINE = 4.0, 0.35
_NEAR_DAYS, _FAR_DAYS = 62, 400


def likeness(one: Point, other: Point, similarity: Similarity) -> float:
    """How likely two points of one bucket are of the same thing, whatever their values; 0 where that is ruled out."""
    if one.kind is ContradictionKind.DATE:
        weight = _dates(one, other)
    elif one.kind is ContradictionKind.SCORE:
        weight = _scores(one, other)
    else:
        weight = _figures(one, other)
    if weight is None or ruled_out(one, other):
        return NEVER
    linked, standing = around(one, other), _standing(one, other)
    if _BASE + weight + linked + MOST_WORDS + standing > _HOPELESS:  # else no words can bring them together
        linked += said_alike(one, other, similarity)
    if one.kind in _VAGUE and linked < _WELL_LINKED:
        return NEVER
    weight += linked if linked >= _LINKED else linked + _UNLINKED
    return _sigmoid(_BASE + weight + standing)


def ruled_out(one: Point, other: Point) -> bool:
    """Whether two points are of other years or initiatives, a part and the whole, what is done and what is wanted."""
    a, b = one.context, other.context
    if (
        one.part != other.part
        or _gone(one, other)
        or _gone(other, one)
        or _clash(a.years, b.years)
        or _past(one, other)
        or _past(other, one)
        or _come_of(one, other)
        or _come_of(other, one)
    ):
        return True
    if one.kind is ContradictionKind.AMOUNT and one.unit != other.unit and not (one.guessed or other.guessed):
        return True
    if {one.phase, other.phase} & {"done", "wanted"} and one.phase != other.phase:
        return True
    if _clash(a.initiatives, b.initiatives) and one.claim.lang == other.claim.lang:
        return True
    return _other_initiative(one, other) or _other_initiative(other, one)


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _past(one: Point, other: Point) -> bool:
    """Whether one sentence is of years gone by alone, and the other names none."""
    year = (one.claim.published or "")[:4]
    years = one.context.years
    return bool(year and years) and not other.context.years and max(years) < year and years.isdisjoint(other.told_years)


def _come_of(one: Point, other: Point) -> bool:
    """Whether one is promised for a day that had gone by when the other, no promise, was told: what came of it."""
    day, told = one.promised, other.claim.published
    return bool(day and told and not other.promised) and str(told)[: len(day or "")] > str(day)


def _gone(one: Point, other: Point) -> bool:
    """Whether one is of last year, or of the edition before, and the other's article is not of that too."""
    return one.former and not other.former and (not one.context.years or one.context.years.isdisjoint(other.told_years))


def _other_initiative(one: Point, other: Point) -> bool:
    """Whether a sentence is of another initiative than the one that both articles are about."""
    said = one.context.initiatives
    return bool(said and other.main) and not other.context.initiatives and other.main not in said


def _figures(one: Point, other: Point) -> float | None:
    """What is counted, what befell it, what is done with it, what the money is for; null where these differ."""
    if _clash(one.fate, other.fate) or _clash(one.role, other.role):
        return None
    weight, told = 0.0, False
    if one.fate & other.fate:
        weight, told = weight + _SAME_FATE, True
    elif one.fate or other.fate:
        return None
    if one.counted & other.counted:
        weight, told = weight + _SAME_COUNTED, True
    elif one.counted and other.counted and (PERSON in (one.unit, other.unit) or one.nouns.isdisjoint(other.nouns)):
        return None
    elif told and (one.counted or other.counted):
        weight += _PART_OF_ALL
    if one.nouns & other.nouns and not one.counted & other.counted:
        weight, told = weight + _SAME_NOUN, True
    if one.deed & other.deed:
        weight, told = weight + _SAME_DEED, told or not one.counted or not other.counted
    elif one.deed and other.deed and not one.role & other.role:
        weight += _OTHER_DEED
    elif one.deed or other.deed:
        weight += _ONE_DEED
    if one.role & other.role:
        weight, told = weight + _SAME_ROLE, True
    elif one.role or other.role:
        weight += _ONE_ROLE
    if one.kind in _VAGUE:
        told = told or (one.alone and other.alone)
        weight += _MEASURE
    return weight + _values(one, other) if told else None


def _values(one: Point, other: Point) -> float:
    """Values for one thing are seldom far apart, and small counts are of anything."""
    a, b = one.claim.value, other.claim.value
    assert not isinstance(a, str)
    assert not isinstance(b, str)
    low, high = sorted((abs(a), abs(b)))
    ratio = high / low if low else math.inf
    weight = next(weight for most, weight in _RATIOS if ratio <= most)
    small = one.kind is ContradictionKind.COUNT and high < _SMALL_VALUE and not one.fate
    return weight + (_SMALL if small else 0.0)


def _dates(one: Point, other: Point) -> float | None:
    if one.unit != other.unit or one.unit == UNTOLD or _clash(one.counted, other.counted):
        return None
    days = abs(day_of(str(one.claim.value)) - day_of(str(other.claim.value)))
    if days > _FAR_DAYS:
        return None
    weight = _SAME_ROLE if one.unit != "deadline" else 0.0
    weight += _SAME_COUNTED / 2 if one.counted & other.counted else _ONE_ROLE * bool(one.counted or other.counted)
    return weight + (0.5 if days <= _NEAR_DAYS else -0.5)


def day_of(date: str) -> int:
    """The number of a day, or of the first of several."""
    from datetime import date as day

    return day.fromisoformat(date.split("/")[0]).toordinal()


def _scores(one: Point, other: Point) -> float | None:
    """Results of one match: at the head of their articles, in sentences that name a side or place of it."""
    if not (one.early and other.early and "result" in one.role & other.role):
        return None
    both = (one.context.named & other.context.named) | (one.context.places & other.context.places)
    return _SAME_ROLE if both else None


def around(one: Point, other: Point) -> float:
    """What both sentences name: initiatives, others, other figures; the articles' own initiative where they do not."""
    a, b = one.context, other.context
    if a.initiatives & b.initiatives:
        weight = _SHARED_INITIATIVE
    elif _clash(a.initiatives, b.initiatives):
        weight = _OTHER_NAME
    elif one.main and other.main:
        weight = _SAME_MAIN if one.main == other.main else _OTHER_NAME
    else:
        weight = 0.0
    weight += _SHARED_NAME * bool((a.named - a.initiatives) & (b.named - b.initiatives))
    weight += _OTHER_BODY * _clash(a.bodies, b.bodies)
    weight += _OTHER_PERSON * (one.kind is ContradictionKind.MEASURE and _clash(a.people, b.people))
    weight += _SHARED_PLACE * bool(a.places & b.places) + _OTHER_PLACE * _clash(_known(a), _known(b))
    weight += _EARLY * (one.early and other.early)
    weight += _SHARED_NUMBER * min(_MOST_NUMBERS, len(a.numbers & b.numbers - _own(one) - _own(other)))
    return weight + _BOTH_DO * bool(one.deed & other.deed)


def _known(context: Context) -> frozenset[str]:
    """The places of a sentence that the gazetteer has: others may have two ids in two languages.

    Without countries, which may be the towns of their name (تونس, الجزائر).
    """
    return frozenset(place for place in context.places if _IN_GAZETTEER.match(place))


def _own(point: Point) -> set[tuple[float, str]]:
    value = point.claim.value
    return set() if isinstance(value, str) else {(float(value), point.unit)}


def _standing(one: Point, other: Point) -> float:
    weight = _ALONE if one.alone and other.alone else _NOT_ALONE
    hours = hours_between(one.claim.published, other.claim.published)
    return weight + _LATER * (hours is not None and abs(hours) >= _LATER_HOURS)


def said_alike(one: Point, other: Point, similarity: Similarity) -> float:
    """What the sentences' words have in common, across languages by an encoder where there is one."""
    a, b = one.context, other.context
    cosine = similarity(a.text, b.text) if one.claim.lang != other.claim.lang else None
    shared = len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words)) if a.words and b.words else 0.0
    by_words = min(MOST_WORDS, max(0.0, _WORDS * (shared - _LEAST_WORDS)))
    if cosine is None:
        return by_words
    return max(by_words, min(MOST_WORDS, _COSINE * (cosine - _LEAST_COSINE)))


def _sigmoid(weight: float) -> float:
    return 1 / (1 + math.exp(-weight))
