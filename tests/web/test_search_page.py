from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from marsad.observatory.indexing import search_document
from marsad.observatory.models import Article, Source
from marsad.search.index import SearchIndex
from marsad.web.queries import search as queries
from tests.web.conftest import SECRET, Newsroom


@pytest.fixture
def index(newsroom: Newsroom, data_dir: Path) -> SearchIndex:
    queries._open.cache_clear()
    with SearchIndex(data_dir / "index") as made:
        made.update(search_document(article) for article in Article.objects.select_related("source"))
        made.commit()
    return made


def get(client: Client, query: str, lang: str = "en") -> str:
    response = client.get(f"/search?{query}", headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("index")
class TestFound:
    def test_matches_are_marked_in_title_and_text(self, client: Client) -> None:
        html = get(client, "q=lighthouse")
        assert "1 article for “lighthouse”" in html
        assert "Tamri <mark>lighthouse</mark> to shine again" in html

    def test_arabic_is_found_in_other_forms(self, client: Client, newsroom: Newsroom) -> None:
        html = get(client, "q=المنارة", "ar")
        assert f"/article/{newsroom.arabic.pk}" in html
        assert 'lang="ar" dir="rtl"' in html

    def test_filters(self, client: Client, newsroom: Newsroom) -> None:
        assert f"/article/{newsroom.spanish.pk}" in get(client, "q=Tamri&lang=es")
        assert f"/article/{newsroom.arabic.pk}" not in get(client, "q=Tamri&lang=es")
        assert f"/article/{newsroom.english.pk}" in get(client, "q=Tamri&outlet=courrier-des-phares.example&lang=en")
        assert "Nothing was found" in get(client, "q=Tamri&until=2025-09-14")
        assert "Nothing was found" in get(client, "q=Tamri&since=2025-09-16")
        assert "found" not in get(client, "q=Tamri&since=2025-09-15&until=2025-09-15").split("<main")[1]

    def test_copies_fold_into_one_result(self, client: Client, newsroom: Newsroom) -> None:
        html = get(client, "q=phare+rallumé&lang=fr")
        assert html.count("<h2") == 1
        assert "The same text:" in html
        for article in (newsroom.dispatch, *newsroom.copies):
            assert f'href="/article/{article.pk}"' in html

    def test_a_closed_text_does_not_leak_through_snippets(self, client: Client, signed_in: Client) -> None:
        Source.objects.update(visibility="extract")
        assert "lantern" in SECRET
        html = get(Client(), "q=lantern&lang=en")
        assert "Tamri lighthouse" in html
        assert "<mark>lantern</mark>" not in html
        assert "<mark>lantern</mark>" in get(signed_in, "q=lantern&lang=en")

    def test_an_id_that_the_tables_do_not_hold_is_passed_over(self, client: Client, newsroom: Newsroom) -> None:
        Article.objects.filter(pk=newsroom.english.pk).delete()
        html = get(client, "q=Tamri")
        assert f"/article/{newsroom.english.pk}" not in html
        assert f"/article/{newsroom.spanish.pk}" in html


def test_nothing_asked(client: Client, newsroom: Newsroom) -> None:
    assert "Search every article of the archive" in get(client, "")
    assert "Search every article of the archive" in get(client, "q=+++")


def test_nothing_found_offers_a_way_on(client: Client, index: SearchIndex) -> None:
    html = get(client, "q=zzzqqq&lang=fr")
    assert "Nothing was found for “zzzqqq”." in html
    assert 'href="/search?q=zzzqqq">Search again without filters' in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("q=a&since=yesterday", "The first day is not a date."),
        ("q=a&until=2025-02-31", "The last day is not a date."),
        ("q=a&since=2025-02-02&until=2025-02-01", "The first day comes after the last day."),
        ("q=" + "a" * 401, "at most 400 characters"),
    ],
)
def test_errors_are_said_in_words(client: Client, db: None, query: str, message: str) -> None:
    assert message in get(client, query)


ODD = ('q="', "q=-", "q=:*()[]{}^~", "q=%00", "q=a&lang=xx&outlet=nobody&order=up", "q=%F0%9F%9A%A8")


@pytest.mark.parametrize("query", ODD)
def test_odd_questions_are_answered(client: Client, index: SearchIndex, query: str) -> None:
    get(client, query)


def test_before_anything_is_indexed(client: Client, newsroom: Newsroom, data_dir: Path) -> None:
    assert "Nothing was found" in get(client, "q=Tamri")
    assert not (data_dir / "index").exists()


def test_a_damaged_index_is_said_in_words(client: Client, newsroom: Newsroom, data_dir: Path) -> None:
    queries._open.cache_clear()
    (data_dir / "index").mkdir()
    (data_dir / "index" / "meta.json").write_text("{}", encoding="utf-8")
    assert "The search index cannot be read just now" in get(client, "q=Tamri")
