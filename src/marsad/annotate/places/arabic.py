"""Arabic words without what is written onto their front: و ف ب ل ك, alone or two of them, and ال."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_AFTER = {"و": "بلكف", "ف": "بلك"}
_PROCLITICS = frozenset("وفبلك")
_SHORT = 3
_LEAST = {3: 0.7, 4: 0.6}
"""How sure a name of few letters must be to be read after a proclitic."""


class Stem(NamedTuple):
    """A reading of a word: what remains, how many letters are cut off, and how sure a name must be to be read so."""

    text: str
    cut: int
    least: float


def is_arabic(char: str) -> bool:
    """Whether a letter is of the Arabic script."""
    return "\u0621" <= char <= "\u06d3"


@lru_cache(maxsize=1 << 15)
def stems(word: str) -> tuple[Stem, ...]:
    """The readings of a folded word, the whole first. What gets short by a cut is oftener a word as it is."""
    return tuple(_stems(word))


def _stems(word: str) -> Iterator[Stem]:
    yield Stem(word, 0, 0.0)
    yield from _bare(word, 0)
    if word[:1] not in _PROCLITICS:
        return
    for cut in (1, 2):
        if len(word) < cut + _SHORT or (cut == 2 and word[1] not in _AFTER.get(word[0], "")):
            return
        rest = word[cut:]
        if word[cut - 1] == rest[0] == "ل":
            rest = "ا" + rest
        yield Stem(rest, cut, _LEAST.get(len(rest), 0.4))
        yield from _bare(rest, cut)


def _bare(word: str, cut: int) -> Iterator[Stem]:
    """The word without its article, which some lists of countries have and others not; in ي it is an adjective."""
    if word.startswith("ال") and len(word) > 2 + _SHORT and word[-1] != "ي":
        yield Stem(word[2:], cut, 0.9)
