"""Share of voice side by side."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from marsad.observatory.models import Dossier
from marsad.web.queries import voices
from marsad.web.queries.spans import Span
from tests.web.conftest import Newsroom
from tests.web.dossier_rows import add_dossier, add_members
from tests.web.newsroom import START, add_article, add_family
from tests.web.picture_rows import add_actor

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def dossier(newsroom: Newsroom) -> Dossier:
    made = add_dossier("Le phare de Tamri")
    add_members(made, (newsroom.dispatch, *newsroom.copies, newsroom.arabic, newsroom.spanish, newsroom.english))
    return made


def _rows(client: Client, address: str) -> list[list[str]]:
    """The rows of the table of shares, cell by cell."""
    html = client.get(address, headers=ENGLISH).content.decode()
    found = re.search(r'<table class="numbers-of stacked compared">(.*?)</table>', html, re.DOTALL)
    assert found, html
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_outlets_side_by_side(client: Client, dossier: Dossier) -> None:
    where = f"/compare?by=outlets&in={dossier.pk}&one=courrier-des-phares.example&one=manarat.example"
    head, courier, arabic, whole = _rows(client, where)
    assert head[:5] == ["Outlets", "Articles", "Share", "Independent sources", "Share"]
    assert courier == ["Le Courrier des phares", "2", "33%", "2", "50%", "0", "1", "1"]
    assert arabic == ["منارات اليوم", "1", "17%", "1", "25%", "1", "0", "0"]
    assert whole[:4] == ["The whole", "6", "", "4"]


def test_actors_side_by_side_are_counted_in_the_articles_that_name_them(
    client: Client, newsroom: Newsroom, dossier: Dossier
) -> None:
    one = add_actor(dossier, "Amina Talbi", newsroom.dispatch, *newsroom.copies, newsroom.arabic)
    other = add_actor(dossier, "Amina Talbi-Idrissi", newsroom.english, newsroom.arabic)
    address = f"/compare?by=actors&in={dossier.pk}&one={one.pk}&one={other.pk}"
    _, first, second, whole = _rows(client, address)
    assert first[:5] == ["Amina Talbi", "4", "67%", "2", "50%"]
    assert second[:5] == ["Amina Talbi-Idrissi", "2", "33%", "2", "50%"]
    assert whole[1:4] == ["6", "", "4"]
    _, first, second, _ = _rows(client, f"{address}&lang=fr")
    assert (first[1], second[1]) == ("3", "0")


def test_of_very_many_articles_the_latest_are_looked_at_and_the_page_says_so(
    client: Client, newsroom: Newsroom, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (add_actor(dossier, name, newsroom.dispatch, newsroom.english) for name in ("A", "B"))
    monkeypatch.setattr(voices, "LOOKED_AT", 2)
    address = f"/compare?by=actors&in={dossier.pk}&one={one.pk}&one={other.pk}"
    _, first, _, whole = _rows(client, address)
    assert (first[1], whole[1]) == ("1", "2")
    html = client.get(address, headers=ENGLISH).content.decode()
    assert "Only the latest 2 articles were looked at." in html


def test_periods_count_a_source_once_whatever_its_months(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    add_members(
        dossier, [add_article(newsroom.open_source, str(n), "fr", START + timedelta(days=n), "x") for n in (20, 50)]
    )
    address = f"/compare?by=periods&in={dossier.pk}&from=2025-09&to=2025-09&from=2025-10&to=2025-11"
    _, first, second, whole = _rows(client, address)
    assert first[:5] == ["September 2025", "6", "75%", "4", "100%"]
    assert second[:5] == ["October 2025 to November 2025", "2", "25%", "1", "25%"]
    assert whole[1:4] == ["8", "", "4"]


def test_dossiers_side_by_side_share_a_source(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    market = add_dossier("Le <marché>")
    add_members(market, [newsroom.lone, newsroom.copies[1]])
    _, first, second, whole = _rows(client, f"/compare?one={dossier.pk}&one={market.pk}")
    assert first[:5] == ["Le phare de Tamri", "6", "75%", "4", "80%"]
    assert second[:5] == ["Le &lt;marché&gt;", "2", "25%", "2", "40%"]
    assert whole[1:4] == ["8", "", "5"]


def test_a_month_is_what_the_counts_are_kept_by(newsroom: Newsroom, dossier: Dossier) -> None:
    copy = add_article(newsroom.open_source, "c", "fr", START + timedelta(days=20), "x")
    add_family(newsroom.arabic, {copy: "verbatim"})
    add_members(dossier, [copy])
    found = voices.of_dossiers([dossier], Span())
    assert found.voices[0].months == {START.date().replace(day=1): 6, copy.sort_at.date().replace(day=1): 1}
    assert (found.articles, found.independent) == (7, 4)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("by=outlets&in=nonesuch&one=a&one=b", "There is no such dossier."),
        ("one=a", "Choose two at least, and 6 at most."),
        ("one=a&one=b", "Two of those are not known here."),
        ("&".join(f"one={n}" for n in range(7)), "Choose two at least, and 6 at most."),
        ("since=x<b>", "is no month"),
        ("by=<b>&lang=<b>", "Two to six side by side"),
    ],
)
def test_what_cannot_be_compared_is_said(client: Client, dossier: Dossier, asked: str, said: str) -> None:
    html = client.get(f"/compare?{asked}", headers=ENGLISH).content.decode()
    assert said in html
    assert "<b>" not in html
    assert "stacked compared" not in html


def test_the_form_offers_what_there_is(client: Client, newsroom: Newsroom, dossier: Dossier) -> None:
    actor = add_actor(dossier, "Amina Talbi", newsroom.dispatch)
    html = client.get("/compare", headers=ENGLISH).content.decode()
    assert f'name="one" value="{dossier.pk}"' in html
    html = client.get(f"/compare?by=actors&in={dossier.pk}&one={actor.pk}", headers=ENGLISH).content.decode()
    assert f'value="{actor.pk}" checked' in html
    html = client.get(f"/compare?by=outlets&in={dossier.pk}", headers=ENGLISH).content.decode()
    assert 'value="el-farol.example"' in html
    html = client.get(f"/compare?by=periods&in={dossier.pk}&from=2025-09", headers=ENGLISH).content.decode()
    assert html.count('name="from"') == html.count('name="to"') == 3


def test_nothing_followed_yet(client: Client, db: None) -> None:
    assert "Nothing is followed yet." in client.get("/compare", headers=ENGLISH).content.decode()


def test_shares_say_what_they_are_of(client: Client, dossier: Dossier) -> None:
    outlets = f"/compare?by=outlets&in={dossier.pk}&one=courrier-des-phares.example&one=manarat.example"
    html = client.get(outlets, headers=ENGLISH).content.decode()
    assert "Shares are of all articles of the dossier in this choice." in html
    assert html.count('class="picture"') == 2
