"""Statements of whole pages: what the gold pages have, and what the two seeds say of their speakers."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate import annotate
from marsad.annotate.rows import article_of
from marsad.model import Annotations, DetailRole, Statement
from marsad.read import read
from tests.paths import ROOT, shared

CLOSE = 0.8
"""The least overlap of words at which a statement counts as found, as the bench has it."""


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _overlap(one: str, other: str) -> float:
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def _f1(folder: Path, lang: str) -> float:
    """F1 of statements over the pages of one language, each found once at most."""
    facts = [fact for fact in _rows(folder / "facts.jsonl") if fact["kind"] == "quote"]
    found = told = right = 0
    for row in _rows(folder / "gold.jsonl"):
        if row["lang"] != lang:
            continue
        identity, article = article_of(row)
        ours = [fact.text for fact in annotate(article).facts if isinstance(fact, Statement)]
        theirs = [fact["text"] for fact in facts if fact["id"] == identity]
        found, told = found + len(ours), told + len(theirs)
        for text in theirs:
            best = max(ours, key=lambda one: _overlap(one, text), default=None)
            if best is not None and _overlap(best, text) >= CLOSE:
                ours.remove(best)
                right += 1
    return 2 * right / (found + told)


@pytest.mark.parametrize("lang", ["fr", "es", "en"])
@pytest.mark.parametrize("name", ["gold", "gold_later"])
def test_our_pages(name: str, lang: str) -> None:
    assert _f1(ROOT / "benchmarks" / name, lang) >= 0.9


@pytest.mark.shared
@pytest.mark.parametrize(("lang", "least"), [("fr", 0.95), ("es", 0.95), ("en", 0.8)])
def test_the_pages_of_the_bench(lang: str, least: float) -> None:
    assert _f1(shared("bench", "gold"), lang) >= least


def _seed(number: str) -> tuple[Annotations, list[Statement]]:
    text = next(shared("seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    found = annotate(read(text, text=True))
    return found, [fact for fact in found.facts if isinstance(fact, Statement)]


def _speakers(statements: list[Statement]) -> list[int | None]:
    return [next(iter(fact.entities(DetailRole.SPEAKER)), None) for fact in statements]


@pytest.mark.shared
def test_all_statements_of_the_conference_are_one_ministers() -> None:
    found, statements = _seed("000")
    speakers = _speakers(statements)
    assert [fact.form.value for fact in statements].count("direct") == 1
    assert len(statements) == 12
    assert len(set(speakers)) == 1
    assert speakers[0] is not None
    assert (found.entities[speakers[0]].role or "").startswith("ministre")


@pytest.mark.shared
def test_the_visit_has_statements_of_two() -> None:
    _, statements = _seed("004")
    first, again, other = _speakers(statements)
    assert first is not None
    assert first == again
    assert other not in {None, first}
    assert [fact.form.value for fact in statements] == ["direct", "indirect", "direct"]
