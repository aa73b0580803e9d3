"""A story as the sum of its documents, in whole numbers, so that the order of adding cannot show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from marsad.group.features import StoryFeatures
from marsad.group.frequencies import ANCHORS, Frequencies
from marsad.group.likeness import Comparison

Vector: TypeAlias = NDArray[np.int64]
Key: TypeAlias = tuple[str | None, str]


def hours(date: datetime | None) -> int | None:
    """Whole hours since 1970 in UTC; a date without a zone is taken as UTC."""
    if date is None:
        return None
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() // 3600)


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document as stories see it: vectors of its terms and its anchors, ``number`` is its place in the order."""

    number: int
    lang: str | None
    vectors: Mapping[str | None, Mapping[str, int]]
    embedding: Vector
    hour: int | None

    @classmethod
    def of(cls, number: int, features: StoryFeatures, hour: int | None, frequencies: Frequencies) -> StoryDocument:
        """Weighs a document's terms and anchors by the frequencies so far, after counting it in."""
        marks = dict.fromkeys(features.anchors, 1)
        frequencies.add(features.lang, features.terms)
        frequencies.add(ANCHORS, marks)
        vectors = {
            features.lang: frequencies.vector(features.lang, features.terms),
            ANCHORS: frequencies.vector(ANCHORS, marks),
        }
        embedding = np.frombuffer(features.embedding, np.int8).astype(np.int64)
        return cls(number, features.lang, vectors, embedding, hour)

    def salient(self, count: int) -> list[tuple[Key, int]]:
        """The heaviest terms and the heaviest anchors with their weights, heaviest first."""
        return [
            ((lang, term), weight)
            for lang, vector in self.vectors.items()
            for term, weight in sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:count]
        ]


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
    touched: int = -1

    def add(self, document: StoryDocument) -> None:
        """Adds one document."""
        self.members.append(document.number)
        self.touched = max(self.touched, document.number)
        for lang, vector in document.vectors.items():
            if vector:
                self.vectors.setdefault(lang, TermSum()).add(vector)
        self._embed(document.embedding)
        self._span(document.hour, document.hour)

    def absorb(self, other: Story) -> None:
        """Adds all of another story's documents."""
        self.members.extend(other.members)
        self.touched = max(self.touched, other.touched)
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

    def compare(self, document: StoryDocument) -> Comparison:
        """How a document compares with the story as a whole."""
        cosines = {
            lang: self.vectors[lang].cosine(vector)
            for lang, vector in document.vectors.items()
            if vector and lang in self.vectors
        }
        return _comparison(cosines, _cosine(self.embedding, document.embedding))

    def compare_to(self, other: Story) -> Comparison:
        """The same between two stories, by the language in which they are most alike."""
        cosines = {
            lang: self.vectors[lang].cosine(other.vectors[lang].terms, other.vectors[lang].square)
            for lang in self.vectors.keys() & other.vectors.keys()
        }
        return _comparison(cosines, _cosine(self.embedding, other.embedding))


def _comparison(cosines: dict[str | None, float], near: float | None) -> Comparison:
    anchors = cosines.pop(ANCHORS, None)
    return Comparison(max(cosines.values(), default=None), anchors, near)


def _cosine(first: Vector | None, second: Vector | None) -> float | None:
    if first is None or second is None or not len(second) or len(first) != len(second):
        return None
    lengths = math.sqrt(int(first @ first)) * math.sqrt(int(second @ second))
    return int(first @ second) / lengths if lengths else None
