"""The benchmark sets: what comes out of them must not fall."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate.figures import own_unit, quantities
from tests.paths import shared

pytestmark = pytest.mark.shared


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_figures_of_the_gold_pages() -> None:
    folder = shared("bench", "gold")
    wanted = defaultdict(list)
    for fact in _rows(folder / "facts.jsonl"):
        if fact["kind"] == "figure":
            wanted[fact["id"]].append((fact["value"], fact["unit"]))
    hits = found = 0
    for page in _rows(folder / "gold.jsonl"):
        text = f"{page['lede']}\n\n{page['body']}" if page["lede"] else page["body"]
        for figure in quantities(text, page["lang"]):
            found += 1
            if (figure.value, figure.unit) in wanted[page["id"]]:
                wanted[page["id"]].remove((figure.value, figure.unit))
                hits += 1
    missed = sum(map(len, wanted.values()))
    assert 2 * hits / (2 * hits + missed + found - hits) >= 0.97


def test_numbers_and_units_in_their_own_language() -> None:
    for row in _rows(shared("bench", "language", "numbers", "numbers40.jsonl")):
        (figure,) = quantities(row["text"], row["lang"])
        assert (figure.value, own_unit(figure, row["lang"])) == (row["value"], row["unit"])
