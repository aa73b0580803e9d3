"""What story grouping looks at in a document: terms, anchors, and small embeddings of its title and its lede."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from marsad.group.anchors import anchors
from marsad.group.encoder import Encoder
from marsad.group.frequencies import stopwords
from marsad.group.words import bare, words
from marsad.model import LANGUAGES, Document

LEDE_WORDS = 60
TEXT_WORDS = 400
TITLE_WEIGHT = 2
SCALE = 400.0
"""An embedding's component x is stored as round(x * SCALE), held to one signed byte."""
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """Language, terms with their counts, anchors, and the embedding as signed bytes (empty without an encoder).

    The embedding is two of equal length end to end, of the title and of title and lede together: its cosine is the
    mean of both. Two articles on one topic are near in what surrounds the event, and less so in what they are titled.
    """

    lang: str | None
    terms: Mapping[str, int]
    anchors: tuple[str, ...]
    embedding: bytes

    def to_bytes(self) -> bytes:
        """The part worth storing; the rest is made from the text again."""
        return self.embedding

    @classmethod
    def from_bytes(cls, document: Document, data: bytes) -> StoryFeatures:
        """The features of a document whose embedding was stored."""
        title, text = document.title or "", _first(document.text, TEXT_WORDS)
        body = words(text)
        terms = _terms(words(title), body)
        return cls(document.lang or _language(terms), terms, anchors(f"{title}\n{text}", body), data)


def story_features(document: Document, encoder: Encoder | None) -> StoryFeatures:
    """The features of a document: a pure function of its text, its title and the encoder."""
    if encoder is None:
        return StoryFeatures.from_bytes(document, b"")
    lede = head(document)
    views = encoder.encode([document.title or lede, lede])
    embedding = np.clip(np.rint(views * SCALE), -127, 127).astype(np.int8).tobytes()
    return StoryFeatures.from_bytes(document, embedding)


def head(document: Document) -> str:
    """Title and lede: the title and the first words of the text, without saying the title twice."""
    text, title = document.text.lstrip(), (document.title or "").strip()
    if title and not text.startswith(title[:40]):
        text = f"{title}. {text}"
    return _first(text, LEDE_WORDS)


def _first(text: str, count: int) -> str:
    """The text up to the end of its word number ``count``."""
    ends = [token.end() for token in islice(_TOKEN.finditer(text), count)]
    return text[: ends[-1]] if ends else ""


def _terms(title: Sequence[str], body: Sequence[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for weight, part in ((TITLE_WEIGHT, title), (1, body)):
        for word in part:
            counts[bare(word)] += weight
    return {term: count for term, count in counts.items() if len(term) > 1}


def _language(terms: Mapping[str, int]) -> str | None:
    """The language whose function words the terms hold most of; None when they hold none."""
    found = {lang: sum(terms.get(word, 0) for word in stopwords(lang)) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: found[lang])
    return best if found[best] else None
