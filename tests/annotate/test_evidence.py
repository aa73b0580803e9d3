"""Every fact of every article at hand points at its own words."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate import annotate
from marsad.annotate.rows import article_of
from marsad.model import NAMED, Article, DateFact, Detailed, Evidence, FactKind, Figure, Goal, Mention
from marsad.read import ReadError, read
from tests.paths import shared

STORIES = (
    "ecbplus_en",
    "giveme5w1h_en",
    "minhash2500_en",
    "ntrex4",
    "semeval22_pairs",
    "wikinews_galaxy_en",
    "wire_synth",
)
PAGES = ("fundus", "fundus_evaluation", "htmldate_eval", "jsonld_silver", "scrapinghub", "trafilatura_eval", "wcxb")


def check(article: Article) -> Counter[str]:
    """How many facts of each kind an article has, all of them sound."""
    text, found = article.text, annotate(article)
    places = [(fact.start, fact.end) for fact in found.facts]
    assert places == sorted(places)
    for fact in found.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.text == text[fact.start : fact.end]
        assert fact.text == fact.text.strip()
        assert any(map(str.isalnum, fact.text))
        assert 0.0 <= fact.confidence <= 1.0
        assert fact.rule
        assert Evidence.of("urn:uuid:0", "body", text, fact.start, fact.end).holds(text)
        assert isinstance(fact, (Mention, DateFact, Figure, Goal, Detailed))
        for one in fact.details if isinstance(fact, Detailed) else ():
            assert one.text == text[one.start : one.end].strip() != ""
            assert one.entity is None or one.entity < len(found.entities)
        if isinstance(fact, Mention):
            of = found.entities[fact.entity].kind
            assert of is (FactKind.INITIATIVE if fact.kind is FactKind.PART else fact.kind)
    named = [(fact.start, fact.end) for fact in found.facts if fact.kind in NAMED]
    assert all(end <= start for (_, end), (start, _) in pairwise(named)), "names overlap"
    mentioned = {fact.entity for fact in found.facts if isinstance(fact, Mention) and fact.kind in NAMED}
    assert mentioned == set(range(len(found.entities)))
    return Counter(fact.kind.value for fact in found.facts)


def check_all(articles: Iterable[Article]) -> None:
    """All the articles, and that facts are found in each language that has some ten of them."""
    facts, number = Counter[tuple[str | None, str]](), Counter[str | None]()
    for article in articles:
        number[article.lang] += 1
        for kind, count in check(article).items():
            facts[article.lang, kind] += count
    assert number
    for lang in [lang for lang, count in number.items() if count >= 10 and lang in ("fr", "ar", "es", "en")]:
        for kind in ("person", "organisation", "place", "date", "figure"):
            assert facts[lang, kind], f"no {kind} in {number[lang]} articles in {lang}"


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def documents(name: str) -> list[Article]:
    found = rows(shared("bench", "stories", name, "documents.jsonl"))
    return [article_of(row)[1] for row in found if row.get("text")]


def pages(name: str, most: int | None = None) -> Iterator[Article]:
    """The articles of a set's pages, but for those that hold none."""
    folder = shared("bench", "pages", name)
    for row in rows(folder / "truth.jsonl")[:most]:
        data = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        with suppress(ReadError):
            yield read(data, url=row.get("url"))


def gold_pages() -> Iterator[Article]:
    folder = shared("bench", "gold")
    for row in rows(folder / "inputs.jsonl"):
        data = (folder / row["file"]).read_bytes()
        yield read(data, url=row["url"], fetched=datetime.fromisoformat(row["fetched"]))


def sample() -> Iterator[Article]:
    folder = resources.files("marsad.sample").joinpath("pages")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        yield read(file.read_bytes())


def test_the_sample() -> None:
    check_all(sample())


@pytest.mark.shared
def test_the_gold_texts() -> None:
    check_all(article_of(row)[1] for row in rows(shared("bench", "gold", "gold.jsonl")))


@pytest.mark.shared
def test_the_gold_pages_as_we_read_them() -> None:
    check_all(gold_pages())


@pytest.mark.shared
@pytest.mark.parametrize("name", STORIES)
def test_some_documents_of_every_set(name: str) -> None:
    found = documents(name)
    check_all(found[:: max(1, len(found) // 40)])


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
def test_some_pages_of_every_set(name: str) -> None:
    check_all(pages(name, most=8))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_all_documents(name: str) -> None:
    check_all(documents(name))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_all_pages(name: str) -> None:
    check_all(pages(name))
