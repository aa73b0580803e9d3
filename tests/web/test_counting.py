"""Independent sources apart from articles, on every page that counts: a copy speaks for its original's outlet."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from marsad.observatory.counts import recount
from marsad.observatory.models import Article, Story
from marsad.web.queries.counting import Carried, carried, folded, voices
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_fact, add_family, add_source


def get(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_voices_are_counted_as_the_stories_count_them(newsroom: Newsroom) -> None:
    articles = Article.objects.filter(story=newsroom.big, current=True)
    recount([newsroom.big.pk])
    assert voices(articles) == Story.objects.get(pk=newsroom.big.pk).independent_sources == 4
    Article.objects.filter(pk=newsroom.copies[1].pk).update(relation="quote")
    recount([newsroom.big.pk])
    assert voices(articles) == Story.objects.get(pk=newsroom.big.pk).independent_sources == 5


def test_copies_are_folded_where_their_original_is_there(newsroom: Newsroom) -> None:
    everything = Article.objects.all()
    kept = set(folded(everything).values_list("pk", flat=True))
    assert kept == set(everything.values_list("pk", flat=True)) - {copy.pk for copy in newsroom.copies}
    copies = Article.objects.filter(pk__in=[copy.pk for copy in newsroom.copies])
    assert folded(copies).count() == 2


def test_who_carries_a_text(newsroom: Newsroom) -> None:
    newsroom.dispatch.refresh_from_db()
    family = newsroom.dispatch.family_id
    assert carried([family, None, "nothing"]) == {family: Carried(reprints=2, outlets=2)}
    again = add_article(newsroom.copies[0].source, "Encore", "fr", START, "x")
    Article.objects.filter(pk=again.pk).update(family=family, relation="verbatim")
    assert carried([family]) == {family: Carried(reprints=3, outlets=2)}


def test_an_entity_is_named_by_sources_and_articles(client: Client, newsroom: Newsroom) -> None:
    for article in (newsroom.dispatch, *newsroom.copies):
        add_fact(article, "Tamri", "place")
    html = get(client, "/entity/place/tamri")
    assert "<strong>1 independent source</strong>" in html
    assert "<span>3 articles</span>" in html
    assert html.count("<h3><a") == 1, "the copies are folded"
    assert "2 reprints, 2 outlets</a>" in html


def test_an_outlet_tells_how_much_is_its_own(client: Client, newsroom: Newsroom) -> None:
    mirror = get(client, "/source/miroir-du-port.example")
    assert "2 articles" in mirror
    assert "of which 1 is another outlet’s text" in mirror
    assert f'href="/article/{newsroom.copies[1].pk}/changes"' in mirror
    assert "2 reprints, 2 outlets" in get(client, "/source/agence-vigie.example")
    row = get(client, "/sources").split("Le Miroir du port")[1].split("</tr>")[0]
    assert row.count('<td class="figure">') == 2
    assert '<td class="figure">2</td>\n      <td class="figure">1</td>' in row


def test_an_article_tells_how_many_sources_its_story_has(client: Client, newsroom: Newsroom) -> None:
    html = get(client, f"/article/{newsroom.arabic.pk}")
    assert "<span>4 independent sources</span> <span>6 articles</span>" in html


def test_a_story_counts_texts_and_not_articles_by_language(client: Client, newsroom: Newsroom) -> None:
    html = get(client, f"/story/{newsroom.big.pk}")
    tab = html.split('href="?lang=fr"')[1].split("</a>")[0]
    assert '<span class="count">1</span>' in tab
    coverage = html.split('class="coverage"')[1]
    assert "5 outlets, 4 independent sources." in coverage


def test_copies_of_a_closed_outlet_fold_into_one_line_with_the_outlets(client: Client, db: None) -> None:
    original = add_article(add_source("a.example", "A"), "Original", "fr", START, "x")
    other = add_source("b.example", "B")
    twice = [add_article(other, f"Copie {n}", "fr", START + timedelta(hours=n), "x") for n in (1, 2)]
    own = add_article(original.source, "Encore", "fr", START + timedelta(hours=3), "x")
    add_family(original, {twice[0]: "verbatim", twice[1]: "light", own: "verbatim"})
    story = Story.objects.create(id="feedfacefeedface")
    Article.objects.update(story=story)
    recount([story.pk])
    assert "3 reprints, carried by 1 other outlet<" in get(client, f"/story/{story.pk}")
