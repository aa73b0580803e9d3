"""What the tagger knows of a token from lists of names of several words: places, and institutions of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.places import PlaceMatch
from marsad.annotate.tagger.features import forms_of
from marsad.annotate.text import Passage
from marsad.read.fold import fold


def marks(passage: Passage, places: Sequence[PlaceMatch]) -> list[tuple[str, ...]]:
    """The names of the features of each token, most of them none; ``places`` are those of the passage."""
    found: list[tuple[str, ...]] = [()] * len(passage.words)
    for match in places:
        kind = f"{round(4 * match.certain)}{match.places[0].sort[:3]}"
        _mark(found, "g", kind, match.first, match.last)
    for first, last in _organisations(passage.folded):
        _mark(found, "o", "", first, last)
    return found


def _mark(found: list[tuple[str, ...]], sort: str, kind: str, first: int, last: int) -> None:
    """Tell the first token of several, the others, and a token alone."""
    for i in range(first, last + 1):
        position = "S" if first == last else "B" if i == first else "I"
        found[i] = (*found[i], f"{sort}{position}{kind}")


def _organisations(folded: Sequence[str]) -> Iterator[tuple[int, int]]:
    after = 0
    for i, word in enumerate(folded):
        if i < after:
            continue
        for rest in _openings(word):
            if tuple(folded[i + 1 : i + 1 + len(rest)]) == rest:
                after = i + 1 + len(rest)
                yield i, after - 1
                break


@lru_cache(maxsize=1 << 14)
def _openings(word: str) -> tuple[tuple[str, ...], ...]:
    """What may follow a word in the name of an institution that it begins, the longest first."""
    index = _index()
    found = {rest for form in forms_of(word) for rest in index.get(form, ())}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _index() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in tables_of("names_ar_world.toml")["organisations"]:
        first, *rest = fold(name).split()
        found.setdefault(first, []).append(tuple(rest))
    return found
