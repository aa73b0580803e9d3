"""The versions of a page as readers see them, and pages that are gone, flagged everywhere."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from marsad.observatory.models import Article, Capture, Check, Job, Source
from marsad.web.queries import versions as queries
from tests.web.newsroom import START, add_article, add_source, add_story
from tests.web.test_changes import TEXTS, TITLES, get


def versions(lang: str = "fr", visibility: str = "full", **last: Any) -> tuple[Article, ...]:
    """A page read three times: as it was, the same again, and with another figure, title and byline."""
    text, (old, new) = TEXTS[lang]
    source = add_source(f"phare-{lang}.example", "Le Phare", visibility)
    page = f"phare-{lang}.example/port"
    told = {"page": page, "authors": ["Lina Berrada"], "published": "2025-09-15"}
    first = add_article(source, TITLES[lang], lang, START, text, **told, current=False)
    same = add_article(source, TITLES[lang], lang, START + timedelta(hours=1), text, **told, current=False)
    told |= {"authors": ["Lina Berrada", "Omar Tazi"], **last}
    edited = add_article(source, f"{TITLES[lang]} +", lang, START + timedelta(hours=2), text.replace(old, new), **told)
    Article.objects.filter(pk=edited.pk).update(title=f"{TITLES[lang]} Tamri")
    Article.objects.filter(pk=same.pk).update(repeats=first)
    add_story(first, same, edited, independent_sources=1)
    return first, same, Article.objects.get(pk=edited.pk)


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
@pytest.mark.parametrize("reader", ["fr", "ar", "es"])
def test_each_version_beside_the_one_before(client: Client, db: None, lang: str, reader: str) -> None:
    first, _, edited = versions(lang)
    html = get(client, f"/article/{edited.pk}/versions", reader)
    old, new = TEXTS[lang][1]
    way = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{reader}" dir="{"rtl" if reader == "ar" else "ltr"}">' in html
    assert f'<td><div lang="{lang}" dir="{way}">' in html
    table = html.split('class="sides"')[1].split("</table>")[0]
    assert old.split()[0] in table.split("<del>")[1].split("</del>")[0]
    assert new.split()[0] in table.split("<ins>")[1].split("</ins>")[0]
    assert html.index('id="v2"') < html.index('id="v1"'), "the latest first"
    assert "Omar Tazi" in html.split("<ins")[2], "who signs it"
    assert get(client, f"/article/{first.pk}/versions", reader).count('<li id="v') == 2


def test_an_article_says_which_version_it_is(client: Client, db: None) -> None:
    first, same, edited = versions()
    now, old, again = (get(client, f"/article/{one.pk}") for one in (edited, first, same))
    assert f'<a href="/article/{edited.pk}/versions">Version 2 of 2</a>' in now
    assert "The version that is shown" not in now
    assert "Version 1 of 2</a>" in old
    assert f'<a href="/article/{edited.pk}">The version that is shown</a>' in old
    assert "This reading of the page says what an earlier one says." in again


def test_a_page_read_once_has_no_versions_to_speak_of(client: Client, db: None) -> None:
    alone = add_article(add_source("quai.example", "Quai"), "Seul", "fr", START, "Un texte.", page="quai.example/1")
    assert "/versions" not in get(client, f"/article/{alone.pk}")
    html = get(client, f"/article/{alone.pk}/versions")
    assert "1 version of this page" in html
    assert "The first version that Marsad read." in html
    assert client.get("/article/99999/versions").status_code == 404
    assert client.get(f"/article/{alone.pk}/versions?page=2").status_code == 404


def test_a_page_that_lost_its_article_is_told_and_compared_with_nothing(client: Client, db: None) -> None:
    _, _, edited = versions()
    source = Source.objects.get()
    lost = {"page": edited.page, "current": False}
    wall = add_article(source, "Le port", "fr", START + timedelta(hours=3), "Abonnez-vous.", **lost)
    notice = add_article(source, "Le port", "fr", START + timedelta(hours=4), "Cet article a été retiré.", **lost)
    Article.objects.filter(pk__in=[wall.pk, notice.pk]).update(story=edited.story_id)
    html = get(client, f"/article/{edited.pk}/versions")
    assert "as behind a paywall" in html.split('id="v3"')[1].split('id="v2"')[0]
    assert "said that the article was removed" in html.split('id="v4"')[1].split('id="v3"')[0]
    assert html.count('<span class="tag">shown</span>') == 1
    assert '<span class="tag">shown</span>' in html.split('id="v2"')[1].split('id="v1"')[0]
    assert "shows next to nothing" in get(client, f"/article/{wall.pk}")


def test_a_reading_without_an_article_stands_where_it_came(client: Client, db: None) -> None:
    first, _, edited = versions()
    for hours in (1, 3):
        at = START + timedelta(hours=hours, minutes=30)
        add_unread(first, at, "no article: the site shows a check for robots")
    html = get(client, f"/article/{edited.pk}/versions")
    latest, earliest = html.split('id="v2"')[1].split('id="v1"')
    for part in (latest, earliest):
        assert part.count("cannot be read as an article") == 1
        assert '<q class="raw" lang="en" dir="ltr">no article: the site shows a check for robots</q>' in part
    assert html.count('<span class="tag">shown</span>') == 1


def test_a_version_that_came_back_is_listed_again(client: Client, db: None) -> None:
    first = versions()[0]
    at = START + timedelta(hours=5)
    where = {"warc_file": "w", "offset": 0, "length": 0, "record_id": "urn:uuid:again", "outcome": "unchanged"}
    Check.objects.create(page=first.page, url="u", at=at, status=304, refers_to=first.capture.record_id, **where)
    html = get(client, f"/article/{first.pk}/versions")
    again, between = html.split('id="v3"')[1].split('id="v2"')
    assert f'href="/article/{first.pk}"' in again
    assert '<span class="tag">shown</span>' in again
    assert '<span class="tag">shown</span>' not in between
    cut = re.search(r"<del[^>]*>(<[^>]*>[^<]*</[^>]*>)?15", again)
    assert cut, "it is compared with the version that it takes the place of"
    assert "Version 3 of 3" in get(client, f"/article/{first.pk}")


def add_unread(like: Article, at: datetime, reason: str) -> None:
    """A capture of an article's page that could not be read."""
    seq = Capture.objects.count() + 1000
    told = {"fetched": at, "archived": at, "warc_file": "w", "offset": 0, "length": 0, "sha256": str(seq)}
    locator = like.capture.locator
    key, url = str(seq), like.capture.url
    row = Capture.objects.create(seq=seq, key=key, record_id=f"urn:{seq}", locator=locator, url=url, **told)
    Job.objects.create(stage="read", capture=row, version="1", state="failed", error=reason)


