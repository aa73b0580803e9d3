"""Contradictions among the articles of one story: the same thing counted, priced, scored or dated otherwise.

A point is a value with what it is about (`marsad.follow.points`). Points of independent sources that are about the same
thing (`likeness`) and whose values cannot both be true (`agreement`, `disputes`) are the seeds; what further articles
say on the same point goes to the sides. Docs: ``docs/contradictions.md``.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.annotate.encoder import Encoder
from marsad.follow.agreement import agrees
from marsad.follow.alignment import Common, same_value
from marsad.follow.counted import counted_points
from marsad.follow.dated import dated_points
from marsad.follow.disputes import LEAST, SURE, Dispute, disputes
from marsad.follow.growth import grows
from marsad.follow.likeness import likeness
from marsad.follow.points import Point
from marsad.follow.reading import Reading
from marsad.follow.similarity import Similarity
from marsad.follow.sources import Sources, hours_between
from marsad.follow.told import Told
from marsad.model import Claim, Contradiction

_LATER_HOURS = 96.0
"""After this, an article may know what those before it did not."""

_AGREEING = 0.5
"""How sure it must be that a point is about the same thing as one that it agrees with."""

_EQUAL = 0.9
"""How sure it is where it gives the same telling value."""

_KEY_LENGTH = 16


def contradictions(articles: Sequence[Told], encoder: Encoder | None = None) -> list[Contradiction]:
    """The contradictions of one story, the surest first. Without an encoder, words alone tell what is alike."""
    sources, similarity = Sources(articles), Similarity(encoder)
    buckets: defaultdict[object, list[Point]] = defaultdict(list)
    for article in articles:
        reading = Reading(article)
        for point in (*counted_points(reading, sources), *dated_points(reading, sources)):
            buckets[point.bucket].append(point)
    common = Common(point for points in buckets.values() for point in points)
    found = [one for points in buckets.values() for one in _of_bucket(points, common, similarity)]
    found = [one for one in found if one.confidence >= LEAST]
    return sorted(found, key=lambda one: (-one.confidence, one.key))


def _of_bucket(points: Sequence[Point], common: Common, similarity: Similarity) -> list[Contradiction]:
    seeds = list(disputes(points, common, similarity))
    return [_contradiction(group, points, similarity) for group in _joined(seeds)]


def _joined(seeds: Sequence[Dispute]) -> list[list[Dispute]]:
    """The disputes that share a point, together."""
    groups: list[list[Dispute]] = []
    for seed in seeds:
        mine = [group for group in groups if any(_meet(seed, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(dispute for group in mine for dispute in group), seed])
    return groups


def _meet(one: Dispute, other: Dispute) -> bool:
    """Whether two disputes are of one point: they share a claim, or a value in one slot."""
    if any(a is b for a in (one.one, one.other) for b in (other.one, other.other)):
        return True
    return one.one.slot == other.one.slot and bool(_values(one) & _values(other))


def _values(dispute: Dispute) -> set[int | float | str]:
    return {dispute.one.claim.value, dispute.other.claim.value}


def _contradiction(seeds: Sequence[Dispute], points: Sequence[Point], similarity: Similarity) -> Contradiction:
    members = _members(seeds, points, similarity)
    sides = _sides(members)
    first = members[0]
    confidence = max(seed.confidence for seed in seeds)
    return Contradiction(
        key=_key(first),
        kind=first.kind,
        about=_about(members),
        sides=tuple(tuple(point.claim for point in side) for side in sides),
        confidence=round(confidence * min(point.claim.confidence for point in members), 3),
        unit=first.claim.unit,
        counted=_counted(members),
        of=_of(members),
        settled=_settled(sides),
        abouts=_abouts(members),
    )


def _members(seeds: Sequence[Dispute], points: Sequence[Point], similarity: Similarity) -> list[Point]:
    """The points of the seeds and those of other articles on the same, one an article, in the order of publication."""
    seeded = [point for seed in seeds for point in (seed.one, seed.other)]
    best: dict[str, tuple[float, Point]] = {}
    for point in points:
        sure = max(1.0 if point is one else _adds(point, one, similarity) for one in seeded)
        known = best.get(point.claim.article)
        if sure and (known is None or sure > known[0]):
            best[point.claim.article] = (sure, point)
    members = [point for _, point in best.values()]
    members.sort(key=lambda point: (point.claim.published or "~", point.claim.article))
    return _marked(_in_one_currency(members))


def _in_one_currency(members: Sequence[Point]) -> list[Point]:
    """With the currency that most say, where an article's own words leave it open whose dinars they are."""
    unit = _most(point.claim.unit for point in members if point.claim.unit and not point.guessed)
    unit = unit or _most(point.claim.unit for point in members if point.claim.unit)
    return [replace(one, claim=replace(one.claim, unit=unit)) if one.guessed else one for one in members]


