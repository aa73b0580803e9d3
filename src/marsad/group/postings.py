"""An inverted index of fingerprints over the latest documents: eight bytes for each fingerprint of each document.

Documents are numbered by slots that only grow. An entry is a fingerprint above a slot in one number; entries lie in
sorted segments, and segments of like size are merged, which drops the documents that left (a log-structured merge;
O'Neil et al., 1996). What is found does not depend on how the segments lie.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from marsad.group.shingles import Hashes

Entries = NDArray[np.uint64]
Indexes = NDArray[np.intp]

_BITS = np.uint64(32)
_SLOT = np.uint64(0xFFFFFFFF)
_SMALLEST = 1 << 13


@dataclass(slots=True)
class Postings:
    """``limit``: the newest documents that are found for one fingerprint."""

    limit: int
    _segments: list[Entries] = field(default_factory=list)

    def add(self, slot: int, hashes: Hashes, first: int) -> None:
        """Indexes a document, whose slot is above all before; those below ``first`` may be forgotten."""
        if not len(hashes):
            return
        self._segments.append((hashes.astype(np.uint64) << _BITS) | np.uint64(slot))
        while len(self._segments) > 1 and self._is_due():
            new, old = self._segments.pop(), self._segments.pop()
            merged = np.concatenate((old, new))
            merged.sort(kind="stable")
            if len(merged) > _SMALLEST:
                merged = merged[(merged & _SLOT) >= first]
            self._segments.append(merged)

    def _is_due(self) -> bool:
        """Whether the last two segments are to be one: small ones at once, others when they are of like size."""
        old, new = len(self._segments[-2]), len(self._segments[-1])
        return old < max(_SMALLEST, 2 * new)

    def find(self, hashes: Hashes, first: int) -> tuple[Indexes, Entries]:
        """Who has the hashes: indexes into these and slots from ``first`` on, in parallel; of each hash the newest."""
        least = (hashes.astype(np.uint64) << _BITS) | np.uint64(first)
        most = least | _SLOT
        room = np.full(len(hashes), self.limit)
        indexes: list[Indexes] = []
        slots: list[Entries] = []
        for segment in reversed(self._segments):
            begins = segment.searchsorted(least)
            begins[begins == len(segment)] = 0
            there = segment[begins]
            held = ((there >= least) & (there <= most)).nonzero()[0]
            if not len(held):
                continue
            begins, ends = begins[held], segment.searchsorted(most[held], "right")
            counts = np.minimum(ends - begins, room[held])
            room[held] -= counts
            offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            slots.append(segment[np.repeat(ends - counts, counts) + offsets] & _SLOT)
            indexes.append(np.repeat(held, counts))
        if not slots:
            return np.empty(0, np.intp), np.empty(0, np.uint64)
        return np.concatenate(indexes), np.concatenate(slots)
