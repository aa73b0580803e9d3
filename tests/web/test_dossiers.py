"""The pages of dossiers as a reader sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from marsad.observatory.models import Dossier, Fact, Followed
from marsad.web.queries import dossier_articles
from marsad.web.queries.dossier_articles import Place, listed
from tests.web.conftest import Newsroom
from tests.web.dossier_rows import add_dossier, add_members, add_part
from tests.web.ledger_rows import PROMISE, SAID, make_pier
from tests.web.newsroom import START, add_article, add_source, add_story


@pytest.fixture
def dossier(newsroom: Newsroom) -> Dossier:
    made = add_dossier("Le phare de Tamri")
    members = (newsroom.dispatch, *newsroom.copies, newsroom.arabic, newsroom.spanish, newsroom.english)
    add_members(made, members)
    return made


def test_the_list_says_how_to_make_one(client: Client, db: None) -> None:
    html = client.get("/dossiers", headers={"accept-language": "en"}).content.decode()
    assert "An editor makes a dossier in one step" in html


def test_the_list_has_what_is_new_first_and_the_closed_last(client: Client, dossier: Dossier) -> None:
    lately = add_dossier("Le môle")
    fresh = add_article(add_source("f.example", "F"), "Frais", "fr", timezone.now() - timedelta(hours=3), "x")
    add_members(lately, [fresh])
    add_dossier("Close", closed=True)
    html = client.get("/dossiers", headers={"accept-language": "en"}).content.decode()
    assert html.index("Le môle") < html.index("Le phare de Tamri") < html.index("Close")
    assert "1 article in the last 7 days" in html
    assert "nothing in the last 7 days" in html


def test_the_head_counts_articles_and_independent_sources(client: Client, dossier: Dossier) -> None:
    html = client.get(f"/dossier/{dossier.pk}", headers={"accept-language": "en"}).content.decode()
    assert "6 articles" in html
    assert "4 independent sources" in html
    assert "Taking in" not in html


def test_while_it_is_filled_the_page_says_how_far(client: Client, dossier: Dossier) -> None:
    Dossier.objects.update(filled=3)
    html = client.get(f"/dossier/{dossier.pk}", headers={"accept-language": "en"}).content.decode()
    assert "Taking in earlier articles: 3 of about 7 looked at" in html
    assert f'<a href="/dossier/{dossier.pk}">Look again</a>' in html


def test_no_such_dossier(client: Client, db: None) -> None:
    for address in ("/dossier/nothing", "/dossier/nothing/articles"):
        assert client.get(address).status_code == 404


def test_copies_stand_in_one_line(newsroom: Newsroom, dossier: Dossier) -> None:
    lines = listed(dossier).lines
    assert [line.article.id for line in lines] == [
        newsroom.english.pk,
        newsroom.spanish.pk,
        newsroom.arabic.pk,
        newsroom.dispatch.pk,
    ]
    assert {copy.id for copy in lines[-1].copies} == {copy.pk for copy in newsroom.copies}


@pytest.mark.parametrize("lang", ["", "fr"])
def test_every_article_stands_on_one_page(db: None, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setattr(dossier_articles, "PAGE_SIZE", 4)
    monkeypatch.setattr(dossier_articles, "_READ", 7)
    monkeypatch.setattr(dossier_articles, "_DAYS", 3)
    source, made = add_source("o.example", "O"), add_dossier("D")
    moments = [START + timedelta(hours=7 * (n // 2)) for n in range(60)]
    told = [add_article(source, f"T{n}", "fr" if n % 3 else "ar", at, f"{n}") for n, at in enumerate(moments)]
    add_members(made, told, parts=[2])
    wanted = [article.pk for article in reversed(told) if not lang or article.lang == lang]
    for part in (0, 2):
        seen, after = [], None
        while True:
            shown = listed(made, after, lang=lang, part=part)
            seen += [line.article.id for line in shown.lines]
            after = shown.after
            if after is None:
                break
            assert Place.read(str(after)) == after
        assert seen == wanted


@pytest.mark.parametrize("wrong", ["x", "2025-01-01_3", "2025-01-01T00:00:00+00:00_x", "_", "9" * 400, "٢_٣"])
def test_a_place_that_is_none_is_the_beginning(client: Client, dossier: Dossier, wrong: str) -> None:
    assert client.get(f"/dossier/{dossier.pk}/articles", {"after": wrong}).status_code == 200


def test_the_articles_by_outlet_and_language(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    address = f"/dossier/{dossier.pk}/articles"
    assert "Tamri lighthouse" in client.get(address, {"outlet": "courrier-des-phares.example"}).content.decode()
    only = client.get(address, {"lang": "ar"}).content.decode()
    assert "منارة تمري" in only
    assert "Tamri lighthouse" not in only
    none = client.get(address, {"outlet": "miroir-du-port.example", "lang": "es"}, headers={"accept-language": "en"})
    assert "None with this filter." in none.content.decode()
    assert client.get(address, {"outlet": "nobody.example"}).status_code == 404


@pytest.mark.parametrize("page", ["", "/articles", "/part/1"])
def test_queries_do_not_grow_with_the_dossier(
    client: Client,
    newsroom: Newsroom,
    dossier: Dossier,
    page: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    add_part(dossier, 1, {"fr": ["Le phare"]}, articles=7, voices=2)
    source = add_source("many.example", "Many")
    many = [add_article(source, f"T{n}", "fr", START + timedelta(hours=n), f"x{n}") for n in range(120)]
    for article in many:
        add_story(article)
    few = add_dossier("Few", filled=None)
    add_part(few, 1, {"fr": ["Le phare"]}, articles=7, voices=2)
    add_members(few, [newsroom.dispatch, many[0]], parts=[1])
    add_members(dossier, many, parts=[1])
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/dossier/{few.pk}{page}")
    with django_assert_max_num_queries(len(asked)):
        client.get(f"/dossier/{dossier.pk}{page}")
    assert len(asked) < 30


def new_since(client: Client, dossier: Dossier) -> str:
    """What the overview says is new."""
    html = client.get(f"/dossier/{dossier.pk}", headers={"accept-language": "en"}).content.decode()
    return html.split('id="new"')[1].split("</section>")[0]


def test_who_has_an_account_is_told_what_came_since(
    signed_in: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = timezone.now()
    first = signed_in.get(f"/dossier/{dossier.pk}")
    assert first.cookies["marsad-visit"]["path"] == f"/dossier/{dossier.pk}"
    assert first.cookies["marsad-visit"]["httponly"]
    later = add_article(add_source("late.example", "Late"), "Ce qui est nouveau", "fr", START, "told long ago")
    add_members(dossier, [later])
    for minutes in (60, 65):  # the next visit, and the same one a little later
        monkeypatch.setattr(timezone, "now", lambda: begin + timedelta(minutes=minutes))  # noqa: B023
        told = new_since(signed_in, dossier)
        assert "New since your last visit" in told
        assert "Ce qui est nouveau" in told
        assert "Le phare de Tamri sera rallumé" not in told
    monkeypatch.setattr(timezone, "now", lambda: begin + timedelta(hours=5))
    assert "Nothing. What comes in and fits the rule stands here at once." in new_since(signed_in, dossier)


def test_strangers_get_no_cookie_and_a_forged_one_counts_for_nothing(signed_in: Client, dossier: Dossier) -> None:
    assert not Client().get(f"/dossier/{dossier.pk}").cookies
    signed_in.cookies["marsad-visit"] = f"{dossier.pk}.1.1.1.1:forged:signature"
    assert "New in the last 7 days" in new_since(signed_in, dossier)


def test_a_visit_is_of_one_person(
    signed_in: Client, admin_client: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = timezone.now()
    visit = signed_in.get(f"/dossier/{dossier.pk}").cookies["marsad-visit"].value
    monkeypatch.setattr(timezone, "now", lambda: begin + timedelta(hours=1))
    assert "New since your last visit" in new_since(signed_in, dossier)
    admin_client.cookies["marsad-visit"] = visit
    assert "New in the last 7 days" in new_since(admin_client, dossier)


def glance(client: Client, dossier: Dossier) -> str:
    return client.get(f"/dossier/{dossier.pk}", headers={"accept-language": "en"}).content.decode()


def test_what_was_struck_goes_from_the_overview_before_its_story_is_found_anew(signed_in: Client, db: None) -> None:
    pier = make_pier(timezone.localdate() + timedelta(days=9))
    before = glance(signed_in, pier.dossier)
    Fact.objects.update(state="struck")
    Followed.objects.update(state="waiting")
    after = glance(signed_in, pier.dossier)
    event = f"/article/{pier.arabic.pk}?words="
    for words in (SAID, "reconstruire le môle", event, 'class="against"'):
        assert words in before
        assert words not in after


def test_strangers_are_not_told_that_nothing_was_promised_or_denied(client: Client, db: None) -> None:
    pier = make_pier(timezone.localdate() + timedelta(days=9))
    for article in (pier.french, pier.spanish, pier.copy):
        type(article).objects.filter(pk=article.pk).update(lede="Rien de plus.")
    html = glance(client, pier.dossier)
    assert "No article tells of a promise yet" not in html
    assert "No two outlets that do not copy each other" not in html
    assert html.count("rests on words beyond the extracts") >= 2
    assert PROMISE not in html


def test_news_and_their_number_are_of_the_same_seven_days(client: Client, db: None) -> None:
    dossier = add_dossier("Le phare")
    source = add_source("quai.example", "Le Quai")
    begin = dossier_articles.midnight(timezone.localdate() - timedelta(days=6))
    times = {"Avant": begin - timedelta(minutes=1), "Depuis": begin}
    add_members(dossier, [add_article(source, title, "fr", at, title) for title, at in times.items()])
    told = new_since(client, dossier)
    assert '<span class="count">1</span>' in told
    assert "Depuis" in told
    assert "Avant" not in told