def _adds(point: Point, seed: Point, similarity: Similarity) -> float:
    """How likely a point is about the same thing as a seed, 0 where not likely enough: less will do if it agrees."""
    if same_value(point, seed):
        return _EQUAL
    sure = likeness(point, seed, similarity)
    return sure if sure >= (_AGREEING if agrees(point, seed, growing=grows(point)) else SURE) else 0.0


def _marked(members: Sequence[Point]) -> list[Point]:
    """With those marked as later that may only know more than the first."""
    first = members[0].claim.published
    later = [(hours_between(first, point.claim.published) or 0.0) >= _LATER_HOURS for point in members]
    return [
        replace(point, claim=replace(point.claim, later=True)) if late else point
        for point, late in zip(members, later, strict=True)
    ]


def _sides(members: Sequence[Point]) -> list[list[Point]]:
    """The members by what they agree with: most sources first, then the earliest; exact values found a side first."""
    sides: list[list[Point]] = []
    for point in sorted(members, key=lambda one: one.claim.approximate):
        fitting = [side for side in sides if agrees(point, side[0], growing=grows(point))]
        if fitting:
            min(fitting, key=lambda side: _apart(point.claim, side[0].claim)).append(point)
        else:
            sides.append([point])
    place = {id(point): number for number, point in enumerate(members)}
    for side in sides:
        side.sort(key=lambda point: place[id(point)])
    return sorted(sides, key=lambda side: (-len({one.claim.source for one in side}), place[id(side[0])]))


def _apart(one: Claim, other: Claim) -> float:
    if isinstance(one.value, str) or isinstance(other.value, str):
        return 0.0 if one.value == other.value else 1.0
    return abs(one.value - other.value)


def _settled(sides: Sequence[Sequence[Point]]) -> int | float | str | None:
    """The value that all later articles keep to, of several that the earlier ones give."""
    late = [side for side in sides if any(point.claim.later for point in side)]
    early = [side for side in sides if any(not point.claim.later for point in side)]
    return late[0][0].claim.value if len(late) == 1 and len(early) > 1 and late[0] in early else None


def _about(members: Sequence[Point]) -> str:
    """The words for what is counted that most articles use; for a date, what it is of."""
    return _most(point.about for point in members) or members[0].about


def _abouts(members: Sequence[Point]) -> dict[str, str]:
    """What the claims of each language most call it, in the order of publication."""
    langs = dict.fromkeys(point.claim.lang for point in members if point.claim.lang)
    return {lang: _about([point for point in members if point.claim.lang == lang]) for lang in langs}


def _counted(members: Sequence[Point]) -> str | None:
    """The concept that most members have; one of several that a member may mean counts less."""
    weights: defaultdict[str, float] = defaultdict(float)
    for point in members:
        concepts = point.fate or point.counted or point.role or point.deed
        for concept in sorted(concepts):
            weights[concept] += 1 / len(concepts)
    return max(weights, key=lambda concept: weights[concept], default=None)


def _of(members: Sequence[Point]) -> str | None:
    """The initiative that the most members speak of, in their sentence or as their article's."""
    said = _most(one for point in members for one in sorted(point.context.initiatives))
    return said or _most(point.main for point in members if point.main)


def _most(words: Iterable[str]) -> str | None:
    counted = Counter(words)
    return max(counted, key=lambda word: counted[word], default=None)


def _key(first: Point) -> str:
    """Equal for the same point as long as the first article to speak of it stays."""
    claim = first.claim
    said = "|".join((first.kind, first.unit, claim.article, str(claim.start), str(claim.end)))
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY_LENGTH]
