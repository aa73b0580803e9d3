"""The course of promises in sentences of each language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import LANGUAGES, Article, Block, BlockType, DetailRole, Progress

PUBLISHED = "2026-11-20"


def cases(lang: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"cases_{lang}.toml")
    return [{"lang": lang, **case} for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def progress(text: str, lang: str, published: str | None = PUBLISHED) -> list[Progress]:
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n"))
    article = Article(title=None, lang=lang, blocks=blocks, published=published)
    return [fact for fact in annotated(article).facts if isinstance(fact, Progress)]


def told(fact: Progress) -> dict[str, Any]:
    return {
        "what": fact.what,
        "by": [one.text for one in fact.told(DetailRole.BY)],
        "due": fact.due or "",
        "status": fact.status.value,
    }


@pytest.mark.parametrize(
    "case", [case for lang in LANGUAGES for case in cases(lang)], ids=lambda case: case["text"][:60]
)
def test_the_progress_of_a_sentence(case: dict[str, Any]) -> None:
    found = progress(case["text"], case["lang"])
    assert [told(fact) for fact in found] == case.get("found", [])
    assert all(case["text"][fact.start : fact.end] == fact.text for fact in found)
