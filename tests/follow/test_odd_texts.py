"""Articles that hold nothing, or what no article should."""

from __future__ import annotations

import pytest

from marsad.follow.contradictions import contradictions
from marsad.follow.events import same_events
from marsad.follow.statements import same_statements
from tests.follow.told import told

ODD = ["", " ", ".", "12", "100 % 100 % 100 %", "9" * 400 + " wells", "« »", "\u0640\u0640 ١٢", "a\n\n\nb 3 wells"]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en", "de"])
def test_nothing_is_found_and_nothing_fails(text: str, lang: str) -> None:
    rows = [
        {"id": "a", "lang": lang, "text": text, "published": "some day"},
        {"id": "b", "lang": lang, "text": f"{text} {text}", "outlet": "x"},
        {"id": "c", "lang": "en", "text": "The mayor opened a park.", "published": "2026-03-02"},
    ]
    articles = told(rows)
    assert contradictions(articles) == []
    assert same_events(articles) == []
    assert same_statements(articles) == []


def test_no_articles_say_nothing() -> None:
    assert not contradictions([])
    assert not same_events([])
    assert not same_statements([])
