"""Which parts of an initiative a text covers, in four languages, whichever language the parts are known in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.follow.coverage import Coverage, Text

SET = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
LANGS = ("fr", "ar", "es", "en")


def of(told: dict[str, Any]) -> Text:
    return Text(told["lang"], told["title"], told.get("lede", ""), told["body"].strip())


def knowing(*langs: str) -> Coverage:
    """The parts by their names in some languages."""
    return Coverage({int(n): {lang: [names[lang]] for lang in langs} for n, names in SET["parts"].items()})


@pytest.mark.parametrize("told", SET["article"], ids=lambda told: told["id"])
def test_an_article_covers_what_it_speaks_of(told: dict[str, Any]) -> None:
    assert list(knowing(*LANGS).of(of(told))) == told["covers"]


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_one_language_find_the_articles_of_all(lang: str) -> None:
    """Words that the lexicon of concepts has need no name in the language of the article."""
    coverage = knowing(lang)
    pairs = [(set(coverage.of(of(told))), set(told["covers"])) for told in SET["article"]]
    right = sum(len(found & gold) for found, gold in pairs)
    assert right / sum(len(found) for found, _ in pairs) > 0.95
    assert right / sum(len(gold) for _, gold in pairs) > 0.85


def test_where_no_word_tells_the_encoder_does() -> None:
    coverage = Coverage({1: {"fr": ["quantique"]}, 2: {"fr": ["drones"]}}, lambda one, other: float(other == "drones"))
    text = Text("en", "Unmanned aircraft over Tamri", "", "They fly at night.")
    assert coverage.of(text) == (2,)
    assert Coverage({1: {"en": ["quantum"]}}, lambda *_: 1.0).of(text) == (), "a known name must stand there"


def test_what_a_listing_takes_covers_nothing() -> None:
    body = "Le plan a deux axes : le tourisme et le sport. Rien d'autre."
    spans = [("body", body.index(word), body.index(word) + len(word)) for word in ("tourisme", "sport")]
    coverage = Coverage({1: {"fr": ["tourisme"]}, 2: {"fr": ["sport"]}})
    assert coverage.of(Text("fr", "", "", body)) == (1,), "the axis is called so"
    assert coverage.of(Text("fr", "", "", body, spans)) == ()
