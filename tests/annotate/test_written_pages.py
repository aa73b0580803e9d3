"""The pages of ``benchmarks/gold`` and ``gold_later``: every fact, theirs and ours, is the characters that it names."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate import annotate
from marsad.read import read

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SETS = {"gold": 20, "gold_later": 16}


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BENCHMARKS / folder / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", SETS)
def test_gold_facts_are_the_characters_they_name(folder: str) -> None:
    texts = {
        row["id"]: "\n\n".join(part for part in (row["lede"], row["body"]) if part)
        for row in rows(folder, "gold.jsonl")
    }
    facts = rows(folder, "facts.jsonl")
    assert len(texts) == SETS[folder]
    assert [f for f in facts if texts[f["id"]][f["start"] : f["end"]] != f["text"]] == []


@pytest.mark.parametrize(
    ("folder", "row"),
    [(folder, row) for folder in SETS for row in rows(folder, "inputs.jsonl")],
    ids=lambda value: value["id"] if isinstance(value, dict) else "",
)
def test_our_facts_are_the_characters_they_name(folder: str, row: dict[str, Any]) -> None:
    article = read(
        (BENCHMARKS / folder / row["file"]).read_bytes(), url=row["url"], fetched=datetime.fromisoformat(row["fetched"])
    )
    facts = annotate(article).facts
    assert {"person", "organisation", "place", "figure"} <= {fact.kind for fact in facts}
    assert [fact for fact in facts if article.text[fact.start : fact.end] != fact.text] == []
