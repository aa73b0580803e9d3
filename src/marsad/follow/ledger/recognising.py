"""Of which promise a sentence speaks that only shows a sign of a status (`marsad.annotate.progress.sentence`).

Such a sentence is not read; it is of a promise when it holds what tells that promise from all others: its number, its
place, its party, its rare words. What any article of the story holds counts little, and what another promise fits as
well speaks against it. Weighed by logistic regression, as in `marsad.follow.ledger.linking`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from marsad.follow.cues import unit_alike
from marsad.follow.ledger.due import due_on
from marsad.follow.ledger.entry import Amount, Entry, Link, is_country
from marsad.follow.ledger.evidence import meaning_of, weights_of
from marsad.follow.ledger.linking import link_to
from marsad.model import FactKind

RULE = "sentence"
"""The rule of the entries that are linked here."""

BASE = -3.1
WEIGHTS: Mapping[str, float] = {
    "its number": 2.9,
    "a small number of it": 0.8,
    "other number of it": -1.1,
    "words": 2.2,
    "rare words": 0.6,
    "words of the headline": 0.9,
    "meaning": 2.3,
    "party in the sentence": 1.3,
    "party in the article": 0.2,
    "other party": -0.8,
    "place in the sentence": 0.9,
    "place in the article": 0.1,
    "other place": -1.7,
    "its number in the article": 0.6,
    "figures of the article": 0.9,
    "other language": 0.2,
    "same days": -2.5,
    "same due": -2.0,
    "rival": -0.8,
}
"""Log odds that a whole unit of a piece of evidence adds."""

_TOLD_IN_ANY = 12
_SMALL = 3
_CLOSE = 0.01
_LARGE = 25.0
_RARE, _MANY_RARE = 7.0, 3
_MANY = 2
_LEAST = 0.3
"""Links that are less sure are none."""
_ONE_PROMISE = 0.5
_RIVALS = 5
_DAYS = 4
"""What other articles tell within so many days is the promise itself, in other words."""


def is_sentence(entry: Entry) -> bool:
    """Whether an entry is a sentence that was not read."""
    return entry.rule == RULE


def recognised(entry: Entry, candidates: Sequence[Entry]) -> Link | None:
    """The commitment that a sentence speaks of, the surest; of several as sure the earliest; null for none."""
    found = [(_link(one, told), one) for one, told in weighed(entry, candidates)]
    best = max(found, key=lambda item: (item[0].confidence, -item[1].at.timestamp(), item[1].id), default=None)
    return best[0] if best and best[0].confidence >= _LEAST else None


def weighed(entry: Entry, candidates: Sequence[Entry]) -> list[tuple[Entry, dict[str, float]]]:
    """The promises that a sentence may speak of, each with what speaks for and against it.

    Only commitments of earlier articles; a sentence is recognised by the words of the promise itself.
    """
    promises = [
        one
        for one in candidates
        if one.kind is FactKind.COMMITMENT and one.article != entry.article and one.at < entry.at
    ]
    found = sorted(
        ((one, _evidence(entry, one)) for one in promises), key=lambda item: (-_strength(item[1]), item[0].id)
    )
    for one, told in found:
        rival = next((other for other, _ in found[:_RIVALS] if other.id != one.id and not _are_alike(one, other)), None)
        if rival is not None:
            ahead = _strength(told) - max(_strength(other) for known, other in found if known is rival)
            told["rival"] = 1 / (1 + math.exp(ahead))
    return found


def _strength(told: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in told.items() if name != "rival")


def sureness(told: Mapping[str, float]) -> float:
    """How likely it is, by what speaks for and against it, that a sentence speaks of a promise."""
    return 1 / (1 + math.exp(-BASE - _strength(told) - WEIGHTS["rival"] * told["rival"]))


def _link(promise: Entry, told: Mapping[str, float]) -> Link:
    reasons = ((name, round(WEIGHTS[name] * value, 2)) for name, value in told.items() if value)
    by_weight = tuple(sorted(reasons, key=lambda one: -abs(one[1])))
    return Link(parent=promise.id, confidence=round(min(0.99, sureness(told)), 3), reasons=by_weight)


def _are_alike(one: Entry, other: Entry) -> bool:
    """Whether two commitments may be one promise, told twice."""
    if one.article == other.article:
        return False
    first, second = sorted((one, other), key=lambda entry: entry.at)
    return link_to(second, first).confidence >= _ONE_PROMISE


def _evidence(entry: Entry, promise: Entry) -> dict[str, float]:
    same_lang = entry.lang == promise.lang
    return {
        **_of_numbers(entry, promise),
        **_of_words(entry, promise),
        **_of_parties(entry, promise),
        **_of_places(entry, promise),
        "meaning": meaning_of(entry, promise),
        "other language": float(not same_lang),
        "same due": float(entry.due is not None and due_on(entry.due) == due_on(promise.due)),
        "same days": float((entry.at - promise.at).days < _DAYS),
        "rival": 0.0,
    }


def _of_numbers(entry: Entry, promise: Entry) -> dict[str, float]:
    mine, theirs = _numbers(entry), _numbers(promise)
    shared = [one for one in theirs if any(_equal(one, other) for other in mine)]
    large = [one for one in shared if one[0] > _TOLD_IN_ANY]
    units = {unit_alike(unit) for _, unit in theirs}
    other = [one for one in mine if not shared and unit_alike(one[1]) in units and _exceeds(one, theirs)]
    article = [one for one in entry.figures if one[0] > _TOLD_IN_ANY]
    own = [one for one in theirs if one not in shared and any(_equal(one, other) for other in article)]
    around = [one for one in promise.figures if one[0] > _TOLD_IN_ANY and any(_equal(one, other) for other in article)]
    return {
        "its number": float(bool(large)),
        "a small number of it": float(bool(shared) and not large),
        "other number of it": float(bool(other)),
        "its number in the article": float(bool(own)),
        "figures of the article": min(len(set(around)), _MANY) / _MANY,
    }


def _exceeds(one: Amount, theirs: Sequence[Amount]) -> bool:
    """Whether more is told than was promised of the thing."""
    same = [number for number, unit in theirs if unit_alike(unit) == unit_alike(one[1])]
    return bool(same) and one[0] > max(same) * (1 + _CLOSE)


def _numbers(entry: Entry) -> tuple[Amount, ...]:
    return tuple(one for one in entry.amounts if one[0] >= _SMALL and one[1] != "%")


def _equal(one: Amount, other: Amount) -> bool:
    if abs(one[0] - other[0]) > _CLOSE * max(abs(one[0]), abs(other[0])):
        return False
    return one[1].islower() == other[1].islower() or one[1] == other[1]


def _of_words(entry: Entry, promise: Entry) -> dict[str, float]:
    mine, theirs = weights_of(entry.text, entry.lang), weights_of(promise.text, promise.lang)
    what = weights_of(promise.what or promise.text, promise.lang)
    shared = mine.keys() & theirs.keys()
    weight = sum(mine[key] for key in mine.keys() & what.keys())
    over = weights_of(entry.headline, entry.lang)
    above = sum(over[key] for key in over.keys() & what.keys())
    return {
        "words": min(1.0, weight / _LARGE),
        "words of the headline": min(1.0, above / _LARGE),
        "rare words": min(_MANY_RARE, sum(mine[key] >= _RARE for key in shared)) / _MANY_RARE,
    }


def _of_parties(entry: Entry, promise: Entry) -> dict[str, float]:
    here, about = entry.names | entry.parties, entry.about
    told, named = bool(here & promise.parties), bool(about & promise.parties)
    bodies = {one for one in here if one.startswith(("organisation/", "person/"))}
    theirs = promise.parties | promise.names | promise.about
    return {
        "party in the sentence": float(told),
        "party in the article": float(named and not told),
        "other party": float(bool(promise.by) and bool(bodies) and not bodies & theirs and not named),
    }


def _of_places(entry: Entry, promise: Entry) -> dict[str, float]:
    here, there = _places(entry.names | entry.parties), _places(promise.names | promise.parties)
    around, yonder = _places(entry.about), _places(promise.about)
    same = bool(here & there)
    near = bool((here | around) & there) or bool(here & yonder)
    return {
        "place in the sentence": float(same),
        "place in the article": float(near and not same),
        "other place": float(bool(here or around) and bool(there) and not near and not same),
    }


@lru_cache(maxsize=1 << 12)
def _places(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in ids if one.startswith("place/") and not is_country(one))
