"""What an outlet prints under all its articles, learnt from its own repetition."""

from __future__ import annotations

from collections import Counter, deque

import numpy as np

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Hashes, contained

_EMPTY = np.empty(0, np.uint64)


class OutletTemplate:
    """Counts shingles over an outlet's latest documents; memory is bounded by the settings."""

    __slots__ = ("_counts", "_recent", "_settings", "shingles")

    def __init__(self, settings: ReprintSettings) -> None:
        self._settings = settings
        self._recent: deque[tuple[int, list[int]]] = deque()
        self._counts: Counter[int] = Counter()
        self.shingles: Hashes = _EMPTY
        """The boilerplate found so far, sorted. It only grows."""

    def learn(self, number: int, sequence: Hashes) -> list[int]:
        """Counts a document; gives the numbers of earlier documents that hold boilerplate found only now."""
        distinct = np.unique(sequence[~contained(sequence, self.shingles)]).tolist()
        seen = [shingle for shingle in distinct if shingle in self._counts]
        if not distinct or len(seen) >= self._settings.update * len(distinct):
            return []
        self._counts.update(distinct)
        self._recent.append((number, distinct))
        if len(self._recent) > self._settings.template_memory:
            self._forget(self._recent.popleft()[1])
        found = [shingle for shingle in seen if self._counts[shingle] >= self._settings.template_documents]
        if not found:
            return []
        self.shingles = np.union1d(self.shingles, np.array(found, np.uint64))
        new = set(found)
        return [other for other, held in self._recent if other != number and not new.isdisjoint(held)]

    def _forget(self, distinct: list[int]) -> None:
        for shingle in distinct:
            self._counts[shingle] -= 1
            if not self._counts[shingle]:
                del self._counts[shingle]

    def strip(self, sequence: Hashes) -> Hashes:
        """The sequence without the boilerplate."""
        return sequence[~contained(sequence, self.shingles)] if len(self.shingles) else sequence
