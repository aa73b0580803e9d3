"""The mean embeddings of recent stories in one matrix, searched whole.

Rows are rounded to whole numbers so small that float32 sums over them are exact in any order: the same answer on
every machine, whatever the matrix library does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.group.story import Story, Vector

_SCALE = 1000.0
_GROW = 1024


class Centroids:
    """Story ids by nearness of their mean embedding."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._ids: list[str | None] = []
        self._free: list[int] = []
        self._matrix: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._touched: NDArray[np.int64] = np.zeros(0, np.int64)

    def put(self, story: Story) -> None:
        """Adds a story or renews its mean."""
        if story.embedding is None:
            return
        row = self._rows.get(story.id)
        if row is None:
            row = self._take(story.id, len(story.embedding))
        vector = story.embedding.astype(np.float64)
        self._matrix[row] = np.rint(vector * (_SCALE / max(np.sqrt(float(story.embedding @ story.embedding)), 1.0)))
        self._touched[row] = story.touched

    def drop(self, identity: str) -> None:
        """Removes a story."""
        row = self._rows.pop(identity, None)
        if row is not None:
            self._ids[row] = None
            self._touched[row] = -1
            self._free.append(row)

    def nearest(self, embedding: Vector, oldest: int, count: int) -> list[str]:
        """The nearest stories that were added to since document number ``oldest``."""
        if not len(embedding) or not self._rows:
            return []
        products = self._matrix[: len(self._ids)] @ embedding.astype(np.float32)
        live = np.flatnonzero(self._touched[: len(self._ids)] >= max(oldest, 0))
        if len(live) > count:
            cut = -np.partition(-products[live], count - 1)[count - 1]
            live = live[products[live] >= cut]
        ranked = sorted((-float(products[row]), str(self._ids[row])) for row in live.tolist())
        return [identity for _, identity in ranked[:count]]

    def _take(self, identity: str, width: int) -> int:
        if self._free:
            row = self._free.pop()
            self._ids[row] = identity
        else:
            row = len(self._ids)
            self._ids.append(identity)
            if row >= len(self._matrix):
                matrix = np.zeros((len(self._matrix) + _GROW, width), np.float32)
                matrix[:row] = self._matrix if row else matrix[:0]
                self._matrix = matrix
                self._touched = np.concatenate((self._touched, np.full(_GROW, -1, np.int64)))
        self._rows[identity] = row
        return row
