"""Hashes of a text's words, for a whole text at once.

They are equal where `marsad.group.words.words` gives the same words: a table folds each character by itself, and a word
is hashed as a polynomial of its letters, from sums over the text (Karp and Rabin, 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.words import fold, words

WordHashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_GAP, _GONE, _MANY, _UNKNOWN = 0, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_ONE_SIGMA = "Σ"
"""The one letter whose lower case depends on its place in the word."""


def _powers(base: int, count: int) -> WordHashes:
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


class _Table:
    """What each character folds to: a letter or digit's code, or one of the constants above; filled as they occur."""

    def __init__(self) -> None:
        self._codes = np.full(1 << 16, _UNKNOWN, np.uint32)
        self._powers, self._inverses = _powers(_BASE, 1 << 14), _powers(_INVERSE, 1 << 14)

    def codes(self, text: str) -> NDArray[np.uint32] | None:
        """The text's folded codes, a gap for all that is no part of a word; null where some letter becomes several."""
        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        if not len(characters) or characters.max() >= len(self._codes):
            return None
        codes = self._codes[characters]
        if codes.max() >= _GONE:
            for character in np.unique(characters[codes == _UNKNOWN]).tolist():
                self._codes[character] = _folded(chr(character))
            codes = self._codes[characters]
            if (codes == _MANY).any():
                return None
            codes = codes[codes != _GONE]
        return codes

    def powers(self, count: int) -> tuple[WordHashes, WordHashes]:
        """The powers of the base from 0, and of its inverse: so many or more."""
        if count > len(self._powers):
            size = 1 << count.bit_length()
            self._powers, self._inverses = _powers(_BASE, size), _powers(_INVERSE, size)
        return self._powers, self._inverses


def _folded(character: str) -> int:
    folded = fold(character)
    if not folded:
        return _GONE
    if character == _ONE_SIGMA or (len(folded) > 1 and not folded.isspace() and words(folded)):
        return _MANY
    return ord(folded) if folded.isalnum() else _GAP


_TABLE = _Table()


def word_hashes(text: str) -> WordHashes:
    """A 64-bit hash of each word of a text, in reading order; the same on every machine and run."""
    codes = _TABLE.codes(text)
    if codes is None:
        codes = np.fromiter(map(ord, " ".join(words(text))), np.uint32)
        codes[codes == ord(" ")] = _GAP
    inside = np.zeros(len(codes) + 2, np.bool_)
    np.not_equal(codes, _GAP, out=inside[1:-1])
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _TABLE.powers(len(codes) + 1)
    sums = np.zeros(len(codes) + 1, np.uint64)
    (codes * powers[: len(codes)]).cumsum(out=sums[1:])
    hashes: WordHashes = (sums[ends] - sums[starts]) * inverses[starts]
    return hashes
