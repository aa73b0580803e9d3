"""How rare terms and anchors are: the table that ships at first, and ever more what the archive itself tells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.circumstances import Ids
from marsad.group.features import StoryFeatures
from marsad.group.vocabulary import ID_BITS, ROWS, anchor_row, document_frequencies, hashed, term_row
from marsad.model import LANGUAGES

RARITY_SCALE = 24
"""A rarity, an inverse document frequency, is kept as so many times its value, rounded, in one byte."""
_SIZE = 1 << ID_BITS
_TABLE_SHARE = 0.5
"""A word is held to be at least so frequent, of what the table says: documents keep only what is rare in them."""


class Frequencies:
    """Rarities of terms by language and of anchors by script, in bytes.

    Documents are counted at once, and weigh from the next `settle` on. ``prior`` is how many documents the table's word
    is worth. What is no id, 0, has the rarity 0.
    """

    def __init__(self, prior: int) -> None:
        self._prior = prior
        self._counts = np.zeros((ROWS, _SIZE), np.int32)
        self._documents = np.zeros(ROWS, np.int64)
        self._expected = np.zeros((ROWS, _SIZE), np.float32)
        for lang in LANGUAGES:
            frequencies = document_frequencies(lang)
            ids = np.fromiter(map(hashed, frequencies), np.int64, len(frequencies))
            np.maximum.at(self._expected[term_row(lang)], ids, np.fromiter(frequencies.values(), np.float32, len(ids)))
        self.rarity: NDArray[np.uint8] = np.zeros((ROWS, _SIZE), np.uint8)
        self.settle()

    def count(self, row: int, ids: Ids, times: int = 1) -> None:
        """Counts what a document has of a row; with ``times`` -1 no longer. Ids that are 0 are none."""
        np.add.at(self._counts[row], ids[ids > 0], times)
        self._documents[row] += times

    def count_features(self, features: StoryFeatures) -> None:
        """Counts a document's terms and anchors."""
        self.count(term_row(features.lang), features.terms)
        self.count(anchor_row(features.lang), features.anchors)

    def settle(self) -> None:
        """Lets what was counted so far weigh."""
        for row in range(ROWS):
            total, expected = float(self._documents[row]), self._expected[row]
            seen = np.maximum(self._counts[row], _TABLE_SHARE * total * expected)
            odds = (self._prior + total) / (self._prior * expected + seen + 0.5)
            self.rarity[row] = np.clip(np.rint(RARITY_SCALE * np.log(odds)), 1, 255)
        self.rarity[:, 0] = 0
