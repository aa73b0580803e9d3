"""What story grouping looks at in a document: terms, anchors, circumstances, and embeddings of title and lede."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from marsad.group.anchors import anchors
from marsad.group.circumstances import WIDTHS, Circumstances, Ids, circumstances
from marsad.group.encoder import Encoder
from marsad.group.vocabulary import UNKNOWN, Lexicon, hashed, lexicon, stopwords
from marsad.group.words import words
from marsad.model import LANGUAGES, Document

Counts: TypeAlias = NDArray[np.uint8]
TEXT_WORDS = 600
FACT_WORDS = 100
LEDE_WORDS = 40
TITLE_WEIGHT = 2
TERMS, TITLE_TERMS, ANCHORS = 128, 16, 64
"""The most ids that are kept of each."""
COUNT_SCALE = 16
"""A term that occurs n times is counted as COUNT_SCALE * (1 + ln n), rounded and held to one byte."""
SCALE = 400.0
"""An embedding's component x is stored as round(x * SCALE), held to one signed byte."""
_LEVELS = [0.0, *(1.0 + math.log(count) for count in range(1, 1000))]
_UNKNOWN_RARITY = -math.log(UNKNOWN)
_FORMAT = 2


@dataclass(frozen=True, slots=True, eq=False)
class StoryFeatures:
    """What is compared of a document; it depends on the document and the encoder alone.

    ``terms`` are ids of words, those first that say most by the table that ships, with their ``counts``; ``title`` the
    ids of the title's words; ``anchors`` ids of names and numbers, the same in all languages, the rarest first.
    ``embedding`` is two vectors of equal length in signed bytes, of the title and of the first words (empty without an
    encoder).
    """

    lang: str | None
    terms: Ids
    counts: Counts
    title: Ids
    anchors: Ids
    circumstances: Circumstances
    embedding: bytes

    def to_bytes(self) -> bytes:
        """The part worth storing, because it takes time to find; the rest is made from the text again."""
        sizes = bytes((_FORMAT, *map(len, self.circumstances)))
        return sizes + b"".join(ids.astype("<u4").tobytes() for ids in self.circumstances) + self.embedding

    @classmethod
    def from_bytes(cls, document: Document, data: bytes) -> StoryFeatures:
        """The features of a document from what was stored of them.

        Raises:
            ValueError: when a version that kept something else stored them.
        """
        if not data or data[0] != _FORMAT:
            raise ValueError("a document's features were stored by another version; `marsad rebuild` makes them anew")
        at, found = 1 + len(WIDTHS), []
        for size in data[1:at]:
            found.append(np.frombuffer(data, "<u4", size, at).astype(np.uint32))
            at += 4 * size
        return _features(document, Circumstances(*found), data[at:])


def story_features(document: Document, encoder: Encoder | None, lede_words: int = LEDE_WORDS) -> StoryFeatures:
    """The features of a document: a pure function of its text, its title and the encoder."""
    title, text = _parts(document)
    first = _first(text, FACT_WORDS)
    lang = document.lang or _language(words(f"{title} {first}"))
    return _features(
        document, circumstances(title, first, lang, document.date), _embedding(title, text, encoder, lede_words)
    )


def _features(document: Document, found: Circumstances, embedding: bytes) -> StoryFeatures:
    title, text = _parts(document)
    text = _first(text, TEXT_WORDS)
    of_title, of_text = words(title), words(text)
    lang = document.lang or _language(of_title + of_text[:FACT_WORDS])
    known = lexicon(lang)
    terms = _terms(known, of_title, of_text)
    title_ids = dict.fromkeys(known[word][0] for word in of_title)
    title_ids.pop(0, None)
    return StoryFeatures(
        lang,
        np.array([term for _, term, _ in terms], np.uint32),
        np.array([min(255, round(COUNT_SCALE * _LEVELS[count])) for _, _, count in terms], np.uint8),
        np.array([*islice(title_ids, TITLE_TERMS)], np.uint32),
        np.array(_anchors(known, f"{title}\n{text}", of_text), np.uint32),
        found,
        embedding,
    )


def _terms(known: Lexicon, of_title: Iterable[str], of_text: Iterable[str]) -> list[tuple[float, int, int]]:
    """Weight (negative), id and count of the terms that say most, heaviest first."""
    counted = Counter(of_text)
    for word in of_title:
        counted[word] += TITLE_WEIGHT
    counts: dict[int, int] = {}
    rarities: dict[int, float] = {}
    for word, count in counted.items():
        term, rarity = known[word]
        if term:
            counts[term] = counts.get(term, 0) + count
            rarities[term] = rarity
    weighed = sorted(
        (-_LEVELS[min(count, 999)] * rarities[term], term, min(count, 999)) for term, count in counts.items()
    )
    return weighed[:TERMS]


def _anchors(known: Lexicon, text: str, of_text: list[str]) -> list[int]:
    found = anchors(text, of_text)
    weights = {
        name: _LEVELS[min(count, 999)] * (known[word][1] if word else _UNKNOWN_RARITY)
        for name, (count, word) in found.items()
    }
    return [hashed(name) for name in sorted(weights, key=lambda name: (-weights[name], name))[:ANCHORS]]


def _embedding(title: str, text: str, encoder: Encoder | None, lede_words: int) -> bytes:
    if encoder is None:
        return b""
    lede = _first(text, lede_words)
    views = [view for view in (title, lede) if view] or [""]
    rows = np.clip(np.rint(encoder.encode(views) * SCALE), -127, 127).astype(np.int8)
    return bytes(rows[0].tobytes() + rows[-1].tobytes())


def _parts(document: Document) -> tuple[str, str]:
    """The title, and the text without the title where it begins with it."""
    title, text = (document.title or "").strip(), document.text.lstrip()
    if title and text.startswith(title):
        text = text[len(title) :].lstrip(" .\n") or text
    return title, text


def _first(text: str, count: int) -> str:
    """The text up to the end of its word number ``count``."""
    found = _words_of(count).match(text)
    return found[0] if found else ""


@cache
def _words_of(count: int) -> re.Pattern[str]:
    return re.compile(rf"(?:\s*\S+){{0,{count}}}")


def _language(found: list[str]) -> str | None:
    """The language whose function words are most among folded words; null when there are none."""
    counts = Counter(found)
    shares = {lang: sum(counts[word] for word in stopwords(lang)) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: shares[lang])
    return best if shares[best] else None
