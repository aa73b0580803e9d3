"""The parts of an initiative over articles and languages: which of the names that listings give are one part.

Names are words with a meaning (`marsad.annotate.link.concepts`) or else a stem, so that *santé*, الصحة and "health"
meet by their words; where words do not tell, the encoder does, one name of a listing for one part. Listings are taken
in the order of their articles: a later one adds parts and names, and moves no part from its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from marsad.annotate.link.concepts import forms, is_stop, meaning, stem
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES

SAME = 0.62
"""The least cosine of two names in two languages that are one part."""
SAME_LANGUAGE = 0.8
"""The same for two names in one language."""
SAME_PLACE = 0.42
"""The same for names at the same place of listings that are as long."""
MOST_PARTS = 60
"""Parts of one initiative."""

WORD = r"[^\W\d_][^\W_]*(?:[\u064b-\u065f\u0670\u0640]+[^\W_]+)*"
"""A word of a name or a text."""
_WORD = re.compile(WORD)

Similarity = Callable[[str, str], float | None]
Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Listing:
    """The names of parts that one article lists, in their order; ``lang`` is ISO 639-1."""

    lang: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Part:
    """A part with the names that it is known by in each language, and where it is listed first: the number of the
    listing and of its name there; null for one that somebody gave.
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    first: tuple[int, int] | None = None

    @property
    def all(self) -> Iterator[tuple[str, str]]:
        """Language and name of each."""
        for lang, names in self.names.items():
            for name in names:
                yield lang, name


@lru_cache(maxsize=1 << 15)
def keys_of(word: str, lang: str) -> Keys:
    """What a folded word is known by: its concepts, the same in all languages, or else its stems in its own."""
    if found := meaning((word,), lang):
        return found.concepts
    if lang not in LANGUAGES:
        return frozenset({f"{lang}:{word}"})
    return frozenset(f"{lang}:{stem(form, lang)}" for form in forms(word))


@lru_cache(maxsize=1 << 12)
def name_keys(name: str, lang: str) -> tuple[Keys, ...]:
    """The keys of the words of a name that tell something, in their order."""
    words = [folded_word(match[0]) for match in _WORD.finditer(name)]
    telling = [word for word in words if len(word) > 1 and not is_stop(word, lang)]
    return tuple(dict.fromkeys(keys_of(word, lang) for word in telling or words))


def same_words(one: Sequence[Keys], other: Sequence[Keys]) -> bool:
    """Whether two names have the same telling words."""
    return (
        bool(one)
        and len(one) == len(other)
        and all(any(key & each for each in other) for key in one)
        and all(any(key & each for each in one) for key in other)
    )


def parts_of(told: Iterable[Listing | Part], similarity: Similarity | None = None) -> list[Part]:
    """The parts that listings name and that somebody gave between them, in the order in which they come.

    A given part takes in the names that are the same as one of its own, without being called by them.
    """
    parts: list[Part] = []
    lengths: list[int] = []
    for one in told:
        if isinstance(one, Part):
            parts.append(Part({lang: list(names) for lang, names in one.names.items()}))
            continue
        names = listed_names(one)
        lengths.append(len(names))
        held = _held(names, one.lang, parts, lengths, similarity)
        for number, name in enumerate(names):
            part = held.get(number)
            if part is None:
                if len(parts) >= MOST_PARTS:
                    continue
                part = Part(first=(len(lengths) - 1, number))
                parts.append(part)
            if part.first is not None:
                _call(part, name, one.lang)
    return parts


def listed_names(listing: Listing) -> list[str]:
    """The names of a listing that say something, each once."""
    return list(dict.fromkeys(name for name in listing.names if name_keys(name, listing.lang)))


def _call(part: Part, name: str, lang: str) -> None:
    known = part.names.setdefault(lang, [])
    if name not in known and not any(name.casefold() == other.casefold() for other in known):
        known.append(name)


def _held(
    names: Sequence[str], lang: str, parts: Sequence[Part], lengths: Sequence[int], similarity: Similarity | None
) -> dict[int, Part]:
    """The known part of each name of a listing that has one, one for one: by the same words, else the most alike."""
    held: dict[int, Part] = {}
    free = list(parts)
    for number, name in enumerate(names):
        keys = name_keys(name, lang)
        same = next((one for one in free if any(same_words(keys, name_keys(*pair[::-1])) for pair in one.all)), None)
        if same is not None:
            held[number] = same
            free = [one for one in free if one is not same]
    _hold_alike(held, names, lang, free, lengths, similarity)
    return held


def _hold_alike(
    held: dict[int, Part],
    names: Sequence[str],
    lang: str,
    free: Sequence[Part],
    lengths: Sequence[int],
    similarity: Similarity | None,
) -> None:
    """Give names without a part the most alike of the free ones, one for one, the surest pairs first."""
    pairs = [
        (-sure, number, place)
        for number, name in enumerate(names)
        if number not in held
        for place, part in enumerate(free)
        if (sure := _sure(name, lang, part, similarity, beside=_beside(part, number, len(names), lengths)))
    ]
    taken: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in held and place not in taken:
            held[number] = free[place]
            taken.add(place)


def _beside(part: Part, number: int, length: int, lengths: Sequence[int]) -> bool:
    """Whether a part is first listed at this place of a listing that is as long."""
    return part.first is not None and part.first[1] == number and lengths[part.first[0]] == length


def _sure(name: str, lang: str, part: Part, similarity: Similarity | None, *, beside: bool) -> float:
    """How sure a name is one of a part's, 0 where it is not sure enough."""
    if similarity is None:
        return 0.0
    cosine = max((similarity(name, other) or 0.0 for _, other in part.all), default=0.0)
    if lang in part.names:
        return cosine if cosine >= SAME_LANGUAGE else 0.0
    least = SAME_PLACE if beside else SAME
    return cosine + (SAME - least) if cosine >= least else 0.0
