"""A vocabulary that tells a text of the bench as another event: other names, numbers, places and content words.

Function words and punctuation stay. Every other word becomes, by a hash of the event, one of about the same frequency
and kind, the same one wherever it stands in the event; half of the names become invented ones, of which new ones keep
coming up (Heaps' law). So the articles of one event stay as alike as they were, and two events share what two
unrelated articles share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
FUNCTION_WORDS = 150
"""The most frequent words of a language, which no event changes; fewer where the texts have few words."""
KEPT, WORD, NAME, NUMBER = range(4)
_PIECE = re.compile(r"[^\W_]+|[\W_]+")
_LATIN = [f"{consonant}{vowel}" for consonant in "bdfgjklmnprstvz" for vowel in "aeiou"]
_ARABIC = [f"{consonant}{vowel}" for consonant in "بتجحدرسشطعفقكلمن" for vowel in "اوي"]
_NAMES, _DRAWS = 1_000_000, 1 << 30
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xFF51AFD7ED558CCD))
_SHIFT = np.uint64(29)


def pieces(text: str) -> list[str]:
    """A text as words and what stands between them, nothing left out."""
    return _PIECE.findall(text)


class Vocabulary:
    """The words of one language's texts, by kind and frequency."""

    def __init__(self, lang: str, texts: Iterable[Sequence[str]]) -> None:
        self._syllables = _ARABIC if lang == "ar" else _LATIN
        counts = Counter(piece for text in texts for piece in text)
        words = [piece for piece, _ in counts.most_common() if piece[0].isalnum()]
        function = {word for word in words[: min(FUNCTION_WORDS, len(words) // 8)] if not word[0].isdigit()}
        self._ids = {piece: number for number, piece in enumerate(counts)}
        self._pieces = np.array(list(counts), dtype=object)
        kinds = [KEPT if piece in function else _kind(piece, lang) for piece in counts]
        self._kinds = np.array(kinds, np.uint8)
        self._place = np.zeros(len(counts), np.int64)
        self._pools: dict[int, Ids] = {}
        for kind in (WORD, NAME, NUMBER):
            pool = np.array([self._ids[word] for word in words if self._kinds[self._ids[word]] == kind], np.int64)
            self._pools[kind] = pool
            self._place[pool] = np.arange(len(pool))

    def ids(self, text: Sequence[str]) -> Ids:
        """A text of this language as numbers."""
        return np.array([self._ids[piece] for piece in text], np.int64)

    def told(self, ids: Ids, event: int) -> str:
        """The text as that event has it."""
        mixed, kinds = _mixed(ids, event), self._kinds[ids]
        changed = ids.copy()
        for kind, pool in self._pools.items():
            at = np.flatnonzero(kinds == kind)
            if len(at):
                place = self._place[ids[at]]
                band = place // 2 + (mixed[at] % (3 * place // 2 + 40).astype(np.uint64)).astype(np.int64)
                changed[at] = pool[band % len(pool)]
        found = self._pieces[changed]
        for one in np.flatnonzero((kinds == NAME) & (mixed >> np.uint64(63) == 1)):
            found[one] = self._invented(int(mixed[one]) >> 20)
        return "".join(found.tolist())

    def _invented(self, number: int) -> str:
        """An invented name, some of them far more often than others."""
        rest, name = len(self._syllables) * (1 + int((number % _DRAWS / _DRAWS) ** 4 * _NAMES)) + number % 7, ""
        while rest:
            rest, syllable = divmod(rest, len(self._syllables))
            name += self._syllables[syllable]
        return name.capitalize()


def _kind(piece: str, lang: str) -> int:
    if piece[0].isdigit():
        return NUMBER
    if not piece[0].isalnum() or len(piece) < 3:
        return KEPT
    return NAME if piece[0].isupper() or (lang == "ar" and sum(map(ord, piece)) % 4 == 0) else WORD


def _mixed(ids: Ids, event: int) -> NDArray[np.uint64]:
    mixed = ids.astype(np.uint64) * _FACTORS[0] + np.uint64(event * int(_FACTORS[1]) % (1 << 64))
    mixed ^= mixed >> _SHIFT
    mixed *= _FACTORS[2]
    mixed ^= mixed >> _SHIFT
    mixed *= _FACTORS[0]
    return np.asarray(mixed ^ (mixed >> np.uint64(32)), np.uint64)
