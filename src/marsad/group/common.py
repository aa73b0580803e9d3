"""What two texts have in common in whatever order it stands: shares of words, and the longest run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marsad.group.alignment import Run
from marsad.group.hashing import WordHashes
from marsad.group.shingles import WIDTH, Hashes, contained, distinct, shingles

_BASE = 0x9E3779B97F4A7C15
_SPREAD = np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True)
class Common:
    """``of_original`` and ``of_copy``: the shares of each text's words that stand in a shared run of three or more."""

    longest: Run | None
    of_original: float
    of_copy: float


def common(original: Sequence[str], copy: Sequence[str]) -> Common:
    """Compares two texts, given as folded words."""
    left, right = _numbered(original, copy)
    here, there = shingles(left), shingles(right)
    return Common(_longest(left, right), _share(here, there, len(left)), _share(there, here, len(right)))


def _numbered(*texts: Sequence[str]) -> list[WordHashes]:
    """Each text with one number for each word."""
    numbers: dict[str, int] = {}
    for words in texts:
        for word in words:
            numbers.setdefault(word, len(numbers) + 1)
    return [np.fromiter(map(numbers.__getitem__, words), np.uint64, len(words)) * _SPREAD for words in texts]


def _share(sequence: Hashes, other: Hashes, words: int) -> float:
    """The share of words that stand in a shingle which the other text has."""
    held = contained(sequence, distinct(other))
    covered = np.zeros(words, np.bool_)
    for offset in range(WIDTH):
        covered[offset : offset + len(held)] |= held
    return float(np.count_nonzero(covered)) / words if words else 0.0


def _longest(left: WordHashes, right: WordHashes) -> Run | None:
    """The longest run of equal words; the first of equals. Found by halving, over hashes of all runs of a length."""
    low, high = 0, min(len(left), len(right))
    found = None
    while low < high:
        size = (low + high + 1) // 2
        place = _common_run(left, right, size)
        if place is None:
            high = size - 1
        else:
            low, found = size, Run(*place, size)
    return found


def _common_run(left: WordHashes, right: WordHashes, size: int) -> tuple[int, int] | None:
    here, there = _run_hashes(left, size), _run_hashes(right, size)
    order = np.argsort(there, kind="stable")
    places = np.searchsorted(there[order], here)
    places[places == len(order)] = 0
    equal = np.flatnonzero(there[order[places]] == here)
    return (int(equal[0]), int(order[places[equal[0]]])) if len(equal) else None


def _run_hashes(hashes: WordHashes, size: int) -> WordHashes:
    """A hash of each run of so many words (Karp and Rabin, 1987), modulo 2**64."""
    powers = np.cumprod(np.full(len(hashes), _BASE, np.uint64))
    sums = np.concatenate(([np.uint64(0)], np.cumsum(hashes * powers)))
    inverse = np.cumprod(np.full(len(hashes), pow(_BASE, -1, 1 << 64), np.uint64))
    rolled: WordHashes = (sums[size:] - sums[:-size]) * inverse[: len(hashes) - size + 1]
    return rolled
