"""How Arabic newspapers tell the course of a promise: verb first, subject far behind, nouns of action, passives."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import Article, Block, BlockType, DetailRole, Progress

CASES = tomllib.loads(Path(__file__).with_name("told_ar.toml").read_text("utf-8"))


def steps(text: str) -> list[Progress]:
    article = Article(title=None, lang="ar", blocks=(Block(BlockType.PARAGRAPH, text),), published="2026-11-20")
    return [fact for fact in annotated(article).facts if isinstance(fact, Progress) and fact.rule != "sentence"]


@pytest.mark.parametrize(("status", "words", "by", "text"), CASES["told"], ids=[case[3][:60] for case in CASES["told"]])
def test_a_step_is_told(status: str, words: str, by: str, text: str) -> None:
    [fact] = steps(text)
    assert fact.status == status
    assert words in fact.text or words.removeprefix("ال") in fact.text
    assert any(by in one.text for one in fact.told(DetailRole.BY)) or not by


@pytest.mark.parametrize("text", CASES["none"])
def test_no_step_is_told(text: str) -> None:
    assert steps(text) == []
