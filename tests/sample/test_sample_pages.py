"""The committed pages are what the sources give, and the sample is as large and as mixed as it claims."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from html import unescape
from typing import Any

import pytest

from marsad.sample import sample_dir
from marsad.sample.source import Article, load_articles, load_outlets


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (sample_dir() / name).read_text("utf-8").splitlines()]


def paragraphs(article: Article) -> set[str]:
    """The paragraphs without the outlet's typography, which a copy need not keep."""
    return {part.replace("\u00a0", " ").replace("’", "'") for part in article.body.split("\n\n")}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return load_articles()


def test_pages_equal_their_sources_byte_for_byte() -> None:
    pytest.importorskip("jinja2")
    from marsad.sample.build import build

    files = build()
    assert [name for name, content in files.items() if (sample_dir() / name).read_bytes() != content] == []
    rendered = {f"pages/{path.name}" for path in (sample_dir() / "pages").glob("m*.html")}
    assert rendered == {name for name in files if name.startswith("pages/")}


def test_every_page_has_one_row_in_meta_and_truth() -> None:
    pages = {path.stem for path in (sample_dir() / "pages").glob("*.html")}
    for name in ("meta.jsonl", "truth.jsonl"):
        ids = [row["id"] for row in rows(name)]
        assert len(ids) == len(set(ids))
        assert set(ids) == pages
    urls = [row["url"] for row in rows("meta.jsonl")]
    assert len(urls) == len(set(urls))
    assert all(".example/" in url for url in urls)


def test_size(articles: list[Article]) -> None:
    truth = rows("truth.jsonl")
    files = [path for path in sample_dir().rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(truth) >= 64
    assert len({row["story"] for row in truth}) >= 12
    assert len({article.outlet.template for article in articles}) >= 12
    assert sum(path.stat().st_size for path in files) < 2_000_000


def test_bodies_are_long_enough(articles: list[Article]) -> None:
    short = {article.slug: len(article.body.split()) for article in articles if len(article.body.split()) < 250}
    assert short == {}


def test_four_languages(articles: list[Article]) -> None:
    truth = rows("truth.jsonl")
    share = {lang: count / len(truth) for lang, count in Counter(row["lang"] for row in truth).items()}
    assert set(share) == {"fr", "ar", "es", "en"}
    assert share["fr"] > share["ar"] > 0.25
    assert min(share["es"], share["en"]) > 0.1
    assert {article.outlet.encoding for article in articles} >= {"utf-8", "windows-1256", "iso-8859-15"}


def test_three_weeks(articles: list[Article]) -> None:
    weeks = {article.published.isocalendar().week for article in articles}
    assert len(weeks) == 3
    assert all(date(2026, 3, 2) <= article.published.date() <= date(2026, 3, 22) for article in articles)
    assert all(a.fetched > max([a.published, *(c.published for c in a.comments)]) for a in articles)


def test_reprints_share_their_dispatch(articles: list[Article]) -> None:
    families: dict[str, list[Article]] = {}
    for article in articles:
        if article.dispatch:
            families.setdefault(article.dispatch, []).append(article)
    assert {article.lang for family in families.values() for article in family} >= {"fr", "ar"}
    relations = Counter(article.relation for article in articles)
    assert min(relations[name] for name in ("verbatim", "light", "truncated", "embedded", "follow-up")) >= 1
    for family in families.values():
        originals = [article for article in family if article.relation == "original"]
        assert len(originals) == 1
        assert len({article.story for article in family}) == 1
        for copy in family:
            assert len(paragraphs(originals[0]) & paragraphs(copy)) >= 3, copy.slug
            if copy.relation == "verbatim":
                assert paragraphs(copy) == paragraphs(originals[0]), copy.slug


def test_a_page_shows_what_its_truth_says() -> None:
    written = {row["id"]: row for row in rows("truth.jsonl") if row["id"].startswith("m")}
    for page, row in written.items():
        text = unescape((sample_dir() / "pages" / f"{page}.html").read_bytes().decode(row["encoding"]))
        text = text.replace("<strong>", "").replace("</strong>", "")
        missing = [part for part in [row["title"], row["lede"], *row["body"].split("\n\n")] if part not in text]
        missing += [comment["text"] for comment in row["comments"] if comment["text"] not in text]
        missing += [title for title in row["teasers"] if title not in text]
        assert missing == [], page


def test_outlets_are_all_used(articles: list[Article]) -> None:
    assert {article.outlet.key for article in articles} == set(load_outlets())
