"""A dossier's coverage, its actors and the evidence of their ties, as a reader sees them."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marsad.observatory.models import Dossier, Source
from tests.web.conftest import FILLER, SECRET, Newsroom
from tests.web.dossier_rows import add_dossier, add_members
from tests.web.newsroom import START, add_article, add_source
from tests.web.picture_rows import add_actor, add_tie

ENGLISH = {"accept-language": "en"}
OPENING = "Le phare de Tamri sera rallumé en mai."


@pytest.fixture
def dossier(newsroom: Newsroom) -> Dossier:
    made = add_dossier("Le phare de Tamri")
    add_members(made, (newsroom.dispatch, *newsroom.copies, newsroom.arabic, newsroom.spanish, newsroom.english))
    return made


class _Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_coverage_counts_articles_beside_independent_sources(client: Client, dossier: Dossier) -> None:
    html = client.get(f"/dossier/{dossier.pk}/coverage", headers=ENGLISH).content.decode()
    told = _words(html)
    assert "6 articles, 4 in their source’s own words, 5 outlets, 4 independent sources" in told
    assert "Français 3 1 1" in told
    assert "العربية 1 1 1" in told
    assert html.count('class="picture"') == 3
    assert f"/dossier/{dossier.pk}/articles?outlet=courrier-des-phares.example" in html
    assert "Le Courrier des phares\u2069: 2 (articles), 1 (own texts)" in html
    assert '<a href="/dossier/0000000000000001/coverage" aria-current="page">' in html


def test_coverage_of_some_months_and_of_one_language(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    later = add_article(newsroom.open_source, "Encore", "fr", START + timedelta(days=40), "x")
    add_members(dossier, [later])
    address = f"/dossier/{dossier.pk}/coverage"
    later_months = _words(client.get(f"{address}?since=2025-10&until=2025-10", headers=ENGLISH).content.decode())
    assert "1 article, 1 in its source’s own words, 1 outlet, 1 independent source" in later_months
    assert "from 25 Oct 2025 to 25 Oct 2025" in later_months
    turned = _words(client.get(f"{address}?since=2025-10&until=2025-09", headers=ENGLISH).content.decode())
    assert "7 articles, 5 in" in turned
    arabic = _words(client.get(f"{address}?lang=ar", headers=ENGLISH).content.decode())
    assert "1 article, 1 in its source’s own words" in arabic
    nothing = client.get(f"{address}?until=2024-01", headers=ENGLISH).content.decode()
    assert "Nothing in these months and this language." in nothing


@pytest.mark.parametrize("month", ["2025-13", "x<b>", "0000-01", "2025-9", "9999-12", "%00"])
def test_a_month_that_is_none_is_said_and_counts_as_open(client: Client, dossier: Dossier, month: str) -> None:
    html = client.get(f"/dossier/{dossier.pk}/coverage?until={month}", headers=ENGLISH).content.decode()
    assert ("is no month" in html) == (month != "9999-12")
    assert "<b>" not in html
    assert "6 articles" in html


def test_a_country_is_told_by_its_outlets(client: Client, dossier: Dossier) -> None:
    Source.objects.filter(key__in=("agence-vigie.example", "manarat.example")).update(country="MA")
    told = _words(client.get(f"/dossier/{dossier.pk}/coverage", headers=ENGLISH).content.decode())
    assert "Morocco\u2069: 2 (articles), 2 (independent sources)" in told
    assert "country not known\u2069: 4 (articles), 3 (independent sources)" in told


def test_coverage_of_a_dossier_without_articles(client: Client, db: None) -> None:
    empty = add_dossier("Vide")
    assert "No article yet." in client.get(f"/dossier/{empty.pk}/coverage", headers=ENGLISH).content.decode()
    actors = client.get(f"/dossier/{empty.pk}/actors", headers=ENGLISH).content.decode()
    assert "No person, body or initiative" in actors


def test_every_edge_leads_to_the_words_of_its_tie(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    minister = add_actor(dossier, "Amina Talbi", newsroom.dispatch, newsroom.arabic, ar="أمينة الطالبي")
    office = add_actor(dossier, "Office des phares", newsroom.dispatch, kind="organisation")
    add_actor(dossier, "Phares 2030", newsroom.english, kind="initiative")
    tie = add_tie(dossier, minister, office, {newsroom.dispatch: OPENING, newsroom.english: FILLER.strip()[:40]})
    html = client.get(f"/dossier/{dossier.pk}/actors", headers=ENGLISH).content.decode()
    address = f"/dossier/{dossier.pk}/tie/{tie.pk}"
    assert html.count(f'href="{address}"') == 5
    assert "Actors: 3, ties: 1." in html
    assert 'href="/entity/initiative/phares-2030"' in html
    arabic = client.get(f"/dossier/{dossier.pk}/actors", headers={"accept-language": "ar"}).content.decode()
    assert "أمينة الطالبي" in arabic
    told = client.get(address, headers=ENGLISH).content.decode()
    assert told.index("The council met") < told.index(OPENING)
    assert f"/article/{newsroom.dispatch.pk}?words=body.0.{len(OPENING)}#cited" in told


def test_a_stranger_sees_of_the_evidence_what_stands_in_extracts(
    client: Client, signed_in: Client, newsroom: Newsroom, dossier: Dossier
) -> None:
    one, other = (add_actor(dossier, name, newsroom.english) for name in ("Amina Talbi", "Idir Amzil"))
    tie = add_tie(dossier, one, other, {newsroom.english: SECRET})
    address = f"/dossier/{dossier.pk}/tie/{tie.pk}"
    assert SECRET in signed_in.get(address, headers=ENGLISH).content.decode()
    stranger = Client().get(address, headers=ENGLISH).content.decode()
    assert SECRET not in stranger
    assert "sign in" in stranger.casefold()


def test_evidence_is_paged_and_belongs_to_its_dossier(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    one, other = (add_actor(dossier, name) for name in ("Amina Talbi", "Idir Amzil"))
    outlet = add_source("many.example", "Many")
    words = {
        add_article(
            outlet, str(n), "fr", START + timedelta(hours=n), f"Le fait {n:02} est dit."
        ): f"Le fait {n:02} est dit."
        for n in range(21)
    }
    tie = add_tie(dossier, one, other, words)
    address = f"/dossier/{dossier.pk}/tie/{tie.pk}"
    first = client.get(address, headers=ENGLISH).content.decode()
    assert "Le fait 20" in first
    assert "Le fait 00" not in first
    assert "Le fait 00" in client.get(f"{address}?page=2", headers=ENGLISH).content.decode()
    assert client.get(f"{address}?page=3").status_code == 404
    another = add_dossier("Autre")
    assert client.get(f"/dossier/{another.pk}/tie/{tie.pk}").status_code == 404
    assert client.get(f"/dossier/{dossier.pk}/tie/{10**30}").status_code == 404


def test_names_of_others_stay_text_on_the_page(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    hostile = "<script>alert(1)</script>\"' onload=x \u202e"
    one, other = (add_actor(dossier, f"{hostile}{n}", newsroom.dispatch) for n in range(2))
    add_tie(dossier, one, other, {newsroom.dispatch: OPENING})
    Source.objects.filter(key="el-farol.example").update(name=hostile)
    for page in ("actors", "coverage"):
        html = client.get(f"/dossier/{dossier.pk}/{page}", headers=ENGLISH).content.decode()
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        seen = _Attributes()
        seen.feed(html)
        assert not [name for name in seen.names if name.startswith("on") or name == "style"]


def test_pages_cost_a_fixed_number_of_queries(
    client: Client, newsroom: Newsroom, dossier: Dossier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [add_actor(dossier, f"Actor {n}", newsroom.dispatch) for n in range(30)]
    for one, other in pairwise(people):
        add_tie(dossier, one, other, {newsroom.dispatch: OPENING})
    for page in ("actors", "coverage"):
        with django_assert_max_num_queries(16):
            assert client.get(f"/dossier/{dossier.pk}/{page}").status_code == 200
