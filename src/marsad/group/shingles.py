"""Texts as sequences of hashed word shingles, and what two of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]

_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)
WIDTH = len(_FACTORS)
PASSAGE = 8


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def word_hashes(words: Sequence[str]) -> Hashes:
    """64-bit hashes of words, the same on every machine and run."""
    return np.fromiter(map(_word_hash, words), np.uint64, len(words))


def shingles(words: Sequence[str]) -> Hashes:
    """64-bit hashes of every run of three words, in reading order; the same on every machine and run."""
    if len(words) < WIDTH:
        return np.empty(0, np.uint64)
    hashed = word_hashes(words)
    count = len(words) - WIDTH + 1
    mixed = np.zeros(count, np.uint64)
    for offset, factor in enumerate(_FACTORS):
        mixed += hashed[offset : offset + count] * factor
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    return mixed ^ (mixed >> _SHIFT)


def contained(sequence: Hashes, ordered: Hashes) -> NDArray[np.bool_]:
    """For each element of ``sequence``, whether it is in the sorted array ``ordered``."""
    if not len(ordered):
        return np.zeros(len(sequence), np.bool_)
    places = np.searchsorted(ordered, sequence)
    places[places == len(ordered)] = 0
    return np.asarray(ordered[places] == sequence, np.bool_)


@dataclass(slots=True)
class Text:
    """Shingles in reading order, and the same sorted and distinct."""

    sequence: Hashes
    distinct: Hashes = field(init=False)

    def __post_init__(self) -> None:
        self.distinct = np.unique(self.sequence)


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


def _passages(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Starts and ends of the unbroken stretches that a mask holds."""
    padded = np.zeros(len(mask) + 2, np.int8)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def overlap(copy: Text, original: Text) -> Overlap:
    """Compares a copy with an original."""
    mask = contained(copy.sequence, original.distinct)
    shared = int(np.count_nonzero(mask))
    if not shared:
        return Overlap(0, 0.0, 0.0, 0, 0, 0.0)
    starts, ends = _passages(mask)
    lengths = ends - starts
    kept = contained(original.sequence, copy.distinct)
    starts, ends = _passages(kept)
    ends = ends[ends - starts >= PASSAGE]
    size = len(original.sequence)
    return Overlap(
        shared=shared,
        of_copy=shared / len(copy.sequence),
        of_original=min(int(np.count_nonzero(kept)), shared) / size,
        runs=len(lengths),
        longest=int(lengths.max()),
        reach=int(ends[-1]) / size if len(ends) else 0.0,
    )
