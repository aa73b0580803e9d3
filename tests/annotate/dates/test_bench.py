"""The bench's date expressions, where the bench data is there."""

from __future__ import annotations

import json

import pytest

from marsad.annotate.dates import resolve
from tests.paths import shared

pytestmark = pytest.mark.shared


def test_nearly_all_expressions_of_the_bench_are_resolved() -> None:
    lines = shared("bench", "language", "dates", "dates40.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    wrong = [row for row in rows if resolve(row["expr"], row["lang"], row["ref"]) != (row["gold"][0], row["gold"][-1])]
    assert len(wrong) <= 0.05 * len(rows), wrong
