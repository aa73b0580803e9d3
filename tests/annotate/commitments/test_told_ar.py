"""How Arabic newspapers tell what somebody will do: who is bound stands before or far behind the verb, or is quoted."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import Article, Block, BlockType, Commitment, DetailRole, FactKind

CASES = tomllib.loads(Path(__file__).with_name("told_ar.toml").read_text("utf-8"))["told"]


@pytest.mark.parametrize(("status", "words", "by", "text"), CASES, ids=[case[3][:60] for case in CASES])
def test_a_promise_is_told(status: str, words: str, by: str, text: str) -> None:
    article = Article(title=None, lang="ar", blocks=(Block(BlockType.PARAGRAPH, text),), published="2026-11-20")
    [fact] = (one for one in annotated(article).facts if isinstance(one, Commitment))
    assert (fact.kind, fact.status) == (FactKind.COMMITMENT, status)
    assert words in fact.text or words.removeprefix("ال") in fact.text
    assert any(by in one.text for one in fact.told(DetailRole.BY)) or not by
