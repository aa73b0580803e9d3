"""The pages of ``benchmarks/gold``: every fact, theirs and ours, is the characters that it names."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate import annotate
from marsad.read import read

GOLD = Path(__file__).resolve().parents[2] / "benchmarks" / "gold"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def test_gold_facts_are_the_characters_they_name() -> None:
    texts = {row["id"]: "\n\n".join(part for part in (row["lede"], row["body"]) if part) for row in rows("gold.jsonl")}
    facts = rows("facts.jsonl")
    assert len(texts) == 20
    assert [f for f in facts if texts[f["id"]][f["start"] : f["end"]] != f["text"]] == []


@pytest.mark.parametrize("row", rows("inputs.jsonl"), ids=lambda row: row["id"])
def test_our_facts_are_the_characters_they_name(row: dict[str, Any]) -> None:
    article = read((GOLD / row["file"]).read_bytes(), url=row["url"], fetched=datetime.fromisoformat(row["fetched"]))
    facts = annotate(article).facts
    assert {"person", "organisation", "place", "figure"} <= {fact.kind for fact in facts}
    assert [fact for fact in facts if article.text[fact.start : fact.end] != fact.text] == []
