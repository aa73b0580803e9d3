"""Oblivious trees: each level asks all rows one question."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.read.trees import Trees

FOREST = Trees(
    columns=np.array([[0, 1], [1, 1]], np.int16),
    borders=np.array([[0.5, 10], [3, np.inf]], np.float32),
    leaves=np.array([[0, 1, 2, 3], [10, 20, 0, 0]], np.float32),
    bias=-12.0,
)


@pytest.mark.parametrize(
    ("row", "total"), [((0, 0), 0 + 10), ((1, 0), 1 + 10), ((0, 11), 2 + 20), ((1, 11), 3 + 20), ((0.5, 10), 0 + 20)]
)
def test_leaves_are_found_and_summed(row: tuple[float, float], total: float) -> None:
    columns = np.array(row, np.float32)[:, None]
    assert FOREST.probabilities(columns) == pytest.approx([1 / (1 + np.exp(12.0 - total))])


def test_rows_are_judged_alone() -> None:
    rows = np.array([(0, 0), (1, 11), (1, 0)], np.float32)
    alone = [FOREST.probabilities(row[:, None])[0] for row in rows]
    assert FOREST.probabilities(rows.T).tolist() == pytest.approx(alone)
