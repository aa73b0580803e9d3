"""Sentences of each language with the commitments that they hold, or with none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import LANGUAGES, Article, Block, BlockType, Commitment, DetailRole

PUBLISHED = "2025-09-15"


def cases(lang: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"cases_{lang}.toml")
    return [{"lang": lang, **case} for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def commitments(text: str, lang: str, published: str | None = PUBLISHED) -> list[Commitment]:
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n"))
    article = Article(title=None, lang=lang, blocks=blocks, published=published)
    return [fact for fact in annotated(article).facts if isinstance(fact, Commitment)]


def told(fact: Commitment) -> dict[str, Any]:
    return {
        "text": fact.text,
        "what": fact.what,
        "by": [one.text for one in fact.told(DetailRole.BY)],
        "due": fact.due or "",
        "is": f"{fact.kind.value} {fact.status.value} {fact.modality.value}",
    }


@pytest.mark.parametrize(
    "case", [case for lang in LANGUAGES for case in cases(lang)], ids=lambda case: case["text"][:60]
)
def test_the_commitments_of_a_sentence(case: dict[str, Any]) -> None:
    assert [told(fact) for fact in commitments(case["text"], case["lang"])] == case.get("found", [])
