"""Contradictions over outlets and languages, and what looks like one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.follow.contradictions import contradictions
from marsad.follow.rows import contradiction_row
from marsad.model import Contradiction
from tests.follow.told import told

CASES: list[dict[str, Any]] = [
    case
    for name in ("contradictions.toml", "left_over.toml", "unseen.toml", "told_otherwise.toml")
    for case in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_articles_contradict_each_other_in(case: dict[str, Any]) -> None:
    articles = told(case["article"])
    found = contradictions(articles)
    assert [line(one) for one in found] == case["expect"]
    texts = {article.id: article.text for article in articles}
    for claim in (claim for one in found for claim in one.claims):
        assert texts[claim.article][claim.start : claim.end] == claim.text


def line(found: Contradiction) -> str:
    """A contradiction as the cases have it."""
    row = contradiction_row(found, "story")
    sides = dict.fromkeys((value["side"], value["value"]) for value in row["values"])
    settled = f" settled {row['settled']}" if row["settled"] else ""
    return f"{row['kind']} {' / '.join(value for _, value in sides)}{settled}"
