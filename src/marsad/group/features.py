"""What story grouping looks at in a document: its terms and a small embedding of its title and lede."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from marsad.group.encoder import Encoder
from marsad.group.frequencies import stopwords
from marsad.group.words import bare, fold, words
from marsad.model import LANGUAGES, Document

LEDE_WORDS = 60
TERM_WORDS = 400
TITLE_WEIGHT = 2
SCALE = 400.0
"""An embedding's component x is stored as round(x * SCALE), held to one signed byte."""
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d{3}\b)*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """Language, terms with their counts, and the embedding as signed bytes (empty without an encoder)."""

    lang: str | None
    terms: Mapping[str, int]
    embedding: bytes

    def to_bytes(self) -> bytes:
        """The part worth storing; the terms are made from the text again."""
        return self.embedding

    @classmethod
    def from_bytes(cls, document: Document, data: bytes) -> StoryFeatures:
        """The features of a document whose embedding was stored."""
        terms = _terms(document)
        return cls(document.lang or _language(terms), terms, data)


def story_features(document: Document, encoder: Encoder | None) -> StoryFeatures:
    """The features of a document: a pure function of its text, its title and the encoder."""
    embedding = b""
    if encoder is not None:
        vector = encoder.encode([head(document)])[0]
        embedding = np.clip(np.rint(vector * SCALE), -127, 127).astype(np.int8).tobytes()
    return StoryFeatures.from_bytes(document, embedding)


def head(document: Document) -> str:
    """Title and lede: the title and the first words of the text, without saying the title twice."""
    text, title = document.text.lstrip(), (document.title or "").strip()
    if title and not text.startswith(title[:40]):
        text = f"{title}. {text}"
    ends = [token.end() for _, token in zip(range(LEDE_WORDS), _TOKEN.finditer(text), strict=False)]
    return text[: ends[-1]] if ends else ""


def _terms(document: Document) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for word in words(document.title or ""):
        counts[bare(word)] += TITLE_WEIGHT
    for word in words(document.text)[:TERM_WORDS]:
        counts[bare(word)] += 1
    return {term: count for term, count in counts.items() if len(term) > 1}


def _language(terms: Mapping[str, int]) -> str | None:
    """The language whose function words the terms hold most of; None when they hold none."""
    found = {lang: sum(terms.get(word, 0) for word in stopwords(lang)) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: found[lang])
    return best if found[best] else None


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text without thousands separators, years and single digits left out."""
    found = (re.sub(r"[^\d]", "", number) for number in _NUMBER.findall(fold(text)))
    return frozenset(n for n in found if len(n) > 1 and not (len(n) == 4 and n[:2] in {"19", "20"}))
