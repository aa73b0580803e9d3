"""The latest documents as stories see them, in arrays: about two kilobytes each, however old the archive is."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.group.circumstances import WIDTHS
from marsad.group.features import ANCHORS, TERMS, TITLE_TERMS, StoryFeatures
from marsad.group.vocabulary import anchor_row, term_row

Serials = NDArray[np.int64]
STARTS = [0, *accumulate([*WIDTHS.values()][:-1])]
"""Where each kind of circumstance begins in a row of facts; the lowest bits of a fact tell its kind."""
_ID = np.uint32((1 << 29) - 1)
UNKNOWN_HOUR = -(1 << 40)
_FIRST = 1024


class Window:
    """Rows of documents by serial, their place in the order of arrival; the oldest leave by `forget`.

    A row's ``lang`` tells two languages apart that are both not ours; ``hour`` is the document's date and ``clock`` the
    time of its arrival, in hours since 1970, or `UNKNOWN_HOUR`.
    """

    def __init__(self) -> None:
        self.first = self.next = 0
        self._capacity = 0
        self._columns: dict[str, NDArray[Any]] = {}

    def __len__(self) -> int:
        return self.next - self.first

    def add(self, features: StoryFeatures, number: int, hour: int | None, clock: int | None) -> int:
        """Takes a document in; gives its serial."""
        if len(self) == self._capacity:
            self._grow(len(features.embedding) // 2)
        slot = self.next % self._capacity
        ids: NDArray[Any]
        for name, ids in (
            ("terms", features.terms),
            ("counts", features.counts),
            ("title", features.title),
            ("anchors", features.anchors),
        ):
            row = self._columns[name][slot]
            row[: len(ids)] = ids
            row[len(ids) :] = 0
        facts = self._columns["facts"][slot]
        facts[:] = 0
        for kind, (ids, start) in enumerate(zip(features.circumstances, STARTS, strict=True)):
            facts[start : start + len(ids)] = (ids & _ID) << 3 | kind + 1
        self._columns["number"][slot] = number
        self._columns["lang"][slot] = hash_of(features.lang)
        self._columns["term_row"][slot] = term_row(features.lang)
        self._columns["anchor_row"][slot] = anchor_row(features.lang)
        self._columns["hour"][slot] = UNKNOWN_HOUR if hour is None else hour
        self._columns["clock"][slot] = UNKNOWN_HOUR if clock is None else clock
        self._embed(slot, features.embedding)
        self.next += 1
        return self.next - 1

    def forget(self, number: int) -> range:
        """Lets the documents up to that number go; gives their serials, whose rows stay until others take them."""
        start = self.first
        while self.first < self.next and self._columns["number"][self.first % self._capacity] <= number:
            self.first += 1
        return range(start, self.first)

    def column(self, name: str, serials: Serials) -> NDArray[Any]:
        """The rows of a column."""
        found: NDArray[Any] = self._columns[name][serials % self._capacity]
        return found

    def value(self, name: str, serial: int) -> Any:
        """One row of a column."""
        return self._columns[name][serial % self._capacity]

    def stretches(self, count: int) -> list[tuple[int, slice]]:
        """The last ``count`` documents but for the newest as one or two slices of the columns, each with the serial of
        its first row."""
        start, stop = max(self.first, self.next - 1 - count), self.next - 1
        found = []
        while start < stop:
            slot = start % self._capacity
            size = min(stop - start, self._capacity - slot)
            found.append((start, slice(slot, slot + size)))
            start += size
        return found

    def whole(self, name: str, rows: slice) -> NDArray[Any]:
        """A slice of a column."""
        return self._columns[name][rows]

    def _embed(self, slot: int, embedding: bytes) -> None:
        vectors = self._columns["embedding"][slot]
        if len(embedding) != vectors.size:
            vectors[:] = 0
        else:
            vectors[:] = np.frombuffer(embedding, np.int8).reshape(vectors.shape)
        wide = vectors.astype(np.int64)
        self._columns["length"][slot] = np.sqrt((wide * wide).sum(axis=1))
        self._columns["signs"][slot] = signs_of(vectors[1])

    def _grow(self, dimensions: int) -> None:
        """Doubles the room; every live row moves to where its serial falls."""
        before, capacity = self._columns, max(_FIRST, 2 * self._capacity)
        if not before:
            before = _columns(0, dimensions)
        width = before["embedding"].shape[2]
        self._columns = _columns(capacity, width)
        live = np.arange(self.first, self.next)
        for name, column in self._columns.items():
            if self._capacity:
                column[live % capacity] = before[name][live % self._capacity]
        self._capacity = capacity


def hash_of(lang: str | None) -> int:
    """A number for a language; 0 where it is not known."""
    return 0 if lang is None else int.from_bytes(lang.encode()[:7], "little")


def signs_of(vector: NDArray[np.int8]) -> NDArray[np.uint64]:
    """The signs of a vector's components as bits: the share in which two differ tells the angle between the vectors
    (Charikar, 2002)."""
    bits = np.zeros(-(-len(vector) // 64) * 64, np.bool_)
    bits[: len(vector)] = vector > 0
    return np.packbits(bits).view(np.uint64)


def _columns(rows: int, dimensions: int) -> dict[str, NDArray[Any]]:
    return {
        "number": np.zeros(rows, np.int64),
        "lang": np.zeros(rows, np.int64),
        "term_row": np.zeros(rows, np.uint8),
        "anchor_row": np.zeros(rows, np.uint8),
        "hour": np.zeros(rows, np.int64),
        "clock": np.zeros(rows, np.int64),
        "terms": np.zeros((rows, TERMS), np.uint32),
        "counts": np.zeros((rows, TERMS), np.uint8),
        "title": np.zeros((rows, TITLE_TERMS), np.uint32),
        "anchors": np.zeros((rows, ANCHORS), np.uint32),
        "facts": np.zeros((rows, sum(WIDTHS.values())), np.uint32),
        "embedding": np.zeros((rows, 2, dimensions), np.int8),
        "length": np.zeros((rows, 2), np.float64),
        "signs": np.zeros((rows, -(-dimensions // 64)), np.uint64),
    }
