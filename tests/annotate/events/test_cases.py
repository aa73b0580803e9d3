"""Short texts of each language with the events that they tell of, or with none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import LANGUAGES, Article, Block, BlockType, DetailRole, Event

PUBLISHED = "2026-03-11"
"""A Wednesday."""
DETAILS = ("organiser", "patron", "theme", "programme", "attendance", "participant")


def cases(lang: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"cases_{lang}.toml")
    return [{"lang": lang, **case} for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def events(text: str, lang: str, published: str | None = PUBLISHED, title: str | None = None) -> list[Event]:
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n"))
    article = Article(title=title, lang=lang, blocks=blocks, published=published)
    return [fact for fact in annotated(article).facts if isinstance(fact, Event)]


def told(event: Event) -> dict[str, Any]:
    places = [one.text for one in event.told(DetailRole.PLACE)]
    found = {
        "text": event.text,
        "name": event.name,
        "is": f"{event.event_kind.value}, {event.rule}",
        "when": f"{event.start_date or ''}/{event.end_date or ''}",
        "where": places[0] if places else "",
    }
    parts = {role: [one.value or one.text for one in event.told(DetailRole(role))] for role in DETAILS}
    return found | {role: values for role, values in parts.items() if values}


@pytest.mark.parametrize(
    "case", [case for lang in LANGUAGES for case in cases(lang)], ids=lambda case: case["text"][:60]
)
def test_events_of(case: dict[str, Any]) -> None:
    found = events(case["text"], case["lang"], case.get("published", PUBLISHED), case.get("title"))
    assert [told(event) for event in found] == case.get("found", [])
