"""Names of rivers, mountains and quarters: what they are, in the word of each language, and what they are called."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.link.concepts import ALI, is_stop
from marsad.annotate.sounds import is_arabic
from marsad.read.fold import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_ARTICLE = re.compile(r"^[وفبك]?ال(?=...)|^لل(?=...)")
_LAYERS = 2
"""Words for what a place is that are looked for in a name."""
_ELISION = re.compile(r"^[dl]['’ʼ]", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def feature_of(name: str, lang: str | None) -> tuple[tuple[frozenset[str], ...], str]:
    """What kinds of place a name says it is, and the name without those words: *oued Tizra* and وادي تيزرا.

    A name may say several: *forêt du djebel Bir* is the *Jebel Bir forest*. None, with the name as it is, where no such
    word stands at either end, or nothing is left without it.
    """
    words = _WORD.findall(name)
    found: list[frozenset[str]] = []
    while len(found) < _LAYERS and (parted := _parted(words, lang)):
        kinds, words = parted
        found.append(kinds)
    return tuple(found), " ".join(words) if found else name


def same_features(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> bool:
    """Whether two names say the same kinds of place, in either order."""
    return len(a) == len(b) and any(
        all(x & y for x, y in zip(a, turned, strict=True)) for turned in (b, tuple(reversed(b)))
    )


def _parted(words: list[str], lang: str | None) -> tuple[frozenset[str], list[str]] | None:
    """The kinds that the first or the last word tells, and the other words without links.

    The last one first where it is a common noun, as in English: *Jebel Bir forest*.
    """
    ends = [(words[:1], words[1:]), (words[-1:], words[:-1])]
    if len(words) > _LAYERS and words[-1].islower():
        ends.reverse()
    for first, rest in ends:
        if not rest or not (kinds := _kinds().get(_bare(first[0]))):
            continue
        if own := [_ELISION.sub("", word) for word in rest if word == ALI or not is_stop(fold(word), lang)]:
            return kinds, own
    return None


def _bare(word: str) -> str:
    folded = fold(word)
    return _ARTICLE.sub("", folded) if is_arabic(folded) else folded


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, words in tables_of("link_features.toml")["features"].items():
        for word in words:
            folded = fold(word)
            found[folded] = found.get(folded, frozenset()) | {kind}
    return found
