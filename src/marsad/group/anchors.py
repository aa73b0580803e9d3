"""What one event has in common in every language: its numbers and the sound of its names.

A name becomes the skeleton of its consonants, in classes coarse enough for the spellings that romanisation gives:
``Kairouan`` and ``القيروان`` are both ``krn``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from marsad.group.words import bare, fold

_LATIN = (
    (re.compile("tch|sch|sh|ch"), "s"),
    (re.compile("dj|gh"), "g"),
    (re.compile("kh|ck|qu"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("x"), "ks"),
)
_LATIN_CLASSES = str.maketrans("bpdtfvgjkcqlmnrsz", "bbdtffggkkklmnrss", "aeiouhwy")
_ARABIC_CLASSES = str.maketrans("بتثجحخدذرزسشصضطظعغفقكلمنهوياء", "bttg\0kddrssssdtd\0gfkklmn\0\0\0\0\0")
_TWICE = re.compile(r"(.)\1+")
_NAME = re.compile(r"(?<![.!?:»”\"]\s)(?<!\n)(?<!^)\b[^\W\d_a-zà-ÿ][^\W\d_]{2,}")
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d{3}\b)*(?:[.,]\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST = 3


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a folded word in coarse classes; a doubled letter counts once."""
    word = _TWICE.sub(r"\1", word)
    if "\u0600" <= word[0] <= "\u06ff":
        return bare(word).translate(_ARABIC_CLASSES).replace("\0", "")
    for pattern, sound in _LATIN:
        word = pattern.sub(sound, word)
    return word.translate(_LATIN_CLASSES)


def anchors(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """Numbers and skeletons of names in a text, sorted; ``words`` are its folded words."""
    return tuple(sorted(_numbers(text) | _names(text, words)))


def _numbers(text: str) -> set[str]:
    """The numbers of a text without separators; single digits and years are left out, being everywhere."""
    found = (re.sub(r"\D", "", number) for number in _NUMBER.findall(fold(text)))
    return {number for number in found if len(number) > 1 and not _YEAR.fullmatch(number)}


def _names(text: str, words: Iterable[str]) -> set[str]:
    """Skeletons of the capitalised words inside sentences; of all words in a script without capitals."""
    capitalised = (fold(name) for name in _NAME.findall(text))
    uncased = (word for word in words if "\u0600" <= word[0] <= "\u06ff")
    found = {skeleton(word) for group in (capitalised, uncased) for word in group}
    return {name for name in found if len(name) >= SHORTEST}
