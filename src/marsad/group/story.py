"""A story as the sum of its documents, in whole numbers, so that the order of adding cannot show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from marsad.group.features import StoryFeatures
from marsad.group.frequencies import ANCHORS, WORD_ANCHORS, Frequencies
from marsad.group.likeness import Comparison

Vector: TypeAlias = NDArray[np.int64]
Key: TypeAlias = tuple[str | None, str]
UNCASED = frozenset({"ar"})
"""Languages without capitals: any word there may be a name."""


def hours(date: datetime | None) -> int | None:
    """Whole hours since 1970 in UTC; a date without a zone is taken as UTC."""
    if date is None:
        return None
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() // 3600)


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document as stories see it: weights of its terms and its anchors, ``number`` is its place in the order."""

    number: int
    lang: str | None
    terms: Mapping[str, int]
    anchors: Mapping[str, int]
    embedding: Vector
    hour: int | None

    @classmethod
    def of(cls, number: int, features: StoryFeatures, hour: int | None, frequencies: Frequencies) -> StoryDocument:
        """Weighs a document's terms and anchors by the frequencies so far, after counting it in."""
        marks = dict.fromkeys(features.anchors, 1)
        frequencies.add(features.lang, features.terms)
        script = WORD_ANCHORS if features.lang in UNCASED else ANCHORS
        frequencies.add(script, marks)
        terms = frequencies.vector(features.lang, features.terms)
        embedding = np.frombuffer(features.embedding, np.int8).astype(np.int64)
        return cls(number, features.lang, terms, frequencies.vector(script, marks), embedding, hour)

    def salient(self, count: int) -> list[tuple[Key, int]]:
        """The heaviest terms and the heaviest anchors with their weights, heaviest first."""
        return [
            ((lang, term), weight)
            for lang, vector in ((self.lang, self.terms), (ANCHORS, self.anchors))
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

    def cosine(self, other: TermSum) -> float | None:
        """Cosine with another sum; None where either is empty."""
        if not self.square or not other.square:
            return None
        small, large = sorted((self.terms, other.terms), key=len)
        product = sum(weight * large[term] for term, weight in small.items() if term in large)
        return product / math.sqrt(self.square * other.square)


@dataclass(slots=True)
class Part:
    """What a story's documents in one language add up to."""

    lang: str | None
    terms: TermSum = field(default_factory=TermSum)
    anchors: TermSum = field(default_factory=TermSum)
    embedding: Vector | None = None

    @classmethod
    def of(cls, document: StoryDocument) -> Part:
        """One document by itself."""
        part = cls(document.lang)
        part.add(document.terms, document.anchors, document.embedding)
        return part

    def add(self, terms: Mapping[str, int], anchors: Mapping[str, int], embedding: Vector | None) -> None:
        """Adds a document, or what another part sums up."""
        self.terms.add(terms)
        self.anchors.add(anchors)
        self.embedding = _sum(self.embedding, embedding)

    def compare(self, other: Part) -> Comparison:
        """How two parts compare; terms only within a language."""
        return Comparison(
            self.terms.cosine(other.terms) if self.lang == other.lang else None,
            self.anchors.cosine(other.anchors),
            _cosine(self.embedding, other.embedding),
            (self.lang in UNCASED) == (other.lang in UNCASED),
        )


@dataclass(slots=True)
class Story:
    """Members are document numbers; ``founder`` and ``touched`` are the first and the last of them."""

    id: str
    founder: int
    members: list[int] = field(default_factory=list)
    parts: dict[str | None, Part] = field(default_factory=dict)
    embedding: Vector | None = None
    earliest: int | None = None
    latest: int | None = None
    touched: int = -1

    def add(self, document: StoryDocument) -> None:
        """Adds one document."""
        self.members.append(document.number)
        self.touched = max(self.touched, document.number)
        self._add(Part.of(document))
        self._span(document.hour, document.hour)

    def absorb(self, other: Story) -> None:
        """Adds all of another story's documents."""
        self.members.extend(other.members)
        self.touched = max(self.touched, other.touched)
        for part in other.parts.values():
            self._add(part)
        self._span(other.earliest, other.latest)

    def _add(self, part: Part) -> None:
        self.parts.setdefault(part.lang, Part(part.lang)).add(part.terms.terms, part.anchors.terms, part.embedding)
        self.embedding = _sum(self.embedding, part.embedding)

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

    def compare(self, parts: Iterable[Part]) -> list[Comparison]:
        """How each of a document's or another story's parts compares with each of this story's."""
        return [own.compare(part) for part in parts for own in self.parts.values()]


def _sum(first: Vector | None, second: Vector | None) -> Vector | None:
    if first is None or second is None or not len(second):
        return first if second is None or not len(second) else second
    return first + second


def _cosine(first: Vector | None, second: Vector | None) -> float | None:
    if first is None or second is None or not len(second) or len(first) != len(second):
        return None
    lengths = math.sqrt(int(first @ first)) * math.sqrt(int(second @ second))
    return int(first @ second) / lengths if lengths else None
