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

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each row, 0 to 1."""
        trees, depth = self.columns.shape
        answers = rows[:, self.columns.ravel()] > self.borders.ravel()
        powers = np.int32(1) << np.arange(depth, dtype=np.int32)
        leaf = answers.reshape(len(rows), trees, depth) @ powers
        total = self.leaves[np.arange(trees), leaf].sum(axis=1, dtype=np.float64) + self.bias
        return np.asarray(1 / (1 + np.exp(-total)))

    @classmethod
    def from_arrays(cls, arrays: Any, name: str) -> Trees:
        """The forest ``name`` of a file of arrays."""
        return cls(
            arrays[f"{name}_columns"], arrays[f"{name}_borders"].astype(np.float32),
            arrays[f"{name}_leaves"].astype(np.float32), float(arrays[f"{name}_bias"]),
        )  # fmt: skip
