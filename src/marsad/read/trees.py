"""Oblivious decision trees in numpy: every level of a tree asks one question of all rows, so a forest is a few
array operations. The model is that of CatBoost (Prokhorenkova et al. 2018, https://arxiv.org/abs/1706.09516)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """A forest: for each tree and level the column asked and the border, for each tree its leaves, and the bias.

    Shapes: ``columns`` and ``borders`` (trees, depth), ``leaves`` (trees, 2 ** depth).
    """

    columns: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def probabilities(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each row, 0 to 1. ``columns`` is (columns, rows)."""
        trees, depth = self.columns.shape
        answers = (columns[self.columns.ravel()] > self.borders.ravel()[:, None]).view(np.uint8)
        answers = answers.reshape(trees, depth, -1)
        leaf = (np.arange(trees, dtype=np.int32) << depth)[:, None] + answers[:, 0]
        for level in range(1, depth):
            leaf += answers[:, level].astype(np.int32) << level
        total = self.leaves.ravel()[leaf].sum(axis=0, dtype=np.float64) + self.bias
        return np.asarray(1 / (1 + np.exp(-total)))

    @classmethod
    def from_arrays(cls, arrays: Any, name: str) -> Trees:
        """The forest ``name`` of a file of arrays."""
        return cls(
            arrays[f"{name}_columns"], arrays[f"{name}_borders"].astype(np.float32),
            arrays[f"{name}_leaves"].astype(np.float32), float(arrays[f"{name}_bias"]),
        )  # fmt: skip
