"""Which earlier documents a new one may have more in common with than formulas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.postings import Postings
from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Hashes, Text, fingerprints

_SLOT = np.uint64(32)
_FIRST = np.zeros(1, np.intp)


class Candidates:
    """The fingerprints of placed documents. Slots are numbers that grow with each document."""

    def __init__(self, settings: ReprintSettings) -> None:
        self._settings = settings
        self._postings = Postings(settings.postings)

    def add(self, slot: int, sampled: Hashes, first: int) -> None:
        """Takes in a document by its fingerprints; what lies below ``first`` may be forgotten."""
        self._postings.add(slot, sampled, first)

    def sample(self, text: Text) -> Hashes:
        """The fingerprints of a text."""
        return fingerprints(text.sequence, self._settings.window)

    def find(self, text: Text, sampled: Hashes, first: int) -> list[int]:
        """Documents from slot ``first`` on with which a text shares neighbouring fingerprints, or many; best first."""
        indexes, slots = self._postings.find(sampled, first)
        if not len(slots):
            return []
        many = max(2.0, self._settings.scattered * len(sampled))
        hits = (slots << _SLOT) | _places(text.sequence, sampled)[indexes]
        hits.sort()
        near = hits[1:] - hits[:-1] <= np.uint64(self._settings.window)
        if len(hits) < many and not near.any():
            return []
        of = (hits >> _SLOT).astype(np.intp)
        begins = np.concatenate((_FIRST, (of[1:] != of[:-1]).nonzero()[0] + 1))
        counts = np.add.reduceat(np.ones(len(of), np.intp), begins)
        neighbours = np.add.reduceat(np.append(near, False), begins, dtype=np.intp)
        chosen = ((neighbours > 0) | (counts >= many)).nonzero()[0]
        of, counts, neighbours = of[begins[chosen]], counts[chosen], neighbours[chosen]
        best: list[int] = of[np.lexsort((-of, -counts, -neighbours))[: self._settings.candidates]].tolist()
        return best


def _places(sequence: Hashes, sampled: Hashes) -> NDArray[np.uint64]:
    """Where each of the sampled shingles, which are sorted, stands in the sequence."""
    indexes = sampled.searchsorted(sequence)
    held = (sampled.take(indexes, mode="clip") == sequence).nonzero()[0]
    places = np.zeros(len(sampled), np.uint64)
    places[indexes[held]] = held
    return places
