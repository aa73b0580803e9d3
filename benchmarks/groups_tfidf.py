"""TF-IDF as the peers weigh it: sublinear counts, smoothed frequencies, unit length.

Source: Manning, Raghavan & Schütze, Introduction to Information Retrieval, 6.4; smoothing as in scikit-learn.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from groups_sets import ALL, group_set
from marsad.model import Document

Vector = dict[str, float]
_WORD = re.compile(r"\w+")


def words(document: Document) -> list[str]:
    """The words of title and text in lower case."""
    return _WORD.findall(f"{document.title or ''} {document.text}".lower())


def background(name: str) -> tuple[Counter[str], int]:
    """In how many documents of the other sets each word occurs, and how many documents they have."""
    others = [one for other in ALL if other != name for one in group_set(other).documents]
    return Counter(word for other in others for word in set(words(other))), len(others)


class TfIdf:
    """Weighs documents as they arrive; the frequencies begin with those of a background and go on with each one."""

    def __init__(self, background: Mapping[str, int] | None = None, documents: int = 0) -> None:
        self._frequency = Counter(background or {})
        self._documents = documents

    def learn(self, document: Document) -> None:
        """Counts a document among those that the frequencies come from."""
        self._frequency.update(set(words(document)))
        self._documents += 1

    def weigh(self, document: Document) -> Vector:
        """The unit vector of a document."""
        weights = {
            word: (1 + math.log(count)) * (1 + math.log((1 + self._documents) / (1 + self._frequency[word])))
            for word, count in Counter(words(document)).items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(right) < len(left):
        left, right = right, left
    return sum(weight * right[word] for word, weight in left.items() if word in right)
