"""What one event has in common in every language: its numbers and the sound of its names.

A name becomes the skeleton of its consonants, in classes coarse enough for the spellings that romanisation gives:
``Kairouan`` and ``القيروان`` are both ``krn``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<!^.)(?<![\w\n].)(?<![.!?:»”\"]\s.)[^\W\d_]{2,}", re.DOTALL)
"""A capitalised word that begins no sentence; what stands before it is looked at last, because that takes longer."""
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d{3}\b)*(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"\D")
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


def anchors(text: str, words: Sequence[str]) -> dict[str, tuple[int, str | None]]:
    """Numbers and skeletons of names in a text, each with how often it occurs and the folded word that it is of.

    ``words`` are the text's folded words: in a script without capitals any of them may be a name. The word is null for
    numbers; single digits and years are left out, being everywhere.
    """
    found: Counter[str] = Counter(_numbers(text))
    origin: dict[str, str | None] = dict.fromkeys(found)
    for word, count in Counter(_names(text, words)).items():
        name = skeleton(word)
        if len(name) >= SHORTEST:
            found[name] += count
            origin.setdefault(name, word)
    return {name: (count, origin[name]) for name, count in found.items()}


def _numbers(text: str) -> Iterator[str]:
    for number in _NUMBER.findall(text if text.isascii() else fold(text)):
        digits = _SEPARATOR.sub("", number)
        if len(digits) > 1 and not _YEAR.fullmatch(digits):
            yield digits


def _names(text: str, words: Sequence[str]) -> Iterator[str]:
    """The capitalised words inside sentences, folded; all words in a script without capitals."""
    yield from map(fold, _NAME.findall(text))
    yield from (word for word in words if "\u0600" <= word[0] <= "\u06ff")
