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
    places = ordered.searchsorted(sequence)
    places[places == len(ordered)] = 0
    return np.asarray(ordered[places] == sequence, np.bool_)


def common(left: Hashes, right: Hashes) -> Hashes:
    """What two sorted arrays of distinct elements have in common, sorted."""
    both = np.concatenate((left, right))
    both.sort()
    found: Hashes = both[1:][both[1:] == both[:-1]]
    return found


@dataclass(slots=True, eq=False)
class Text:
    """Shingles in reading order. Two texts are the same only where they are the same object."""

    sequence: Hashes

    def __len__(self) -> int:
        return len(self.sequence)

    @property
    def distinct(self) -> Hashes:
        """The shingles sorted, each once."""
        return _distinct(self)

    @property
    def order(self) -> NDArray[np.int32]:
        """The places of the shingles as these are sorted; of equal ones the first comes first."""
        return _order(self)


@lru_cache(maxsize=2048)
def _distinct(text: Text) -> Hashes:
    """Kept for the texts that are compared most: originals, and what came in just before."""
    return distinct(text.sequence)


@lru_cache(maxsize=2048)
def _order(text: Text) -> NDArray[np.int32]:
    return text.sequence.argsort(kind="stable").astype(np.int32)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a copy shares with an original, counted in shingles.

    ``of_copy`` and ``of_original`` are the shares of each text that the other holds (containment, 0 to 1);
    ``runs`` counts the unbroken passages of the copy, ``longest`` is the length of the longest one; ``reach`` is the
    share of the original up to the end of the last passage of some length (``PASSAGE``) that the copy has from it.
    """

    shared: int
    of_copy: float
    of_original: float
    runs: int
    longest: int
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
        return Overlap(0, 0.0, 0.0, 0, 0, 0.0)
    starts, ends = passages(mask)
    lengths = ends - starts
    found = Overlap(shared, shared / len(copy), 0.0, len(lengths), int(lengths.max()), 0.0)
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


def longest_run(copy: Text, original: Text) -> int:
    """The words of the longest run in both. Of what repeats itself in the original the first place counts."""
    if not len(copy) or not len(original):
        return 0
    order = original.order
    ordered = original.sequence[order]
    found = ordered.searchsorted(copy.sequence)
    found[found == len(order)] = 0
    held = ordered[found] == copy.sequence
    if not held.any():
        return 0
    places = order[found]
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
