"""The many ways in which newspapers tell what became of a promise, and how they promise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import Article, Block, BlockType, Commitment, FactKind, Progress

PUBLISHED = "2026-11-20"


def ways() -> list[tuple[str, str, str]]:
    found = []
    for lang in ("fr", "es", "en"):
        told = tomllib.loads(Path(__file__).with_name(f"ways_{lang}.toml").read_text("utf-8"))
        found += [(lang, status, text) for status, texts in told.items() for text in texts]
    return found


@pytest.mark.parametrize(("lang", "status", "text"), ways(), ids=lambda value: value[:50])
def test_a_status_is_told_in_many_ways(lang: str, status: str, text: str) -> None:
    article = Article(title=None, lang=lang, blocks=(Block(BlockType.PARAGRAPH, text),), published=PUBLISHED)
    facts = annotated(article).facts
    if status in {"promise", "nopromise"}:
        promised = [fact for fact in facts if isinstance(fact, Commitment) and fact.kind is FactKind.COMMITMENT]
        assert bool(promised) == (status == "promise")
        return
    read = {fact.status.value for fact in facts if isinstance(fact, Progress) and fact.rule != "sentence"}
    assert read == (set() if status == "none" else {status})
