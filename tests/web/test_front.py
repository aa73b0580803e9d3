from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from marsad.observatory.models import Article
from marsad.web.queries import front
from marsad.web.queries.front import HALF_LIFE, front_page, ticker, weight
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_source, add_story


@given(st.integers(1, 500), st.floats(0, 500))
def test_a_half_life_of_age_weighs_as_much_as_half_of_the_sources(sources: int, hours: float) -> None:
    now, then = START, START - timedelta(hours=hours)
    assert weight(2 * sources, then - HALF_LIFE, now) == pytest.approx(weight(sources, then, now))


def test_a_date_in_the_future_counts_as_now() -> None:
    assert weight(1, START + timedelta(days=900), START) == weight(1, START, START)


def test_more_independent_sources_stand_first(newsroom: Newsroom) -> None:
    assert [card.id for card in front_page("fr").cards] == [newsroom.big.pk, newsroom.small.pk]


def test_ten_reprints_count_once(db: None) -> None:
    text = "Un seul texte."
    copied = [add_article(add_source(f"o{n}.example", f"O{n}"), "Copie", "fr", START, text) for n in range(10)]
    two = [add_article(add_source(f"p{n}.example", f"P{n}"), "Deux", "fr", START, f"{n}") for n in range(2)]
    reprinted, told_twice = add_story(*copied, independent_sources=1), add_story(*two)
    assert [card.id for card in front_page("fr").cards] == [told_twice.pk, reprinted.pk]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("fr", "Le phare de Tamri sera rallumé"),
        ("ar", "منارة تمري تضيء من جديد"),
        ("es", "El faro de Tamri volverá a lucir"),
        ("en", "Tamri lighthouse to shine again"),
    ],
)
def test_a_story_is_headed_in_the_readers_language(client: Client, newsroom: Newsroom, lang: str, title: str) -> None:
    html = client.get("/", headers={"accept-language": lang}).content.decode()
    assert title in html.split("<article", 2)[1]
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


def test_another_language_is_marked_where_there_is_none_in_the_readers(client: Client, newsroom: Newsroom) -> None:
    html = client.get("/", headers={"accept-language": "es"}).content.decode()
    lone = html.split("<article")[2]
    assert 'lang="fr" dir="ltr"' in lone
    assert "Français" in lone


def test_the_language_filter_keeps_stories_with_such_an_article(newsroom: Newsroom) -> None:
    assert [card.id for card in front_page("fr", only="ar").cards] == [newsroom.big.pk]
    assert front_page("fr", only="ar").cards[0].lead.lang == "ar"


def test_merged_and_empty_stories_do_not_show(newsroom: Newsroom) -> None:
    newsroom.small.redirect_to = newsroom.big
    newsroom.small.save()
    assert [card.id for card in front_page("fr").cards] == [newsroom.big.pk]


def test_paging_shows_every_story_once(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "RANKED", 30)
    source = add_source("o.example", "O")
    for n in range(45):
        add_story(add_article(source, f"T{n}", "fr", START + timedelta(hours=n), "x"))
    pages = [front_page("fr", page=number) for number in (1, 2, 3)]
    shown = [card.lead.title for page in pages for card in page.cards]
    assert shown == [f"T{n}" for n in range(44, -1, -1)]
    assert [page.has_next for page in pages] == [True, True, False]
    assert client.get("/?page=3").status_code == 200
    for wrong in ("4", "0", "-1", "x", "99999", "١"):
        assert client.get(f"/?page={wrong}").status_code == 404


def test_the_ticker_has_the_latest_first_and_a_dispatch_once(newsroom: Newsroom) -> None:
    titles = [article.title for article in ticker()]
    assert titles[0] == "Un marché couvert à Imsouane"
    assert len(titles) == 5
    assert sum("phare" in title for title in titles) == 1


def test_only_current_articles_show(client: Client, newsroom: Newsroom) -> None:
    Article.objects.filter(pk=newsroom.lone.pk).update(current=False)
    assert "Imsouane" not in client.get("/").content.decode()


def test_an_hour_that_the_page_does_not_give_is_not_shown(client: Client, db: None) -> None:
    add_story(add_article(add_source("o.example", "O"), "T", "fr", START, "x", published="2025-09-15"))
    html = client.get(f"/source/{'o.example'}", headers={"accept-language": "fr"}).content.decode()
    assert "15 sept. 2025<" in html


def test_an_empty_observatory_says_how_to_fill_it(client: Client, db: None) -> None:
    assert "<code>marsad ingest</code>" in client.get("/").content.decode()


def test_a_page_of_stories_takes_few_queries(
    client: Client, newsroom: Newsroom, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/")