def test_strangers_see_what_changed_but_not_the_texts(client: Client, signed_in: Client, db: None) -> None:
    _, _, edited = versions(visibility="extract")
    path = f"/article/{edited.pk}/versions"
    html = get(Client(), path)
    for shown in ("Le port rouvre Tamri", "<del>12 millions", "<ins>15 millions", "Omar Tazi", "sign in"):
        assert shown in html, shown
    for hidden in ("Les pêcheurs attendent", "Karim Belhadj", 'class="sides"', "in-one"):
        assert hidden not in html, hidden
    assert "Les pêcheurs attendent" in get(signed_in, path)


def test_many_versions_are_paged(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    _, _, edited = versions()
    first = get(client, f"/article/{edited.pk}/versions")
    assert 'id="v2"' in first
    assert 'rel="next" href="?page=2"' in first
    second = get(client, f"/article/{edited.pk}/versions?page=2")
    assert 'id="v1"' in second
    assert "next" not in second.split("pager")[1]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "there is no such page (HTTP 404)"),
        (410, "there is no such page (HTTP 410)"),
        (451, "for legal reasons (HTTP 451)"),
        (301, "leads to another page (HTTP 301)"),
        (200, "says that the article was removed"),
    ],
)
def test_a_page_that_is_gone_says_since_when_and_with_which_answer(
    client: Client, db: None, status: int, words: str
) -> None:
    _, _, edited = versions(gone_at=START + timedelta(days=2), gone_status=status)
    for path in (f"/article/{edited.pk}", f"/article/{edited.pk}/versions"):
        html = get(client, path)
        notice = html.split("notice gone")[1].split("</div>")[0]
        assert words in notice
        assert "17 Sept 2025" in notice
        assert "stays here" in notice
    assert "Les pêcheurs attendent" in get(client, f"/article/{edited.pk}")


@pytest.mark.parametrize(("lang", "word"), [("en", "withdrawn"), ("fr", "retiré"), ("ar", "مسحوب"), ("es", "retirado")])
def test_a_page_that_is_gone_is_flagged_in_every_list(client: Client, db: None, lang: str, word: str) -> None:
    _, _, edited = versions(gone_at=START + timedelta(days=2), gone_status=404)
    for path in ("/", f"/story/{edited.story_id}", f"/source/{edited.source.key}"):
        html = get(client, path, lang)
        assert "tag gone" in html, path
        assert f">{word}</span>" in html, path
        assert "Le port rouvre Tamri" in html, "and it is still there"


def test_what_is_not_gone_is_not_flagged(client: Client, db: None) -> None:
    _, _, edited = versions()
    for path in ("/", f"/story/{edited.story_id}", f"/article/{edited.pk}", f"/article/{edited.pk}/versions"):
        assert "gone" not in get(client, path)


def test_the_pages_take_few_queries(client: Client, db: None, django_assert_max_num_queries: object) -> None:
    _, _, edited = versions()
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(f"/article/{edited.pk}/versions")
