"""Texts as sequences of hashed word shingles, and what two of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from marsad.group.hashing import WordHashes

Hashes: TypeAlias = NDArray[np.uint32]
Mask: TypeAlias = NDArray[np.bool_]

_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)
WIDTH = len(_FACTORS)
PASSAGE = 8
_TRIES = 8


def shingles(words: WordHashes) -> Hashes:
    """32-bit hashes of every run of three words, in reading order; the same on every machine and run."""
    count = len(words) - WIDTH + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    mixed = words[:count] * _FACTORS[0]
    for offset in range(1, WIDTH):
        mixed += words[offset : offset + count] * _FACTORS[offset]
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    return (mixed >> _SHIFT).astype(np.uint32)


def distinct(sequence: Hashes) -> Hashes:
    """The same sorted, each once."""
    ordered = sequence.copy()
    ordered.sort()
    first = np.empty(len(ordered), np.bool_)
    first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def fingerprints(sequence: Hashes, window: int) -> Hashes:
    """A sample of shingles, sorted: the least of each run of ``window`` (winnowing; Schleimer et al., 2003).

    Two texts with a common run of n times ``window`` shingles have n of them in common, wherever the run stands.
    """
    low, size = sequence, 1
    window = min(window, len(sequence))
    while size < window:
        step = min(size, window - size)
        low = np.minimum(low[:-step], low[step:])
        size += step
    return distinct(low)


def contained(sequence: Hashes, ordered: Hashes) -> Mask:
    """For each element of ``sequence``, whether it is in the sorted array ``ordered``."""
    if not len(ordered):
        return np.zeros(len(sequence), np.bool_)
    found: Mask = ordered.take(ordered.searchsorted(sequence), mode="clip") == sequence
    return found


def common(left: Hashes, right: Hashes) -> Hashes:
    """What two sorted arrays of distinct elements have in common, sorted."""
    both = np.concatenate((left, right))
    both.sort()
    found: Hashes = both[1:][both[1:] == both[:-1]]
    return found


@dataclass(slots=True, eq=False)
class Text:
    """Shingles in reading order, and the numbers that a text tells (`marsad.group.numbers`).

    Two texts are the same only where they are the same object.
    """

    sequence: Hashes
    numbers: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.sequence)

    @property
    def distinct(self) -> Hashes:
        """The shingles sorted, each once."""
        return _distinct(self)


@lru_cache(maxsize=2048)
def _distinct(text: Text) -> Hashes:
    """Kept for the texts that are compared most: originals, and what came in just before."""
    return distinct(text.sequence)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a copy shares with an original, counted in shingles.

    ``of_copy`` and ``of_original`` are the shares of each text that the other holds (containment, 0 to 1);
    ``runs`` counts the unbroken passages of the copy, ``longest`` is the length of the longest one and ``place`` where
    it begins there; ``reach`` is the share of the original up to the end of the last passage of some length
    (``PASSAGE``) that the copy has from it.
    """

    shared: int
    of_copy: float
    of_original: float
    runs: int
    longest: int
    place: int
    reach: float

    @property
    def mean_run(self) -> float:
        """Shared shingles per unbroken passage."""
        return self.shared / self.runs if self.runs else 0.0


def passages(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Starts and ends of the unbroken stretches that a mask holds."""
    padded = np.zeros(len(mask) + 2, np.bool_)
    padded[1:-1] = mask
    edges = (padded[1:] != padded[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]


def overlap(copy: Text, original: Text, least: float = 0.0) -> Overlap:
    """Compares a copy with an original. What they share is not looked at from the original's side, and ``of_original``
    and ``reach`` stay 0, where it comes to less than the share ``least`` of either.
    """
    mask = contained(copy.sequence, original.distinct)
    shared = int(np.count_nonzero(mask))
    if not shared:
        return Overlap(0, 0.0, 0.0, 0, 0, 0, 0.0)
    starts, ends = passages(mask)
    lengths = ends - starts
    first = int(lengths.argmax())
    found = Overlap(shared, shared / len(copy), 0.0, len(lengths), int(lengths[first]), int(starts[first]), 0.0)
    if shared < least * min(len(copy), len(original)):
        return found
    kept = contained(original.sequence, copy.distinct)
    starts, ends = passages(kept)
    ends = ends[ends - starts >= PASSAGE]
    return replace(
        found,
        of_original=min(int(np.count_nonzero(kept)), shared) / len(original),
        reach=int(ends[-1]) / len(original) if len(ends) else 0.0,
    )


def longest_run(copy: Text, original: Text, found: Overlap) -> int:
    """The words of the longest run in both, given their overlap.

    Mostly it is the copy's longest passage of shared shingles; but these may come from here and there in the original.
    Of what repeats itself there the first place counts.
    """
    if not found.shared:
        return 0
    passage = copy.sequence[found.place : found.place + found.longest]
    for begin in (original.sequence == passage[0]).nonzero()[0][:_TRIES].tolist():
        if np.array_equal(original.sequence[begin : begin + len(passage)], passage):
            return len(passage) + WIDTH - 1
    order = original.sequence.argsort(kind="stable")
    ordered = original.sequence[order]
    held = contained(copy.sequence, ordered)
    places = order[np.minimum(ordered.searchsorted(copy.sequence), len(order) - 1)]
    starts, ends = passages((places[1:] == places[:-1] + 1) & held[1:] & held[:-1])
    return int((ends - starts).max(initial=0)) + WIDTH


def plausible(text: Text, others: Sequence[Text], share: float, run: int) -> list[bool]:
    """For each of some texts, all at once, whether it has ``share`` of the shorter one in common or an unbroken run."""
    sizes = np.array([len(other) for other in others])
    ends = sizes.cumsum()
    mask = contained(np.concatenate([other.sequence for other in others]), text.distinct)
    sums = np.concatenate(([0], mask.cumsum()))
    shared = sums[ends] - sums[ends - sizes]
    starts, stops = passages(mask)
    long = stops - starts >= run
    runs = np.zeros(len(others), np.bool_)
    runs[ends.searchsorted(starts[long], "right")] = True
    fit: list[bool] = (((shared >= share * np.minimum(sizes, len(text))) & (shared > 0)) | runs).tolist()
    return fit
