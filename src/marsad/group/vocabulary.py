"""How rare words are before an archive has told: a small table that ships, for each of our languages."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from importlib.resources import files
from zlib import crc32

from marsad.group.words import bare
from marsad.model import LANGUAGES

FUNCTION_WORDS = 0.4
"""The share of running text that a language's function words make; the table counts several languages together."""
STEM = 5
"""Letters of a word that tell it from others: cut off there, its inflections are one (as in Savoy, 1999)."""
TEXT = 300
"""Words of a text for which a document frequency is told."""
UNKNOWN = 0.0006
"""The document frequency of a word that the table does not have."""
ID_BITS = 19
OTHER = len(LANGUAGES)
CASED, UNCASED = OTHER + 1, OTHER + 2
ROWS = UNCASED + 1
"""Frequencies have a row for the terms of each of our languages and of all others, and one each for the anchors of
texts whose names bear capitals and of texts where any word may be a name."""
WITHOUT_CAPITALS = frozenset({"ar"})
_MOST = 1 << 16
"""Entries that a lexicon holds before it begins anew."""


@cache
def stopwords(lang: str | None) -> frozenset[str]:
    """The function words of a language, folded; of all our languages when it is not known."""
    if lang not in LANGUAGES:
        return frozenset().union(*map(stopwords, LANGUAGES)) if lang is None else frozenset()
    return frozenset(_lines(f"stopwords.{lang}.txt"))


def stem(word: str) -> str:
    """The first `STEM` letters of a folded word without what Arabic writes onto its front; numbers stay whole."""
    word = bare(word)
    return word if word.isdigit() else word[:STEM]


@cache
def document_frequencies(lang: str | None) -> dict[str, float]:
    """For each stem of the table the share of texts in a language that have it; empty for languages not ours."""
    if lang not in LANGUAGES:
        return {}
    counts = _word_frequencies()
    in_language = sum(counts.get(word, 0.0) for word in stopwords(lang)) / FUNCTION_WORDS
    stems: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if word not in stopwords(lang):
            stems[stem(word)] += count
    return {word: max(UNKNOWN, -math.expm1(-TEXT * count / in_language)) for word, count in stems.items()}


@cache
def _word_frequencies() -> dict[str, float]:
    return {word: int(count) / 1e7 for word, count in map(str.split, _lines("word_frequencies.txt"))}


def _lines(name: str) -> list[str]:
    data = files("marsad.group").joinpath("data", name).read_text("utf-8")
    return [line for line in data.split("\n") if line and not line.startswith("#")]


class Lexicon(dict[str, tuple[int, float]]):
    """For folded words of a language the id of their stem, `ID_BITS` of a hash and never 0, and how rare it is.

    Rarity is the inverse document frequency of the table. Function words and single letters have the id 0. Entries are
    made as they are asked for.
    """

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self._stopwords = stopwords(lang)
        self._frequencies = document_frequencies(lang)

    def __missing__(self, word: str) -> tuple[int, float]:
        if len(self) >= _MOST:
            self.clear()
        entry = (0, 0.0)
        if len(bare(word)) > 1 and word not in self._stopwords and bare(word) not in self._stopwords:
            entry = (hashed(stem(word)), -math.log(self._frequencies.get(stem(word), UNKNOWN)))
        self[word] = entry
        return entry


@cache
def lexicon(lang: str | None) -> Lexicon:
    """The lexicon of a language."""
    return Lexicon(lang)


def hashed(name: str) -> int:
    """`ID_BITS` of a hash; never 0."""
    return crc32(name.encode()) >> (32 - ID_BITS) or 1


def term_row(lang: str | None) -> int:
    """The row of a language's terms."""
    return LANGUAGES.index(lang) if lang in LANGUAGES else OTHER


def anchor_row(lang: str | None) -> int:
    """The row of a language's anchors."""
    return UNCASED if lang in WITHOUT_CAPITALS else CASED
