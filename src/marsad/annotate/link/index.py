"""Where to look for an entity: a table of keys to the numbers of those that have them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations, product

from marsad.annotate.link.bags import endless, head_groups
from marsad.annotate.link.features import feature_of
from marsad.annotate.link.tokens import WEIGHTS, Bag, Token, readings
from marsad.annotate.sounds import Unit, skeletons, units

CANDIDATES = 8
"""Entities that are compared with a name at most: those with many and rare ones of its keys, the last of them."""
_LISTED = 64
"""Entities under one key that are counted, the last ones."""
_RAREST = 5040
"""What a key weighs that nothing else has."""
_PAIRED = 4
"""Tokens of a name, the most telling, of which each two are a key."""
_SHORT = 3
"""Names of no more tokens are also looked for by how their common words sound: *Plan Sebkha* is مخطط سبخة."""
_ALTERNATIVES = 4


class Index:
    """Numbers by key. What it answers depends on what was added, not on the order."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}

    def add(self, keys: Iterable[str], number: int) -> None:
        """Put an entity under keys."""
        for key in keys:
            numbers = self._numbers.setdefault(key, [])
            place = bisect_left(numbers, number)
            if place == len(numbers) or numbers[place] != number:
                numbers.insert(place, number)

    def find(self, keys: Iterable[str]) -> list[int]:
        """The entities under any of the keys, those under rare and many ones first."""
        weights: dict[int, int] = {}
        for key in keys:
            numbers = self._numbers.get(key, ())
            weight = _RAREST // (len(numbers) + 1)
            for number in numbers[-_LISTED:]:
                weights[number] = weights.get(number, 0) + weight
        ranked = nsmallest(CANDIDATES, ((-weight, -number) for number, weight in weights.items()))
        return [-number for _, number in ranked]


def person_keys(name: str, lang: str | None) -> set[str]:
    """The keys under which a person is kept: each two of the single names, in either order, and the last ones alone."""
    parts = [_sounded(unit) for unit in units(name, lang)]
    if len(parts) == 1:
        return {f"single {key}" for key in parts[0]}
    pairs = (sorted(pair) for a, b in combinations(parts, 2) for pair in product(a, b))
    return {" ".join(pair) for pair in pairs} | {f"family {key}" for part in parts[1:] for key in part}


def person_questions(name: str, lang: str | None) -> set[str]:
    """The keys under which a person may be known: by the full name or, a part of it alone, by a single one."""
    parts = [_sounded(unit) for unit in units(name, lang)]
    if len(parts) == 1:
        return {f"{kind} {key}" for key in parts[0] for kind in ("single", "family")}
    found = {key for key in person_keys(name, lang) if not key.startswith("family ")}
    if any(len(unit[0].sounds) == 1 for unit in units(name, lang)):
        found |= {f"family {key}" for part in parts[1:] for key in part}
    return found | {f"single {key}" for part in parts[1:] for key in part}


@lru_cache(maxsize=1 << 15)
def institution_keys(name: str, lang: str | None) -> frozenset[str]:
    """The keys of an organisation's or initiative's name: proper words alone, and each two of the telling tokens."""
    return frozenset(key for bag in readings(name, lang) for key in _bag_keys(bag))


def _bag_keys(bag: Bag) -> set[str]:
    if len(bag) == 1:
        sounded = {f"~{key}" for key in _sounded(bag[0].unit)} if bag[0].sort == "place" else set()
        return {f"only {key}" for key in _meant(bag[0], spelt=True)} | sounded | set(_proper(bag))
    telling = sorted(bag, key=lambda token: -WEIGHTS[token.sort])[:_PAIRED]
    meant = [_meant(token, spelt=len(bag) <= _SHORT) for token in telling]
    pairs = (sorted(pair) for a, b in combinations(meant, 2) for pair in product(a, b))
    return {" ".join(pair) for pair in pairs} | set(_proper(bag))


@lru_cache(maxsize=1 << 15)
def place_keys(name: str, lang: str | None) -> frozenset[str]:
    """The keys of a place's name: how it sounds, and how it does without the word for a river or mountain."""
    _, own = feature_of(name, lang)
    return frozenset(key for each in dict.fromkeys((name, own)) for key in _place_keys(each, lang))


def _place_keys(name: str, lang: str | None) -> set[str]:
    parts = [_sounded(unit) for unit in units(name, lang)][:3]
    return {" ".join(keys) for keys in product(*parts)}


def _proper(bag: Bag) -> Iterator[str]:
    for token in bag:
        if token.sort == "proper" or (len(bag) <= _SHORT and token.sort == "things"):
            yield from (f"~{key}" for key in _sounded(token.unit))
        if token.sort == "proper" and (stem := endless(token.unit)) != token.unit:
            yield from (f"~{key}" for key in _sounded(stem))


def _meant(token: Token, *, spelt: bool) -> list[str]:
    """What a token may be found by: its meanings, and its sound where another language may only spell it."""
    keys = head_groups(token.keys) if token.sort == "heads" else sorted(token.keys)
    if token.sort in ("proper", "place") or (token.sort != "country" and (token.arabic or spelt)):
        keys += [f"~{key}" for key in _sounded(token.unit)]
    return keys


def _sounded(unit: Unit) -> list[str]:
    """The phonetic keys of a single name, a few of them."""
    found = dict.fromkeys(key for reading in unit[:3] for key in skeletons(reading))
    return list(found)[: 2 * _ALTERNATIVES]
