"""What two texts have in common in whatever order it stands: shares of words, and the longest run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marsad.group.alignment import Run
from marsad.group.shingles import WIDTH, Hashes, contained, shingles, word_hashes

_BASE = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Common:
    """``of_original`` and ``of_copy``: the shares of each text's words that stand in a shared run of three or more."""

    longest: Run | None
    of_original: float
    of_copy: float


def common(original: Sequence[str], copy: Sequence[str]) -> Common:
    """Compares two texts, given as folded words."""
    left, right = shingles(original), shingles(copy)
    of_original, of_copy = _share(left, right, len(original)), _share(right, left, len(copy))
    return Common(_longest(word_hashes(original), word_hashes(copy)), of_original, of_copy)


def _share(sequence: Hashes, other: Hashes, words: int) -> float:
    """The share of words that stand in a shingle which the other text has."""
    held = contained(sequence, np.unique(other))
    covered = np.zeros(words, np.bool_)
    for offset in range(WIDTH):
        covered[offset : offset + len(held)] |= held
    return float(np.count_nonzero(covered)) / words if words else 0.0


def _longest(left: Hashes, right: Hashes) -> Run | None:
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


def _common_run(left: Hashes, right: Hashes, size: int) -> tuple[int, int] | None:
    here, there = _run_hashes(left, size), _run_hashes(right, size)
    order = np.argsort(there, kind="stable")
    places = np.searchsorted(there[order], here)
    places[places == len(order)] = 0
    equal = np.flatnonzero(there[order[places]] == here)
    return (int(equal[0]), int(order[places[equal[0]]])) if len(equal) else None


def _run_hashes(hashes: Hashes, size: int) -> Hashes:
    """A hash of each run of so many words (Karp and Rabin, 1987), modulo 2**64."""
    powers = np.cumprod(np.full(len(hashes), _BASE, np.uint64))
    sums = np.concatenate(([np.uint64(0)], np.cumsum(hashes * powers)))
    inverse = np.cumprod(np.full(len(hashes), pow(_BASE, -1, _ALL + 1), np.uint64))
    rolled: Hashes = (sums[size:] - sums[:-size]) * inverse[: len(hashes) - size + 1]
    return rolled
