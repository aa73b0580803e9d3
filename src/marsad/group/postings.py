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
_END = np.uint64(0xFFFFFFFFFFFFFFFF)
_NONE = np.empty(0, np.intp)
_NOBODY = np.empty(0, np.uint64)
_SMALLEST = 1 << 12
_GROWTH = 8


@dataclass(slots=True)
class Postings:
    """``limit``: the newest documents that are found for one fingerprint."""

    limit: int
    _segments: list[Entries] = field(default_factory=list)
    """Each ends with an entry above all others, so that one may look for what stands at any place."""

    def add(self, slot: int, hashes: Hashes, first: int) -> None:
        """Indexes a document, whose slot is above all before; those below ``first`` may be forgotten."""
        segments = self._segments
        new = np.empty(len(hashes) + 1, np.uint64)
        np.left_shift(hashes, _BITS, out=new[:-1], dtype=np.uint64)
        new |= np.uint64(slot)
        new[-1] = _END
        segments.append(new)
        while len(segments) > 1 and len(segments[-2]) < max(_SMALLEST, _GROWTH * len(segments[-1])):
            new, old = segments.pop(), segments.pop()
            merged = np.concatenate((old[:-1], new))
            merged.sort(kind="stable")
            if len(merged) > _SMALLEST:
                merged = merged[(merged & _SLOT) >= first]
            segments.append(merged)

    def find(self, hashes: Hashes, first: int) -> tuple[Indexes, Entries]:
        """Who has the hashes: indexes into these and slots from ``first`` on, in parallel; of each hash the newest."""
        least = (hashes.astype(np.uint64) << _BITS) | np.uint64(first)
        most = least | _SLOT
        room = np.full(len(hashes), self.limit)
        indexes, slots = [_NONE], [_NOBODY]
        for segment in reversed(self._segments):
            begins = segment.searchsorted(least)
            held = (segment.take(begins) <= most).nonzero()[0]
            if not len(held):
                continue
            ends = segment.searchsorted(most[held], "right")
            counts = np.minimum(ends - begins[held], room[held])
            room[held] -= counts
            ends -= counts.cumsum()  # the last place of each stretch, less where it stands in the answer
            places = ends.repeat(counts)
            places += np.arange(len(places))
            slots.append(segment.take(places) & _SLOT)
            indexes.append(held.repeat(counts))
        return np.concatenate(indexes), np.concatenate(slots)
