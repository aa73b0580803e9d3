"""Which earlier documents may tell of the same event: those that share rare words, and those near in the embedding.

Both look at a bounded number of the latest documents, so that the time does not grow with the archive.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.circumstances import Ids
from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.settings import StorySettings
from marsad.group.vocabulary import ID_BITS, anchor_row, term_row
from marsad.group.window import Serials, Window

_BITS = 18
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_NONE = np.iinfo(np.uint32).max


class Recall:
    """For each key, a term of a language or an anchor, the latest documents that have it, in a table of fixed size."""

    def __init__(self, settings: StorySettings) -> None:
        self._settings = settings
        self._table = np.full((1 << _BITS, settings.postings), _NONE, np.uint32)
        self._written = np.zeros(1 << _BITS, np.uint8)

    def add(self, features: StoryFeatures, serial: int) -> None:
        """Enters a document under its foremost terms and anchors."""
        buckets = np.unique(self._buckets(features))
        self._table[buckets, self._written[buckets] % self._settings.postings] = serial % _NONE
        self._written[buckets] = (self._written[buckets] + 1) % self._settings.postings

    def sharing(self, features: StoryFeatures, window: Window, frequencies: Frequencies) -> Serials:
        """The documents that share the rarest keys with one, at most ``candidates``."""
        held = self._table[self._buckets(features)]
        serials = held.astype(np.int64)
        live = (serials >= window.first) & (held != _NONE)
        terms, anchors = self._keys(features)
        rows = frequencies.rarity[term_row(features.lang)], frequencies.rarity[anchor_row(features.lang)]
        rarities = np.concatenate((rows[0][terms], rows[1][anchors])).astype(np.int64)
        weights = np.broadcast_to((rarities * rarities)[:, None], held.shape)[live]
        return _most(serials[live], weights, self._settings.candidates)

    def _keys(self, features: StoryFeatures) -> tuple[Ids, Ids]:
        return features.terms[: self._settings.term_keys], features.anchors[: self._settings.anchor_keys]

    def _buckets(self, features: StoryFeatures) -> Serials:
        terms, anchors = self._keys(features)
        row = np.uint64((term_row(features.lang) + 1) << ID_BITS)
        keys = np.concatenate((terms.astype(np.uint64) + row, anchors.astype(np.uint64)))
        return ((keys * _SPREAD) >> np.uint64(64 - _BITS)).astype(np.int64)


def _most(serials: Serials, weights: NDArray[np.int64], count: int) -> Serials:
    """The serials with the largest sums of weights, the latest of equals."""
    if not len(serials):
        return serials
    found, places = np.unique(serials, return_inverse=True)
    sums = np.bincount(places, weights).astype(np.int64)
    order = np.lexsort((-found, -sums))
    return found[order[:count]]


def near(window: Window, serial: int, settings: StorySettings) -> Serials:
    """The documents whose embeddings point most nearly the same way, of the last ``near_window``."""
    if not window.value("length", serial)[1]:
        return np.zeros(0, np.int64)
    mine = window.value("signs", serial)
    found, distances = [], []
    for start, rows in window.stretches(settings.near_window):
        apart = np.bitwise_count(window.whole("signs", rows) ^ mine).sum(axis=1, dtype=np.int64)
        close = np.flatnonzero(apart <= int(settings.near_signs * 64 * len(mine)))
        found.append(close + start)
        distances.append(apart[close])
    if not found:
        return np.zeros(0, np.int64)
    serials, apart = np.concatenate(found), np.concatenate(distances)
    return serials[np.lexsort((-serials, apart))[: settings.near_candidates]]
