"""Names of places on the written gold pages, and countries in four languages."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from marsad.annotate.places import country_of, place_matches
from marsad.annotate.text import Passage
from tests.paths import shared

pytestmark = pytest.mark.shared


def test_places_of_the_gold_pages_are_found() -> None:
    pages = [json.loads(line) for line in shared("bench", "gold", "gold.jsonl").read_text("utf-8").splitlines()]
    facts = [json.loads(line) for line in shared("bench", "gold", "facts.jsonl").read_text("utf-8").splitlines()]
    found = {}
    for page in pages:
        text = f"{page['lede']}\n\n{page['body']}" if page["lede"] else page["body"]
        matches = place_matches(Passage.of(text, page["lang"]))
        found[page["id"]] = {(m.start, m.end): m.places[0].country for m in matches if m.certain >= 0.5}
    lang = {page["id"]: page["lang"] for page in pages}
    places = [fact for fact in facts if fact["kind"] == "place"]
    right = Counter(lang[f["id"]] for f in places if found[f["id"]].get((f["start"], f["end"]), "") == f["country"])
    for code, count in Counter(lang[fact["id"]] for fact in places).items():
        assert right[code] >= 0.9 * count, code


def test_countries_in_four_languages() -> None:
    rows = [
        line.split("\t")
        for line in shared("bench", "language", "link", "countries20.tsv").read_text("utf-8").splitlines()
    ]
    assert [(code, name) for code, *names in rows for name in names if country_of(name) != code] == []
