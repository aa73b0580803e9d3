"""Hashes of a text's words, for a whole text at once.

They are equal where `marsad.group.words.words` gives the same words: a word is hashed as a polynomial of its folded
letters, from sums over the text (Karp and Rabin, 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.words import GAP, letters, plain_words

WordHashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_KEPT = 1 << 14


def _powers_of(base: int, count: int) -> WordHashes:
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return factors.cumprod()


_POWERS = _powers_of(_BASE, _KEPT), _powers_of(_INVERSE, _KEPT)


def _powers(count: int) -> tuple[WordHashes, WordHashes]:
    """The powers of the base from 0, and of its inverse: so many or more."""
    return _POWERS if count <= _KEPT else (_powers_of(_BASE, count), _powers_of(_INVERSE, count))


def word_hashes(text: str) -> WordHashes:
    """A 64-bit hash of each word of a text, in reading order; the same on every machine and run."""
    codes = letters(text)
    if codes is None:
        codes = np.fromiter(map(ord, " ".join(plain_words(text))), np.uint32)
        codes[codes == ord(" ")] = GAP
    inside = np.zeros(len(codes) + 2, np.bool_)
    np.not_equal(codes, GAP, out=inside[1:-1])
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(len(codes) + 1)
    sums = np.zeros(len(codes) + 1, np.uint64)
    (codes * powers[: len(codes)]).cumsum(out=sums[1:])
    hashes: WordHashes = (sums.take(ends) - sums.take(starts)) * inverses.take(starts)
    return hashes
