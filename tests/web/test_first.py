"""Who said it first, and what each copy changed, on the page of a story."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from marsad.observatory.models import Article, Story
from marsad.web.queries import first
from marsad.web.queries.first import who_first
from marsad.web.queries.story import story_texts
from tests.web.conftest import FILLER, SECRET, Newsroom
from tests.web.newsroom import START, add_article, add_family, add_source, add_story

ENGLISH = {"accept-language": "en"}


def _section(client: Client, story: Story) -> str:
    html = client.get(f"/story/{story.pk}", headers=ENGLISH).content.decode()
    return html[html.index('<h2 id="first">') : html.index('<h2 id="disagreements">')]


def _told(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.fixture
def copied(db: None) -> Story:
    """A dispatch with three copies: the same words, a shorter text under another title, and one that puts words in."""
    agency = add_source("agence-vigie.example", "Agence Vigie", "full")
    text = f"Le phare de Tamri sera rallumé en mai.\n\n{FILLER}\n\n{SECRET}"
    dispatch = add_article(agency, "Le phare de Tamri sera rallumé", "fr", START, text)
    outlets = [add_source(f"o{n}.example", f"Outlet {n}", "full" if n < 2 else "extract") for n in range(3)]
    bodies = (text, f"Le phare de Tamri sera rallumé en mai.\n\n{FILLER}", f"{text}\n\nTrois mots ajoutés.")
    titles = ("Le phare de Tamri sera rallumé", "Tamri rallumé", "Le phare de Tamri sera rallumé")
    copies = [
        add_article(outlet, title, "fr", START + timedelta(minutes=20 * n + 20), body)
        for n, (outlet, title, body) in enumerate(zip(outlets, titles, bodies, strict=True))
    ]
    add_family(dispatch, dict(zip(copies, ("verbatim", "truncated", "light"), strict=True)))
    return add_story(dispatch, *copies, independent_sources=1)


def test_outlets_stand_in_the_order_of_their_first_article(client: Client, newsroom: Newsroom) -> None:
    told = _told(_section(client, newsroom.big))
    places = [
        told.index(words) for words in ("the first one known", "60 minutes later", "2 hours later", "3 hours later")
    ]
    assert places == sorted(places)
    assert "El Farol" in told
    assert "(its page gives no date)" in told
    assert "Pages that give no hour stand at the beginning of their day" in told


def test_a_day_alone_is_compared_by_days(newsroom: Newsroom) -> None:
    Article.objects.filter(pk=newsroom.english.pk).update(published="2025-09-17", sort_at=START + timedelta(days=2))
    with override("en"):
        order = who_first(story_texts(newsroom.big)[0], AnonymousUser()).order
    assert [one.after for one in order] == ["", "60 minutes later", "2 hours later", "3 hours later", ""]
    Article.objects.filter(pk=newsroom.copies[0].pk).update(published="2025-09-15")
    Article.objects.filter(pk=newsroom.copies[1].pk).update(published="2025-09-16", sort_at=START + timedelta(days=1))
    with override("en"):
        order = who_first(story_texts(newsroom.big)[0], AnonymousUser()).order
    assert [one.after for one in order][1:] == ["the same day", "3 hours later", "", "1 day later"]


def test_what_each_copy_changed_is_counted_and_shown(client: Client, signed_in: Client, copied: Story) -> None:
    html = _section(signed_in, copied)
    told = _told(html)
    assert "nothing but spelling changed" in told
    assert "11 words cut" in told
    assert "3 words inserted" in told
    assert re.search(r"<del[^>]*>.*Le phare de Tamri sera rallumé</del>.*<ins[^>]*>.*Tamri rallumé</ins>", html, re.S)
    assert "Trois mots ajoutés." in told
    assert "20 minutes later" in told
    assert 'class="picture"' in html
    assert "3 copies of a text of \u2068Agence Vigie\u2069." in told
    assert html.count("/changes") >= 6


def test_a_stranger_sees_numbers_and_no_words_of_closed_texts(client: Client, copied: Story) -> None:
    told = _told(_section(client, copied))
    assert "3 words inserted" in told
    assert "Trois mots ajoutés." not in told
    assert SECRET.split()[0] in told
    Article.objects.get(title="Tamri rallumé").source.__class__.objects.update(visibility="extract")
    assert SECRET not in _told(_section(client, copied))


def test_one_copy_has_no_tree_and_a_text_without_its_original_is_not_compared(client: Client, db: None) -> None:
    agency, one, other = (add_source(f"{name}.example", name) for name in ("a", "b", "c"))
    dispatch = add_article(agency, "Dépêche", "fr", START, FILLER)
    copies = [
        add_article(source, "Copie", "fr", START + timedelta(hours=n), FILLER) for n, source in enumerate((one, other))
    ]
    add_family(dispatch, dict.fromkeys(copies, "verbatim"))
    elsewhere = _section(client, add_story(*copies))
    assert "The original is not in this story" in elsewhere
    assert "what it changed" not in elsewhere
    assert 'class="picture"' not in elsewhere
    Article.objects.filter(pk=copies[1].pk).update(story=None)
    alone = _section(client, add_story(dispatch, copies[0]))
    assert "what it changed" in alone
    assert 'class="picture"' not in alone


def test_a_story_of_many_copies_is_bounded(copied: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("OUTLETS", 2), ("COPIES", 2), ("COMPARED", 1)):
        monkeypatch.setattr(first, name, most)
    with override("en"):
        found = who_first(story_texts(copied)[0], AnonymousUser())
    assert (len(found.order), found.more) == (2, 2)
    (text,) = found.texts
    assert (len(text.copies), text.more) == (2, 1)
    assert [one.counts is not None for one in text.copies] == [True, False]
    assert text.picture
    assert [row[3].text for row in text.picture.rows] == ["100%", "–", "–"]


def test_texts_are_compared_once(copied: Story, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tellings = story_texts(copied)[0]
    with override("en"):
        once = who_first(tellings, AnonymousUser())
        with django_assert_num_queries(1):
            assert who_first(tellings, AnonymousUser()) == once


def test_a_hostile_outlet_stays_text(client: Client, copied: Story) -> None:
    hostile = add_source("h.example", "<script>alert(1)</script>")
    Article.objects.filter(title="Tamri rallumé").update(source=hostile, title="<script>x</script>")
    html = _section(client, copied)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
