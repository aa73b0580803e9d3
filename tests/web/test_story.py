from __future__ import annotations

from datetime import timedelta

from django.test import Client

from marsad.observatory.models import Story
from marsad.web.queries.story import story_page
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_family, add_source, add_story


def test_copies_fold_under_their_original(newsroom: Newsroom) -> None:
    shown = story_page(newsroom.big, "fr")
    assert shown is not None
    (day,) = shown.days
    assert [telling.head.id for telling in day.tellings] == [
        newsroom.dispatch.pk,
        newsroom.arabic.pk,
        newsroom.spanish.pk,
        newsroom.english.pk,
    ]
    assert [copy.relation for copy in day.tellings[0].copies] == ["verbatim", "light"]


def test_an_original_leads_though_a_copy_has_an_earlier_date(db: None) -> None:
    early = add_article(add_source("a.example", "A"), "Copie", "fr", START, "x")
    late = add_article(add_source("b.example", "B"), "Original", "fr", START + timedelta(hours=9), "x")
    add_family(late, {early: "verbatim"})
    shown = story_page(add_story(early, late), "fr")
    assert shown is not None
    assert shown.days[0].tellings[0].head.title == "Original"


def test_copies_of_a_text_that_is_not_here_fold_under_the_first(client: Client, db: None) -> None:
    first = add_article(add_source("a.example", "A"), "Première", "fr", START, "x")
    second = add_article(add_source("b.example", "B"), "Seconde", "fr", START + timedelta(hours=1), "x")
    family = add_family(first, {second: "verbatim"})
    family.original = None
    family.save()
    type(first).objects.filter(pk=first.pk).update(relation="verbatim")
    story = add_story(first, second)
    html = client.get(f"/story/{story.pk}", headers={"accept-language": "en"}).content.decode()
    assert "copy (word for word) of a text that is not here" in html
    assert "1 reprint" in html


def test_days_stand_in_the_order_of_time(db: None) -> None:
    source = add_source("a.example", "A")
    hours = (50, 0, 26)
    articles = [add_article(source, f"T{h}", "fr", START + timedelta(hours=h), f"{h}") for h in hours]
    shown = story_page(add_story(*articles), "fr")
    assert shown is not None
    assert [day.tellings[0].head.title for day in shown.days] == ["T0", "T26", "T50"]


def test_who_covered_it(newsroom: Newsroom) -> None:
    shown = story_page(newsroom.big, "fr")
    assert shown is not None
    rows = {row.outlet: (row.articles, row.langs, row.only_copies) for row in shown.coverage}
    assert rows["Le Courrier des phares"] == (2, ("en", "fr"), False)
    assert rows["Le Miroir du port"] == (1, ("fr",), True)
    assert shown.coverage[0].outlet == "Agence Vigie"


def test_the_language_filter(client: Client, newsroom: Newsroom) -> None:
    html = client.get(f"/story/{newsroom.big.pk}?lang=ar").content.decode()
    timeline = html.split('class="timeline"')[1].split('class="coverage"')[0]
    assert newsroom.arabic.title in timeline
    assert newsroom.english.title not in timeline


def test_a_merged_story_sends_on_for_ever_through_any_number_of_merges(client: Client, newsroom: Newsroom) -> None:
    newsroom.small.redirect_to = newsroom.big
    newsroom.small.save()
    Story.objects.create(id="feedfacefeedface", redirect_to=newsroom.small)
    for old in (newsroom.small.pk, "feedfacefeedface"):
        answer = client.get(f"/story/{old}")
        assert (answer.status_code, answer["Location"]) == (301, f"/story/{newsroom.big.pk}")


def test_a_story_that_is_not_there_and_one_without_articles(client: Client, db: None) -> None:
    Story.objects.create(id="0123456789abcdef")
    for wrong in ("0123456789abcdef", "nothing", "x" * 200):
        assert client.get(f"/story/{wrong}").status_code == 404


def test_a_date_that_the_page_does_not_give(client: Client, newsroom: Newsroom) -> None:
    html = client.get(f"/story/{newsroom.big.pk}", headers={"accept-language": "en"}).content.decode()
    assert "no date on the page" in html.split(newsroom.spanish.title)[0].rsplit("<li>", 1)[1]


def test_a_text_that_only_quotes_a_dispatch_stands_by_itself(client: Client, newsroom: Newsroom) -> None:
    type(newsroom.lone).objects.filter(pk=newsroom.copies[1].pk).update(relation="quote")
    shown = story_page(newsroom.big, "fr")
    assert shown is not None
    (day,) = shown.days
    assert len(day.tellings) == 5
    assert [copy.relation for copy in day.tellings[0].copies] == ["verbatim"]
    html = client.get(f"/article/{newsroom.dispatch.pk}", headers={"accept-language": "en"}).content.decode()
    assert "The same text elsewhere: 1 page<" in html
    assert f'href="/article/{newsroom.copies[1].pk}"' in html.split("In the same story")[1]
