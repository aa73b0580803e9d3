"""A story as the sum of its documents, in whole numbers, so that the order of adding cannot show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.int64]


def hours(date: datetime | None) -> int | None:
    """Whole hours since 1970 in UTC; a date without a zone is taken as UTC."""
    if date is None:
        return None
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() // 3600)


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document as stories see it: ``vector`` is its TF-IDF vector, ``number`` its place in the order of arrival."""

    number: int
    lang: str | None
    vector: Mapping[str, int]
    embedding: Vector
    hour: int | None

    def salient(self, count: int) -> list[str]:
        """The heaviest terms, heaviest first."""
        return sorted(self.vector, key=lambda term: (-self.vector[term], term))[:count]


@dataclass(slots=True)
class TermSum:
    """The sum of the members' vectors in one language, with its squared length kept up exactly."""

    terms: Counter[str] = field(default_factory=Counter)
    square: int = 0

    def add(self, vector: Mapping[str, int]) -> None:
        """Adds one vector."""
        for term, weight in vector.items():
            held = self.terms[term]
            self.square += weight * (2 * held + weight)
            self.terms[term] = held + weight

    def cosine(self, vector: Mapping[str, int], square: int | None = None) -> float:
        """Cosine with a vector; ``square`` is that vector's squared length where it is known."""
        if square is None:
            square = sum(weight * weight for weight in vector.values())
        if not self.square or not square:
            return 0.0
        terms = self.terms
        product = sum(weight * terms[term] for term, weight in vector.items() if term in terms)
        return product / math.sqrt(self.square * square)


@dataclass(slots=True)
class Story:
    """Members are document numbers; ``founder`` and ``touched`` are the first and the last of them."""

    id: str
    founder: int
    members: list[int] = field(default_factory=list)
    vectors: dict[str | None, TermSum] = field(default_factory=dict)
    embedding: Vector | None = None
    earliest: int | None = None
    latest: int | None = None

    @property
    def touched(self) -> int:
        return max(self.members)

    def add(self, document: StoryDocument) -> None:
        """Adds one document."""
        self.members.append(document.number)
        self.vectors.setdefault(document.lang, TermSum()).add(document.vector)
        self._embed(document.embedding)
        self._span(document.hour, document.hour)

    def absorb(self, other: Story) -> None:
        """Adds all of another story's documents."""
        self.members.extend(other.members)
        for lang, vector in other.vectors.items():
            self.vectors.setdefault(lang, TermSum()).add(vector.terms)
        if other.embedding is not None:
            self._embed(other.embedding)
        self._span(other.earliest, other.latest)

    def _embed(self, vector: Vector) -> None:
        if len(vector):
            self.embedding = vector.copy() if self.embedding is None else self.embedding + vector

    def _span(self, earliest: int | None, latest: int | None) -> None:
        if earliest is not None:
            self.earliest = earliest if self.earliest is None else min(self.earliest, earliest)
        if latest is not None:
            self.latest = latest if self.latest is None else max(self.latest, latest)

    def gap(self, hour: int | None) -> int:
        """Hours between a moment and the story's span; 0 inside it, and where either is unknown."""
        if hour is None or self.earliest is None or self.latest is None:
            return 0
        return max(self.earliest - hour, hour - self.latest, 0)

    def gap_to(self, other: Story) -> int:
        """Hours between two stories' spans."""
        if other.earliest is None or other.latest is None:
            return 0
        return min(self.gap(other.earliest), self.gap(other.latest), other.gap(self.earliest))

    def likeness(self, document: StoryDocument) -> float:
        """Cosine of the TF-IDF vectors in the document's language, 0 to 1."""
        held = self.vectors.get(document.lang)
        return held.cosine(document.vector) if held else 0.0

    def likeness_to(self, other: Story, lang: str | None) -> float:
        """The same between two stories."""
        return self.vectors[lang].cosine(other.vectors[lang].terms, other.vectors[lang].square)

    def nearness(self, document: StoryDocument) -> float | None:
        """Cosine of the embeddings, or None where either has none."""
        return _cosine(self.embedding, document.embedding)

    def nearness_to(self, other: Story) -> float | None:
        """The same between two stories."""
        return _cosine(self.embedding, other.embedding)


def _cosine(first: Vector | None, second: Vector | None) -> float | None:
    if first is None or second is None or not len(second) or len(first) != len(second):
        return None
    lengths = math.sqrt(int(first @ first)) * math.sqrt(int(second @ second))
    return int(first @ second) / lengths if lengths else None
